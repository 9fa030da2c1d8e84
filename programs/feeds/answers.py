"""How a state of a list is answered to programs: bad filters, what is known already, the rest."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import django_filters
from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import http_date, quote_etag
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from programs.filters import query_of
from programs.queries.catalogue import CatalogueState

Answer = Callable[[HttpRequest, Any], HttpResponseBase]


@dataclass(frozen=True)
class Listing:
    """A list with its filters: its rows, the state that they are in, and whether the moment of their
    last change tells all of what this request asks for; else only the ETag does."""

    filters: type[django_filters.FilterSet]
    rows: Callable[[], QuerySet[Any]]
    state: Callable[[HttpRequest], CatalogueState]
    has_moment: Callable[[HttpRequest], bool]


def answers_filters(listing: Listing) -> Callable[[Answer], Callable[..., HttpResponseBase]]:
    """Bad filters get 400 with the reason, a reader who has it all 304, others the answer."""

    def decorated(answer: Answer) -> Callable[..., HttpResponseBase]:
        @require_safe
        @wraps(answer)
        def view(request: HttpRequest) -> HttpResponseBase:
            filterset = listing.filters(request.GET, queryset=listing.rows())
            if not filterset.is_valid():
                return _refusal(filterset)
            state = listing.state(request)
            etag, changed = _etag(request, listing, state), None
            if state.changed_at and listing.has_moment(request):
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

    return decorated


def _etag(request: HttpRequest, listing: Listing, state: CatalogueState) -> str:
    query = query_of(request.GET, listing.filters)
    words = (request.path, query, get_language(), state.fingerprint)
    return quote_etag(hashlib.sha256("\n".join(map(str, words)).encode()).hexdigest()[:32])


def _refusal(filterset: Any) -> HttpResponse:
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
