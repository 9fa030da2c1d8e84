"""The order of a panel's applications: points that were announced, the frozen ranking, its draws.

What is held, in this order: the call, the panel, its applications, their assignments.
"""

import json
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from portal.accounts.models import User
from portal.common.digest import canonical, digest_of_content
from portal.common.signing import signed
from portal.common.text import says_nothing
from programs.actions.application import record_application_event
from programs.actions.clock import HELD_OPEN, database_now
from programs.actions.deciding import application_held_for_deciding, panel_held_for_deciding
from programs.actions.errors import (
    AlreadyApplied,
    NothingToRank,
    NotSealed,
    NotShared,
    QuorumMissing,
    RankingMissing,
    RankingOutdated,
    RankingReasonMissing,
    ReviewsInWork,
    SheetsDisagreeing,
    UnequalReviews,
)
from programs.enums import OPEN_WORK, ApplicationVerb
from programs.models import (
    Adjustment,
    Application,
    AppliedAdjustment,
    Assignment,
    Panel,
    Ranking,
    RankingLine,
    TieDraw,
)
from programs.queries.ranking import (
    Judged,
    SheetsDisagree,
    facts_digest,
    facts_of,
    is_of_the_newest_facts,
    judged_by,
    ranking_content,
    ranking_statement,
    root_of_lines,
    seed_for,
    shared_places,
    terms_for,
)
from programs.scoring import drawn
from programs.validators import validate_words


@transaction.atomic
def apply_adjustment(
    application: Application, *, adjustment: Adjustment, evidence: str, by: User
) -> AppliedAdjustment:
    """Say that an announced bonus or penalty counts, and what proves it.

    It counts in rankings that are frozen from now on. Raises OwnApplication, InConflict,
    CallNotClosed, TookPart, AlreadyApplied; IntegrityError for one that the call does not announce.
    """
    validate_words(evidence)
    application = application_held_for_deciding(application, by=by)
    standing = application.applied_adjustments.standing().filter(adjustment=adjustment)
    if standing.exists():
        raise AlreadyApplied
    applied = AppliedAdjustment.objects.create(
        application=application,
        adjustment=adjustment,
        evidence=evidence,
        checked_at=database_now(),
        checked_by=by,
    )
    _record(application, ApplicationVerb.APPLY_ADJUSTMENT, by=by, reason=adjustment.label_ko)
    return applied


@transaction.atomic
def revoke_adjustment(applied: AppliedAdjustment, *, reason: str, by: User) -> AppliedAdjustment:
    """It does not count after all; rankings that were frozen keep what they say.

    Raises OwnApplication, InConflict, CallNotClosed, TookPart, AlreadyApplied where it was revoked
    before.
    """
    validate_words(reason)
    application = application_held_for_deciding(applied.application, by=by)
    held = AppliedAdjustment.objects.standing().select_for_update(of=("self",), no_key=True)
    standing = held.select_related("adjustment").filter(pk=applied.pk).first()
    if standing is None:
        raise AlreadyApplied
    standing.revoked_at, standing.revoked_by = database_now(), by
    standing.revoking_reason = reason
    standing.save(update_fields=["revoked_at", "revoked_by", "revoking_reason"])
    _record(application, ApplicationVerb.REVOKE_ADJUSTMENT, by=by, reason=reason)
    return standing


def _record(application: Application, verb: str, *, by: User, reason: str) -> None:
    record_application_event(application, verb, by=by, from_state=application.state, reason=reason)


@transaction.atomic
def freeze_ranking(
    panel: Panel, *, by: User, reason: str = "", unequal_reason: str = ""
) -> Ranking:
    """Freeze the order that follows from the newest sheets: signed, with all it is made of.

    Where sheets, points and terms are those of the last version, that version is given back. From
    the second on `reason` says why it is made; `unequal_reason` why applications were judged by
    different numbers of reviewers. Raises CallNotClosed, TookPart, NothingToRank, ReviewsInWork,
    QuorumMissing, UnequalReviews, SheetsDisagreeing, RankingReasonMissing.
    """
    panel, now = held_panel(panel, by=by)
    facts = _complete_facts(panel, unequal_reason=unequal_reason)
    former = panel.rankings.order_by("-number").first()
    try:
        terms = terms_for(panel.call, facts)
    except SheetsDisagree:
        raise SheetsDisagreeing from None
    content = ranking_content(
        panel,
        facts,
        terms=terms,
        number=former.number + 1 if former else 1,
        made_at=now,
        reason=reason if former else "",
        unequal_reason=unequal_reason if _is_unequal(facts) else "",
    )
    if former and facts_digest(json.loads(former.content)) == facts_digest(content):
        return former
    if former and says_nothing(reason):
        raise RankingReasonMissing
    return _stored(panel, facts, content, at=now, by=by)


