"""The sheet of a month: what opens and closes on each day, or the briefings of each day."""

import re
from calendar import SUNDAY, Calendar
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from portal.common.business_days import closing_day
from programs.models import Briefing, Call

MOST_CALLS = MOST_BRIEFINGS = 1000
FIRST_MONTH, LAST_MONTH = date(2000, 1, 1), date(2099, 12, 1)
SHOWN = ("code", "title_ko", "title_en", "state", "opens_at")


@dataclass(frozen=True)
class Turn:
    """A call opens or closes at a moment."""

    at: datetime
    is_closing: bool
    call: Call


@dataclass(frozen=True)
class Day:
    """A day of a month's sheet; those before and after the month stay empty."""

    date: date
    is_in_month: bool
    turns: Sequence[Any]


def month_of(text: str) -> date | None:
    """The first day of the month that a text such as 2026-11 names; None where it names none."""
    found = re.fullmatch(r"(20[0-9]{2})-(0[1-9]|1[0-2])", text)
    return date(int(found[1]), int(found[2]), 1) if found else None


def neighbours_of(first: date) -> tuple[date | None, date | None]:
    """The months before and after, by their first days; None beyond those that a sheet exists of."""
    before, after = (first - timedelta(days=1)).replace(day=1), _next_month(first)
    return (before if before >= FIRST_MONTH else None, after if after <= LAST_MONTH else None)


def weeks_of_month(calls: QuerySet[Call], first: date) -> list[list[Day]]:
    """The sheet of the month that begins on `first`: weeks from Sunday on, in Korea's days."""
    days: dict[date, list[Turn]] = defaultdict(list)
    for turn in _turns(calls, first):
        days[closing_day(turn.at) if turn.is_closing else timezone.localdate(turn.at)].append(turn)
    return _sheet(first, days)


def weeks_of_briefings(briefings: QuerySet[Briefing], first: date) -> list[list[Day]]:
    """As `weeks_of_month`; a briefing stands on each day in Korea that it lasts into."""
    start, end = _bounds(first)
    found = briefings.filter(starts_at__lt=end, ends_at__gt=start).order_by("starts_at", "pk")
    days: dict[date, list[Briefing]] = defaultdict(list)
    for briefing in found[:MOST_BRIEFINGS]:
        day = max(timezone.localdate(briefing.starts_at), first)
        last = min(closing_day(briefing.ends_at), _next_month(first))
        while day <= last:
            days[day].append(briefing)
            day += timedelta(days=1)
    return _sheet(first, days)


def _sheet(first: date, days: Mapping[date, Sequence[Any]]) -> list[list[Day]]:
    return [
        [Day(day, day.month == first.month, days.get(day, [])) for day in week]
        for week in Calendar(SUNDAY).monthdatescalendar(first.year, first.month)
    ]


def _bounds(first: date) -> tuple[datetime, datetime]:
    """The moments at which the month begins and the next one does."""
    start, end = (datetime.combine(day, time.min) for day in (first, _next_month(first)))
    return timezone.make_aware(start), timezone.make_aware(end)


def _turns(calls: QuerySet[Call], first: date) -> list[Turn]:
    """What opens and closes in the month, closings before openings of the same day."""
    start, end = _bounds(first)
    in_month = (start, end - timedelta(microseconds=1))
    found = calls.annotate(ends_at=Coalesce("closed_at", "closes_at")).filter(
        Q(ends_at__gt=start, ends_at__lte=end) | Q(opens_at__range=in_month)
    )
    turns = []
    for call in found.only(*SHOWN).order_by("opens_at", "pk")[:MOST_CALLS]:
        if call.ends_at and start < call.ends_at <= end:  # midnight ends the day before it
            turns.append(Turn(call.ends_at, True, call))
        if start <= call.opens_at < end:
            turns.append(Turn(call.opens_at, False, call))
    return sorted(turns, key=lambda turn: (not turn.is_closing, turn.at))


def _next_month(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)
