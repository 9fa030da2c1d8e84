"""Checklists of the eligibility check that come back as XLSX (`exports.checks`), point by point."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import override

from programs.actions.screening import Judged
from programs.enums import CheckVerdict, ScreeningReason
from programs.imports.xlsx import SheetRow, rows_of_sheet
from programs.models.screening import LONGEST_NOTE
from programs.queries.screening import columns_of_checklists

LANGUAGES = ("ko", "en")


@dataclass(frozen=True)
class MarkedPoint:
    """What a row says of one point of an application; `name` is that of `CheckPoint`."""

    row: SheetRow
    name: str
    judged: Judged


def marks_in(file: Any) -> dict[int, list[MarkedPoint]]:
    """Marks of each application by its key; rows without a verdict say nothing, and are left out.

    An empty cell takes nothing back: a list says what was judged, not what is open again.
    Raises SheetFault, naming row and column.
    """
    columns = columns_of_checklists()
    names = [columns[name] for name in ("key", "point", "verdict", "ground", "note")]
    found: dict[int, list[MarkedPoint]] = {}
    there: dict[tuple[int, str], SheetRow] = {}
    for row in rows_of_sheet(file, head=names):
        marked = _marked(row, names)
        if marked is None:
            continue
        key = _key(row, names[0])
        if earlier := there.setdefault((key, marked.name), row):
            if earlier is not row:
                words = _("Row %(number)s says something of the same point.")
                raise row.fault(names[1], words % {"number": earlier.number})
        found.setdefault(key, []).append(marked)
    return found


def _key(row: SheetRow, name: str) -> int:
    text = row[name]
    if not (text.isascii() and text.isdecimal() and len(text) < 19):
        raise row.fault(name, _("This is no key of an application."))
    return int(text)


def _marked(row: SheetRow, names: Sequence[str]) -> MarkedPoint | None:
    _key_name, point, verdict_name, ground_name, note_name = names
    note = row[note_name]
    verdict = _choice(row, verdict_name, CheckVerdict)
    ground = _choice(row, ground_name, ScreeningReason)
    if not verdict:
        if ground or note:
            raise row.fault(verdict_name, _("A ground or a note needs a verdict."))
        return None
    if verdict == CheckVerdict.FAILS and not ground:
        raise row.fault(ground_name, _("Choose the ground."))
    if verdict != CheckVerdict.FAILS and ground:
        raise row.fault(ground_name, _("Only a point that is not fulfilled has a ground."))
    if len(note) > LONGEST_NOTE:
        words = _("At most %(most)s letters.") % {"most": f"{LONGEST_NOTE:,}"}
        raise row.fault(note_name, words)
    return MarkedPoint(row, row[point], Judged(verdict, ground, note))


def _choice(row: SheetRow, name: str, choices: type[TextChoices]) -> str:
    text = row[name]
    if not text:
        return ""
    value = words_of(choices).get(_folded(text))
    if value is None:
        known = ", ".join(str(choice.label) for choice in choices)
        raise row.fault(name, _("Write one of these: %(choices)s") % {"choices": known})
    return value


@cache
def words_of(choices: type[TextChoices]) -> dict[str, str]:
    """The value of each choice by its words in every language, and by itself."""
    found = {_folded(choice.value): str(choice.value) for choice in choices}
    for language in LANGUAGES:
        with override(language):
            found |= {_folded(str(choice.label)): str(choice.value) for choice in choices}
    return found


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())
