"""The list of briefings as programs read it: Atom feed, calendar file."""

from django.contrib.syndication.views import Feed
from django.db.models.functions import Greatest
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.common.text import printable
from programs.calendars import briefings_calendar
from programs.feeds.answers import Listing, SiteFeed, answers_filters
from programs.filters import BriefingFilter, query_of
from programs.models import Briefing
from programs.queries.briefing_state import briefing_state

NEWEST = 50
CALENDAR_SIZE = 500

BRIEFINGS = Listing(
    filters=BriefingFilter,
    rows=lambda: Briefing.objects.published(),
    state=lambda _request: briefing_state(),
    has_moment=lambda _request: False,
)


class BriefingFeed(Feed):
    """What the filters leave, what was announced or changed last first."""

    feed_type = SiteFeed
    title = gettext_lazy("Briefings and events of Korea's R&D special zones")
    subtitle = gettext_lazy("New and changed sessions.")

    def __init__(self, filterset: BriefingFilter) -> None:
        self.filterset = filterset

    def link(self) -> str:
        return self._with_filters("programs:briefing-list")

    def feed_url(self) -> str:
        """With the filters: a reader that follows it gets the same again."""
        return self._with_filters("programs:briefing-feed")

    def _with_filters(self, name: str) -> str:
        query = query_of(self.filterset.data, BriefingFilter)
        return reverse(name) + (f"?{query}" if query else "")

    def items(self):
        found = self.filterset.qs.with_zones().select_related("agency")
        found = found.annotate(updated_at=Greatest("published_at", "changed_at"))
        return found.order_by("-updated_at", "-pk")[:NEWEST]

    def item_title(self, item: Briefing) -> str:
        if item.cancelled_at:
            return printable(_("Cancelled: %(title)s") % {"title": item.title})
        return printable(item.title)

    def item_description(self, item: Briefing) -> str:
        return printable(item.summary)

    def item_author_name(self, item: Briefing) -> str:
        return printable(item.agency.name)

    def item_categories(self, item: Briefing) -> list[str]:
        return [item.get_kind_display(), *(printable(zone.name) for zone in item.zone_list)]

    def item_pubdate(self, item: Briefing):
        return item.published_at

    def item_updateddate(self, item: Briefing):
        return item.updated_at  # type: ignore[attr-defined]


@answers_filters(BRIEFINGS)
def briefing_feed(request: HttpRequest, filterset: BriefingFilter) -> HttpResponse:
    return BriefingFeed(filterset)(request)


@answers_filters(BRIEFINGS)
def briefing_calendar(request: HttpRequest, filterset: BriefingFilter) -> HttpResponse:
    found = filterset.qs.order_by("-starts_at", "-pk")[:CALENDAR_SIZE]
    return HttpResponse(briefings_calendar(found), content_type="text/calendar; charset=utf-8")
