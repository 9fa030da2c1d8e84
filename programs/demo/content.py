"""The JSON files of this folder, and the moments and sources that they name."""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

FOLDER = Path(__file__).parent
RELATIVE = re.compile(r"(?P<days>[+-]\d+)d (?P<time>\d\d:\d\d)(?P<weekday> weekday)?")
FRIDAY = 4


def read(name: str) -> Any:
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def cited(codes: Iterable[str]) -> str:
    """The names of sources, as pages show them; their addresses stand in sources.json."""
    sources = read("sources")
    return "; ".join(sources[code]["label"] for code in codes)


def filled(texts: Mapping[str, Any], words: Mapping[str, Any]) -> dict[str, Any]:
    """The texts with words in place of their {placeholders}."""
    return {
        name: text.format_map(words) if isinstance(text, str) else text
        for name, text in texts.items()
    }


def moment(text: str | None, *, today: date) -> datetime | None:
    """A moment in Korea: "2020-02-19 09:00", or "+30d 18:00 weekday" from the day of loading.

    A weekday that would fall on a weekend moves away from today.
    """
    if text is None:
        return None
    relative = RELATIVE.fullmatch(text)
    if relative is None:
        return timezone.make_aware(datetime.fromisoformat(text))
    days = int(relative["days"])
    day = today + timedelta(days=days)
    while relative["weekday"] and day.weekday() > FRIDAY:
        day += timedelta(days=1 if days > 0 else -1)
    return timezone.make_aware(datetime.combine(day, time.fromisoformat(relative["time"])))
