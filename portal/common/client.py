"""Where a request comes from, and where its person wants to go on."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def client_address(request: HttpRequest) -> str | None:
    """The caller's IP address; None where it cannot be known.

    Behind our own proxy it is the last entry of X-Forwarded-For, the one that the proxy wrote;
    entries before it are the caller's words. Without a proxy that header is ignored.
    """
    if settings.BEHIND_PROXY:
        found = request.headers.get("X-Forwarded-For", "").rpartition(",")[2]
    else:
        found = request.META.get("REMOTE_ADDR", "")
    try:
        return str(ipaddress.ip_address(found.strip()))
    except ValueError:
        return None


def next_address(request: HttpRequest) -> str:
    """The address of this portal that `next` names; empty where it leads anywhere else."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = asked.startswith("/") and url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return asked if is_ours else ""
