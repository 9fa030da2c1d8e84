"""What a browser keeps of a form until the server has saved it (portal/static/portal/keep.js)."""

from django.contrib import messages
from django.http import HttpRequest


def tell_saved(request: HttpRequest, words: str, *, at: str = "") -> None:
    """A message of success that lets the browser forget what was sent; `at` where that is another
    address than the request's, or one of several forms."""
    messages.success(request, words, extra_tags=at or request.get_full_path())
