"""The seventeen provinces (광역자치단체) by their codes, as `provinces.json` names them."""

import json
from pathlib import Path

from django.utils.translation import get_language

FILE = Path(__file__).parent / "provinces.json"
PROVINCES: list[dict[str, str]] = json.loads(FILE.read_text(encoding="utf-8"))


def province_choices() -> list[tuple[str, str]]:
    """Codes with their names in the reader's language, for a filter that reads no table."""
    name = "name_en" if get_language() == "en" else "name_ko"
    return [(row["code"], row[name]) for row in PROVINCES]
