"""Notices as an Atom feed."""

from django.contrib.syndication.views import Feed
from django.db.models import Count, Max
from django.db.models.functions import Greatest
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext_lazy

from portal.common.markup import excerpt
from portal.common.text import printable
from programs.feeds.answers import Listing, SiteFeed, answers_filters
from programs.filters import NoticeFilter, query_of
from programs.models import Notice
from programs.queries.catalogue import CatalogueState
from zones.models import Zone

NEWEST = 50
LONGEST_SUMMARY = 400


def notice_state() -> CatalogueState:
    """The state of all published notices, in two statements: it changes with each that is
    published, changed or withdrawn, and when a zone is renamed."""
    facts = Notice.objects.published().aggregate(
        count=Count("pk"), changed_at=Max(Greatest("published_at", "changed_at"))
    )
    names = list(Zone.objects.order_by("pk").values_list("slug", "name_ko", "name_en"))
    return CatalogueState(repr([facts["count"], facts["changed_at"], names]), facts["changed_at"])


# A withdrawal has no moment here, so that only the ETag says whether all is as it was
NOTICES = Listing(
    filters=NoticeFilter,
    rows=lambda: Notice.objects.published(),
    state=lambda _request: notice_state(),
    has_moment=lambda _request: False,
)


class NoticeFeed(Feed):
    """What the filters leave, what was published or changed last first."""

    feed_type = SiteFeed
    title = gettext_lazy("Notices of Korea's R&D special zones")
    subtitle = gettext_lazy("New and changed notices and press releases.")

    def __init__(self, filterset: NoticeFilter) -> None:
        self.filterset = filterset

    def link(self) -> str:
        return self._with_filters("programs:notice-list")

    def feed_url(self) -> str:
        """With the filters: a reader that follows it gets the same again."""
        return self._with_filters("programs:notice-feed")

    def _with_filters(self, name: str) -> str:
        query = query_of(self.filterset.data, NoticeFilter)
        return reverse(name) + (f"?{query}" if query else "")

    def items(self):
        found = self.filterset.qs.select_related("zone")
        found = found.annotate(renewed_at=Greatest("published_at", "changed_at"))
        return found.order_by("-renewed_at", "-pk")[:NEWEST]

    def item_title(self, item: Notice) -> str:
        return printable(item.title)

    def item_description(self, item: Notice) -> str:
        return escape(printable(excerpt(item.body, most=LONGEST_SUMMARY)))

    def item_categories(self, item: Notice) -> list[str]:
        zone = [printable(item.zone.name)] if item.zone else []
        return [str(item.get_category_display()), *zone]

    def item_pubdate(self, item: Notice):
        return item.published_at

    def item_updateddate(self, item: Notice):
        return item.updated_at


@answers_filters(NOTICES)
def notice_feed(request: HttpRequest, filterset: NoticeFilter) -> HttpResponse:
    return NoticeFeed(filterset)(request)
