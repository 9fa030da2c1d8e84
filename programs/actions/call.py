from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from portal.common.business_days import next_business_day
from programs import rules, workflow
from programs.actions.errors import (
    CallOverdue,
    ChangedSinceSeen,
    Incomplete,
    OwnCall,
)
from programs.actions.notifications import (
    foundation,
    members_of,
    notify,
)
from programs.decree import LEAST_NOTICE_DAYS, STATUTORY_SHARES
from programs.enums import CallVerb
from programs.models import Call, CallComment, CallEvent, CallZone, CostShare
from programs.queries.lint import faults_of_call
from zones.models import Zone

# Saves of one sitting, as the editor makes them by itself, are one event
SITTING = timedelta(hours=1)


def record_call_event(
    call: Call, verb: str, *, by: User | None, from_state: str, reason: str = "", section: str = ""
) -> None:
    CallEvent.objects.create(
        call=call,
        actor=by,
        verb=verb,
        from_state=from_state,
        to_state=call.state,
        reason=reason,
        section=section,
    )


def record_writing(call: Call, *, section: str, by: User) -> None:
    """Keep who wrote in a section (CallSection); once where the same person goes on writing."""
    last = call.events.last()
    goes_on = (
        last is not None
        and (last.verb, last.section, last.actor_id) == (CallVerb.WRITE, section, by.pk)
        and last.happened_at > timezone.now() - SITTING
    )
    if not goes_on:
        record_call_event(call, CallVerb.WRITE, by=by, from_state=call.state, section=section)


def locked_call(call: Call) -> Call:
    """The call's row, held for update until the end of the transaction."""
    return Call.objects.select_for_update(no_key=True).get(pk=call.pk)


def next_code(call: Call) -> str:
    """A free code: year, agency and a running number; of a working copy, that of its call and `a1`.

    The agency's row is held, so that two drafts at once get two numbers. Needs a transaction.
    """
    type(call.agency).objects.select_for_update(no_key=True).get(pk=call.agency_id)
    base = f"{call.program.year}-{call.agency.slug}"
    prefix, width = (f"{call.amends.code[:34]}-a", 1) if call.amends else (f"{base}-", 2)
    taken = set(Call.objects.filter(code__startswith=prefix).values_list("code", flat=True))
    number = 1
    while f"{prefix}{number:0{width}d}" in taken:
        number += 1
    return f"{prefix}{number:0{width}d}"


def first_schedule() -> dict[str, datetime]:
    """Public tomorrow at 09:00, closed at 18:00 of the first business day after 30 days of notice."""
    morning = timezone.localtime().replace(hour=9, minute=0, second=0, microsecond=0)
    tomorrow = morning + timedelta(days=1)
    closing = next_business_day(tomorrow.date() + timedelta(days=LEAST_NOTICE_DAYS))
    closes_at = tomorrow.replace(year=closing.year, month=closing.month, day=closing.day, hour=18)
    return {"published_at": tomorrow, "opens_at": tomorrow, "closes_at": closes_at}


@transaction.atomic
def create_call(call: Call, *, zones: Iterable[Zone], by: User) -> Call:
    """Save a new draft for these zones, with a code of year, agency and a running number.

    It starts with the cost shares of the decree (시행령 제19조 별표 1) and, where it is given no
    schedule, with the shortest that needs no reason.
    """
    call.created_by = by
    if call.published_at is None:
        for name, moment in first_schedule().items():
            setattr(call, name, moment)
    call.code = next_code(call)
    call.save()
    CallZone.objects.bulk_create([CallZone(call=call, zone=zone) for zone in zones])
    CostShare.objects.bulk_create(
        CostShare(call=call, size=size, government_percent=ceiling, cash_percent=floor)
        for size, (ceiling, floor) in STATUTORY_SHARES.items()
    )
    record_call_event(call, "create", by=by, from_state="")
    return call


@contextmanager
def draft_held(call: Call) -> Iterator[Call]:
    """A transaction in which the call, given as it is now, is certainly a draft: for writing in it.

    Raises TransitionNotAllowed where it was submitted in the meantime.
    """
    with transaction.atomic():
        held = locked_call(call)
        workflow.target_of(workflow.CALL, "write", held.state)
        yield held


@contextmanager
def draft_written(call: Call, *, section: str, by: User) -> Iterator[None]:
    """As `draft_held`, for writing in a section: that is kept with the writer's name."""
    with draft_held(call) as held:
        yield
        record_writing(held, section=section, by=by)


