"""Days on which Korea's offices work, and how long a notice stands, in Korea's calendar."""

from datetime import date, datetime, time, timedelta
from functools import cache

import holidays
from django.utils import timezone

SATURDAY = 5
OFFICE_OPENS, OFFICE_CLOSES = time(9), time(18)


@cache
def _holidays_of(year: int) -> holidays.HolidayBase:
    """With substitute holidays and election days, as far as they are fixed."""
    return holidays.country_holidays("KR", years=year)


def is_business_day(day: date) -> bool:
    """Neither a Saturday, a Sunday nor a public holiday (관공서의 공휴일에 관한 규정)."""
    return day.weekday() < SATURDAY and day not in _holidays_of(day.year)


def next_business_day(day: date) -> date:
    """The day itself, or the first business day after it (민법 제161조)."""
    while not is_business_day(day):
        day += timedelta(days=1)
    return day


def closing_day(moment: datetime) -> date:
    """The day in Korea that a moment ends: midnight ends the day before it."""
    return timezone.localdate(moment - timedelta(microseconds=1))


def on_business_day(moment: datetime) -> datetime:
    """The moment itself, or its hour on the first business day after it (민법 제161조)."""
    day = closing_day(moment)
    return moment + (next_business_day(day) - day)


def is_office_hour(moment: datetime) -> bool:
    """09:00 to 18:00 in Korea, both included."""
    return OFFICE_OPENS <= timezone.localtime(moment).time() <= OFFICE_CLOSES


def notice_days(published_at: datetime, closes_at: datetime) -> int:
    """Days of notice in Korea's calendar; the day of publication does not count (민법 제157조)."""
    return (closing_day(closes_at) - timezone.localdate(published_at)).days


def office_end_after(asked_at: datetime, *, days: int) -> datetime:
    """18:00 in Korea of the business day that is `days` business days after a moment (UTC).

    The day of the moment does not count (민법 제157조).
    """
    day = timezone.localdate(asked_at)
    for _number in range(days):
        day = next_business_day(day + timedelta(days=1))
    return timezone.make_aware(datetime.combine(day, OFFICE_CLOSES))
