"""The portal is down on purpose: everybody reads so, with a way on, and nobody's click is half done."""

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from portal.common.standalone import maintenance_page

ALIVE = "/healthz"  # who restarts what does not answer must not restart it now
USUAL_SECONDS = 600


class MaintenanceMiddleware:
    """With MAINTENANCE set, 503 to all but ALIVE, before anything looks at database or session.

    Always as HTML, to scripts as well: what saves drafts takes words that it does not know for a line
    that is cut, keeps the text, and sends it later.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not settings.MAINTENANCE or request.path_info == ALIVE:
            return self.get_response(request)
        return HttpResponse(
            maintenance_page(settings.MAINTENANCE_UNTIL),
            status=HTTPStatus.SERVICE_UNAVAILABLE,
            headers={
                "Cache-Control": "no-store",
                "Retry-After": str(_seconds_left()),
                "X-Frame-Options": "DENY",
            },
        )


def _seconds_left() -> int:
    """Until the end that was told; some minutes where there is none, or it has gone by."""
    until = settings.MAINTENANCE_UNTIL
    left = (until - timezone.now()).total_seconds() if until else 0
    return int(left) if left > 0 else USUAL_SECONDS
