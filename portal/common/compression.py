"""Answers made smaller for readers that unpack them; only such as are the same for everybody.

What one person reads goes out as it is: the length of a packed page tells whoever watches the line
whether a word that they made the page repeat stands in it a second time (BREACH), and pages of
people hold tokens, names and points. See docs/decisions/0052.
"""

import gzip
from collections.abc import Callable

import brotli
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

SMALLEST_BYTES = 1000  # below it there is nothing to win
PACKED_TYPES = (
    "text/",
    "application/atom+xml",
    "application/json",
    "application/ld+json",
    "application/schema+json",
    "application/vnd.oai.openapi",
    "application/xml",
    "image/svg+xml",
)
# In the order in which they are preferred
PACK: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda content: brotli.compress(content, mode=brotli.MODE_TEXT, quality=5),
    "gzip": lambda content: gzip.compress(content, compresslevel=6, mtime=0),
}


def encoding_for(request: HttpRequest) -> str:
    """The best encoding of ours that the reader takes ("br", "gzip"); empty if there is none."""
    asked = request.META.get("HTTP_ACCEPT_ENCODING", "").lower()
    taken = {
        name.strip()
        for name, _, weight in (part.partition(";") for part in asked.split(","))
        if not _is_refused(weight)
    }
    return next((encoding for encoding in PACK if encoding in taken), "")


def _is_refused(weight: str) -> bool:
    name, _, value = weight.strip().partition("=")
    return name == "q" and not value.strip("0.")


def pack(request: HttpRequest, response: HttpResponse) -> None:
    """Pack the content of an answer that is the same for everybody, if the reader takes it so."""
    if not _is_worth_it(response):
        return
    patch_vary_headers(response, ["Accept-Encoding"])
    if encoding := encoding_for(request):
        response.content = PACK[encoding](response.content)
        response.headers["Content-Encoding"] = encoding
        response.headers["Content-Length"] = str(len(response.content))
        if etag := response.headers.get("ETag"):
            response.headers["ETag"] = etag if etag.startswith("W/") else f"W/{etag}"


def _is_worth_it(response: HttpResponse) -> bool:
    return (
        not response.streaming
        and len(response.content) >= SMALLEST_BYTES
        and "Content-Encoding" not in response.headers
        and response.headers.get("Content-Type", "").startswith(PACKED_TYPES)
    )
