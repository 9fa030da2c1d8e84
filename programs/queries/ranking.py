"""Rankings: what one says, from which facts, and whether it still follows from them.

Decision 44 describes the content for those who work a ranking out again.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from portal.common.digest import canonical, digest_of_content
from portal.common.signing import is_signed
from programs import merkle
from programs.enums import AdjustmentKind
from programs.models import (
    Application,
    AppliedAdjustment,
    Call,
    Panel,
    Ranking,
    RankingLine,
    ScoreSheet,
    Submission,
    TieDraw,
)
from programs.queries.receipt import bytes_of, moment_in_words
from programs.queries.sheet import newest_sheets, points_on, sheet_is_ours, weights_on
from programs.scoring import Candidate, Line, Terms, drawn, ranked, seed_of

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
    return Application.objects.filter(assignments__panel=panel).distinct().order_by("pk")


def facts_of(panel: Panel) -> list[Judged]:
    """As they stand now: the newest sheets of finished reviews, and what was applied."""
    standing = AppliedAdjustment.objects.standing()
    return _judged(judged_by(panel), newest_sheets(panel), standing)


def _judged(
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


def terms_for(call: Call, facts: Iterable[Judged]) -> Terms:
    """What the call announces, with the criteria and weights that the sheets were filled in by.

    Raises SheetsDisagree; IndexError where there is no sheet.
    """
    found = [weights_on(sheet) for judged in facts for sheet in judged.sheets.values()]
    weights = found[0]
    if any(list(other.items()) != list(weights.items()) for other in found):
        raise SheetsDisagree
    return Terms(weights=weights, tie_order=tie_order_of(call, weights))


def tie_order_of(call: Call, weights: Mapping[str, int]) -> list[str]:
    """The heaviest criterion first, of equal ones the first of the call."""
    return sorted(weights, key=lambda key: -weights[key])


def ranking_content(
    panel: Panel,
    facts: Sequence[Judged],
    *,
    terms: Terms,
    number: int,
    made_at: datetime,
    reason: str,
    unequal_reason: str,
) -> dict[str, Any]:
    """What a ranking says: no name of a person or a company, points as text of two decimals."""
    lines = ranked([candidate_of(judged) for judged in facts], terms)
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


def _terms_in_words(terms: Terms) -> dict[str, Any]:
    return {
        "criteria": [{"key": key, "weight": weight} for key, weight in terms.weights.items()],
        "tie_order": list(terms.tie_order),
        "trims": terms.trims,
        "bonus_most": _points(terms.bonus_most),
        "penalty_most": _points(terms.penalty_most),
        "pass_mark": _points(terms.pass_mark),
    }


def terms_in(content: Mapping[str, Any]) -> Terms:
    """The terms that a ranking names."""
    said = content["terms"]
    most = {
        name: None if said[name] is None else Decimal(said[name])
        for name in ("bonus_most", "penalty_most", "pass_mark")
    }
    return Terms(
        weights={row["key"]: row["weight"] for row in said["criteria"]},
        tie_order=said["tie_order"],
        trims=said["trims"],
        **most,
    )


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
    return panel.assignments.filter(state__in=["assigned", "pledged"]).exists()


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
    return seed_of(root=seal.root, panel=ranking.panel_id, numbers=receipts)


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


def faults_of_ranking(ranking: Ranking) -> Iterator[str]:
    """Whether it is as it was signed, and working it out again gives the same bytes."""
    content = json.loads(ranking.content)
    if digest_of_content(ranking.content) != ranking.sha256:
        yield "the digest is not that of its content"
    statement = ranking_statement(content, sha256=ranking.sha256, root=ranking.root)
    if not is_signed(statement, key_id=ranking.key_id, value=ranking.signature):
        yield "no key of ours has signed it"
    if (content["panel"], content["number"]) != (ranking.panel_id, ranking.number):
        yield "it is of another panel or version than it says"
    if root_of_lines(content) != ranking.root:
        yield "the root is not that of its lines"
    yield from _faults_of_facts(ranking, content)
    yield from _faults_of_rows(ranking, content)


def _faults_of_facts(ranking: Ranking, content: Mapping[str, Any]) -> Iterator[str]:
    named = {sheet["sha256"] for row in content["applications"] for sheet in row["sheets"]}
    sheets = ScoreSheet.objects.filter(sha256__in=named, assignment__panel=ranking.panel_id)
    found = Counter(sheet.sha256 for sheet in sheets if sheet_is_ours(sheet))
    for sha256 in sorted(named - set(found)):
        yield f"score sheet {sha256[:12]} is gone, or is not as it was signed"
    receipts = [row["receipt"] for row in content["applications"]]
    applications = Application.objects.filter(submissions__number__in=receipts).order_by("pk")
    standing_then = AppliedAdjustment.objects.filter(
        Q(revoked_at=None) | Q(revoked_at__gt=ranking.made_at), checked_at__lte=ranking.made_at
    )
    facts = _judged(applications.distinct(), sheets, standing_then)
    if not all(judged.sheets for judged in facts):
        return
    again = ranking_content(
        ranking.panel,
        facts,
        terms=terms_in(content),
        number=ranking.number,
        made_at=ranking.made_at,
        reason=ranking.reason,
        unequal_reason=ranking.unequal_reason,
    )
    if canonical(again) != ranking.content:
        yield "worked out again from sheets and points it is another"


def _faults_of_rows(ranking: Ranking, content: Mapping[str, Any]) -> Iterator[str]:
    said = {
        line["receipt"]: (line["place"], line["score"], line["mean"], line["bonus"],
                          line["penalty"], line["passes"])
        for line in content["lines"]
    }  # fmt: skip
    stored = {
        line.receipt: (line.place, f"{line.score:.2f}", f"{line.mean:.2f}", f"{line.bonus:.2f}",
                       f"{line.penalty:.2f}", line.passes)
        for line in ranking.lines.all()
    }  # fmt: skip
    for receipt in sorted({*said, *stored}):
        if said.get(receipt) != stored.get(receipt):
            yield f"{receipt}: the stored line is not that of the content"
    for draw in ranking.draws.all():
        if not _is_true(draw, ranking):
            yield f"place {draw.place}: the draw does not follow from the seal of the call"


def _is_true(draw: TieDraw, ranking: Ranking) -> bool:
    seal_roots = ranking.panel.call.seals.values_list("root", flat=True)
    seeds = {seed_of(root=root, panel=ranking.panel_id, numbers=draw.order) for root in seal_roots}
    return draw.seed in seeds and drawn(draw.order, seed=draw.seed) == draw.order
