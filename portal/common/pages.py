"""Pages that are the same for everybody who is not signed in: made once, given to all for seconds.

A view says so with `@for_everybody`. The middleware keeps the whole answer, headers included, in the
memory of its process, and answers from there before anything else is looked at. Whoever brings a
session, a message that waits for them or credentials is past all of this (docs/decisions/0052).
"""

import hashlib
import time
from collections import OrderedDict
from collections.abc import Callable, Collection
from functools import wraps
from threading import Lock
from typing import Any

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers

from portal.common.compression import PACK, SMALLEST_BYTES, encoding_for, pack
from portal.common.contrast import COOKIE as CONTRAST_COOKIE
from portal.common.contrast import wants_high_contrast
from portal.common.language import chosen_language

View = Callable[..., HttpResponse]
# Scheme and host, language, path, what the view knows of the query, and whether in high contrast
Key = tuple[str, str, str, str, str, bool]

# While a page that is too old is made anew, others are given the old one, and caches on the way may
STALE_SECONDS = 30
MINUTE = 60
MOST_PAGES = 400  # in each process; of at most so many bytes each
MOST_BYTES = 200_000


def is_visitor(request: HttpRequest) -> bool:
    """Whether nothing in a request tells of one person: no session, message or credentials."""
    return (
        settings.SESSION_COOKIE_NAME not in request.COOKIES
        and CookieStorage.cookie_name not in request.COOKIES
        and "HTTP_AUTHORIZATION" not in request.META
    )


def for_everybody(*names: str) -> Callable[[View], View]:
    """Mark a view whose page is the same for every visitor who reads its language.

    `names` are those of the query that the view looks at. A visitor's request loses all others,
    and all cookies that are not part of the key, before the view sees it: they neither fill the
    memory nor get into what others are given.
    """

    def marked(view: View) -> View:
        @wraps(view)
        def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if is_visitor(request):
                _leave_what_is_keyed(request, names)
            response = view(request, *args, **kwargs)
            response.names_for_everybody = names  # type: ignore[attr-defined]
            return response

        answered.kept_by = names  # type: ignore[attr-defined]
        return answered

    return marked


