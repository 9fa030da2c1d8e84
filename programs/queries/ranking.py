"""Rankings: what one says, from which facts, and whether it still follows from them.

Decision 44 describes the content for those who work a ranking out again.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from portal.accounts.models import User
from portal.common.digest import canonical, digest_of_content
from programs import merkle
from programs.enums import OPEN_WORK, AdjustmentKind
from programs.models import (
    Application,
    AppliedAdjustment,
    Call,
    Panel,
    Ranking,
    RankingLine,
    ScoreSheet,
    Submission,
)
from programs.queries.application import applications_handled_by, applications_of
from programs.queries.receipt import bytes_of, moment_in_words
from programs.queries.selection_terms import AnnouncedTerms, selection_terms_of
from programs.queries.sheet import newest_sheets, points_on, weights_on
from programs.scoring import Candidate, Line, Terms, ranked, seed_of_tie

RANKING = "rnd-zone-ranking/1"
# Not of what a ranking follows from: the same facts need no new version
OF_THE_VERSION = ("number", "made_at", "made_by", "reason")
RULES = (
    "The total of a sheet is the sum of its points; the weight of a criterion is the most points.",
    "With five sheets or more one of the highest and one of the lowest total are left out, where the"
    " call says so. Of equal totals that sheet is the highest whose points come last, and that the"
    " lowest whose points come first, compared criterion by criterion in the order of the call.",
    "The mean of the rest is rounded to a hundredth, half up.",
    "Bonuses are added to the mean and penalties taken away, each sum up to its cap; not below 0.",
    "An application passes whose score reaches the pass mark.",
    "The order goes by score, then by mean, then by the exact means of the criteria in the order for"
    " ties. Who is equal in all shares a place. A place that the line runs through is parted by a"
    " draw from the root of the call's last seal.",
)


class SheetsDisagree(ValueError):
    """Sheets of one panel name different criteria or weights: they cannot be compared."""


@dataclass(frozen=True)
class Judged:
    """What a ranking is made of: the applications of a panel, with sheets and points that count."""

    application: Application
    receipt: str
    sha256: str  # of the submission
    sheets: Mapping[str, ScoreSheet]  # by their digest
    adjustments: Sequence[AppliedAdjustment]


def judged_by(panel: Panel) -> QuerySet[Application]:
    """The applications that a panel judges."""
    return Application.objects.filter(panel_place__panel=panel).order_by("pk")


def facts_of(panel: Panel) -> list[Judged]:
    """As they stand now: the newest sheets of finished reviews, and what was applied."""
    standing = AppliedAdjustment.objects.standing()
    return judged_with(judged_by(panel), newest_sheets(panel), standing)


def judged_with(
    applications: Iterable[Application],
    sheets: QuerySet[ScoreSheet],
    applied: QuerySet[AppliedAdjustment],
) -> list[Judged]:
    applications = list(applications)
    keys = [application.pk for application in applications]
    submissions: dict[int, Submission] = {}
    for submission in Submission.objects.filter(application__in=keys).order_by("received_at", "pk"):
        submissions[submission.application_id] = submission
    by_application: dict[int, dict[str, ScoreSheet]] = {key: {} for key in keys}
    for sheet in sheets.filter(assignment__application__in=keys).select_related("assignment"):
        by_application[sheet.assignment.application_id][sheet.sha256] = sheet
    adjusted: dict[int, list[AppliedAdjustment]] = {key: [] for key in keys}
    for row in applied.filter(application__in=keys).select_related("adjustment"):
        adjusted[row.application_id].append(row)
    return [
        Judged(
            application=application,
            receipt=submissions[application.pk].number,
            sha256=submissions[application.pk].sha256,
            sheets=by_application[application.pk],
            adjustments=adjusted[application.pk],
        )
        for application in applications
        if application.pk in submissions
    ]


def terms_for(call: Call, facts: Iterable[Judged]) -> AnnouncedTerms:
    """What holds for the call, once the sheets were filled in by its criteria and weights.

    Raises SheetsDisagree where some were filled in by others.
    """
    announced = selection_terms_of(call)
    weights = list(announced.terms.weights.items())
    for judged in facts:
        if any(list(weights_on(sheet).items()) != weights for sheet in judged.sheets.values()):
            raise SheetsDisagree
    return announced


def ranking_content(
    panel: Panel,
    facts: Sequence[Judged],
    *,
    terms: AnnouncedTerms,
    number: int,
    made_at: datetime,
    reason: str,
    unequal_reason: str,
) -> dict[str, Any]:
    """What a ranking says: no name of a person or a company, points as text of two decimals."""
    lines = ranked([candidate_of(judged) for judged in facts], terms.terms)
    return {
        "format": RANKING,
        "call": panel.call.code,
        "panel": panel.pk,
        "number": number,
        "made_at": moment_in_words(made_at),
        "reason": reason,
        "unequal_reason": unequal_reason,
        "rules": list(RULES),
        "terms": _terms_in_words(terms),
        "applications": sorted((_in_words(judged) for judged in facts), key=_receipt),
        "lines": [line_in_words(line) for line in lines],
    }


def _receipt(row: Mapping[str, Any]) -> str:
    return row["receipt"]


def candidate_of(judged: Judged) -> Candidate:
    def points(kind: AdjustmentKind) -> Decimal:
        given = [row.adjustment.points for row in judged.adjustments if row.adjustment.kind == kind]
        return Decimal(sum(given))

    return Candidate(
        number=judged.receipt,
        sheets={name: points_on(sheet) for name, sheet in judged.sheets.items()},
        bonus=points(AdjustmentKind.BONUS),
        penalty=points(AdjustmentKind.PENALTY),
    )


def _terms_in_words(announced: AnnouncedTerms) -> dict[str, Any]:
    terms = announced.terms
    return {
        "not_announced": list(announced.not_announced),
        "criteria": [{"key": key, "weight": weight} for key, weight in terms.weights.items()],
        "tie_order": list(terms.tie_order),
        "trims": terms.trims,
        "bonus_most": _points(terms.bonus_most),
        "penalty_most": _points(terms.penalty_most),
        "pass_mark": _points(terms.pass_mark),
    }


def terms_in(content: Mapping[str, Any]) -> AnnouncedTerms:
    """The terms that a ranking names."""
    said = content["terms"]
    most = {
        name: None if said[name] is None else Decimal(said[name])
        for name in ("bonus_most", "penalty_most", "pass_mark")
    }
    terms = Terms(
        weights={row["key"]: row["weight"] for row in said["criteria"]},
        tie_order=said["tie_order"],
        trims=said["trims"],
        **most,
    )
    return AnnouncedTerms(terms, tuple(said["not_announced"]))


def _points(value: Decimal | int | None) -> str | None:
    return None if value is None else f"{Decimal(value):.2f}"


def _in_words(judged: Judged) -> dict[str, Any]:
    return {
        "receipt": judged.receipt,
        "submission": judged.sha256,
        "sheets": [
            {
                "sha256": name,
                "points": {key: _points(points) for key, points in points_on(sheet).items()},
            }
            for name, sheet in sorted(judged.sheets.items())
        ],
        "adjustments": sorted(
            (
                {
                    "key": str(row.adjustment.key),
                    "kind": row.adjustment.kind,
                    "ground": row.adjustment.ground,
                    "points": _points(row.adjustment.points),
                }
                for row in judged.adjustments
            ),
            key=lambda row: str(row["key"]),
        ),
    }


def line_in_words(line: Line) -> dict[str, Any]:
    """A line as it is frozen, and as a leaf of the tree over the lines."""
    return {
        "receipt": line.number,
        "place": line.place,
        "score": _points(line.score),
        "mean": _points(line.mean),
        "bonus": _points(line.bonus),
        "penalty": _points(line.penalty),
        "passes": line.passes,
        "criteria": {key: _points(mean) for key, mean in line.criteria.items()},
        "counted": list(line.counted),
        "dropped": list(line.dropped),
    }


def root_of_lines(content: Mapping[str, Any]) -> str:
    return merkle.root_of([bytes_of(line) for line in content["lines"]]).hex()


def facts_digest(content: Mapping[str, Any]) -> str:
    """Equal for versions that follow from the same facts."""
    return digest_of_content(
        canonical({name: said for name, said in content.items() if name not in OF_THE_VERSION})
    )


def ranking_statement(content: Mapping[str, Any], *, sha256: str, root: str) -> bytes:
    """What the signature of a ranking says."""
    named = {name: content[name] for name in ("format", "call", "panel", "number", "made_at")}
    return bytes_of({**named, "sha256": sha256, "root": root})


def is_of_the_newest_facts(ranking: Ranking) -> bool:
    """Whether it is the last version, and sheets and points are still those that it is made of.

    Who decides by a ranking asks this under the panel's lock.
    """
    panel = ranking.panel
    if panel.rankings.filter(number__gt=ranking.number).exists():
        return False
    said = json.loads(ranking.content)
    facts = facts_of(panel)
    now = sorted((_in_words(judged) for judged in facts), key=_receipt)
    return now == said["applications"] and not reviews_in_work(panel)


def reviews_in_work(panel: Panel) -> bool:
    return panel.assignments.filter(state__in=OPEN_WORK).exists()


def lines_in_order(ranking: Ranking) -> list[RankingLine]:
    """The lines by place; who shares one stands in the order of its draw, if there was one."""
    place_in_draw = {
        receipt: position
        for draw in ranking.draws.all()
        for position, receipt in enumerate(draw.order)
    }
    lines = ranking.lines.select_related("application__company")
    return sorted(
        lines, key=lambda line: (line.place, place_in_draw.get(line.receipt, 0), line.receipt)
    )


def shared_places(ranking: Ranking) -> dict[int, list[str]]:
    """Places that several share, with their receipt numbers."""
    by_place: dict[int, list[str]] = {}
    for place, receipt in ranking.lines.order_by("receipt").values_list("place", "receipt"):
        by_place.setdefault(place, []).append(receipt)
    return {place: receipts for place, receipts in by_place.items() if len(receipts) > 1}


def seed_for(ranking: Ranking, receipts: Iterable[str]) -> str | None:
    """The seed of a draw among these; None as long as the call is not sealed."""
    seal = ranking.panel.call.seals.order_by("-number").first()
    if seal is None:
        return None
    return seed_of_tie(root=seal.root, panel=ranking.panel_id, numbers=receipts)


def totals_of(ranking: Ranking) -> dict[str, dict[str, Decimal]]:
    """Totals that each reviewer gave, by receipt number; for staff alone, never for a ranking."""
    content = json.loads(ranking.content)
    receipt_of = {
        sheet["sha256"]: row["receipt"]
        for row in content["applications"]
        for sheet in row["sheets"]
    }
    sheets = ScoreSheet.objects.filter(
        sha256__in=receipt_of, assignment__panel=ranking.panel_id
    ).select_related("assignment__reviewer__user")
    totals: dict[str, dict[str, Decimal]] = {}
    for sheet in sheets.order_by("assignment__reviewer__user__name", "pk"):
        given = totals.setdefault(str(sheet.assignment.reviewer), {})
        given[receipt_of[sheet.sha256]] = sheet.total
    return totals


def rankings_handled_by(user: User) -> QuerySet[Ranking]:
    """Those that a member of staff may see: of panels in which they have no part."""
    return Ranking.objects.filter(panel__in=Panel.objects.decided_by(user))


def adjustments_handled_by(user: User) -> QuerySet[AppliedAdjustment]:
    """Applied points that a member of staff may see: of applications that they handle, in calls in
    which they do not compete, and, once a panel judges them, where they have no part in it."""
    known = AppliedAdjustment.objects.filter(application__in=applications_handled_by(user))
    free = known.exclude(application__call__in=applications_of(user).values("call"))
    panels = Panel.objects.decided_by(user)
    return free.filter(
        Q(application__panel_place=None) | Q(application__panel_place__panel__in=panels)
    )


def ranking_scores(ranking: Ranking) -> dict[int, Decimal]:
    """The score of each application by its key."""
    return dict(ranking.lines.values_list("application", "score"))
