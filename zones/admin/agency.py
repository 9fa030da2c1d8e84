from django.contrib import admin

from zones.models import Agency, AgencyMember


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
    inlines = [AgencyMemberInline]
