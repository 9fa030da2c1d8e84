"""Whether a reader wants pages in high contrast: a cookie, as the choice of language is one."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

COOKIE = "contrast"
HIGH = "high"
KEPT_SECONDS = 365 * 24 * 60 * 60


def wants_high_contrast(request: HttpRequest) -> bool:
    return request.COOKIES.get(COOKIE) == HIGH


def keep_contrast(response: HttpResponse, contrast: str) -> None:
    """Keep the choice for a year from now; any but `HIGH` is the normal look, which keeps nothing."""
    if contrast == HIGH:
        secure = settings.SESSION_COOKIE_SECURE
        response.set_cookie(
            COOKIE, HIGH, max_age=KEPT_SECONDS, secure=secure, httponly=True, samesite="Lax"
        )
    else:
        response.delete_cookie(COOKIE, samesite="Lax")
