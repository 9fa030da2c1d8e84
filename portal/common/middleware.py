"""Middleware of all pages."""

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.locale import LocaleMiddleware
from django.template.loader import render_to_string
from django.utils import translation


class PrivatePagesMiddleware:
    """What a person sees after signing in is kept by no cache, on a shared office machine either;
    nor is that an address does not exist: a result may stand there in a minute."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
        is_missing = response.status_code == HTTPStatus.NOT_FOUND
        if (has_session or is_missing) and "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "private, no-store"
        return response


class ReadableRefusalsMiddleware:
    """Who opens an address that only a button asks gets a page in words, not an empty one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_refused = response.status_code == HTTPStatus.METHOD_NOT_ALLOWED
        if is_refused and not response.content and request.accepts("text/html"):
            response.content = render_to_string("405.html")
        return response


class ChosenLanguageMiddleware(LocaleMiddleware):
    """Korean unless the reader chose another language with the switch (docs/decisions/0007).

    A browser's own language says little here: many Korean offices run English systems, and pages
    that do not vary by that header can be cached for everybody.
    """

    def process_request(self, request: HttpRequest) -> None:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, settings.LANGUAGE_CODE)
        known = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        translation.activate(known)
        request.LANGUAGE_CODE = known

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        response.headers.setdefault("Content-Language", translation.get_language())
        return response
