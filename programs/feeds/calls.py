"""The call list as programs read it: Atom feed, calendar file, table."""

from django.contrib.syndication.views import Feed
from django.db.models.functions import Greatest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.common.text import printable
from programs.calendars import deadline_calendar
from programs.exports import csv_of_calls
from programs.feeds.answers import Listing, SiteFeed, answers_filters
from programs.filters import CallFilter, filters_in, query_of
from programs.models import Call
from programs.queries.catalogue import CatalogueState, catalogue_state

NEWEST = 50
CALENDAR_SIZE = 500
# Fullness and files have no moment of their own: there only the ETag says whether all is as it was
WITHOUT_MOMENT = {"status", "q"}


def _state(request: HttpRequest) -> CatalogueState:
    return catalogue_state(with_files="q" in filters_in(request.GET))


def _has_moment(request: HttpRequest) -> bool:
    tells_fullness = request.path == reverse("programs:call-csv")
    return not (tells_fullness or WITHOUT_MOMENT & set(filters_in(request.GET)))


CALLS = Listing(
    filters=CallFilter,
    rows=lambda: Call.objects.published(),
    state=_state,
    has_moment=_has_moment,
)


class CallFeed(Feed):
    """What the filters leave, what was published or changed last first.

    One control character in a row would leave no feed at all; not every row came by our forms.
    """

    feed_type = SiteFeed
    title = gettext_lazy("Calls of Korea's R&D special zones")
    subtitle = gettext_lazy("New and changed funding calls.")

    def __init__(self, filterset: CallFilter) -> None:
        self.filterset = filterset

    def link(self) -> str:
        query = query_of(self.filterset.data)
        return reverse("programs:call-list") + (f"?{query}" if query else "")

    def feed_url(self) -> str:
        """With the filters: a reader that follows it gets the same again."""
        query = query_of(self.filterset.data)
        return reverse("programs:call-feed") + (f"?{query}" if query else "")

    def items(self):
        calls = self.filterset.qs.as_cards().annotate(
            updated_at=Greatest("published_at", "changed_at", "closed_at", "cancelled_at")
        )
        return calls.order_by("-updated_at", "-pk")[:NEWEST]

    def item_title(self, item: Call) -> str:
        if item.is_cancelled:
            return printable(_("Cancelled: %(title)s") % {"title": item.title})
        return printable(item.title)

    def item_description(self, item: Call) -> str:
        return printable(item.summary)

    def item_author_name(self, item: Call) -> str:
        return printable(item.agency.name)

    def item_categories(self, item: Call) -> list[str]:
        return [item.get_stage_display(), *(printable(zone.name) for zone in item.zone_list)]

    def item_pubdate(self, item: Call):
        return item.published_at

    def item_updateddate(self, item: Call):
        return item.updated_at


@answers_filters(CALLS)
def call_feed(request: HttpRequest, filterset: CallFilter) -> HttpResponse:
    return CallFeed(filterset)(request)


@answers_filters(CALLS)
def call_calendar(request: HttpRequest, filterset: CallFilter) -> HttpResponse:
    calls = filterset.qs.exclude(closes_at=None).order_by("-closes_at", "-pk")[:CALENDAR_SIZE]
    return HttpResponse(deadline_calendar(calls), content_type="text/calendar; charset=utf-8")


@answers_filters(CALLS)
def call_csv(request: HttpRequest, filterset: CallFilter) -> StreamingHttpResponse:
    return StreamingHttpResponse(
        csv_of_calls(filterset.qs.with_parties()),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="calls.csv"'},
    )
