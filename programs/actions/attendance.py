"""The desk on the day: who has come, and when first."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import connection, transaction

from portal.accounts.models import User
from programs.actions.clock import database_now
from programs.actions.errors import AlreadyCancelled, CheckInClosed, CheckInNotOpen, NotPresent
from programs.actions.seats import briefing_held, next_place
from programs.enums import RegistrationState, ScanOutcome
from programs.models import Attendance, Briefing, BriefingEvent, Registration
from programs.queries.attendance import (
    check_in_closes_at,
    check_in_opens_at,
    registrations_with,
    ticket_in,
)

# The database decides who was first: a guest has one row, whichever phone comes. A phone that sends
# later what it saw earlier moves the arrival back. Sorted, so that two phones do not wait crosswise
# Guests are held in one order first: the same scan sent twice at once would else meet itself by its
# key, which is no conflict that a statement can go on from
RECORDED = """
WITH held AS MATERIALIZED (
    SELECT id FROM programs_registration WHERE id = ANY(%s) ORDER BY id FOR NO KEY UPDATE
)
INSERT INTO programs_attendance AS known
    (registration_id, arrived_at, scan, recorded_at, recorded_by_id, undone_reason)
SELECT guest, arrived_at, scan, %s, %s, ''
FROM unnest(%s::bigint[], %s::timestamptz[], %s::uuid[]) AS seen (guest, arrived_at, scan)
JOIN held ON held.id = guest
ORDER BY guest
ON CONFLICT (registration_id) WHERE undone_at IS NULL
DO UPDATE SET arrived_at = LEAST(known.arrived_at, EXCLUDED.arrived_at)
RETURNING registration_id, arrived_at, scan, xmax = 0
"""


@dataclass(frozen=True)
class Scan:
    """A ticket that was shown: `text` as the camera read it or somebody typed it, `ago` how long
    before it was sent, by the clock of the phone. Sent again, it has the same `key`."""

    text: str
    key: uuid.UUID = field(default_factory=uuid.uuid4)
    ago: timedelta = timedelta()


@dataclass(frozen=True)
class Answer:
    """What became of a scan; `first_at` (UTC) is when its guest came first."""

    scan: Scan
    outcome: ScanOutcome
    registration: Registration | None = None
    first_at: datetime | None = None


@transaction.atomic
def check_in(
    briefing: Briefing, *, by: User, scans: Sequence[Scan], without_seat: bool = False
) -> list[Answer]:
    """Write down who came, and answer each scan in its order; a repeated one changes nothing.

    `without_seat` lets in who has no confirmed seat, too. A guest came when the earliest scan says
    so, but not before the check-in opened. Nobody checks in guests of their own company, for whom
    a call may ask that they came. Raises CheckInNotOpen, CheckInClosed, AlreadyCancelled.
    """
    now = database_now()
    _needs_open(briefing, at=now)
    found = registrations_with({ticket_in(scan.text) for scan in scans}, by=by)
    undone, guest_of_key = _known_keys(scans)
    answers: list[Answer] = []
    arriving: dict[int, Scan] = {}
    for scan in sorted(scans, key=lambda scan: scan.ago, reverse=True):
        registration = found.get(ticket_in(scan.text))
        outcome = _outcome(briefing, registration, without_seat=without_seat)
        if scan.key in undone:
            outcome = ScanOutcome.UNDONE
        if outcome == ScanOutcome.ARRIVED and registration is not None:
            if guest_of_key.setdefault(scan.key, registration.pk) == registration.pk:
                arriving.setdefault(registration.pk, scan)
            else:
                outcome = ScanOutcome.UNREADABLE
        answers.append(Answer(scan, outcome, registration))
    known = _record(briefing, arriving, by=by, at=now)
    told = {answer.scan: _with_arrival(answer, known) for answer in answers}
    return [told[scan] for scan in scans]


def _needs_open(briefing: Briefing, *, at: datetime) -> None:
    if briefing.cancelled_at:
        raise AlreadyCancelled
    opens_at = check_in_opens_at(briefing)
    if at < opens_at:
        raise CheckInNotOpen(opens_at)
    if at >= check_in_closes_at(briefing):
        raise CheckInClosed


def _known_keys(scans: Iterable[Scan]) -> tuple[set[uuid.UUID], dict[uuid.UUID, int]]:
    """Keys of scans whose check-in was undone: sent again, they do not undo that. And the guest of
    each key that was recorded: a key is one showing of one ticket."""
    keys = {scan.key for scan in scans}
    rows = Attendance.objects.filter(scan__in=keys).values_list(
        "scan", "registration_id", "undone_at"
    )
    known = list(rows)
    return {key for key, _guest, at in known if at}, {key: guest for key, guest, _at in known}


def _outcome(
    briefing: Briefing, registration: Registration | None, *, without_seat: bool
) -> ScanOutcome:
    if registration is None:
        return ScanOutcome.UNKNOWN
    if registration.briefing_id != briefing.pk:
        return ScanOutcome.ELSEWHERE
    if vars(registration)["is_own"]:
        return ScanOutcome.OWN
    has_seat = registration.state == RegistrationState.SEATED
    if has_seat or without_seat or vars(registration)["is_present"]:
        return ScanOutcome.ARRIVED
    return ScanOutcome.NO_SEAT


Known = Mapping[int, tuple[datetime, uuid.UUID]]


def _record(briefing: Briefing, arriving: Mapping[int, Scan], *, by: User, at: datetime) -> Known:
    """Registration → when its guest came first, and the scan that it was recorded with."""
    if not arriving:
        return {}
    opens_at = check_in_opens_at(briefing)
    moments = [max(opens_at, at - max(scan.ago, timedelta())) for scan in arriving.values()]
    keys = [scan.key for scan in arriving.values()]
    guests = list(arriving)
    with connection.cursor() as cursor:
        cursor.execute(RECORDED, [guests, at, by.pk, guests, moments, keys])
        rows = cursor.fetchall()
    BriefingEvent.objects.bulk_create(
        BriefingEvent(briefing=briefing, registration_id=guest, actor=by, verb="check_in")
        for guest, _arrived_at, _key, is_new in rows
        if is_new
    )
    return {guest: (arrived_at, key) for guest, arrived_at, key, _is_new in rows}


def _with_arrival(answer: Answer, known: Known) -> Answer:
    if answer.outcome != ScanOutcome.ARRIVED or answer.registration is None:
        return answer
    first_at, key = known[answer.registration.pk]
    is_first = key == answer.scan.key
    outcome = ScanOutcome.ARRIVED if is_first else ScanOutcome.AGAIN
    return Answer(answer.scan, outcome, answer.registration, first_at)


@transaction.atomic
def register_walk_in(
    briefing: Briefing,
    *,
    by: User,
    key: uuid.UUID,
    attendee_name: str,
    organisation: str = "",
    email: str = "",
) -> Answer:
    """Check in a guest who comes without a ticket. No seat is taken from those who have one.

    Whose address is registered already is that guest; sent twice (the same `key`), it is one.
    Raises CheckInNotOpen, CheckInClosed, AlreadyCancelled.
    """
    briefing, now = briefing_held(briefing.pk)
    _needs_open(briefing, at=now)
    guests = briefing.registrations
    registration = guests.filter(attendances__scan=key).first()
    if registration is None and email:
        registration = guests.active().filter(email=email.lower()).first()
    if registration is None:
        registration = Registration.objects.create(
            briefing=briefing,
            attendee_name=attendee_name,
            organisation=organisation,
            email=email.lower(),
            state=RegistrationState.SEATED,
            is_walk_in=True,
            place=next_place(briefing),
            registered_at=now,
        )
    (answer,) = check_in(briefing, by=by, scans=[Scan(registration.code, key)], without_seat=True)
    return answer


@transaction.atomic
def undo_check_in(registration: Registration, *, by: User, reason: str) -> Attendance:
    """Take back that a guest came, as after a mistaken scan. Raises NotPresent."""
    standing = (
        registration.attendances.standing().select_for_update(of=("self",), no_key=True).first()
    )
    if standing is None:
        raise NotPresent
    standing.undone_at, standing.undone_by, standing.undone_reason = database_now(), by, reason
    standing.save(update_fields=["undone_at", "undone_by", "undone_reason"])
    BriefingEvent.objects.create(
        briefing_id=registration.briefing_id,
        registration=registration,
        actor=by,
        verb="undo_check_in",
        reason=reason,
    )
    return standing


def record_guest_export(briefing: Briefing, *, by: User, what: str) -> None:
    """Names of guests left the portal: as `what` ("export_guests" or "print_badges")."""
    BriefingEvent.objects.create(briefing=briefing, actor=by, verb=what)
