"""What all acts around seats share: the briefing held, its seats given in order, and an event.

Locks are taken in one order: the briefing, then its registrations. The database counts the seats of
a briefing with each write of a registration, so a state is written only while its briefing is held.
"""

from datetime import datetime, timedelta

from django.db.models import Max

from portal.accounts.models import User
from programs import workflow
from programs.actions.notifications import queue_telling
from programs.enums import RegistrationState, TellingKind
from programs.models import Briefing, BriefingEvent, Registration

# The clock is read after the row is held, never before
HELD = """
WITH held AS (SELECT * FROM programs_briefing WHERE id = %s FOR NO KEY UPDATE)
SELECT held.*, clock_timestamp() AS held_at FROM held
"""
# No offer lasts beyond so long before the start: whoever travels must know
LAST_OFFERS = timedelta(hours=3)
SHORTEST_OFFER = timedelta(hours=1)
COUNTERS = ("seats_taken", "online_taken")


def briefing_held(briefing_id: int) -> tuple[Briefing, datetime]:
    """The briefing's row, held until commit: seats are given, freed and moved one after another;
    and the moment, by the database's clock in UTC, at which it was held. Needs a transaction.

    Rows that merely name the briefing need not wait for it.
    """
    (briefing,) = Briefing.objects.raw(HELD, [briefing_id])
    return briefing, vars(briefing)["held_at"]


def record(
    registration: Registration,
    verb: str,
    *,
    by: User | None,
    from_state: str,
    is_by_link: bool = False,
) -> None:
    """Write down what became of a place, and have the worker tell its guest."""
    event = BriefingEvent.objects.create(
        briefing_id=registration.briefing_id,
        registration=registration,
        actor=by,
        verb=verb,
        from_state=from_state,
        to_state=registration.state,
        is_by_link=is_by_link,
    )
    queue_telling(TellingKind.PLACE, event.pk)


def move(
    registration: Registration,
    verb: str,
    *,
    by: User | None,
    answer_by: datetime | None = None,
    is_by_link: bool = False,
) -> None:
    """While the briefing is held. Raises TransitionNotAllowed."""
    before = registration.state
    registration.state = workflow.target_of(workflow.REGISTRATION, verb, before)
    registration.answer_by = answer_by
    registration.save(update_fields=["state", "answer_by"])
    record(registration, verb, by=by, from_state=before, is_by_link=is_by_link)


def next_place(briefing: Briefing) -> int:
    """The end of the line, while the briefing is held."""
    last = briefing.registrations.aggregate(last=Max("place"))["last"]
    return (last or 0) + 1


def is_public(briefing: Briefing) -> bool:
    return Briefing.objects.published().filter(pk=briefing.pk).exists()


def fill_seats(briefing: Briefing, *, at: datetime) -> None:
    """While the briefing is held: offers whose time is over lapse, and those first in line move up,
    or are asked whether they still come, while it is still to come. Each kind of seat has its line.
    """
    if briefing.ends_at <= at or briefing.cancelled_at or briefing.calls_are_cancelled:
        return
    for registration in briefing.registrations.unanswered(at=at):
        move(registration, "lapse", by=None)
    briefing.refresh_from_db(fields=COUNTERS)
    answer_by = answer_time(briefing, at=at)
    waiting = briefing.registrations.filter(state=RegistrationState.WAITING).order_by("place")
    for mode in briefing.modes:
        for registration in waiting.filter(mode=mode)[: briefing.free_in(mode)]:
            verb = "promote" if answer_by is None else "offer"
            move(registration, verb, by=None, answer_by=answer_by)
    briefing.refresh_from_db(fields=COUNTERS)


def answer_time(briefing: Briefing, *, at: datetime) -> datetime | None:
    """Until when (UTC) somebody who is offered a seat at a moment has to answer; None where they
    move up at once, as the agency wants it or because too little time is left for asking."""
    if not briefing.answer_hours:
        return None
    wanted = at + timedelta(hours=briefing.answer_hours)
    answer_by = min(wanted, briefing.starts_at - LAST_OFFERS)
    return answer_by if answer_by - at >= SHORTEST_OFFER else None
