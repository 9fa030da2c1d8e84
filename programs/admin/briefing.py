from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from programs.admin.read_only import ReadOnly, ReadOnlyAdmin
from programs.models import (
    Briefing,
    BriefingOrganisation,
    BriefingPart,
    BriefingSeries,
    Registration,
)


class BriefingPartInline(ReadOnly, admin.TabularInline):
    model = BriefingPart
    fields = ["position", "is_nested", "kind", "title_ko", "title_en", "starts_at", "ends_at"]


class BriefingOrganisationInline(ReadOnly, admin.TabularInline):
    model = BriefingOrganisation
    fields = ["role", "name_ko", "name_en"]


@admin.register(BriefingSeries)
class BriefingSeriesAdmin(ReadOnlyAdmin):
    list_display = ["title_ko", "kind", "agency", "month", "day"]
    list_filter = ["kind", "agency"]
    search_fields = ["title_ko", "title_en"]
    list_select_related = ["agency"]


@admin.register(Briefing)
class BriefingAdmin(ReadOnlyAdmin):
    """Read only: agencies announce and change briefings at their desk, which tells the guests."""

    list_display = ["title_ko", "kind", "starts_at", "agency", "capacity", "seats_taken"]
    list_filter = ["kind", "agency"]
    search_fields = ["title_ko", "title_en"]
    date_hierarchy = "starts_at"
    list_select_related = ["agency"]
    autocomplete_fields = ["calls", "zones"]
    inlines = [BriefingPartInline, BriefingOrganisationInline]
    readonly_fields = ["survey", "needs_page"]

    @admin.display(description=_("results of the survey"))
    def survey(self, briefing) -> str:
        address = reverse("programs:briefing-survey", args=[briefing.pk])
        return format_html('<a href="{}">{}</a>', address, _("Results of the survey"))

    @admin.display(description=_("accessibility needs"))
    def needs_page(self, briefing) -> str:
        """A page of its own, where each reading is written down."""
        if not briefing.asks_needs:
            return "–"
        address = reverse("programs:guest-needs", args=[briefing.pk])
        return format_html('<a href="{}">{}</a>', address, _("Read them"))


@admin.register(Registration)
class RegistrationAdmin(ReadOnlyAdmin):
    list_display = ["attendee_name", "briefing", "company", "mode", "state", "registered_at"]
    list_filter = ["state", "mode"]
    search_fields = ["attendee_name", "email", "company__name", "organisation"]
    list_select_related = ["briefing", "company"]
