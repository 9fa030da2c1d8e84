"""Changes of a published call: published with kind, reason and difference."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from portal.accounts.models import User
from portal.common.business_days import on_business_day
from portal.common.models import LATEST
from programs import workflow
from programs.actions.call import is_own_call, locked_call, record_call_event
from programs.actions.clock import database_now
from programs.actions.content import fill_call, hold_attachments, share_attachments, write_parts
from programs.actions.counting import recount
from programs.actions.errors import (
    AlreadyDecided,
    AlreadyInReview,
    CallClosed,
    CallOverdue,
    ChangedSinceSeen,
    ClosedSinceSubmitted,
    Incomplete,
    NotExtendable,
    NothingChanged,
    OwnCall,
)
from programs.actions.notifications import queue_telling
from programs.enums import AmendmentKind, ApplicationState, TellingKind
from programs.models import Amendment, Application, Call, CallVersion, Confirmation, Incident
from programs.queries.amendment import contents_of_amendment, keeps_closing, reopens
from programs.queries.content import content_of_call
from programs.queries.difference import (
    differences,
    is_material,
    rows_of_differences,
    touches_what_is_judged,
)
from programs.queries.lint import faults_of_call
from programs.workflow import NOT_RECEIVED
from zones.models import Agency

BEFORE_SCREENING = (*NOT_RECEIVED, ApplicationState.SUBMITTED)


def calls_in_review(calls: Iterable[Call]) -> set[int]:
    """Those whose applications the foundation has begun to handle: rules and deadlines stay."""
    handled = Application.objects.filter(call__in=calls).exclude(state__in=BEFORE_SCREENING)
    return set(handled.values_list("call", flat=True))


@transaction.atomic
def publish_amendment(draft: Call, *, by: User, seen_at: datetime | None = None) -> Amendment:
    """Bring the published call to what its working copy says; all concerned are told by the worker.

    The former version stays readable. A change of eligibility, amount or deadline asks companies
    that had submitted to confirm or revise. `seen_at` is when the version that was read had been
    submitted. Raises OwnCall, ChangedSinceSeen, ClosedSinceSubmitted, Incomplete, NothingChanged,
    AlreadyInReview, CallOverdue, TransitionNotAllowed.
    """
    if draft.amends_id is None:
        raise workflow.TransitionNotAllowed("merge", draft.state)
    call = Call.objects.select_for_update(no_key=True).get(pk=draft.amends_id)
    workflow.target_of(workflow.CALL, "amend", call.state)
    draft = locked_call(draft)
    target = workflow.target_of(workflow.CALL, "merge", draft.state)
    if is_own_call(draft, by=by):
        raise OwnCall
    if seen_at and seen_at != draft.submitted_at:
        raise ChangedSinceSeen
    if _is_closed_since(call, draft):
        raise ClosedSinceSubmitted
    if faults := faults_of_call(draft):  # an outage may have moved the closing since
        raise Incomplete(faults)
    before, content = contents_of_amendment(draft)
    amendment = _amend(
        call,
        before=before,
        content=content,
        kind=AmendmentKind(draft.amendment_kind),
        reason=draft.amendment_reason,
        by=by,
        draft=draft,
    )
    from_state, draft.state = draft.state, target
    draft.approved_at, draft.approved_by = amendment.published_at, by
    draft.save(update_fields=["state", "approved_at", "approved_by"])
    record_call_event(draft, "merge", by=by, from_state=from_state)
    queue_telling(TellingKind.AMENDMENT, amendment.pk)
    return amendment


def _is_closed_since(call: Call, draft: Call) -> bool:
    """Staff closed it early after this was written: nobody meant to take that back with it."""
    if not call.closed_at or not draft.submitted_at or call.closed_at <= draft.submitted_at:
        return False
    return reopens(call, draft.amendment_kind) or not keeps_closing(draft)


def _amend(
    call: Call,
    *,
    before: dict[str, Any],
    content: dict[str, Any],
    kind: AmendmentKind,
    reason: str,
    by: User,
    draft: Call | None = None,
    incident: Incident | None = None,
) -> Amendment:
    """The call's row is locked: submissions wait until the change is whole."""
    found = differences(before, content)
    if not found:
        raise NothingChanged
    # An outage moves closings only, and has asked for all its calls at once
    is_judged = is_material(found) or touches_what_is_judged(found)
    if incident is None and is_judged and calls_in_review([call]):
        raise AlreadyInReview
    original = content_of_call(call)
    is_reopened = incident is None and reopens(call, kind)
    former_end = call.closed_at if is_reopened else call.closes_at
    fill_call(call, content)
    now = database_now()
    is_moved = call.closes_at != former_end
    if is_moved and call.closes_at and call.closes_at <= now or call.opens_at < call.published_at:
        raise CallOverdue
    amendment = record_amendment(
        call,
        kind=kind,
        reason=reason,
        by=by,
        original=original,
        difference=rows_of_differences(found),
        asks_confirmation=is_material(found) and incident is None,
        closes_at_before=former_end if is_moved else None,
        closes_at_after=call.closes_at if is_moved else None,
        draft=draft,
        incident=incident,
    )
    if is_reopened:
        call.closed_at = call.closed_by = None
    call.changed_at = amendment.published_at
    hold_attachments(call)  # before the words for the search, which saving takes
    call.save()
    if draft:
        write_parts(call, content)
        share_attachments(draft, call, by=by)
    if call.is_counted:
        recount(call)
    CallVersion.objects.create(
        call=call,
        number=amendment.number,
        content=content_of_call(call),
        published_at=amendment.published_at,
        amendment=amendment,
    )
    verb = "extend" if incident else "amend"
    record_call_event(call, verb, by=by, from_state=call.state, reason=reason)
    if amendment.asks_confirmation:
        _ask_to_confirm(amendment)
    return amendment


