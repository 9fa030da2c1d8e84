from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from programs.models import (
    Briefing,
    BriefingOrganisation,
    BriefingPart,
    BriefingSeries,
    Registration,
)


class ReadOnly:
    """Written at the agency's desk only."""

    def has_add_permission(self, request, obj=None) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False


class BriefingPartInline(ReadOnly, admin.TabularInline):
    model = BriefingPart
    fields = ["position", "is_nested", "kind", "title_ko", "title_en", "starts_at", "ends_at"]


class BriefingOrganisationInline(ReadOnly, admin.TabularInline):
    model = BriefingOrganisation
    fields = ["role", "name_ko", "name_en"]


@admin.register(BriefingSeries)
class BriefingSeriesAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["title_ko", "kind", "agency", "month", "day"]
    list_filter = ["kind", "agency"]
    search_fields = ["title_ko", "title_en"]
    list_select_related = ["agency"]


@admin.register(Briefing)
class BriefingAdmin(admin.ModelAdmin):
    """Read only: agencies announce and change briefings at their desk, which tells the guests."""

    list_display = ["title_ko", "kind", "starts_at", "agency", "capacity", "seated_count"]
    list_filter = ["kind", "agency"]
    search_fields = ["title_ko", "title_en"]
    date_hierarchy = "starts_at"
    list_select_related = ["agency"]
    autocomplete_fields = ["calls", "zones"]
    inlines = [BriefingPartInline, BriefingOrganisationInline]

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    def get_queryset(self, request):
        return super().get_queryset(request).with_seat_counts()

    @admin.display(description=_("seats taken"), ordering="seated_count")
    def seated_count(self, briefing) -> int:
        return briefing.seated_count


@admin.register(Registration)
class RegistrationAdmin(admin.ModelAdmin):
    list_display = ["attendee_name", "briefing", "company", "state", "registered_at"]
    list_filter = ["state"]
    search_fields = ["attendee_name", "user__email", "company__name"]
    list_select_related = ["briefing", "company"]

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False
