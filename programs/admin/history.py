from django.apps import apps
from django.contrib.admin.exceptions import NotRegistered
from django.db.models import TextField
from django.db.models.functions import Cast
from django.http import Http404
from pghistory.admin import EventsAdmin

from portal.common.templatetags.portal_text import moment
from programs.models import (
    Application,
    AppliedAdjustment,
    Assignment,
    Challenge,
    Conflict,
    Decision,
    Handling,
    Objection,
    Panel,
    PanelMember,
    PanelPlace,
    Score,
    ScreeningDraft,
    Selection,
    Supplement,
)
from programs.queries import applications_handled_by

# What has a history, and the way from it to its application
APPLICATION_OF = {
    Application: "pk",
    Assignment: "application",
    Score: "assignment__application",
    Decision: "application",
    Challenge: "application",
    Conflict: "application",
    Handling: "application",
    PanelPlace: "application",
    AppliedAdjustment: "application",
    Objection: "application",
    ScreeningDraft: "application",
    Supplement: "application",
}

# And of what is about a panel as a whole, the way to it
PANEL_OF = {Panel: "pk", PanelMember: "panel", Selection: "panel", Decision: "selection__panel"}


class HistoryAdmin(EventsAdmin):
    """Every kept version of an object, for the auditor; of applications, panels and what became of
    them only of those that the auditor's admin shows.

    Registered by the setting PGHISTORY_ADMIN_CLASS.
    """

    change_form_template = "admin/programs/history/change_form.html"

    def get_queryset(self, request):
        shown = applications_handled_by(request.user).values("pk")
        events = super().get_queryset(request)
        decided = Panel.objects.decided_by(request.user).values("pk")
        ways = [(model, way, shown) for model, way in APPLICATION_OF.items()]
        ways += [(model, way, decided) for model, way in PANEL_OF.items()]
        for model, way, seen in ways:
            hidden = model.objects.exclude(**{f"{way}__in": seen})
            keys = hidden.order_by().annotate(pk_text=Cast("pk", TextField())).values("pk_text")
            events = events.exclude(pgh_obj_model=model._meta.label, pgh_obj_id__in=keys)
        return events

    def changelist_view(self, request, extra_context=None):
        if "obj" in request.GET:
            self._require_visible(request, *request.GET["obj"].partition(":")[::2])
        return super().changelist_view(request, extra_context)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        """A version has no name of its own: it is called by what it is of and when it was kept."""
        if obj is not None:
            kind = apps.get_model(obj.pgh_obj_model)._meta.verbose_name
            context["subtitle"] = f"{kind} · {obj.pgh_label} · {moment(obj.pgh_created_at)}"
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def _require_visible(self, request, label: str, key: str) -> None:
        """The page names the object that it is asked for: only one that the admin shows as well."""
        try:
            page = self.admin_site.get_model_admin(apps.get_model(label))
        except (LookupError, ValueError, NotRegistered):
            raise Http404 from None
        thing = page.get_object(request, key)
        if thing is None or not page.has_view_permission(request, thing):
            raise Http404
