from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from programs import workflow
from programs.actions.clock import database_now
from programs.actions.errors import (
    AlreadyDecided,
    CallClosed,
    CallOverdue,
    ChangedSinceSeen,
    Incomplete,
    OwnCall,
)
from programs.actions.notifications import applicants_of, foundation, members_of, notify
from programs.models import Call, CallEvent, CallZone
from programs.queries import faults_of_call
from zones.models import Zone


def _record(call: Call, verb: str, *, by: User, from_state: str, reason: str = "") -> None:
    CallEvent.objects.create(
        call=call,
        actor=by,
        verb=verb,
        from_state=from_state,
        to_state=call.state,
        reason=reason,
    )


def _locked(call: Call) -> Call:
    return Call.objects.select_for_update().get(pk=call.pk)


@transaction.atomic
def create_call(call: Call, *, zones: Iterable[Zone], by: User) -> Call:
    """Save a new draft for these zones, with a code of year, agency and a running number."""
    call.created_by = by
    prefix = f"{call.program.year}-{call.agency.slug}"
    agency_row = type(call.agency).objects.select_for_update().filter(pk=call.agency_id)
    agency_row.get()
    taken = set(Call.objects.filter(code__startswith=f"{prefix}-").values_list("code", flat=True))
    number = 1
    while f"{prefix}-{number:02d}" in taken:
        number += 1
    call.code = f"{prefix}-{number:02d}"
    call.save()
    CallZone.objects.bulk_create([CallZone(call=call, zone=zone) for zone in zones])
    _record(call, "create", by=by, from_state="")
    return call


@contextmanager
def draft_held(call: Call) -> Iterator[None]:
    """A transaction in which the call is certainly still a draft: for saving its text or parts.

    Raises TransitionNotAllowed where it was submitted in the meantime.
    """
    with transaction.atomic():
        workflow.target_of(workflow.CALL, "submit", _locked(call).state)
        yield


@transaction.atomic
def submit_call(call: Call, *, by: User) -> Call:
    """Hand a draft to the foundation for approval; its parts are frozen from here on.

    The foundation is told. Raises Incomplete, TransitionNotAllowed.
    """
    call = _locked(call)
    before = call.state
    call.state = workflow.target_of(workflow.CALL, "submit", before)
    if faults := faults_of_call(call):
        raise Incomplete(faults)
    call.submitted_at, call.submitted_by = timezone.now(), by
    call.save(update_fields=["state", "submitted_at", "submitted_by"])
    _record(call, "submit", by=by, from_state=before)
    notify(
        foundation(),
        "call_submitted",
        path=f"/admin/programs/call/{call.pk}/change/",
        call=call,
    )
    return call


@transaction.atomic
def send_back_call(call: Call, *, by: User, reason: str) -> Call:
    """Return a call to its agency with what has to change. Raises TransitionNotAllowed."""
    call = _locked(call)
    before = call.state
    call.state = workflow.target_of(workflow.CALL, "send_back", before)
    call.save(update_fields=["state"])
    _record(call, "send_back", by=by, from_state=before, reason=reason)
    notify(
        members_of(call.agency),
        "call_sent_back",
        path=f"/desk/agency/calls/{call.pk}/",
        call=call,
        reason=reason,
    )
    return call


@transaction.atomic
def approve_call(call: Call, *, by: User, seen_at: datetime | None = None) -> Call:
    """Approve a call; it is public from its publication time on.

    Where that time has passed, it is public from now on and opens no earlier. The agency is told.
    `seen_at` is when the version that was read had been submitted.
    Raises OwnCall, ChangedSinceSeen, CallOverdue, TransitionNotAllowed.
    """
    call = _locked(call)
    before = call.state
    call.state = workflow.target_of(workflow.CALL, "approve", before)
    if by.pk in (call.created_by_id, call.submitted_by_id):
        raise OwnCall
    if seen_at and seen_at != call.submitted_at:
        raise ChangedSinceSeen
    now = timezone.now()
    if call.closes_at and call.closes_at <= now:
        raise CallOverdue
    call.published_at = max(call.published_at, now)
    call.opens_at = max(call.opens_at, call.published_at)
    call.approved_at, call.approved_by = now, by
    call.save(update_fields=["state", "published_at", "opens_at", "approved_at", "approved_by"])
    _record(call, "approve", by=by, from_state=before)
    notify(members_of(call.agency), "call_approved", path=call.get_absolute_url(), call=call)
    return call


@transaction.atomic
def close_call(call: Call, *, by: User, reason: str) -> Call:
    """Close an open call now, as when its budget is used up or its seats are filled.

    Waits for submissions that are being received at this moment; later ones are refused.
    Raises CallClosed where it is not open.
    """
    call = _locked(call)
    if not call.is_open:
        raise CallClosed
    call.closed_at, call.closed_by = database_now(), by
    call.save(update_fields=["closed_at", "closed_by"])
    _record(call, "close", by=by, from_state=call.state, reason=reason)
    notify(members_of(call.agency), "call_closed", path=call.get_absolute_url(), call=call)
    return call


@transaction.atomic
def cancel_call(call: Call, *, by: User, reason: str) -> Call:
    """Cancel an approved call; a published page stays and says so. Agency and applicants are told.

    Raises AlreadyDecided where an application has its decision, TransitionNotAllowed.
    """
    call = _locked(call)
    before = call.state
    call.state = workflow.target_of(workflow.CALL, "cancel", before)
    if call.applications.filter(decision__isnull=False).exists():
        raise AlreadyDecided
    call.cancelled_at, call.cancelled_by = timezone.now(), by
    call.save(update_fields=["state", "cancelled_at", "cancelled_by"])
    _record(call, "cancel", by=by, from_state=before, reason=reason)
    concerned = members_of(call.agency) | applicants_of(call)
    notify(concerned, "call_cancelled", path=call.get_absolute_url(), call=call, reason=reason)
    return call
