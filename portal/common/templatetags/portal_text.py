"""Money, dates and times in templates."""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.common import money
from portal.common.text import file_size

register = template.Library()
WEEKDAYS_KO = "월화수목금토일"
DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")

register.filter("file_size", file_size)


@register.filter
def won(amount: int | None) -> str:
    return "" if amount is None else money.won(amount)


@register.filter
def readable_won(amount: int | None) -> str:
    return "" if amount is None else money.readable_won(amount)


@register.filter
def moment(at: datetime | None) -> str:
    """`2026. 3. 4.(수) 14:00` in Korea's time, in English `Wed 4 Mar 2026, 14:00 KST`."""
    if at is None:
        return ""
    local = timezone.localtime(at)
    if get_language() == "ko":
        return f"{day(at)} {local:%H:%M}"
    return f"{day(at)}, {local:%H:%M} KST"


@register.filter
def moment_to_second(at: datetime | None) -> str:
    """As `moment`, with seconds: for proofs of time."""
    if at is None:
        return ""
    seconds = f"{timezone.localtime(at):%S}"
    text = moment(at)
    return (
        f"{text}:{seconds}" if get_language() == "ko" else text.replace(" KST", f":{seconds} KST")
    )


@register.filter
def moment_to_microsecond(at: datetime | None) -> str:
    """As `moment_to_second`, to the microsecond: as a receipt states it."""
    if at is None:
        return ""
    text, second = moment_to_second(at), f"{timezone.localtime(at):%S}"
    exact = f"{second}.{at:%f}"
    if get_language() == "ko":
        return f"{text.removesuffix(second)}{exact}"
    return f"{text.removesuffix(f'{second} KST')}{exact} KST"


@register.filter
def answer_text(value: object) -> str:
    """An answer as a person reads it: lists joined, a tick in words, numbers grouped."""
    if value is True:
        return _("Yes")
    if value is None or value is False or value in ("", []):
        return _("(not answered)")
    if isinstance(value, list):
        return ", ".join(str(part) for part in value)
    if isinstance(value, int):
        return f"{value:,}"
    return day(date.fromisoformat(value)) if _is_day(value) else str(value)


def _is_day(value: object) -> bool:
    """A day as answers and contents hold it."""
    if not isinstance(value, str) or not DAY.fullmatch(value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


@register.filter
def table_rows(
    rows: list[dict[str, object]], columns: list[dict[str, Any]]
) -> list[list[tuple[dict[str, Any], str]]]:
    """The rows of a table: each cell as its column and its text, in the order of the columns."""
    return [[(column, _cell_text(row, column)) for column in columns] for row in rows]


def _cell_text(row: dict[str, object], column: dict[str, Any]) -> str:
    if column["key"] not in row:
        return "–"
    value = row[column["key"]]
    if column.get("is_won") and type(value) is int:
        return money.won(value)
    return answer_text(value)


@register.filter
def day(at: datetime | date | None) -> str:
    """`2020. 3. 4.(수)`, in English `Wed 4 Mar 2020`; a moment as its day in Korea."""
    if at is None:
        return ""
    local = timezone.localtime(at).date() if isinstance(at, datetime) else at
    if get_language() == "ko":
        return f"{local.year}. {local.month}. {local.day}.({WEEKDAYS_KO[local.weekday()]})"
    return f"{local:%a} {local.day} {local:%b %Y}"


@register.filter
def area(km2: Decimal | None) -> str:
    """`1.12`, `19.779`: as many decimals as are known."""
    return "" if km2 is None else f"{km2.normalize():,f}"
