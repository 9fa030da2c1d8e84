from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.common.templatetags.portal_text import moment
from programs.models import Banner
from programs.queries.banner import calls_that_end_in, forget_banners

MOST_NAMED = 5
ENDS_MEANWHILE = _(
    "In the maintenance, or in the hour after it, these calls close: %(calls)s. Choose another time, "
    "or let their agencies extend them; nothing is moved by this banner."
)


@admin.register(Banner)
class BannerAdmin(admin.ModelAdmin):
    """Words on top of every page; they stay as a record, and are taken away by their end."""

    list_display = ["text_ko", "level", "place", "shown_from", "shown_until", "is_shown"]
    list_filter = ["level", "place"]
    search_fields = ["text_ko", "text_en"]
    fieldsets = [
        (None, {"fields": ["level", "place", "text_ko", "text_en"]}),
        (_("When it is shown"), {"fields": ["shown_from", "shown_until"]}),
        (_("Maintenance"), {"fields": ["down_from", "down_until"]}),
    ]

    @admin.display(description=_("shown now"), boolean=True)
    def is_shown(self, banner: Banner) -> bool:
        return banner.is_shown_at(timezone.now())

    def has_delete_permission(self, request: HttpRequest, obj: Banner | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Banner, form, change: bool) -> None:
        super().save_model(request, obj, form, change)
        forget_banners()
        calls = list(calls_that_end_in(obj)[: MOST_NAMED + 1])
        if calls:
            named = [f"{call.title} ({moment(call.closes_at)})" for call in calls[:MOST_NAMED]]
            more = ["…"] if len(calls) > MOST_NAMED else []
            messages.warning(request, ENDS_MEANWHILE % {"calls": ", ".join([*named, *more])})
