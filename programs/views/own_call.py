"""What the pages of a draft begin with."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from programs.models import Call
from programs.queries import calls_of_agencies_of


def own_call(request: HttpRequest, pk: int) -> Call:
    calls = calls_of_agencies_of(request.user).select_related("agency", "program")
    return get_object_or_404(calls, pk=pk)


def way_back(request: HttpRequest, call: Call) -> HttpResponse | None:
    """The way back from a page whose call can no longer be edited; a stale form that is sent goes
    on, so that what was typed comes back with the reason."""
    if request.method == "POST" or request.user.has_perm("programs.edit_call", call):
        return None
    messages.info(request, _("This call was submitted: it can no longer be changed."))
    return redirect("programs:call-draft", pk=call.pk)
