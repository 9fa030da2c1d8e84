"""Changes of published calls: begun by the agency, read by everybody, confirmed by companies."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from portal.common.keeping import tell_saved
from portal.common.posting import require_post_from
from programs.actions.application import confirm_application
from programs.actions.call import discard_call
from programs.actions.copying import copy_call, start_amendment
from programs.actions.errors import AlreadyConfirmed, AmendmentWaiting, TooFarAhead
from programs.enums import AmendmentKind, CallState
from programs.forms.amendment import AmendmentForm
from programs.models import Call, Incident
from programs.queries import (
    agencies_of,
    applications_visible_to,
    attachments_of_version,
    calls_of_agencies_of,
    calls_visible_to,
)
from programs.queries.amendment import waiting_amendment_of
from programs.queries.call import early_closing_of
from programs.queries.difference import differences, differences_from
from programs.workflow import TransitionNotAllowed

AMENDED_ALREADY = gettext_lazy("An amendment of this call is being written already.")
NOT_AMENDED = gettext_lazy("Only a published call is amended.")
MOST_SHOWN = 100  # confirmations that one page asks for


def _way_back(request: HttpRequest, call: Call, waiting: Call | None) -> HttpResponse | None:
    """Where no amendment can begin; a form that is sent goes on, and comes back as it was typed."""
    if (
        request.method == "POST"
        or not waiting
        and request.user.has_perm("programs.amend_call", call)
    ):
        return None
    messages.info(request, AMENDED_ALREADY if waiting else NOT_AMENDED)
    return redirect("programs:call-draft", pk=(waiting or call).pk)


@login_required
@require_http_methods(["GET", "POST"])
def amendment_start(request: HttpRequest, pk: int) -> HttpResponse:
    call = get_object_or_404(calls_of_agencies_of(request.user), pk=pk)
    waiting = waiting_amendment_of(call)
    if way_back := _way_back(request, call, waiting):
        return way_back
    form = AmendmentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            draft = start_amendment(call, by=request.user, **form.cleaned_data)
        except AmendmentWaiting:
            form.add_error(None, AMENDED_ALREADY)
        except TransitionNotAllowed:
            form.add_error(None, NOT_AMENDED)
        else:
            tell_saved(request, _("Change the copy, then submit it: it replaces the call."))
            return redirect("programs:call-draft", pk=draft.pk)
    return TemplateResponse(
        request, "programs/amendment_form.html", {"form": form, "call": call, "waiting": waiting}
    )


@login_required
@require_post_from("programs:call-draft", "pk")
def call_copy(request: HttpRequest, pk: int) -> HttpResponse:
    source = get_object_or_404(calls_visible_to(request.user), pk=pk)
    agencies = agencies_of(request.user)
    if not agencies:
        raise PermissionDenied
    own = next((agency for agency in agencies if agency == source.agency), agencies[0])
    try:
        copy = copy_call(source, agency=own, by=request.user)
    except TooFarAhead:
        messages.error(request, _("Not copied: moved to now, it would end after 2099."))
        return redirect(source)
    messages.success(request, _("Copied. Check the dates and the numbers of the notice."))
    return redirect("programs:call-draft", pk=copy.pk)


@login_required
@require_post_from("programs:call-draft", "pk")
def call_discard(request: HttpRequest, pk: int) -> HttpResponse:
    call = get_object_or_404(calls_of_agencies_of(request.user), pk=pk)
    try:
        discard_call(call, by=request.user)
    except TransitionNotAllowed as refusal:
        if refusal.state != CallState.DISCARDED:
            messages.info(request, _("This draft was submitted in the meantime."))
            return redirect("programs:call-draft", pk=pk)
        messages.info(request, _("This draft was discarded before."))
    else:
        messages.success(request, _("The draft is discarded."))
    return redirect("programs:agency-desk")


@require_safe
def call_history(request: HttpRequest, code: str) -> HttpResponse:
    call = get_object_or_404(calls_visible_to(request.user), code=code)
    found = call.amendments.select_related("incident", "version").defer("version__content")
    amendments = [(amendment, differences_from(amendment.difference)) for amendment in found]
    is_told = any(amendment.kind == AmendmentKind.CLOSING for amendment, _rows in amendments)
    context = {
        "call": call,
        "amendments": amendments,
        "early_closing": None if is_told else early_closing_of(call),
    }
    return TemplateResponse(request, "programs/call_history.html", context)


@require_safe
def call_version(request: HttpRequest, code: str, number: int) -> HttpResponse:
    call = get_object_or_404(calls_visible_to(request.user), code=code)
    version = get_object_or_404(call.published_versions, number=number)
    text = {name: part for name, part in version.content.items() if name != "attachments"}
    context = {
        "call": call,
        "version": version,
        "said": [row for row in differences({}, text) if row.after],
        "attachments": attachments_of_version(version),
    }
    return TemplateResponse(request, "programs/call_version.html", context)


@require_safe
def incident_detail(request: HttpRequest, pk: int) -> HttpResponse:
    incident = get_object_or_404(Incident, pk=pk)
    calls = Call.objects.published().filter(amendments__incident=incident).order_by("code")
    return TemplateResponse(
        request, "programs/incident_detail.html", {"incident": incident, "calls": calls}
    )


def is_key(text: str) -> bool:
    return text.isdecimal() and len(text) < 19  # as many digits as a key can have


@login_required
@require_post_from("programs:application-detail", "pk")
def application_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    application = get_object_or_404(applications_visible_to(request.user), pk=pk)
    if not request.user.has_perm("programs.confirm_application", application):
        raise PermissionDenied
    try:
        shown = [int(key) for key in request.POST.getlist("shown") if is_key(key)][:MOST_SHOWN]
        confirm_application(application, shown=shown, by=request.user)
    except AlreadyConfirmed:
        messages.info(request, _("There is nothing left to confirm."))
    else:
        messages.success(request, _("Confirmed. Your application stays as it was received."))
    return redirect(application)
