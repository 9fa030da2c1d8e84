"""The agency writes a call: its head, its parts, and the hand-over to the foundation."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.common.keeping import tell_saved
from portal.common.posting import require_post_from
from programs.actions.call import create_call, submit_call, take_back_call
from programs.actions.call_section import give_reason
from programs.actions.errors import Incomplete, NoSuchWarning
from programs.enums import CallSection, CallState
from programs.forms.call import CallCreateForm
from programs.forms.call_section import ReasonForm
from programs.models import Briefing, Call
from programs.queries import agencies_of, applicants_visible_to_agency, findings_of
from programs.queries.amendment import waiting_amendment_of
from programs.queries.approval import changes_of, reading_of, source_of
from programs.queries.call import (
    calls_to_begin_with,
    cancellation_of,
    happenings_of,
    last_return_of,
)
from programs.views.call_section import sections_of
from programs.views.own_call import own_call
from programs.workflow import TransitionNotAllowed

MOST_SOURCES = 8  # former calls that the page of a new one offers to copy; the desk has them all


@login_required
@require_http_methods(["GET", "POST"])
def call_create(request: HttpRequest) -> HttpResponse:
    agencies = agencies_of(request.user)
    if not agencies:
        raise PermissionDenied
    form = CallCreateForm(request.POST or None, agencies=agencies)
    if request.method == "POST" and form.is_valid():
        call = create_call(form.save(commit=False), zones=form.zones, by=request.user)
        messages.success(request, _("The draft is begun. Write its sections in any order."))
        return redirect("programs:call-section", pk=call.pk, section=CallSection.HEAD)
    sources = calls_to_begin_with(request.user)[:MOST_SOURCES]
    return TemplateResponse(request, "programs/call_form.html", {"form": form, "sources": sources})


@login_required
@require_safe
def call_draft(request: HttpRequest, pk: int) -> HttpResponse:
    return _overview(request, own_call(request, pk))


def _overview(request: HttpRequest, call: Call, *, refused: ReasonForm | None = None):
    """`refused` is a reason that was sent and comes back with what was typed."""
    reading = _reading(call)
    findings = reading["findings"]
    return TemplateResponse(
        request,
        "programs/call_draft.html",
        {
            **reading,
            "call": call,
            "sections": sections_of(call, findings) if call.is_editable else [],
            "faults": [finding for finding in findings if finding.blocks],
            "refused": refused,
            "sent_back": last_return_of(call),
            "cancellation": cancellation_of(call),
            "can_edit": request.user.has_perm("programs.edit_call", call),
            "can_submit": request.user.has_perm("programs.submit_call", call),
            "can_take_back": call.state == CallState.SUBMITTED
            and request.user.has_perm("programs.take_back_call", call),
            "can_discard": request.user.has_perm("programs.discard_call", call),
            "waiting": waiting_amendment_of(call) if call.state == CallState.APPROVED else None,
            # Of a working copy those of its call, in which it ends
            "briefings": Briefing.objects.filter(calls=call.amends_id or call.pk),
            "events": happenings_of(call),
            "applicants": applicants_visible_to_agency(call, request.user)
            if call.is_published
            else [],
        },
    )


def _reading(call: Call) -> dict[str, Any]:
    """What is to be mended in a draft and what it changes; of a call that waits, all that the
    foundation reads. A source that the agency may not read is not told."""
    if call.state == CallState.SUBMITTED:
        reading = reading_of(call)
    elif call.is_editable:
        changes = changes_of(call)
        source = source_of(call)
        findings = findings_of(call, changes=changes)
        reading = {"findings": findings, "source": source, "differences": changes}
    else:
        return {"findings": []}
    source = reading["source"]
    if source and source.agency_id != call.agency_id and not source.is_published:
        reading |= {"source": None, "differences": []}
    return reading


@login_required
@require_http_methods(["GET", "POST"])
def call_reason(request: HttpRequest, pk: int) -> HttpResponse:
    call = own_call(request, pk)
    if request.method == "GET":  # after a new sign-in
        return redirect("programs:call-draft", pk=pk)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _overview(request, call, refused=form)
    try:
        give_reason(call, by=request.user, **form.cleaned_data)
    except NoSuchWarning:
        messages.info(request, _("This warning has changed or is gone. See what is found now."))
    except TransitionNotAllowed:
        messages.info(request, _("This call was submitted: it can no longer be changed."))
    else:
        at = "{}#{rule}/{about}".format(request.path, **form.cleaned_data)
        tell_saved(request, _("The reason is kept."), at=at)
    return redirect("programs:call-draft", pk=pk)


@login_required
@require_post_from("programs:call-draft", "pk")
def call_submit(request: HttpRequest, pk: int) -> HttpResponse:
    call = own_call(request, pk)
    try:
        submit_call(call, by=request.user)
    except Incomplete:
        messages.error(request, _("Not submitted: something is still missing. See the list."))
    except TransitionNotAllowed as refusal:
        if refusal.state == CallState.CANCELLED:
            messages.error(request, _("Not submitted: the call that it amends was cancelled."))
        else:
            messages.info(request, _("This call was submitted before."))
    else:
        messages.success(request, _("Submitted. The foundation approves it or writes back."))
    return redirect("programs:call-draft", pk=pk)


@login_required
@require_post_from("programs:call-draft", "pk")
def call_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    call = own_call(request, pk)
    try:
        take_back_call(call, by=request.user)
    except TransitionNotAllowed as refusal:
        if refusal.state == CallState.DRAFT:
            messages.info(request, _("This call is a draft already."))
        else:
            messages.error(request, _("Not taken back: the foundation has approved it."))
    else:
        messages.success(
            request, _("Taken back. It can be written again; the foundation was told.")
        )
    return redirect("programs:call-draft", pk=pk)
