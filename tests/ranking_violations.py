"""Rankings, draws and objections that contradict themselves."""

from typing import Any

import pgtrigger
from django.db import transaction

from programs.models import ObjectionMail
from tests.factories.accounts import UserFactory
from tests.factories.programs import (
    AppliedAdjustmentFactory,
    ObjectionFactory,
    ObjectionFileFactory,
    RankingFactory,
    RankingLineFactory,
    ScreeningFactory,
    TieDrawFactory,
    days,
)


def _changed(row: Any, **fields: Any) -> None:
    """As a bulk update writes it: no form, no save(), no validation."""
    type(row).objects.filter(pk=row.pk).update(**fields)


def _applied_twice() -> None:
    applied = AppliedAdjustmentFactory()
    AppliedAdjustmentFactory(application=applied.application, adjustment=applied.adjustment)


def _number_twice() -> None:
    with pgtrigger.ignore("programs.Ranking:signed_in_turn"):
        panel = RankingFactory().panel
        with transaction.atomic():
            RankingFactory(panel=panel, number=1)


def _line_twice() -> None:
    line = RankingLineFactory()
    RankingLineFactory(ranking=line.ranking, application=line.application)


def _drawn_twice() -> None:
    draw = TieDrawFactory()
    TieDrawFactory(ranking=draw.ranking)


def _objection_twice() -> None:
    ObjectionFactory(decision=ObjectionFactory().decision)


def _failed() -> Any:
    return ScreeningFactory(is_eligible=False, reason_code="age", reason="업력 초과")


def _of_screening(**fields: Any) -> Any:
    return ObjectionFactory(decision=None, **fields)


def _of_screening_twice() -> None:
    screening = _failed()
    for _time in range(2):
        _of_screening(screening=screening)


def _file_twice() -> None:
    file = ObjectionFileFactory()
    ObjectionFileFactory(objection=file.objection, sha256=file.sha256)


def _told_twice() -> None:
    objection = ObjectionFactory()
    for _time in range(2):
        ObjectionMail.objects.create(objection=objection, kind="day")


def _decided_alone() -> None:
    objection = ObjectionFactory(proposed=True)
    _changed(objection, state="decided", decided_at=days(0), decided_by_id=objection.proposed_by_id)


# What the triggers of the same tables refuse stands in tests/programs/models/test_ranking.py and
# test_objection.py
RANKING_VIOLATIONS = [
    ("programs_appliedadjustment_once", _applied_twice),
    (
        "programs_appliedadjustment_has_evidence",
        lambda: AppliedAdjustmentFactory(evidence=" \n"),
    ),
    (
        "programs_appliedadjustment_revoked_pair",
        lambda: _changed(AppliedAdjustmentFactory(), revoked_by=UserFactory()),
    ),
    (
        "programs_appliedadjustment_revoked_with_reason",
        lambda: _changed(AppliedAdjustmentFactory(), revoked_at=days(0), revoked_by=UserFactory()),
    ),
    (
        "programs_appliedadjustment_revoked_with_reason",
        lambda: _changed(AppliedAdjustmentFactory(), revoking_reason="왜"),
    ),
    ("programs_ranking_digest_is_true", lambda: RankingFactory(sha256="0" * 64)),
    ("programs_ranking_has_form", lambda: RankingFactory(root="A" * 64)),
    ("programs_ranking_has_form", lambda: RankingFactory(signature="")),
    ("programs_ranking_has_form", lambda: RankingFactory(key_id="")),
    ("programs_ranking_one_per_number", _number_twice),
    ("programs_ranking_new_version_has_reason", lambda: RankingFactory(reason="왜")),
    (
        "programs_ranking_new_version_has_reason",
        lambda: RankingFactory(panel=RankingFactory().panel, reason=" "),
    ),
    ("programs_rankingline_once", _line_twice),
    ("programs_rankingline_within_bounds", lambda: RankingLineFactory(place=0)),
    ("programs_rankingline_within_bounds", lambda: RankingLineFactory(mean="100.01")),
    ("programs_rankingline_within_bounds", lambda: RankingLineFactory(score="-0.01")),
    ("programs_tiedraw_once", _drawn_twice),
    ("programs_tiedraw_has_form", lambda: TieDrawFactory(seed="A" * 64)),
    ("programs_tiedraw_has_reason", lambda: TieDrawFactory(reason="\t")),
]
OBJECTION_VIOLATIONS = [
    ("programs_objection_against_one_thing", lambda: ObjectionFactory(screening=_failed())),
    ("programs_objection_one_per_decision", _objection_twice),
    ("programs_objection_one_per_screening", _of_screening_twice),
    ("programs_objection_has_texts", lambda: ObjectionFactory(asks=" ")),
    ("programs_objection_has_texts", lambda: ObjectionFactory(text="\n")),
    (
        "programs_objection_filed_in_time",
        lambda: ObjectionFactory(closes_at=days(-0.5)),
    ),
    ("programs_objection_filed_in_time", lambda: ObjectionFactory(noticed_at=days(1))),
    ("programs_objection_filed_in_time", lambda: ObjectionFactory(due_at=days(-1))),
    ("programs_objection_taken_pair", lambda: ObjectionFactory(handler=UserFactory())),
    (
        "programs_objection_proposed_pair",
        lambda: _changed(ObjectionFactory(proposed=True), proposed_by=None),
    ),
    (
        "programs_objection_decided_pair",
        lambda: ObjectionFactory(proposed=True, decided_by=UserFactory()),
    ),
    ("programs_objection_withdrawn_pair", lambda: ObjectionFactory(withdrawn_by=UserFactory())),
    (
        "programs_objection_taken_has_handler",
        lambda: _changed(ObjectionFactory(), state="handled"),
    ),
    (
        "programs_objection_proposed_has_answer",
        lambda: ObjectionFactory(proposed=True, answer=" "),
    ),
    (
        "programs_objection_proposed_has_answer",
        lambda: ObjectionFactory(proposed=True, outcome=""),
    ),
    (
        "programs_objection_proposed_has_answer",
        lambda: _changed(ObjectionFactory(proposed=True), state="handled"),
    ),
    (
        "programs_objection_decided_has_stamp",
        lambda: _changed(ObjectionFactory(proposed=True), state="decided"),
    ),
    ("programs_objection_decided_by_a_second_person", _decided_alone),
    (
        "programs_objection_withdrawn_has_stamp",
        lambda: _changed(ObjectionFactory(), state="withdrawn"),
    ),
    ("programs_objectionfile_once", _file_twice),
    ("programs_objectionfile_digest_has_form", lambda: ObjectionFileFactory(sha256="A" * 64)),
    ("programs_objectionmail_once", _told_twice),
]
