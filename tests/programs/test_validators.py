from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from portal.common.text import INVISIBLE, printable
from programs.validators import (
    is_answered,
    storable,
    validate_briefing_times,
    validate_points,
    validate_schedule,
    validate_weights,
    validate_words,
)

MARCH, APRIL, MAY = (datetime(2020, month, 1, tzinfo=UTC) for month in (3, 4, 5))


WORDLESS = st.text(st.characters(categories=["P", "S", "M", "Z", "C"]) | st.sampled_from(INVISIBLE))
LETTERS = st.characters(categories=["L", "N"], exclude_characters=INVISIBLE)


@given(WORDLESS)
def test_what_has_no_letter_and_no_digit_says_nothing(text):
    with pytest.raises(ValidationError) as refusal:
        validate_words(text)

    assert refusal.value.code == "words"


@given(WORDLESS, LETTERS, WORDLESS)
def test_a_letter_or_a_digit_says_something_whatever_stands_around_it(before, letter, after):
    assert validate_words(before + letter + after) is None
    assert letter in printable(before + letter + after)


@pytest.mark.parametrize("blank", ["\ufe0f", "\u034f \u3164", "\U000e0100\u200d", "\u180b"])
def test_what_shows_nothing_is_no_text(blank):
    assert printable(blank) == ""


@pytest.mark.parametrize("mark", [".", "-", "☺\ufe0f", "…"])
def test_a_mark_stays_where_no_words_are_demanded(mark):
    assert printable(mark) == mark


@pytest.mark.parametrize("weights", [[100], [60, 40], [1] * 100])
def test_weights_that_add_up_are_accepted(weights):
    assert validate_weights(weights) is None


@pytest.mark.parametrize(("weights", "total"), [([], 0), ([60, 39], 99), ([60, 41], 101)])
def test_weights_that_do_not_add_up_are_refused(weights, total):
    with pytest.raises(ValidationError) as refusal:
        validate_weights(weights)

    assert (refusal.value.code, refusal.value.params) == ("weights", {"total": total})


@pytest.mark.parametrize(
    ("published_at", "opens_at", "closes_at", "mode", "fields"),
    [
        (MARCH, APRIL, MAY, "clock", set()),
        (MARCH, MARCH, MAY, "clock", set()),
        (MARCH, APRIL, None, "budget", set()),
        (None, None, None, "budget", set()),
        (APRIL, MARCH, MAY, "clock", {"opens_at"}),
        (MARCH, APRIL, APRIL, "clock", {"closes_at"}),
        (MARCH, MAY, APRIL, "clock", {"closes_at"}),
        (MARCH, APRIL, None, "clock", {"closes_at"}),
        (MAY, APRIL, MARCH, "seats", {"opens_at", "closes_at"}),
    ],
)
def test_schedule_of_a_call(published_at, opens_at, closes_at, mode, fields):
    moments = {"published_at": published_at, "opens_at": opens_at, "closes_at": closes_at}

    assert faulty_fields(validate_schedule, **moments, closing_mode=mode) == fields


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "registration_closes_at", "fields"),
    [
        (MARCH, APRIL, None, set()),
        (MARCH, APRIL, MARCH, set()),
        (None, None, None, set()),
        (MARCH, MARCH, None, {"ends_at"}),
        (APRIL, MAY, MAY, {"registration_closes_at"}),
        (APRIL, MARCH, MAY, {"ends_at", "registration_closes_at"}),
    ],
)
def test_times_of_a_briefing(starts_at, ends_at, registration_closes_at, fields):
    found = faulty_fields(
        validate_briefing_times,
        starts_at=starts_at,
        ends_at=ends_at,
        registration_closes_at=registration_closes_at,
    )

    assert found == fields


def faulty_fields(validate, **values):
    try:
        validate(**values)
    except ValidationError as refusal:
        return set(refusal.message_dict)
    return set()


@pytest.mark.parametrize("points", [None, 0, 40, 39.99])
def test_points_within_the_weight_are_accepted(points):
    assert validate_points(points, weight=40) is None


@pytest.mark.parametrize("points", [-0.01, 40.01, 100])
def test_points_outside_the_weight_are_refused(points):
    with pytest.raises(ValidationError) as refusal:
        validate_points(points, weight=40)

    assert refusal.value.code == "points"


@pytest.mark.parametrize(
    ("value", "expected"), [(date(2020, 3, 4), "2020-03-04"), (3, 3), (["a"], ["a"]), (None, None)]
)
def test_answer_is_stored_as_json_can_hold_it(value, expected):
    assert storable(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, False),
        ("", False),
        ([], False),
        (False, False),
        (0, True),
        ("0", True),
        (True, True),
        (["하나"], True),
    ],
)
def test_value_is_an_answer(value, expected):
    assert is_answered(value) is expected


@pytest.mark.parametrize("year", [1, 1999, 2100, 9999])
def test_moments_far_away_are_slips_of_the_finger(year):
    moment = datetime(year, 6, 1, tzinfo=UTC)
    schedule = {"published_at": moment, "opens_at": moment, "closes_at": None}

    with pytest.raises(ValidationError) as of_call:
        validate_schedule(**schedule, closing_mode="budget")
    with pytest.raises(ValidationError) as of_briefing:
        validate_briefing_times(starts_at=moment, ends_at=None, registration_closes_at=None)

    assert set(of_call.value.message_dict) == {"published_at", "opens_at"}
    assert set(of_briefing.value.message_dict) == {"starts_at"}


@pytest.mark.parametrize("moment", [MARCH, MAY, datetime(2150, 1, 1, tzinfo=UTC)])
def test_questions_end_between_publication_and_closing(moment):
    schedule = {"published_at": MARCH, "opens_at": APRIL, "closes_at": MAY}

    with pytest.raises(ValidationError) as refusal:
        validate_schedule(**schedule, closing_mode="clock", inquiries_close_at=moment)

    assert set(refusal.value.message_dict) == {"inquiries_close_at"}
