"""The provinces as shapes of a map, and where a place lies on it.

The shapes are those of `outlines.json` (script/vendor_map.py): simplified, of the time before July 2023, and good for
nothing but showing where things are.
"""

import json
import math
import re
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).parent / "outlines.json"
_DRAWN = json.loads(FILE.read_text(encoding="utf-8"))
PATHS: dict[str, str] = _DRAWN["paths"]  # code of the province → what SVG draws
ULLEUNGDO: str = _DRAWN["ulleungdo"]
_SCALE, _SHIFT_X, _SHIFT_Y = (_DRAWN["projection"][name] for name in ("scale", "x", "y"))


@dataclass(frozen=True)
class Frame:
    """A part of the drawing, in its units."""

    left: int
    top: int
    width: int
    height: int

    @property
    def right(self) -> int:
        return self.left + self.width

    @property
    def bottom(self) -> int:
        return self.top + self.height

    def holds(self, x: float, y: float, *, margin: float = 0) -> bool:
        """The place lies inside, and no nearer to an edge than the margin."""
        return (
            self.left + margin <= x <= self.right - margin
            and self.top + margin <= y <= self.bottom - margin
        )

    @property
    def view_box(self) -> str:
        return f"{self.left} {self.top} {self.width} {self.height}"


KOREA = Frame(left=48, top=-8, width=400, height=646)
# Ulleungdo and Dokdo stand here, nearer than they are
EAST_SEA = Frame(left=350, top=98, width=92, height=68)


def place_on_map(longitude: float, latitude: float) -> tuple[float, float]:
    """Where a place (degrees, WGS 84) lies in the units of the drawing: Mercator."""
    mercator = math.degrees(math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2)))
    return _SCALE * longitude + _SHIFT_X, _SHIFT_Y - _SCALE * mercator


def corners_of(path: str) -> list[list[tuple[int, int]]]:
    """The polygons that a path of `outlines.json` draws."""
    polygons = []
    for part in path.split("M")[1:]:
        numbers = [int(number) for number in re.findall(r"-?\d+", part)]
        x, y = 0, 0
        polygon = []
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            polygon.append((x, y))
        polygons.append(polygon)
    return polygons


_POLYGONS = {code: corners_of(path) for code, path in PATHS.items()}


def province_at(x: float, y: float) -> str | None:
    """The code of the province whose shape holds the place; None at sea.

    A metropolitan city lies inside the province around it, so the narrower shape counts.
    """
    holding = [code for code, polygons in _POLYGONS.items() if _is_in(polygons, x, y)]
    return min(holding, key=lambda code: _width_of(_POLYGONS[code]), default=None)


def _width_of(polygons: list[list[tuple[int, int]]]) -> int:
    along = [x for polygon in polygons for x, _y in polygon]
    return max(along) - min(along)


def _is_in(polygons: list[list[tuple[int, int]]], x: float, y: float) -> bool:
    crossed = sum(
        (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1
        for polygon in polygons
        for (x1, y1), (x2, y2) in zip(polygon, polygon[1:] + polygon[:1], strict=True)
    )
    return crossed % 2 == 1
