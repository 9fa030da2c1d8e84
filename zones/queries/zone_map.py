"""The zones on a map: each a numbered marker, beside its place where another one stands there."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from zones.enums import ZoneKind
from zones.models import Zone
from zones.outlines import EAST_SEA, KOREA, PATHS, ULLEUNGDO, Frame, place_on_map

# Units of the drawing. On a screen of 360 px, which shows the map 328 px wide, a marker is 26 px across:
# more than the 24 that WCAG 2.5.8 wants
RADIUS, SIDE, APART = 16, 30, 33
STEP, TURNS = 3, 24  # from ring to ring of the places that are tried, and how many each ring has
LEADS_FROM = 5  # a marker nearer to its place needs no line to it

Point = tuple[float, float]


@dataclass(frozen=True)
class Marker:
    """A zone on the map: where it is, and where its number stands."""

    zone: Zone
    number: int
    place: tuple[int, int]
    stand: tuple[int, int]

    @property
    def is_moved(self) -> bool:
        return math.dist(self.place, self.stand) >= LEADS_FROM

    @property
    def is_wide(self) -> bool:
        return bool(self.zone.kind == ZoneKind.WIDE)

    @property
    def left(self) -> int:
        """Of the square that a wide-area zone has."""
        return self.stand[0] - SIDE // 2

    @property
    def top(self) -> int:
        return self.stand[1] - SIDE // 2

    @property
    def base(self) -> int:
        """Where the number stands upon."""
        return self.stand[1] + 6


@dataclass(frozen=True)
class ZoneMap:
    """All that the drawing and the list beside it need; a zone without a place has no marker."""

    zones: list[tuple[int, Zone]]
    markers: list[Marker]
    radius: int = RADIUS
    size: int = SIDE
    provinces: tuple[str, ...] = tuple(PATHS.values())
    islands: str = ULLEUNGDO
    frame: Frame = KOREA
    box: Frame = EAST_SEA


def numbered(zones: Iterable[Zone]) -> list[tuple[int, Zone]]:
    """Zones by their numbers on maps and in the lists beside them: small ones first, by name."""
    ordered = sorted(zones, key=lambda zone: (zone.kind == ZoneKind.WIDE, zone.name_ko))
    return list(enumerate(ordered, start=1))


def map_of(zones: Iterable[Zone]) -> ZoneMap:
    """The markers of the zones whose places are known; asks the database nothing."""
    lines = numbered(zones)
    placed = [(number, zone) for number, zone in lines if zone.is_placed]
    places = tuple(
        place_on_map(float(zone.longitude), float(zone.latitude)) for _number, zone in placed
    )
    stands = stands_of(places)
    return ZoneMap(
        lines,
        [
            Marker(zone, number, _whole(place), _whole(stand))
            for (number, zone), place, stand in zip(placed, places, stands, strict=True)
        ],
    )


@lru_cache(maxsize=32)
def stands_of(places: Sequence[Point], *, frame: Frame = KOREA) -> tuple[Point, ...]:
    """Where markers stand so that none covers another: each as near to its place as is free, in the
    order given, inside the frame and outside the box of the islands.

    Raises ValueError where the frame is full: it has room for a hundred at least.
    """
    stands: list[Point] = []
    for place in places:
        stands.append(next(_free(place, stands, frame)))
    return tuple(stands)


def _free(place: Point, taken: Sequence[Point], frame: Frame) -> Iterable[Point]:
    for x, y in _around(place, frame):
        in_box = EAST_SEA.holds(x, y, margin=-RADIUS)
        if frame.holds(x, y, margin=RADIUS) and not in_box:
            if all(max(abs(x - other_x), abs(y - other_y)) >= APART for other_x, other_y in taken):
                yield x, y
    raise ValueError("There is no room for another marker.")


def _around(place: Point, frame: Frame) -> Iterable[Point]:
    yield place
    farthest = frame.width + frame.height
    for distance in range(STEP, farthest, STEP):
        for turn in range(TURNS):
            angle = 2 * math.pi * turn / TURNS
            yield place[0] + distance * math.cos(angle), place[1] + distance * math.sin(angle)


def _whole(point: Point) -> tuple[int, int]:
    return round(point[0]), round(point[1])
