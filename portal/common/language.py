"""The language that a reader chose with the switch (docs/decisions/0007)."""

from django.conf import settings
from django.http import HttpRequest


def chosen_language(request: HttpRequest) -> str:
    """That of the reader's cookie where it is one of ours, else the portal's own."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, settings.LANGUAGE_CODE)
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
