"""Score sheets: what a finished review says, as it is frozen and signed, and which sheets count."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import F

from portal.common.digest import digest_of_content
from portal.common.signing import is_signed
from programs.models import Assignment, Panel, Score, ScoreSheet
from programs.models.sheet import ScoreSheetQuerySet
from programs.queries.receipt import moment_in_words

SHEET = "rnd-zone-sheet/1"


def sheet_content(
    assignment: Assignment, scores: Iterable[Score], *, number: int, finished_at: datetime
) -> dict[str, Any]:
    """What a sheet says: no name of a person, points as text of two decimals, moments in UTC.

    Criteria stand in the order of the call, with the weights of this moment.
    """
    application = assignment.application
    receipt = application.submissions.values_list("number", flat=True).first()
    return {
        "format": SHEET,
        "call": application.call.code,
        "receipt": receipt or "",
        "assignment": assignment.pk,
        "number": number,
        "finished_at": moment_in_words(finished_at),
        "criteria": [
            {
                "key": str(score.criterion.key),
                "label": score.criterion.label_ko,
                "weight": score.criterion.weight,
                "points": f"{score.points:.2f}",
                "reason": score.reason,
            }
            for score in scores
        ],
        "opinion": assignment.opinion,
    }


def newest_sheets(panel: Panel) -> ScoreSheetQuerySet:
    """The sheets of a panel that count, one for each finished review: rankings are made of these."""
    return ScoreSheet.objects.standing().filter(assignment__panel=panel)


def points_on(sheet: ScoreSheet) -> dict[str, Decimal]:
    """Key of each criterion, in the order of the call, and the points given for it."""
    criteria = json.loads(sheet.content)["criteria"]
    return {criterion["key"]: Decimal(criterion["points"]) for criterion in criteria}


def weights_on(sheet: ScoreSheet) -> dict[str, int]:
    """Key of each criterion, in the order of the call, and the most points that it could give."""
    return {row["key"]: row["weight"] for row in json.loads(sheet.content)["criteria"]}


def sheet_is_ours(sheet: ScoreSheet) -> bool:
    """Whether its digest is true and, where it is signed, one of our keys signed its content."""
    if digest_of_content(sheet.content) != sheet.sha256:
        return False
    message = sheet.content.encode()
    return not sheet.key_id or is_signed(message, key_id=sheet.key_id, value=sheet.signature)


def said_of(criterion: int, points: Decimal | None, reason: str) -> dict[str, str]:
    """What stands in the two fields of a criterion, by their names; equal points as equal text."""
    text = "" if points is None else f"{Decimal(points).normalize():f}"
    return {f"points_{criterion}": text, f"reason_{criterion}": reason}


def said_in(assignment: Assignment, scores: Iterable[Score]) -> dict[str, str]:
    """What a review says so far, by the names of its fields."""
    said = {"opinion": assignment.opinion}
    for score in scores:
        said |= said_of(score.criterion_id, score.points, score.reason)
    return said


@dataclass(frozen=True)
class ReadSheet:
    """A sheet as a person reads it, and why it was unlocked, if it was."""

    sheet: ScoreSheet
    criteria: list[dict[str, Any]]
    opinion: str
    unlocking: str

    @property
    def stands(self) -> bool:
        return not self.unlocking


def sheets_of(assignment: Assignment) -> list[ReadSheet]:
    """All sheets of a review, the newest first."""
    found = assignment.sheets.order_by("-number").annotate(unlocking=F("unlock__reason"))
    return [read_sheet(sheet) for sheet in found]


def read_sheet(sheet: ScoreSheet) -> ReadSheet:
    said = json.loads(sheet.content)
    criteria = [row | {"points": Decimal(row["points"])} for row in said["criteria"]]
    return ReadSheet(sheet, criteria, said["opinion"], getattr(sheet, "unlocking", None) or "")
