"""Bars of charts: inside of their frame, in the order of their values."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.common.charts import Frame, scale_top, slots_of

AMOUNTS = st.one_of(
    st.none(), st.decimals(min_value=0, max_value=10**14, places=2, allow_nan=False)
)
TABLES = st.integers(1, 3).flatmap(
    lambda width: st.lists(st.lists(AMOUNTS, min_size=width, max_size=width), max_size=12)
)
FRAME = Frame()


@given(TABLES)
def test_every_bar_stands_on_the_floor_inside_of_the_frame(rows):
    for slot in slots_of(rows, FRAME):
        for bar in filter(None, slot.bars):
            assert FRAME.left <= bar.x
            assert bar.x + bar.width <= FRAME.width - FRAME.right
            assert FRAME.top <= bar.y
            assert bar.y + bar.height == FRAME.floor


@given(TABLES)
def test_a_larger_value_is_never_drawn_smaller_and_only_zero_has_no_height(rows):
    drawn = [
        (value, bar)
        for row, slot in zip(rows, slots_of(rows, FRAME), strict=True)
        for value, bar in zip(row, slot.bars, strict=True)
    ]

    assert all((value is None) == (bar is None) for value, bar in drawn)
    heights = sorted((value, bar.height) for value, bar in drawn if value is not None)
    assert [height for _value, height in heights] == sorted(height for _v, height in heights)
    assert all((value == 0) == (height == 0) for value, height in heights)


@given(TABLES)
def test_bars_stand_from_left_to_right_and_never_on_each_other(rows):
    slots = slots_of(rows, FRAME)
    bars = [bar for slot in slots for bar in slot.bars if bar]

    assert [slot.x for slot in slots] == sorted({slot.x for slot in slots})
    assert all(left.x + left.width <= right.x for left, right in zip(bars, bars[1:], strict=False))


@given(st.lists(AMOUNTS, max_size=8))
def test_the_scale_holds_every_value_and_wastes_at_most_half(values):
    known = [value for value in values if value is not None]
    top = scale_top(values)

    assert all(value <= top for value in known)
    assert max(known, default=0) == 0 or top <= 2 * max(known)


@pytest.mark.parametrize(
    ("most", "top"), [(0, 1), (1, 1), (7, 8), (522, 600), (669, 800), (3324, 4000), (999, 1000)]
)
def test_the_scale_ends_where_people_count(most, top):
    assert scale_top([None, Decimal(most)]) == top


def test_nothing_is_below_zero():
    with pytest.raises(ValueError, match="negative"):
        slots_of([[Decimal(-1)]], FRAME)
