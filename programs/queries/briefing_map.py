"""The provinces as tiles of a map, each with the briefings that are held there."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from programs.models import Briefing
from zones.provinces import province_choices

# Column and row of each province: where it lies to the others, not how large it is
TILES = {
    "incheon": (0, 0), "seoul": (1, 0), "gyeonggi": (2, 0), "gangwon": (3, 0),
    "chungnam": (0, 1), "sejong": (1, 1), "chungbuk": (2, 1), "gyeongbuk": (3, 1),
    "jeonbuk": (0, 2), "daejeon": (1, 2), "daegu": (2, 2), "ulsan": (3, 2),
    "gwangju": (0, 3), "jeonnam": (1, 3), "gyeongnam": (2, 3), "busan": (3, 3),
    "jeju": (1, 4),
}  # fmt: skip
STEP, SIZE = 100, 92  # units of the drawing: from tile to tile, and the side of one
MANY = 5


@dataclass(frozen=True)
class Tile:
    """A province and how many briefings are to come and gone by; the place of its tile."""

    code: str
    name: str
    coming: int
    past: int
    x: int
    y: int

    @property
    def total(self) -> int:
        return self.coming + self.past

    @property
    def shade(self) -> str:
        """How strong its colour is; its number says the same."""
        if not self.total:
            return "none"
        return "many" if self.total >= MANY else "some"

    @property
    def middle(self) -> int:
        return self.x + SIZE // 2


@dataclass(frozen=True)
class ProvinceMap:
    """All tiles, and what is held in no province: online, or at a place that is not known."""

    tiles: list[Tile]
    coming_elsewhere: int
    past_elsewhere: int


def map_of(briefings: QuerySet[Briefing]) -> ProvinceMap:
    """In one statement."""
    now = timezone.now()
    counted = briefings.order_by().values_list("province__code")
    rows = counted.annotate(
        coming=Count("pk", filter=Q(ends_at__gt=now)),
        past=Count("pk", filter=Q(ends_at__lte=now)),
    )
    counts = {code: (coming, past) for code, coming, past in rows}
    tiles = [
        Tile(code, name, *counts.get(code, (0, 0)), *(STEP * place for place in TILES[code]))
        for code, name in province_choices()
    ]
    return ProvinceMap(tiles, *counts.get(None, (0, 0)))
