"""How large a request may be, judged before anything of it is read or written to a disk."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

View = Callable[..., HttpResponse]


def takes_files(view: View) -> View:
    """Marks a view whose form brings files: signed-in people may send it large requests."""
    view.takes_files = True  # type: ignore[attr-defined]
    return view


class BoundedBodiesMiddleware:
    """A request that says to be larger than its address takes is refused, unread.

    Stands before what reads forms: the check of the CSRF token does. A body without its length is
    none to WSGI, so that nobody gets around it by sending in chunks.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Refuses before the view and before all middleware that stands further in."""
        said = request.META.get("CONTENT_LENGTH") or "0"
        length = int(said) if said.isascii() and said.isdecimal() and len(said) < 19 else 0
        if length <= settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            return None
        is_for_files = getattr(view, "takes_files", False) and request.user.is_authenticated
        if is_for_files and length <= settings.REQUEST_MAX_BYTES:
            return None
        response = render(request, "413.html", status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        response.headers["Connection"] = "close"  # what comes is not waited for
        return response
