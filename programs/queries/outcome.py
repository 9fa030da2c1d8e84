"""What an applicant reads of the outcome: the decision, what reviewers said, who sat on the panel."""

import json
from collections.abc import Iterable
from typing import Any

from programs.enums import ApplicationState, AssignmentState
from programs.models import Application, Assignment, Criterion, Decision, Ranking, ScoreSheet
from programs.queries.sheet import read_sheet
from programs.scoring import total

Review = dict[str, Any]


def outcome_of(application: Application) -> dict[str, Any]:
    """The decision with scores, reasons and panel list, once it is public.

    Who sat on the panel is told, who gave which points is not. What reviewers said is what the
    ranking counted by which it was decided, also where a review was opened again since.
    """
    if application.state != ApplicationState.DECIDED:
        return {"decision": None}
    public = Decision.objects.public().filter(application=application)
    decision = public.select_related("selection__ranking").first()
    # The state that the page shows is of the same moment
    vars(application)["public_outcome"] = decision.outcome if decision else ""
    if decision is None:
        return {"decision": None}
    ranking = decision.selection.ranking
    panel, reviews = _counted(application, ranking) if ranking else _given(application)
    reviews.sort(key=lambda review: (review["total"], review["opinion"]))
    return {"decision": decision, "panel": panel, "reviews": reviews}


def _counted(application: Application, ranking: Ranking) -> tuple[list[str], list[Review]]:
    """By the sheets that a ranking names."""
    rows = json.loads(ranking.content)["applications"]
    counted = [sheet["sha256"] for row in rows for sheet in row["sheets"]]
    sheets = list(
        ScoreSheet.objects.filter(assignment__application=application, sha256__in=counted)
        .select_related("assignment__reviewer__user")
        .order_by("pk")
    )
    criteria = Criterion.all_objects.filter(call=application.call_id)
    labels = {str(criterion.key): criterion.label for criterion in criteria}
    return _names(sheet.assignment for sheet in sheets), [
        _review_on(sheet, labels) for sheet in sheets
    ]


def _review_on(sheet: ScoreSheet, labels: dict[str, str]) -> Review:
    said = read_sheet(sheet)
    scores = [
        {
            "criterion": {"label": labels.get(row["key"], row["label"]), "weight": row["weight"]},
            "points": row["points"],
            "reason": row["reason"],
        }
        for row in said.criteria
    ]
    return {"opinion": said.opinion, "scores": scores, "total": sheet.total}


def _given(application: Application) -> tuple[list[str], list[Review]]:
    """Of what was decided before rankings were frozen."""
    finished = application.assignments.filter(state=AssignmentState.FINISHED)
    assignments = finished.select_related("reviewer__user").prefetch_related("scores__criterion")
    return _names(assignments), [
        {
            "opinion": assignment.opinion,
            "scores": assignment.scores.all(),
            "total": total(
                {score.criterion_id: score.points or 0 for score in assignment.scores.all()}
            ),
        }
        for assignment in assignments
    ]


def _names(assignments: Iterable[Assignment]) -> list[str]:
    return sorted(str(assignment.reviewer) for assignment in assignments)
