"""Whether a ranking is as it was signed, and working it out again gives the same bytes."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Q

from portal.common.digest import canonical, digest_of_content
from portal.common.signing import is_signed
from programs.models import Application, AppliedAdjustment, Ranking, ScoreSheet, TieDraw
from programs.queries.ranking import (
    judged_with,
    ranking_content,
    ranking_statement,
    root_of_lines,
    terms_in,
)
from programs.queries.sheet import sheet_is_ours
from programs.scoring import drawn, seed_of_tie


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
    facts = judged_with(applications.distinct(), sheets, standing_then)
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
    seeds = {
        seed_of_tie(root=root, panel=ranking.panel_id, numbers=draw.order) for root in seal_roots
    }
    return draw.seed in seeds and drawn(draw.order, seed=draw.seed) == draw.order
