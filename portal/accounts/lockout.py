"""Whose account a failed sign-in was tried for."""

from collections.abc import Mapping

from django.http import HttpRequest


def account_tried(request: HttpRequest, credentials: Mapping[str, str] | None = None) -> str:
    """The address that was typed, in small letters, so that no spelling gets round the lock.

    allauth hands it over as `email`, its form and its page call it `login`.
    """
    given = credentials or {}
    posted = request.POST.get("login", "") if request is not None else ""
    return (given.get("email") or given.get("username") or posted).strip().lower()
