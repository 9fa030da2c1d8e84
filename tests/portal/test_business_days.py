"""Korea's business days and days of notice."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.common.business_days import (
    closing_day,
    is_business_day,
    is_office_hour,
    next_business_day,
    notice_days,
)

KST = ZoneInfo("Asia/Seoul")
days = st.dates(min_value=date(2015, 1, 1), max_value=date(2040, 12, 31))


def kst(*parts) -> datetime:
    return datetime(*parts, tzinfo=KST)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 9, 23), True),
        (date(2026, 9, 24), False),  # 추석 연휴
        (date(2026, 9, 26), False),  # Saturday
        (date(2026, 9, 27), False),  # Sunday
        (date(2026, 9, 28), True),
        (date(2020, 1, 27), False),  # substitute holiday of 설날
        (date(2020, 4, 15), False),  # election of the National Assembly
        (date(2026, 12, 25), False),
    ],
)
def test_business_days_of_korea(day, works):
    assert is_business_day(day) == works


@given(day=days)
def test_next_business_day_is_the_first_one_and_works(day):
    following = next_business_day(day)

    assert is_business_day(following)
    between = [day + timedelta(days=n) for n in range((following - day).days)]
    assert [one for one in between if is_business_day(one)] == []


@given(day=days, minutes=st.integers(0, 24 * 60 - 1), count=st.integers(0, 400))
def test_notice_of_n_days_whatever_the_hour_of_publication(day, minutes, count):
    published_at = datetime.combine(day, time(minutes // 60, minutes % 60), tzinfo=KST)
    closes_at = datetime.combine(day + timedelta(days=count), time(18), tzinfo=KST)

    assert notice_days(published_at, closes_at) == count


def test_thirty_days_exactly_end_with_the_thirtieth_day():
    published_at = kst(2026, 3, 2, 9)

    assert notice_days(published_at, kst(2026, 4, 1, 18)) == 30
    assert notice_days(published_at, kst(2026, 3, 31, 23, 59)) == 29


def test_midnight_ends_the_day_before_it():
    published_at, midnight = kst(2026, 3, 2, 9), kst(2026, 4, 1)

    assert closing_day(midnight) == date(2026, 3, 31)
    assert notice_days(published_at, midnight) == 29
    assert notice_days(published_at, midnight + timedelta(days=1)) == 30


def test_days_are_those_of_korea():
    late_in_london = datetime(2026, 3, 1, 23, tzinfo=ZoneInfo("UTC"))  # 2 March, 08:00 in Korea

    assert notice_days(late_in_london, kst(2026, 4, 1, 18)) == 30


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (kst(2026, 3, 2, 8, 59), False),
        (kst(2026, 3, 2, 9), True),
        (kst(2026, 3, 2, 18), True),
        (kst(2026, 3, 2, 18, 1), False),
        (kst(2026, 3, 2), False),
    ],
)
def test_office_hours(moment, expected):
    assert is_office_hour(moment) == expected