def held_panel(panel: Panel, *, by: User) -> tuple[Panel, datetime]:
    """The panel with its call, held until commit with its applications and assignments, and the
    moment by the database's clock: nobody finishes, unlocks or is assigned meanwhile.

    Raises CallNotClosed, TookPart.
    """
    held, _now = panel_held_for_deciding(panel, by=by, hold=HELD_OPEN)
    hold_reviews(held)
    return held, database_now()


def hold_reviews(panel: Panel) -> None:
    """What the panel judges and its reviews stay as they are until commit, for who holds the panel:
    nobody finishes, unlocks, steps back or is assigned meanwhile."""
    keys = list(judged_by(panel).values_list("pk", flat=True))
    list(Application.objects.filter(pk__in=keys).order_by("pk").select_for_update(no_key=True))
    assignments = Assignment.objects.filter(panel=panel).order_by("pk")
    list(assignments.select_for_update(no_key=True))


def _complete_facts(panel: Panel, *, unequal_reason: str) -> list[Judged]:
    facts = facts_of(panel)
    if not facts:
        raise NothingToRank
    working = panel.assignments.filter(state__in=OPEN_WORK).values_list("application", flat=True)
    in_work = set(working)
    if late := [judged.receipt for judged in facts if judged.application.pk in in_work]:
        raise ReviewsInWork(late)
    if few := [judged.receipt for judged in facts if len(judged.sheets) < panel.quorum]:
        raise QuorumMissing(few)
    if _is_unequal(facts) and says_nothing(unequal_reason):
        raise UnequalReviews(_fewer_than_usual(facts))
    return facts


def _is_unequal(facts: Sequence[Judged]) -> bool:
    return len({len(judged.sheets) for judged in facts}) > 1


def _fewer_than_usual(facts: Sequence[Judged]) -> list[str]:
    """Those that have not the number of sheets that most have."""
    ((usual, _count),) = Counter(len(judged.sheets) for judged in facts).most_common(1)
    return [judged.receipt for judged in facts if len(judged.sheets) != usual]


def _stored(
    panel: Panel, facts: Sequence[Judged], content: dict[str, Any], *, at: datetime, by: User
) -> Ranking:
    text = canonical(content)
    sha256, root = digest_of_content(text), root_of_lines(content)
    signature = signed(ranking_statement(content, sha256=sha256, root=root))
    ranking = Ranking.objects.create(
        panel=panel,
        number=content["number"],
        content=text,
        sha256=sha256,
        root=root,
        reason=content["reason"],
        unequal_reason=content["unequal_reason"],
        made_at=at,
        made_by=by,
        key_id=signature.key_id,
        signature=signature.value,
    )
    application_of = {judged.receipt: judged.application for judged in facts}
    copied = ("receipt", "place", "score", "mean", "bonus", "penalty", "passes")
    RankingLine.objects.bulk_create(
        RankingLine(
            ranking=ranking,
            application=application_of[line["receipt"]],
            **{name: line[name] for name in copied},
        )
        for line in content["lines"]
    )
    return ranking


def newest_ranking_of(panel: Panel) -> Ranking:
    """The last version, by which the panel is decided about.

    The caller holds the panel and its reviews. Raises RankingMissing where none was frozen,
    RankingOutdated where sheets or points have changed since.
    """
    newest = panel.rankings.order_by("-number").first()
    if newest is None:
        raise RankingMissing
    newest.panel = panel
    if not is_of_the_newest_facts(newest):
        raise RankingOutdated
    return newest


@transaction.atomic
def draw_tie(ranking: Ranking, *, place: int, reason: str, by: User) -> TieDraw:
    """Part those who share a place, by the root of the call's last seal; a second time gives the
    draw that is there.

    Raises TookPart, RankingOutdated, NotShared, NotSealed.
    """
    validate_words(reason)
    panel, _now = held_panel(ranking.panel, by=by)
    held = panel.rankings.get(pk=ranking.pk)
    if done := held.draws.filter(place=place).first():
        return done
    held.panel = panel
    if not is_of_the_newest_facts(held):
        raise RankingOutdated
    receipts = shared_places(held).get(place)
    if receipts is None:
        raise NotShared
    seed = seed_for(held, receipts)
    if seed is None:
        raise NotSealed
    return TieDraw.objects.create(
        ranking=held,
        place=place,
        seed=seed,
        order=drawn(receipts, seed=seed),
        reason=reason,
        drawn_at=database_now(),
        drawn_by=by,
    )
