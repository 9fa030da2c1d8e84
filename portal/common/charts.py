"""Geometry of bar charts in whole units of an SVG. Templates draw what stands here.

Nothing lies outside of its frame; a larger value is never drawn smaller; zero has no height.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

STEPS = (1, 2, 5)  # people count in these
MOST_STEPS = 6
WIDEST_SLOT = 96  # one bar alone is no wall


@dataclass(frozen=True)
class Frame:
    """The picture and the margins around its bars, in units of the SVG."""

    width: int = 400
    height: int = 220
    left: int = 8
    right: int = 8
    top: int = 28
    bottom: int = 28

    @property
    def floor(self) -> int:
        """Where bars stand."""
        return self.height - self.bottom

    @property
    def room(self) -> int:
        """How high a bar may become."""
        return self.floor - self.top

    @property
    def labels_y(self) -> int:
        """The line of the words below the bars."""
        return self.height - 8

    @property
    def breadth(self) -> int:
        return self.width - self.left - self.right


@dataclass(frozen=True)
class Bar:
    """One rectangle; `middle` is where its words are centred, `words_y` the line of its number."""

    x: int
    y: int
    width: int
    height: int

    @property
    def middle(self) -> int:
        return self.x + self.width // 2

    @property
    def words_y(self) -> int:
        return self.y - 6


@dataclass(frozen=True)
class Slot:
    """The place of one label with the bars of all series; None where a series has no value."""

    x: int
    width: int
    bars: tuple[Bar | None, ...]

    @property
    def middle(self) -> int:
        return self.x + self.width // 2


def scale_top(values: Sequence[Decimal | None]) -> Decimal:
    """The round number at the upper end of the scale: of steps of 1, 2 or 5 · 10ⁿ the smallest of which
    few reach the largest value."""
    most = max((value for value in values if value is not None), default=Decimal(0))
    if most <= 0:
        return Decimal(1)
    power = Decimal(1).scaleb(most.adjusted() - 1)
    sizes = (power * step * tens for tens in (1, 10) for step in STEPS)
    steps = ((size, (most / size).to_integral_value(ROUND_CEILING)) for size in sizes)
    return next(size * count for size, count in steps if count <= MOST_STEPS)


def slots_of(rows: Sequence[Sequence[Decimal | None]], frame: Frame) -> list[Slot]:
    """A slot for each row, from left to right; a row has a value (≥ 0, or None) of each series.

    Raises ValueError for a value below zero.
    """
    values = [value for row in rows for value in row]
    if any(value is not None and value < 0 for value in values):
        raise ValueError("a bar has no negative height")
    if not rows:
        return []
    top = scale_top(values)
    share = min(WIDEST_SLOT, frame.breadth // len(rows))
    gap = max(1, share // 5)
    slots = []
    for place, row in enumerate(rows):
        x, width = frame.left + place * share + gap // 2, max(1, share - gap)
        each = max(1, width // max(1, len(row)))
        bars = tuple(
            None if value is None else _bar(x + at * each, each, value / top, frame)
            for at, value in enumerate(row)
        )
        slots.append(Slot(x, width, bars))
    return slots


def _bar(x: int, width: int, part: Decimal, frame: Frame) -> Bar:
    # What is not nothing is seen
    height = max(1, int(frame.room * part)) if part else 0
    return Bar(x, frame.floor - height, width, height)
