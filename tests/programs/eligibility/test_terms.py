"""Days and periods: founding, closing, statuses, bans, books."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from portal.common.business_days import closing_day
from programs.eligibility import Ban, Status, last_day_within, years_with_books

DAYS = st.dates(date(1950, 1, 1), date(2090, 12, 31))
YEARS = st.integers(0, 100)
ONE_DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("founded", "years", "last"),
    [
        ("2019-12-31", 7, "2026-12-31"),
        ("2020-01-01", 7, "2027-01-01"),
        ("2020-02-29", 1, "2021-02-28"),
        ("2020-02-29", 3, "2023-02-28"),
        ("2020-02-29", 4, "2024-02-29"),
        ("2020-02-28", 1, "2021-02-28"),
        ("2020-02-28", 4, "2024-02-28"),
        ("2019-02-28", 1, "2020-02-29"),  # the year runs from 1 March to the eve of 1 March
        ("2020-03-01", 4, "2024-03-01"),
        ("2096-02-29", 4, "2100-02-28"),
        ("2026-11-23", 0, "2026-11-23"),
    ],
)
def test_years_since_founding_end_on_the_anniversary(founded, years, last):
    found = last_day_within(date.fromisoformat(founded), years)

    assert found.isoformat() == last


@given(DAYS, YEARS)
def test_last_day_is_the_anniversary_or_the_end_of_its_february(founded, years):
    last = last_day_within(founded, years)

    is_anniversary = (last.month, last.day) == (founded.month, founded.day)
    is_end_of_february = last.month == founded.month == 2 and (last + ONE_DAY).month == 3
    assert last.year == founded.year + years
    assert is_anniversary or is_end_of_february


@given(DAYS, YEARS)
def test_more_years_last_longer(founded, years):
    assert last_day_within(founded, years) < last_day_within(founded, years + 1)


@given(DAYS, DAYS, YEARS)
def test_who_is_founded_later_is_not_older(one, other, years):
    assume(one <= other)

    assert last_day_within(one, years) <= last_day_within(other, years)


@given(st.dates(), st.integers(0, 20_000))
def test_no_founding_day_is_too_much(founded, years):
    assert last_day_within(founded, years) >= founded


@pytest.mark.parametrize(
    ("closes_at", "expected"),
    [
        (datetime(2026, 12, 31, 9, tzinfo=UTC), date(2026, 12, 31)),  # 18:00 in Korea
        (datetime(2026, 12, 31, 15, tzinfo=UTC), date(2026, 12, 31)),  # 24:00 in Korea
        (datetime(2026, 12, 31, 15, 1, tzinfo=UTC), date(2027, 1, 1)),
        (datetime(2026, 12, 31, 14, 59, tzinfo=UTC), date(2026, 12, 31)),
    ],
)
def test_closing_day_is_the_last_day_in_korea(closes_at, expected):
    assert closing_day(closes_at) == expected


@given(DAYS, DAYS, DAYS)
def test_status_holds_from_its_first_to_its_last_day(first, last, day):
    assume(first <= last)

    status = Status("venture", first, last)

    assert status.holds_on(day) == (first <= day <= last)
    assert (status.holds_on(first), status.holds_on(last)) == (True, True)
    assert (status.holds_on(first - ONE_DAY), status.holds_on(last + ONE_DAY)) == (False, False)


@given(DAYS, DAYS)
def test_status_without_an_end_holds_from_its_first_day_on(first, day):
    assert Status("venture", first).holds_on(day) == (first <= day)


@given(DAYS, DAYS, DAYS)
def test_ban_covers_both_of_its_days_and_those_between(first, last, day):
    assume(first <= last)

    ban = Ban(first, last)

    assert ban.covers(day) == (first <= day <= last)
    assert (ban.covers(first), ban.covers(last)) == (True, True)
    assert (ban.covers(first - ONE_DAY), ban.covers(last + ONE_DAY)) == (False, False)


@pytest.mark.parametrize(
    ("day", "years"),
    [
        (date(2027, 1, 15), {2026, 2025}),
        (date(2027, 3, 31), {2026, 2025}),
        (date(2027, 4, 1), {2026}),
        (date(2026, 12, 31), {2025}),
    ],
)
def test_books_of_the_year_before_last_count_until_march(day, years):
    assert years_with_books(day) == years