def made_anew_for_everybody(view: View) -> View:
    """Mark a view whose page is the same for every visitor but is not kept: because its instant
    counts, or because hardly two ask for the same. It is packed, whatever it says to caches."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.is_for_everybody = True  # type: ignore[attr-defined]
        return response

    answered.kept_by = None  # type: ignore[attr-defined]
    return answered


def _leave_what_is_keyed(request: HttpRequest, names: Collection[str]) -> None:
    """What is not part of the key cannot be part of the page."""
    keyed = (settings.LANGUAGE_COOKIE_NAME, CONTRAST_COOKIE)
    request.COOKIES = {name: value for name, value in request.COOKIES.items() if name in keyed}
    query = known_query(request, names)
    request.META["QUERY_STRING"] = query
    request.GET = QueryDict(query)  # type: ignore[assignment]


def known_query(request: HttpRequest, names: Collection[str]) -> str:
    """What a request says by these names, without empty values."""
    if not request.META.get("QUERY_STRING"):
        return ""
    known = QueryDict(mutable=True)
    for name, values in request.GET.lists():
        if name in names:
            known.setlist(name, [value for value in values if value])
    return known.urlencode()


class KeptPage:
    """The answer that one visitor got, for the next ones; at most `seconds` old when it is given,
    but for those who ask while it is made anew."""

    def __init__(self, response: HttpResponse, *, began_at: float, seconds: float) -> None:
        self.content = response.content
        digest = hashlib.blake2b(self.content, digest_size=16).hexdigest()
        self.etag = f'W/"{digest}"'
        self.began_at = began_at
        self.expires_at = began_at + seconds
        self.made_anew_since: float | None = None
        self.packed: dict[str, bytes] = {}
        response.headers["ETag"] = self.etag
        response.headers["Cache-Control"] = (
            f"public, max-age={int(seconds)}, stale-while-revalidate={STALE_SECONDS}"
        )
        patch_vary_headers(response, ["Cookie", "Accept-Encoding"])
        response.headers.pop("Content-Length", None)
        self.headers = dict(response.headers)

    def answer(self, request: HttpRequest) -> HttpResponseBase:
        """For one visitor: packed as they take it, or that what they have is still right."""
        content, encoding = self.content, encoding_for(request)
        if encoding and len(content) >= SMALLEST_BYTES:
            content = self.packed.get(encoding) or self.packed.setdefault(
                encoding, PACK[encoding](self.content)
            )
        response = HttpResponse(content, headers=self.headers)
        if content is not self.content:
            response.headers["Content-Encoding"] = encoding
        response.headers["Content-Length"] = str(len(content))
        if age := int(time.monotonic() - self.began_at):
            response.headers["Age"] = str(age)
        return get_conditional_response(request, etag=self.etag, response=response)


class KeptPages:
    """The pages of a process; those that were asked for longest ago go first."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._pages: OrderedDict[Key, KeptPage] = OrderedDict()
        self._names: dict[str, Collection[str]] = {}

    def key(self, request: HttpRequest) -> Key | None:
        """None for an address of which no page was kept yet."""
        names = self._names.get(request.path)
        return None if names is None else key_of(request, names)

    def take(self, key: Key) -> KeptPage | None:
        """None where there is none, or where the caller is the one to make it anew."""
        now = time.monotonic()
        with self._lock:
            page = self._pages.get(key)
            if page is None:
                return None
            self._pages.move_to_end(key)
            if now < page.expires_at:
                return page
            if page.made_anew_since is not None and now < page.expires_at + STALE_SECONDS:
                return page
            page.made_anew_since = now
            return None

    def put(self, key: Key, page: KeptPage, names: Collection[str]) -> None:
        with self._lock:
            self._names[key[3]] = names
            self._pages[key] = page
            self._pages.move_to_end(key)
            while len(self._pages) > MOST_PAGES:
                self._pages.popitem(last=False)
            if len(self._names) > MOST_PAGES:
                self._names = {kept[3]: self._names[kept[3]] for kept in self._pages}

    def drop(self, key: Key) -> None:
        with self._lock:
            self._pages.pop(key, None)

    def clear(self) -> None:
        with self._lock:
            self._pages.clear()
            self._names.clear()

    def __len__(self) -> int:
        return len(self._pages)


def key_of(request: HttpRequest, names: Collection[str]) -> Key:
    """Raises DisallowedHost where the host is none of ours."""
    return (
        request.scheme or "",
        request.get_host(),
        chosen_language(request),
        request.path,
        known_query(request, names),
        wants_high_contrast(request),
    )


KEPT = KeptPages()


class PublicPagesMiddleware:
    """Gives visitors the pages that are kept, keeps those that may be, and packs what is public."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD") or not is_visitor(request):
            return self.get_response(request)
        key = KEPT.key(request) if settings.PAGE_SECONDS else None
        if key and (kept := KEPT.take(key)):
            return kept.answer(request)
        began_at, seconds = time.monotonic(), _seconds_to_keep()
        response = self.get_response(request)
        if seconds and _may_be_kept(request, response):
            names = response.names_for_everybody  # type: ignore[attr-defined]
            page = KeptPage(response, began_at=began_at, seconds=seconds)
            KEPT.put(key_of(request, names), page, names)
            return page.answer(request)
        if key:
            KEPT.drop(key)
        if _is_public(response):
            pack(request, response)
        return response


def _seconds_to_keep() -> float:
    """Never past the full minute: calls and registrations open and close at one."""
    return min(settings.PAGE_SECONDS, MINUTE - time.time() % MINUTE)


def _may_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    return (
        request.method == "GET"
        and response.status_code == 200
        and hasattr(response, "names_for_everybody")
        and not response.cookies
        and not response.streaming
        and "Cache-Control" not in response.headers
        and len(response.content) <= MOST_BYTES
    )


def _is_public(response: HttpResponse) -> bool:
    """Whether an answer to a visitor holds nothing that is theirs: a token, or a thing that only
    the address opens. Such answers set a cookie or say that no cache may keep them."""
    if response.cookies:
        return False
    said = response.headers.get("Cache-Control", "")
    is_private = "private" in said or "no-store" in said
    return hasattr(response, "is_for_everybody") or not is_private