def record_amendment(call: Call, *, original: dict[str, Any], by: User, **fields: Any) -> Amendment:
    """The amendment's row, at the database's moment, and the original version where it is the first."""
    last = call.amendments.aggregate(last=Max("number"))["last"]
    if last is None:
        CallVersion.objects.create(
            call=call, number=0, content=original, published_at=call.published_at
        )
    return Amendment.objects.create(
        call=call,
        number=(last or 0) + 1,
        published_at=database_now(),
        published_by=by,
        **fields,
    )


def _ask_to_confirm(amendment: Amendment) -> None:
    submitted = amendment.call.applications.filter(state=ApplicationState.SUBMITTED)
    Confirmation.objects.bulk_create(
        Confirmation(amendment=amendment, application=application, asked_at=amendment.published_at)
        for application in submitted
    )


@transaction.atomic
def close_call(call: Call, *, by: User, reason: str) -> Call:
    """Close a call now that is open or full, as when its budget is used up.

    Waits for submissions that are being received at this moment; later ones are refused. It is an
    amendment of the closing time: the worker tells all concerned.
    Raises CallClosed where it is not open.
    """
    call = locked_call(call)
    if not call.is_underway:
        raise CallClosed
    call.closed_at = call.changed_at = database_now()
    call.closed_by = by
    call.save(update_fields=["closed_at", "closed_by", "changed_at"])
    record_call_event(call, "close", by=by, from_state=call.state, reason=reason)
    before = content_of_call(call)
    found = differences(before, before | {"closes_at": call.closed_at.isoformat()})
    amendment = record_amendment(
        call,
        kind=AmendmentKind.CLOSING,
        reason=reason,
        by=by,
        original=before,
        difference=rows_of_differences(found),
        closes_at_before=call.closes_at,
        closes_at_after=call.closed_at,
    )
    queue_telling(TellingKind.CLOSING, amendment.pk)
    return call


