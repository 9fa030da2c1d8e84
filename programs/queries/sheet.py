"""Score sheets: what a finished review says, as it is frozen and signed, and which sheets count."""

import json
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

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
