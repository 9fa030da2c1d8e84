"""Reasons for warnings: which count, and for what."""

from datetime import timedelta

import pytest

from programs.actions.call_section import give_reason
from programs.enums import ReadingState, Severity
from programs.models import Call, WarningReason
from programs.queries.lint import faults_of_call, findings_of
from tests.amending import begun
from tests.factories.programs import (
    AttachmentFactory,
    CallFactory,
    CriterionFactory,
    days,
    open_call,
)
from tests.linting import CLOSES, PUBLISHED, changed, complete_call

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    return complete_call()


def test_a_reason_is_given_for_a_scan_and_not_for_a_locked_file(call):
    file = AttachmentFactory(
        call=call, reading_state=ReadingState.UNREADABLE, unreadable_reason="no_text"
    )
    WarningReason.objects.create(
        call=call, rule=f"unreadable_{file.sha256[:16]}", reason="도면", given_by=call.created_by
    )
    assert faults_of_call(call) == []

    call.attachments.update(unreadable_reason="encrypted")

    assert [one.severity for one in faults_of_call(call)] == [Severity.ERROR]


def test_a_reason_for_a_file_that_is_read_is_for_this_file_alone(call):
    files = [AttachmentFactory(call=call, sha256=f"{number:064x}"[::-1]) for number in range(1, 9)]
    for file in files[:7]:
        rule = f"reading_{file.sha256[:16]}"
        give_reason(call, rule=rule, reason="급함", by=call.created_by)
    call.attachments.filter(pk=files[0].pk).update(reading_state=ReadingState.READ)

    assert [one.rule for one in faults_of_call(call)] == [f"reading_{files[7].sha256[:16]}"]


def test_a_reason_for_what_an_extension_changes_beside_is_for_just_that():
    """However many sections it are."""
    fields = {"purpose": "목적", "support": "내용", "eligibility": "자격", "procedure": "절차"}
    fields |= {"title_ko": "제목", "closes_at": days(60), "notes": "안내"}
    copy = begun(open_call(), kind="extension", **fields)
    copy.criteria.all().delete()
    copy.required_documents.all().delete()
    give_reason(copy, rule="extends_and_changes", reason="함께", by=copy.created_by)
    assert "extends_and_changes" not in {one.rule for one in faults_of_call(copy)}

    copy.call_zones.all().delete()

    assert "extends_and_changes" in {one.rule for one in faults_of_call(copy)}


def test_a_warning_with_its_reason_no_longer_keeps_the_call_back(call):
    changed(call, reviewer_count=3)
    give_reason(call, rule="few_reviewers", reason="시험", by=call.created_by)
    [finding] = findings_of(call)
    assert (finding.reason, finding.blocks) == ("시험", False)
    assert faults_of_call(call) == []


def test_a_warning_without_a_reason_keeps_the_call_back():
    call = CallFactory(published_at=PUBLISHED, opens_at=PUBLISHED, closes_at=CLOSES)

    warnings = [one.rule for one in faults_of_call(call) if one.severity == Severity.WARNING]

    assert warnings == ["few_reviewers", "no_briefing"]


def test_the_newest_reason_counts(call):
    changed(call, reviewer_count=3)
    for reason in ("사유", "새 사유"):
        give_reason(call, rule="few_reviewers", reason=reason, by=call.created_by)

    assert [one.reason for one in findings_of(call)] == ["새 사유"]


def test_reason_for_short_notice_may_stand_in_the_schedule(call):
    late = PUBLISHED + timedelta(days=1)
    changed(call, published_at=late, opens_at=late, short_notice_reason="긴급")

    assert [(one.rule, one.reason) for one in findings_of(call)] == [("short_notice", "긴급")]


def test_an_error_takes_no_reason(call):
    WarningReason.objects.create(call=call, rule="weights", reason="왜", given_by=call.created_by)
    CriterionFactory(call=call, weight=1)

    assert [one.rule for one in faults_of_call(call)] == ["weights"]


def test_a_blank_is_no_reason(call):
    late = PUBLISHED + timedelta(days=1)
    changed(call, published_at=late, opens_at=late, short_notice_reason=" \n")

    assert [one.blocks for one in findings_of(call)] == [True]


def test_a_reason_counts_for_what_it_was_given_for(call):
    call.cost_shares.create(size="small", government_percent=80, cash_percent=10)
    give_reason(call, rule="share_small_ceiling", reason="지침", by=call.created_by)
    before = [one.blocks for one in findings_of(call)]

    call.cost_shares.filter(size="small").update(government_percent=95)

    assert (before, [one.blocks for one in findings_of(call)]) == ([False], [True])


def test_reason_for_short_notice_given_beside_the_warning_stands_in_the_schedule(call):
    late = PUBLISHED + timedelta(days=1)
    changed(call, published_at=late, opens_at=late, short_notice_reason="")

    give_reason(call, rule="short_notice", reason="긴급", by=call.created_by)

    assert Call.objects.get(pk=call.pk).short_notice_reason == "긴급"
    assert faults_of_call(Call.objects.get(pk=call.pk)) == []
