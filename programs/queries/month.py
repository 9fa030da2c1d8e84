"""The calls of a month: what opens and what closes on each day."""

from calendar import SUNDAY, Calendar
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from portal.common.business_days import closing_day
from programs.models import Call

MOST_CALLS = 1000
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
    turns: list[Turn]


def weeks_of_month(calls: QuerySet[Call], first: date) -> list[list[Day]]:
    """The sheet of the month that begins on `first`: weeks from Sunday on, in Korea's days."""
    days: dict[date, list[Turn]] = defaultdict(list)
    for turn in _turns(calls, first):
        days[closing_day(turn.at) if turn.is_closing else timezone.localdate(turn.at)].append(turn)
    return [
        [Day(day, day.month == first.month, days.get(day, [])) for day in week]
        for week in Calendar(SUNDAY).monthdatescalendar(first.year, first.month)
    ]


def _turns(calls: QuerySet[Call], first: date) -> list[Turn]:
    """What opens and closes in the month, closings before openings of the same day."""
    start = timezone.make_aware(datetime.combine(first, time.min))
    end = timezone.make_aware(datetime.combine(_next_month(first), time.min))
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
