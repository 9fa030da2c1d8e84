from datetime import date

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.zones import business_number
from zones.validators import (
    corporate_number_is_odd,
    digits_of,
    validate_ban_period,
    validate_business_number,
    validate_corporate_number,
    validate_number_fits_kind,
)

SERIALS = st.integers(min_value=0, max_value=999_999_999)
# Public numbers: Samsung Electronics, NAVER, Kakao
REAL = ["124-81-00998", "220-81-62517", "120-81-47521"]


def fault_of(number):
    try:
        validate_business_number(number)
    except ValidationError as refusal:
        return refusal.code
    return None


@pytest.mark.parametrize("number", REAL)
def test_business_number_of_a_real_company_is_accepted(number):
    assert fault_of(number) is None


@pytest.mark.parametrize(
    "number", ["1248100998", "124 81 00998", "124-81-00998 ", "１２４－８１－００９９８"]
)
def test_business_number_is_accepted_as_people_write_it(number):
    assert (fault_of(number), digits_of(number)) == (None, "1248100998")


@pytest.mark.parametrize("number", ["", "-", "124-81-0099", "124-81-009988", "가나다"])
def test_business_number_of_another_length_is_refused(number):
    assert fault_of(number) == "length"


@given(SERIALS)
def test_business_number_has_exactly_one_check_digit(serial):
    accepted = [digit for digit in range(10) if fault_of(f"{serial:09d}{digit}") is None]

    assert accepted == [int(business_number(serial)[-1])]


@given(SERIALS, st.integers(0, 9), st.integers(1, 9))
def test_business_number_with_one_wrong_digit_is_always_refused(serial, place, shift):
    digits = [int(digit) for digit in business_number(serial)]
    digits[place] = (digits[place] + shift) % 10

    assert fault_of("".join(map(str, digits))) == "check_digit"


def test_business_number_with_two_digits_swapped_can_slip_through():
    """What the check digit does not promise: weights 1 and 3 cannot tell 1-6 from 6-1."""
    numbers = business_number(161_000_000), business_number(611_000_000)

    assert numbers == ("1610000004", "6110000004")
    assert [fault_of(number) for number in numbers] == [None, None]


@pytest.mark.parametrize(
    ("kind", "number", "fields"),
    [
        ("company", "1248100998", set()),
        ("specialist", "1248100998", set()),
        ("founder", None, set()),
        ("founder", "", set()),
        ("founder", "1248100998", {"business_number"}),
        ("company", None, {"business_number"}),
        ("specialist", "", {"business_number"}),
    ],
)
def test_business_number_fits_the_kind_of_applicant(kind, number, fields):
    found = set()
    try:
        validate_number_fits_kind(applicant_kind=kind, business_number=number)
    except ValidationError as refusal:
        found = set(refusal.message_dict)

    assert found == fields


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "is_taken"),
    [
        ("2026-03-01", "2026-03-01", True),
        ("2026-03-01", "2026-02-28", False),
        ("2026-03-01", "2036-02-29", True),
        ("2026-03-01", "2036-03-01", False),
        ("2024-02-29", "2034-02-28", True),
        ("2024-02-29", "2034-03-01", False),
        ("2026-01-01", "2036-01-01", False),
    ],
)
def test_ban_runs_for_ten_years_at_most(starts_on, ends_on, is_taken):
    try:
        validate_ban_period(date.fromisoformat(starts_on), date.fromisoformat(ends_on))
    except ValidationError as refusal:
        found = set(refusal.message_dict)
    else:
        found = set()

    assert found == (set() if is_taken else {"ends_on"})


@pytest.mark.parametrize(
    ("number", "is_odd"),
    [
        ("110111-0062432", False),
        ("1101110062433", True),
        ("110111-0062431", True),
        ("0000000000000", False),
        ("0000000000001", True),
    ],
)
def test_corporate_number_with_a_wrong_check_digit_is_odd_and_taken(number, is_odd):
    validate_corporate_number(number)

    assert corporate_number_is_odd(number) == is_odd


@pytest.mark.parametrize("number", ["", "110111006243", "11011100624321", "abc"])
def test_corporate_number_has_thirteen_digits(number):
    with pytest.raises(ValidationError):
        validate_corporate_number(number)
