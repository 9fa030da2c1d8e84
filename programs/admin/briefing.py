from django.contrib import admin

from programs.models import Briefing, Registration


@admin.register(Briefing)
class BriefingAdmin(admin.ModelAdmin):
    """Read only: agencies announce and change briefings at their desk, which tells the guests."""

    list_display = ["title_ko", "kind", "starts_at", "agency", "capacity", "seats_taken"]
    list_filter = ["kind", "agency"]
    search_fields = ["title_ko", "title_en"]
    date_hierarchy = "starts_at"
    list_select_related = ["agency"]
    autocomplete_fields = ["calls", "zones"]

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False


@admin.register(Registration)
class RegistrationAdmin(admin.ModelAdmin):
    list_display = ["attendee_name", "briefing", "company", "mode", "state", "registered_at"]
    list_filter = ["state", "mode"]
    search_fields = ["attendee_name", "email", "company__name", "organisation"]
    list_select_related = ["briefing", "company"]

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False
