from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from programs.actions.amendment import record_incident
from programs.actions.errors import NotExtendable
from programs.forms.amendment import IncidentForm
from programs.models import Amendment, Incident
from programs.queries.difference import differences_from

NOT_MOVED = _(
    "Not moved, as they close then or later already, or their applications are being handled:"
    " %(calls)s"
)


@admin.register(Incident)
class IncidentAdmin(admin.ModelAdmin):
    """An outage is recorded with the calls that it moves, in one act; it is never changed."""

    form = IncidentForm
    list_display = ["title_ko", "started_at", "ended_at", "recorded_at", "recorded_by"]
    list_select_related = ["recorded_by"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("programs.record_incident")

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def get_form(self, request, obj=None, change=False, **kwargs):
        """The form asks the action before it is valid, so that a refusal loses nothing typed."""
        if obj is not None:
            return super().get_form(request, obj, change=change, fields=IncidentForm.Meta.fields)
        if not self.has_add_permission(request):
            raise PermissionDenied
        user = request.user

        class RecordedIncidentForm(IncidentForm):
            def _post_clean(self) -> None:
                super()._post_clean()
                if self.errors or not self.is_bound:
                    return
                chosen = self.cleaned_data
                try:
                    with transaction.atomic():
                        record_incident(
                            self.instance,
                            calls=chosen["calls"],
                            closes_at=chosen["closes_at"],
                            by=user,
                        )
                except NotExtendable as refusal:
                    self.instance.pk = None
                    names = ", ".join(str(call) for call in refusal.calls)
                    self.add_error("calls", NOT_MOVED % {"calls": names})

            def _save_m2m(self) -> None:
                """The calls are no relation of the model: the action has moved them."""

        return RecordedIncidentForm

    def get_fieldsets(self, request, obj=None):
        names = [*IncidentForm.Meta.fields, *([] if obj else ["calls", "closes_at"])]
        return [(None, {"fields": names})]

    def save_model(self, request, obj, form, change) -> None:
        """Saved by the action, with all that belongs to it."""


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