@transaction.atomic
def cancel_call(call: Call, *, by: User, reason: str) -> Call:
    """Cancel an approved call; a published page stays and says so. The worker tells all concerned,
    and applicants what it means for their application.

    Raises AlreadyDecided where an application has its decision, TransitionNotAllowed.
    """
    call = locked_call(call)
    before, was_published = call.state, call.is_published
    call.state = workflow.target_of(workflow.CALL, "cancel", before)
    if call.applications.filter(state=ApplicationState.DECIDED).exists():
        raise AlreadyDecided
    if was_published:  # what nobody had read needs no amendment
        content = content_of_call(call)
        kind = AmendmentKind.CANCELLATION
        record_amendment(call, kind=kind, reason=reason, by=by, original=content)
    call.cancelled_at = call.changed_at = database_now()
    call.cancelled_by = by
    call.save(update_fields=["state", "cancelled_at", "cancelled_by", "changed_at"])
    record_call_event(call, "cancel", by=by, from_state=before, reason=reason)
    queue_telling(TellingKind.CANCELLATION, call.pk)
    return call


def confirm_by_revision(application: Application, *, at: datetime, by: User) -> None:
    """Whoever submits anew has answered all that was asked."""
    waiting = application.confirmations.filter(confirmed_at=None)
    waiting.update(confirmed_at=at, confirmed_by=by, is_revised=True)


@transaction.atomic
def record_incident(
    incident: Incident,
    *,
    calls: Iterable[Call],
    by: User,
    closes_at: datetime | None = None,
    days: int | None = None,
) -> Incident:
    """Record an outage and move the closing of all affected calls, in one act.

    All to `closes_at`, or each by so many `days` and on to a business day. All or nothing: a call is moved if it was open
    during the outage, is of another agency, and staff have not closed it early. One whose time had
    passed is open again, and whoever had submitted may revise. Everybody concerned gets one
    mail with all their calls. Raises NotExtendable with the calls that cannot be moved.
    """
    incident.recorded_by = by
    incident.save()
    pks = [call.pk for call in calls]
    held = (
        Call.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=pks).order_by("pk")
    )
    affected = list(held.select_related("agency", "program"))
    in_review, moved_before, now = (
        calls_in_review(affected),
        _moved_for(incident),
        database_now(),
    )
    own = set(Agency.objects.of(by).values_list("pk", flat=True))
    moved = {call.pk: _moved(call, closes_at=closes_at, days=days) for call in affected}
    refused = [
        call
        for call in affected
        if call.pk in in_review
        or call.pk in moved_before
        or call.agency_id in own
        or not _was_hit(call, incident, now=now)
        or not _is_later(call, moved[call.pk], now=now)
    ]
    if refused or not affected:
        raise NotExtendable(refused)
    for call in affected:
        before = content_of_call(call)
        content = before | {"closes_at": timezone.localtime(moved[call.pk]).isoformat()}
        _amend(
            call,
            before=before,
            content=content,
            kind=AmendmentKind.EXTENSION,
            reason=incident.notice_ko,
            by=by,
            incident=incident,
        )
    queue_telling(TellingKind.OUTAGE, incident.pk)
    return incident


def _moved(call: Call, *, closes_at: datetime | None, days: int | None) -> datetime | None:
    if days and call.closes_at:
        return on_business_day(call.closes_at + timedelta(days=days))
    return closes_at


def _moved_for(incident: Incident) -> set[int]:
    """Calls that were moved already for an outage of the same time."""
    same = Amendment.objects.filter(
        incident__started_at__lt=incident.ended_at, incident__ended_at__gt=incident.started_at
    )
    return set(same.values_list("call", flat=True))


def _was_hit(call: Call, incident: Incident, *, now: datetime) -> bool:
    """It took applications during the outage, and its closing is left to its clock."""
    if not workflow.may(workflow.CALL, "amend", call.state) or call.closed_at:
        return False
    return bool(
        call.closes_at
        and call.closes_at > incident.started_at
        and call.opens_at < min(incident.ended_at, now)
    )


def _is_later(call: Call, to: datetime | None, *, now: datetime) -> bool:
    return bool(to and call.closes_at and call.closes_at < to and now < to < LATEST)
