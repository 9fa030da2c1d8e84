"""The day of the next edition of a yearly event."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from programs.models import Briefing, BriefingSeries
from programs.queries.series import next_day


def held_on(text):
    return Briefing(starts_at=timezone.make_aware(datetime.fromisoformat(f"{text} 10:00")))


@pytest.mark.parametrize(
    ("month", "day", "last", "today", "expected"),
    [
        (11, 14, None, "2026-11-28", "2027-11-14"),
        (11, 14, None, "2026-11-14", "2026-11-14"),
        (11, 14, "2026-11-14", "2026-11-28", "2027-11-14"),
        (11, 14, "2027-11-14", "2026-11-28", "2028-11-14"),
        (11, 14, "2024-11-14", "2026-11-28", "2027-11-14"),
        (2, 29, None, "2027-01-01", "2027-02-28"),
        (2, 29, "2027-02-28", "2027-03-01", "2028-02-29"),
        (None, None, "2028-02-29", "2028-03-01", "2029-02-28"),
        (None, None, None, "2026-11-28", None),
    ],
)
def test_next_day(month, day, last, today, expected):
    series = BriefingSeries(kind="yearly", month=month, day=day)

    found = next_day(series, last and held_on(last), today=date.fromisoformat(today))

    assert found == (expected and date.fromisoformat(expected))
