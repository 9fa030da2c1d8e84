"""What the linter finds in a draft, rule by rule."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from programs.enums import CallSection, ReadingState, RuleKind, UnreadableReason
from programs.models import CallZone, CostShare, Criterion
from programs.queries.lint import faults_of_call, findings_of
from programs.queries.lint.finding import SOURCES, error
from tests.factories.programs import (
    AttachmentFactory,
    CallFactory,
    CriterionFactory,
    EligibilityRuleFactory,
    days,
)
from tests.linting import CLOSES, LATE_OPENING, PUBLISHED, changed, complete_call, found

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    return complete_call()


def test_nothing_is_found_in_a_complete_call(call):
    assert found(call) == []
    assert faults_of_call(call) == []


@pytest.mark.parametrize(
    ("fields", "finding"),
    [
        ({"purpose": " "}, ("missing_purpose", "error", "purpose")),
        ({"support": ""}, ("missing_support", "error", "support")),
        ({"support_period": ""}, ("missing_support_period", "error", "support")),
        ({"security_class": ""}, ("missing_security_class", "error", "selection")),
        ({"eligibility": ""}, ("missing_eligibility", "error", "applicants")),
        ({"procedure": "\n"}, ("missing_procedure", "error", "selection")),
        ({"applicant_kinds": []}, ("no_kind", "error", "applicants")),
        ({"is_national_rnd": True}, ("no_iris_number", "error", "head")),
        ({"closing_mode": "seats", **LATE_OPENING}, ("no_seats", "error", "schedule")),
        ({"closing_mode": "budget", **LATE_OPENING}, ("no_budget", "error", "support")),
        ({"budget_won": 100, "award_limit_won": 101}, ("limit_above_budget", "error", "support")),
        ({"contact_phone": ""}, ("no_contact", "error", "contact")),
        ({"reviewer_count": 2}, ("few_reviewers", "warning", "selection")),
        ({"published_at": PUBLISHED + timedelta(hours=15), "opens_at": CLOSES - timedelta(1)},
         ("short_notice", "warning", "schedule")),
        ({"closes_at": CLOSES + timedelta(days=3)}, ("closing_day", "warning", "schedule")),
        ({"closes_at": CLOSES + timedelta(minutes=1)}, ("closing_hours", "warning", "schedule")),
    ],
    ids=str,
)  # fmt: skip
def test_one_thing_amiss_is_found_once(call, fields, finding):
    assert found(changed(call, **fields)) == [finding]


@pytest.mark.parametrize(
    "fields",
    [
        {"is_national_rnd": True, "iris_number": "2030-1"},
        {"closing_mode": "seats", "seat_count": 3, **LATE_OPENING},
        {"budget_won": 100, "award_limit_won": 100},
        {"budget_won": 100},
        {"award_limit_won": 100},
        {"closing_mode": "budget", "budget_won": 1, **LATE_OPENING, "closes_at": None},
        {"contact_phone": "", "contact_email": "a@example.kr"},
        {"closes_at": CLOSES - timedelta(hours=9)},
    ],
    ids=str,
)
def test_what_is_in_order_is_not_found(call, fields):
    assert found(changed(call, **fields)) == []


@pytest.mark.parametrize("mode", ["seats", "budget"])
@pytest.mark.parametrize("closes_at", [None, CLOSES + timedelta(days=1)])
@pytest.mark.parametrize(("days_until_opening", "is_short"), [(0, True), (29, True), (30, False)])
def test_notice_of_a_call_that_may_be_full_at_once_counts_until_its_opening(
    call, mode, closes_at, days_until_opening, is_short
):
    opens_at = PUBLISHED + timedelta(days=days_until_opening)
    bound = {"closing_mode": mode, "seat_count": 3, "budget_won": 100}

    changed(call, opens_at=opens_at, closes_at=closes_at, **bound)

    assert found(call) == [("short_notice", "warning", "schedule")] * is_short
    if is_short:
        with translation.override("en"):
            [finding] = findings_of(call)
        assert f"full on its first day: {days_until_opening} days of notice" in finding.message


def test_parts_that_are_missing(call):
    for rows in (call.questions, call.required_documents, call.criteria, call.call_zones):
        rows.all().delete()
    call.briefings.clear()

    assert found(call) == [
        ("no_zone", "error", "zones"),
        ("no_question", "error", "questions"),
        ("no_document", "error", "documents"),
        ("no_criterion", "error", "criteria"),
        ("no_briefing", "warning", "briefings"),
    ]


def test_a_rule_of_attendance_needs_a_briefing(call):
    EligibilityRuleFactory(call=call, kind=RuleKind.ATTENDANCE)
    assert found(call) == []
    call.briefings.clear()

    assert ("nothing_to_attend", "error", "briefings") in found(call)


@pytest.mark.parametrize(("least", "rules"), [(40, []), (41, [("anchors", "error", "criteria")])])
def test_meanings_of_points_above_the_weight(call, least, rules):
    call.criteria.filter(weight=40).update(anchors=[{"least": least, "text_ko": "높음"}])

    assert found(call) == rules


@pytest.mark.parametrize(
    ("ranks", "rules"), [((1, 2), []), ((1, 1), [("tie_ranks", "error", "criteria")])]
)
def test_two_criteria_that_decide_first(call, ranks, rules):
    for criterion, rank in zip(call.criteria.all(), ranks, strict=True):
        Criterion.objects.filter(pk=criterion.pk).update(tie_rank=rank)

    assert found(call) == rules


def test_weights_that_do_not_add_up(call):
    CriterionFactory(call=call, weight=1)

    assert found(call) == [("weights", "error", "criteria")]


def test_closing_time_that_has_passed(call):
    moments = {"published_at": days(-60), "opens_at": days(-60), "closes_at": days(-1)}
    call.briefings.update(starts_at=days(-30), ends_at=days(-29))

    rules = {rule for rule, *_rest in found(changed(call, **moments))}

    assert rules - {"closing_day", "closing_hours"} == {"closing_past"}


def test_briefing_after_the_closing(call):
    call.briefings.update(starts_at=CLOSES, ends_at=CLOSES + timedelta(hours=1))

    assert found(call) == [("late_briefing", "error", "briefings")]


SEVERITIES = {
    UnreadableReason.ENCRYPTED: "error",
    UnreadableReason.DAMAGED: "error",
    UnreadableReason.UNSAFE: "error",
    UnreadableReason.INFECTED: "error",
    UnreadableReason.NO_TEXT: "warning",
    UnreadableReason.TOO_LARGE: "warning",
    UnreadableReason.TOO_SLOW: "warning",
    UnreadableReason.CRASHED: "warning",
    UnreadableReason.UNSUPPORTED: "warning",
}


@pytest.mark.parametrize("reason", UnreadableReason)
@pytest.mark.parametrize("language", ["ko", "en"])
def test_file_that_cannot_be_read(call, reason, language):
    file = AttachmentFactory(
        call=call, reading_state=ReadingState.UNREADABLE, unreadable_reason=reason, name="서식.pdf"
    )

    assert found(call) == [(f"unreadable_{file.sha256[:16]}", SEVERITIES[reason], "attachments")]
    with translation.override(language):
        [finding] = findings_of(call)
        assert finding.message == f"서식.pdf: {reason.label}. {reason.advice}"


def test_file_that_is_still_read(call):
    file = AttachmentFactory(call=call)
    assert found(call) == [(f"reading_{file.sha256[:16]}", "warning", "attachments")]

    call.attachments.update(reading_state=ReadingState.READ)
    assert found(call) == []


def test_removed_file_is_not_looked_at(call):
    AttachmentFactory(call=call, removed_at=timezone.now())

    assert found(call) == []


def test_a_contact_in_each_zone_is_enough(call):
    changed(call, contact_phone="")
    other = CallFactory().call_zones.get().zone
    CallZone.objects.create(call=call, zone=other, phone="055-000-0000")

    assert found(call) == [("no_contact", "error", "contact")]

    call.call_zones.exclude(zone=other).update(email="zone@example.kr")
    assert found(call) == []


@pytest.mark.parametrize(
    ("size", "government", "cash", "rules"),
    [
        ("small", 75, 10, []),
        ("small", 76, 10, ["share_small_ceiling"]),
        ("small", 75, 9, ["share_small_cash"]),
        ("small", 50, 9, ["share_small_cash"]),
        ("middle", 70, 13, []),
        ("large", 50, 15, []),
        ("public", 50, 15, []),
        ("middle", 71, 13, ["share_middle_ceiling"]),
        ("middle", 70, 12, ["share_middle_cash"]),
        ("large", 51, 15, ["share_large_ceiling"]),
        ("public", 50, 14, ["share_public_cash"]),
        ("non_profit", 100, 0, []),
    ],
)
@pytest.mark.parametrize(("is_national", "severity"), [(True, "error"), (False, "warning")])
def test_cost_shares_keep_to_the_decree(call, size, government, cash, rules, is_national, severity):
    changed(call, is_national_rnd=is_national, iris_number="2030-1")
    call.cost_shares.all().delete()
    CostShare.objects.create(call=call, size=size, government_percent=government, cash_percent=cash)

    assert found(call) == [(rule, severity, "support") for rule in rules]


CONTENTS = "국가연구개발혁신법 시행령 제9조제1항"
SHARES = "국가연구개발혁신법 시행령 제19조 별표 1"
OURS = "rule of this portal"
# Where each rule comes from, as domain experts read the law: an article only for what it asks
ARTICLES = {
    "missing_purpose": CONTENTS,
    "missing_support": CONTENTS,
    "missing_support_period": CONTENTS,
    "missing_security_class": CONTENTS,
    "missing_eligibility": CONTENTS,
    "missing_procedure": CONTENTS,
    "no_kind": CONTENTS,
    "no_criterion": CONTENTS,
    "no_iris_number": CONTENTS,
    "short_notice": "국가연구개발혁신법 시행령 제9조제1항 단서",
    "no_question": "국가연구개발혁신법 시행령 제9조제3항",
    "few_reviewers": "국가연구개발혁신법 제14조제2항",
    "closing_day": "민법 제161조",
    "share_small_ceiling": SHARES,
    "share_small_cash": SHARES,
    "share_middle_ceiling": SHARES,
    "share_middle_cash": SHARES,
    "share_large_ceiling": SHARES,
    "share_large_cash": SHARES,
    "share_public_ceiling": SHARES,
    "share_public_cash": SHARES,
    "no_zone": OURS,
    "limit_above_budget": OURS,
    "no_seats": OURS,
    "no_budget": OURS,
    "closing_hours": OURS,
    "closing_past": OURS,
    "faulty_question": OURS,
    "no_document": OURS,
    "weights": OURS,
    "anchors": OURS,
    "tie_ranks": OURS,
    "unreadable": OURS,
    "reading": OURS,
    "no_briefing": OURS,
    "late_briefing": OURS,
    "nothing_to_attend": OURS,
    "no_contact": OURS,
    "no_shares": SHARES,
    "quotas_above_awards": OURS,
    "schedule": OURS,
    "opening_moved": OURS,
    "reopens": OURS,
    "closing_moved": OURS,
    "closing_sooner": OURS,
    "too_soon": OURS,
    "extends_and_changes": OURS,
    "nothing_changed": OURS,
    "not_extended": OURS,
}


def test_each_rule_names_where_it_comes_from():
    with translation.override("en"):
        assert {rule: str(source) for rule, source in SOURCES.items()} == ARTICLES


def test_a_rule_without_a_source_finds_nothing():
    with pytest.raises(KeyError):
        error("new_rule", CallSection.HEAD, "이름", "내용")


def test_a_finding_says_where_its_rule_comes_from(call):
    file = AttachmentFactory(
        call=call, reading_state=ReadingState.UNREADABLE, unreadable_reason="no_text"
    )
    changed(call, purpose="", contact_phone="")

    with translation.override("en"):
        articles = [(one.rule, str(one.article)) for one in findings_of(call)]

    assert articles == [
        ("missing_purpose", CONTENTS),
        (f"unreadable_{file.sha256[:16]}", OURS),
        ("no_contact", OURS),
    ]


@pytest.mark.parametrize("item_count", [1, 3])
def test_linting_costs_nine_statements(call, item_count):
    for _number in range(item_count):
        zone = CallFactory().call_zones.get().zone
        CallZone.objects.create(call=call, zone=zone)
        CriterionFactory(call=call, weight=1)

    with CaptureQueriesContext(connection) as queries:
        findings_of(call)

    assert len(queries) == 9


def test_cancelled_briefing_counts_for_nothing(call):
    call.briefings.update(cancelled_at=timezone.now(), cancelled_by=call.created_by)

    assert found(call) == [("no_briefing", "warning", "briefings")]


def test_national_money_without_shares_needs_a_reason(call):
    changed(call, is_national_rnd=True, iris_number="2030-1").cost_shares.all().delete()

    assert found(call) == [("no_shares", "warning", "support")]


@pytest.mark.parametrize(("quota", "rules"), [(10, []), (11, ["quotas_above_awards"])])
def test_zones_have_no_more_awards_than_the_call(call, quota, rules):
    call.call_zones.update(quota=quota)

    assert [one.rule for one in findings_of(changed(call, award_count=10))] == rules


def test_a_publication_in_the_past_is_no_notice(call):
    """It is public when it is approved: what was typed for it does not lengthen the notice."""
    changed(call, published_at=days(-60), opens_at=days(-60), closes_at=days(20))
    call.briefings.update(starts_at=days(10), ends_at=days(11))

    assert "short_notice" in {one.rule for one in findings_of(call)}


def test_questions_that_would_end_before_the_publication(call):
    """By what was typed they end after it, by the day on which it can be approved they do not."""
    changed(
        call,
        published_at=days(-9), opens_at=days(-9), inquiries_close_at=days(-8), closes_at=days(40),
    )  # fmt: skip
    call.briefings.update(starts_at=days(10), ends_at=days(11))

    assert "schedule" in {one.rule for one in findings_of(call)}
