"""A state of the call list as programs read it: Atom feed, calendar file, table."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models.functions import Greatest
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import http_date, quote_etag
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.common.text import printable
from programs.calendars import deadline_calendar
from programs.exports import csv_of_calls
from programs.filters import CallFilter, filters_in, query_of
from programs.models import Call
from programs.queries.catalogue import CatalogueState, catalogue_state

NEWEST = 50
CALENDAR_SIZE = 500
# Fullness and files have no moment of their own: there only the ETag says whether all is as it was
WITHOUT_MOMENT = {"status", "q"}
Answer = Callable[[HttpRequest, CallFilter], HttpResponseBase]


def answers_filters(answer: Answer) -> Callable[[HttpRequest], HttpResponseBase]:
    """Bad filters get 400 with the reason, a reader who has it all 304, others the answer."""

    @require_safe
    @wraps(answer)
    def view(request: HttpRequest) -> HttpResponseBase:
        filterset = CallFilter(request.GET, queryset=Call.objects.published())
        if not filterset.is_valid():
            return _refusal(filterset)
        filters = filters_in(request.GET)
        state = catalogue_state(with_files="q" in filters)
        etag, changed = _etag(request, state), None
        tells_fullness = request.path == reverse("programs:call-csv")
        if state.changed_at and not (tells_fullness or WITHOUT_MOMENT & set(filters)):
            changed = int(state.changed_at.timestamp())
        response = get_conditional_response(request, etag=etag, last_modified=changed)
        response = response or answer(request, filterset)
        response.headers["ETag"] = etag
        if changed:
            response.headers["Last-Modified"] = http_date(changed)
        else:
            response.headers.pop("Last-Modified", None)
        return response

    return view


def _etag(request: HttpRequest, state: CatalogueState) -> str:
    words = (request.path, query_of(request.GET), get_language(), state.fingerprint)
    return quote_etag(hashlib.sha256("\n".join(map(str, words)).encode()).hexdigest()[:32])


def _refusal(filterset: CallFilter) -> HttpResponse:
    lines = [
        f"{filterset.filters[name].label}: {error}\n"
        for name, errors in filterset.errors.items()
        for error in errors
    ]
    return HttpResponse(lines, status=400, content_type="text/plain; charset=utf-8")


class SiteFeed(Atom1Feed):
    """Addresses, ids among them, as SITE_URL says, whichever host was asked: readers tell entries
    by their ids."""

    def __init__(self, title: str, link: str, *args: Any, **kwargs: Any) -> None:
        kwargs["feed_url"] = _at_home(kwargs["feed_url"])
        super().__init__(title, _at_home(link), *args, **kwargs)

    def add_item(self, title: str, link: str, *args: Any, **kwargs: Any) -> None:
        kwargs["unique_id"] = _at_home(kwargs["unique_id"])
        super().add_item(title, _at_home(link), *args, **kwargs)


def _at_home(address: str) -> str:
    parts = urlsplit(address)
    return settings.SITE_URL + urlunsplit(parts._replace(scheme="", netloc=""))


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


@answers_filters
def call_feed(request: HttpRequest, filterset: CallFilter) -> HttpResponse:
    return CallFeed(filterset)(request)


@answers_filters
def call_calendar(request: HttpRequest, filterset: CallFilter) -> HttpResponse:
    calls = filterset.qs.exclude(closes_at=None).order_by("-closes_at", "-pk")[:CALENDAR_SIZE]
    return HttpResponse(deadline_calendar(calls), content_type="text/calendar; charset=utf-8")


@answers_filters
def call_csv(request: HttpRequest, filterset: CallFilter) -> StreamingHttpResponse:
    return StreamingHttpResponse(
        csv_of_calls(filterset.qs.with_parties()),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="calls.csv"'},
    )
