from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from programs.models import Briefing, Registration


@admin.register(Briefing)
class BriefingAdmin(admin.ModelAdmin):
    """Read only: agencies announce and change briefings at their desk, which tells the guests."""

    list_display = ["title_ko", "kind", "starts_at", "agency", "capacity", "seated_count"]
    list_filter = ["kind", "agency"]
    search_fields = ["title_ko", "title_en"]
    date_hierarchy = "starts_at"
    list_select_related = ["agency"]
    autocomplete_fields = ["calls", "zones"]
    readonly_fields = ["survey"]

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

    @admin.display(description=_("results of the survey"))
    def survey(self, briefing) -> str:
        address = reverse("programs:briefing-survey", args=[briefing.pk])
        return format_html('<a href="{}">{}</a>', address, _("Results of the survey"))


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
