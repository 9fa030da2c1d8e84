from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from portal.common.keeping import tell_saved
from programs.actions.amendment import record_incident
from programs.actions.errors import NotExtendable
from programs.forms.amendment import IncidentForm
from programs.models import Amendment, Incident
from programs.queries.difference import differences_from

NOT_MOVED = _(
    "Not moved, as they were not open during the outage, close then or later already, are of your "
    "own agency, or their applications are being handled: %(calls)s"
)


@admin.register(Incident)
class IncidentAdmin(admin.ModelAdmin):
    """An outage is recorded with the calls that it moves, in one act; it is never changed."""

    fields = IncidentForm.Meta.fields
    list_display = ["title_ko", "started_at", "ended_at", "recorded_at", "recorded_by"]
    list_select_related = ["recorded_by"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("programs.record_incident")

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def add_view(self, request: HttpRequest, form_url="", extra_context=None) -> HttpResponse:
        """One form with one button: deadlines that were moved are not moved back."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = IncidentForm(request.POST or None, by=request.user)
        if request.method == "POST" and form.is_valid() and self._is_recorded(request, form):
            return redirect("admin:programs_incident_changelist")
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Record an outage"),
            "form": form,
        }
        return TemplateResponse(request, "admin/programs/incident/add.html", context)

    def _is_recorded(self, request: HttpRequest, form: IncidentForm) -> bool:
        """Whether the calls were moved; where not, the form says why and keeps what was typed."""
        calls = form.cleaned_data["calls"]
        moved = {name: form.cleaned_data[name] for name in ("closes_at", "days")}
        try:
            incident = record_incident(
                form.save(commit=False), calls=calls, by=request.user, **moved
            )
        except NotExtendable as refusal:
            names = ", ".join(str(call) for call in refusal.calls)
            form.add_error("calls", NOT_MOVED % {"calls": names})
            return False
        count = len(calls)
        words = ngettext(
            "Recorded. %(count)s call is moved, and all whom it concerns are told.",
            "Recorded. %(count)s calls are moved, and all whom they concern are told.",
            count,
        )
        link = format_html(
            '<a href="{}">{}</a>',
            reverse("programs:incident-detail", args=[incident.pk]),
            _("The public notice"),
        )
        tell_saved(request, format_html("{} {}", words % {"count": count}, link))
        return True


@admin.register(Amendment)
class AmendmentAdmin(admin.ModelAdmin):
    """What was published as a change of a call; read only."""

    list_display = ["amended_call", "number", "kind", "published_at", "published_by"]
    list_filter = ["kind"]
    search_fields = ["call__code", "call__title_ko", "reason"]
    list_select_related = ["call", "published_by"]
    fields = [
        "amended_call",
        "number",
        "kind",
        "reason",
        "changes",
        "asks_confirmation",
        "closes_at_before",
        "closes_at_after",
        "draft",
        "incident",
        "published_at",
        "published_by",
    ]
    readonly_fields = ["amended_call", "changes"]

    @admin.display(description=_("Call"), ordering="call__code")
    def amended_call(self, amendment: Amendment) -> str:
        return str(amendment.call)

    @admin.display(description=_("difference"))
    def changes(self, amendment: Amendment) -> str:
        """Each field that changed, on a line of its own."""
        rows = (
            (capfirst(row.label), row.before or "–", row.after or "–")
            for row in differences_from(amendment.difference)
        )
        return format_html_join("", "<p>{}: <del>{}</del> → <ins>{}</ins></p>", rows) or "-"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return False
