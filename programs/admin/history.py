from django.apps import apps
from django.contrib.admin.exceptions import NotRegistered
from django.db.models import TextField
from django.db.models.functions import Cast
from django.http import Http404
from pghistory.admin import EventsAdmin

from programs.models import Application
from programs.queries import applications_visible_to


class HistoryAdmin(EventsAdmin):
    """Every kept version of an object, for the auditor; of applications only of visible ones.

    Registered by the setting PGHISTORY_ADMIN_CLASS.
    """

    def get_queryset(self, request):
        visible = applications_visible_to(request.user).values("pk")
        hidden = Application.objects.exclude(pk__in=visible).annotate(key=Cast("pk", TextField()))
        events = super().get_queryset(request)
        return events.exclude(
            pgh_obj_model="programs.Application", pgh_obj_id__in=hidden.values("key")
        )

    def changelist_view(self, request, extra_context=None):
        if "obj" in request.GET:
            self._require_visible(request, *request.GET["obj"].partition(":")[::2])
        return super().changelist_view(request, extra_context)

    def _require_visible(self, request, label: str, key: str) -> None:
        """The page names the object that it is asked for: only one that the admin shows as well."""
        try:
            page = self.admin_site.get_model_admin(apps.get_model(label))
        except (LookupError, ValueError, NotRegistered):
            raise Http404 from None
        thing = page.get_object(request, key)
        if thing is None or not page.has_view_permission(request, thing):
            raise Http404