@transaction.atomic
def submit_call(call: Call, *, by: User) -> Call:
    """Hand a draft to the foundation for approval; its parts are frozen from here on.

    The foundation is told. Raises Incomplete, TransitionNotAllowed.
    """
    call = locked_call(call)
    before = call.state
    call.state = workflow.target_of(workflow.CALL, "submit", before)
    if call.amends:  # of a cancelled call nothing can be published
        workflow.target_of(workflow.CALL, "amend", call.amends.state)
    if faults := faults_of_call(call):
        raise Incomplete(faults)
    call.submitted_at, call.submitted_by = timezone.now(), by
    call.save(update_fields=["state", "submitted_at", "submitted_by"])
    record_call_event(call, "submit", by=by, from_state=before)
    notify(
        foundation(),
        "call_submitted",
        path=f"/admin/programs/call/{call.pk}/change/",
        call=call,
    )
    return call


@transaction.atomic
def take_back_call(call: Call, *, by: User) -> Call:
    """Make a call that waits for approval a draft again, at its agency's wish.

    The foundation is told. Raises TransitionNotAllowed, as where it was approved meanwhile.
    """
    call = locked_call(call)
    before = call.state
    call.state = workflow.target_of(workflow.CALL, "take_back", before)
    call.save(update_fields=["state"])
    record_call_event(call, CallVerb.TAKE_BACK, by=by, from_state=before)
    notify(
        foundation(),
        "call_taken_back",
        path=f"/admin/programs/call/{call.pk}/change/",
        call=call,
    )
    return call


@transaction.atomic
def send_back_call(
    call: Call, *, by: User, reason: str, comments: Mapping[str, str] | None = None
) -> Call:
    """Return a call to its agency with what has to change, and a comment to some of its sections.

    `comments` has texts by CallSection. The agency is told. Raises TransitionNotAllowed.
    """
    call = locked_call(call)
    before = call.state
    call.state = workflow.target_of(workflow.CALL, "send_back", before)
    call.save(update_fields=["state"])
    CallComment.objects.bulk_create(
        CallComment(call=call, section=section, text=text, written_by=by)
        for section, text in (comments or {}).items()
        if text
    )
    record_call_event(call, "send_back", by=by, from_state=before, reason=reason)
    notify(
        members_of(call.agency),
        "call_sent_back",
        path=f"/desk/agency/calls/{call.pk}/",
        call=call,
        reason=reason,
    )
    return call


def is_own_call(call: Call, *, by: User) -> bool:
    """What they may not approve, a superuser neither, whom the permission lets pass."""
    return bool(rules.is_own_call(by, call))


@transaction.atomic
def approve_call(call: Call, *, by: User, seen_at: datetime | None = None) -> Call:
    """Approve a call; it is public from its publication time on.

    Where that time has passed, it is public from now on and opens no earlier. The agency is told.
    `seen_at` is when the version that was read had been submitted.
    Raises OwnCall, ChangedSinceSeen, CallOverdue, Incomplete, TransitionNotAllowed.
    """
    call = locked_call(call)
    before = call.state
    call.state = workflow.target_of(workflow.CALL, "approve", before)
    if call.is_amending_draft:  # such a draft is published in its call
        raise workflow.TransitionNotAllowed("approve", before)
    if is_own_call(call, by=by):
        raise OwnCall
    if seen_at and seen_at != call.submitted_at:
        raise ChangedSinceSeen
    now = timezone.now()
    call.published_at = call.changed_at = max(call.published_at, now)
    ends = (call.closes_at, call.inquiries_close_at)
    if any(end and end <= call.published_at for end in ends):
        raise CallOverdue
    if faults := faults_of_call(call):  # much may have happened since it was submitted
        raise Incomplete(faults)
    call.opens_at = max(call.opens_at, call.published_at)
    call.approved_at, call.approved_by = now, by
    call.save(
        update_fields=[
            "state",
            "published_at",
            "opens_at",
            "changed_at",
            "approved_at",
            "approved_by",
        ]
    )
    record_call_event(call, "approve", by=by, from_state=before)
    notify(members_of(call.agency), "call_approved", path=call.get_absolute_url(), call=call)
    return call


@transaction.atomic
def discard_call(call: Call, *, by: User) -> Call:
    """Put a draft away for good; it is kept, but nobody works on it. Raises TransitionNotAllowed."""
    call = locked_call(call)
    before = call.state
    call.state = workflow.target_of(workflow.CALL, "discard", before)
    call.save(update_fields=["state"])
    record_call_event(call, "discard", by=by, from_state=before)
    return call
