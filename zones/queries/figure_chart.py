"""What templates draw of a series: bars with their words."""

from dataclasses import dataclass

from portal.common.charts import Bar, Frame, Slot, slots_of
from zones.queries.figure import Point, Series

FRAME = Frame()
SHOWN_YEARS = 8  # so many bars keep their numbers apart on a phone


@dataclass(frozen=True)
class Drawn:
    """A year of a chart: its bar, and where its target stands."""

    point: Point
    slot: Slot
    bar: Bar
    target_y: int | None


@dataclass(frozen=True)
class Chart:
    frame: Frame
    years: list[Drawn]
    is_whole: bool  # no earlier years were left out

    @property
    def has_target(self) -> bool:
        return any(drawn.target_y is not None for drawn in self.years)

    @property
    def has_correction(self) -> bool:
        return any(drawn.point.earlier for drawn in self.years)


def national_chart(series: Series) -> Chart | None:
    """The last years of all zones together; None where nothing is published of them."""
    points = series.national[-SHOWN_YEARS:]
    if not points:
        return None
    # Targets share the scale, and are drawn as lines and not as bars
    rows = [(point.value, point.target) for point in points]
    slots = slots_of(rows, FRAME)
    drawn = [
        Drawn(point, slot, _whole(slot), target.y if (target := slot.bars[1]) else None)
        for point, slot in zip(points, slots, strict=True)
    ]
    return Chart(FRAME, drawn, len(points) == len(series.national))


def _whole(slot: Slot) -> Bar:
    """The first bar in the breadth of the slot."""
    bar = slot.bars[0]
    assert bar is not None
    return Bar(slot.x, bar.y, slot.width, bar.height)
