"""Addresses that only take a button's request."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

View = Callable[..., HttpResponse]
NOT_DONE = _("Nothing was done yet: press the button once more.")


def require_post_from(page: str, *names: str, words: str = NOT_DONE) -> Callable[[View], View]:
    """Only POST; who comes by GET, as after signing in again, is led to where the button stands.

    `page` is its name, `names` are those of the address's own parameters that it takes. `words`
    say that nothing was done.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def posted(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            if request.method == "POST":
                return view(request, **kwargs)
            if request.method not in ("GET", "HEAD"):
                return HttpResponseNotAllowed(["POST"])
            messages.warning(request, str(words))
            return redirect(page, **{name: kwargs[name] for name in names})

        return posted

    return decorate
