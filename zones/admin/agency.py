from django.contrib import admin

from zones.models import Agency, AgencyContact, AgencyMember


class AgencyContactInline(admin.TabularInline):
    model = AgencyContact
    extra = 0


class AgencyMemberInline(admin.TabularInline):
    model = AgencyMember
    extra = 0
    autocomplete_fields = ["user"]


@admin.register(Agency)
class AgencyAdmin(admin.ModelAdmin):
    list_display = ["name_ko", "kind", "zone"]
    list_filter = ["kind"]
    search_fields = ["name_ko", "name_en"]
    list_select_related = ["zone"]
    inlines = [AgencyContactInline, AgencyMemberInline]
