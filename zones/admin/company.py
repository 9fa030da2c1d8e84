from django.contrib import admin

from zones.models import Company, CompanyMember


class CompanyMemberInline(admin.TabularInline):
    model = CompanyMember
    extra = 0
    autocomplete_fields = ["user"]


@admin.register(Company)
class CompanyAdmin(admin.ModelAdmin):
    list_display = ["name", "applicant_kind", "formatted_business_number", "size", "zone"]
    list_filter = ["applicant_kind", "size", "zone"]
    search_fields = ["name", "business_number"]
    list_select_related = ["zone"]
    readonly_fields = ["created_at", "created_by"]
    inlines = [CompanyMemberInline]

    def lookup_allowed(self, lookup: str, value: str, request=None) -> bool:
        """Who applies where is not to be found out by asking for it in the address."""
        hidden = lookup.startswith("applications")
        return not hidden and super().lookup_allowed(lookup, value, request)

    def save_model(self, request, obj, form, change) -> None:
        if not change:
            obj.created_by = request.user
        super().save_model(request, obj, form, change)
