"""Differences are told in words: slugs, codes and keys are nothing to a reader."""

import pytest

from programs.enums import Place, QuestionKind, RuleKind
from programs.models import QuestionSection
from programs.models.call_content import CONTENT_FIELDS
from programs.models.call_parts import PARTS
from programs.queries.content import content_of_call
from programs.queries.difference import (
    Difference,
    differences,
    is_material,
    touches_what_is_judged,
)
from tests.factories.programs import (
    CallFactory,
    CriterionFactory,
    EligibilityRuleFactory,
    ProgramFactory,
    QuestionFactory,
)
from tests.factories.zones import AgencyFactory, ZoneFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return CallFactory()


def told(draft, before) -> dict[str, tuple[str, str]]:
    """By path: the label and what is said now, in Korean."""
    found = differences(before, content_of_call(draft))
    return {row.path: (row.label_ko, row.after_ko) for row in found}


def test_zone_is_told_by_its_name(draft):
    before = content_of_call(draft)
    draft.call_zones.create(zone=ZoneFactory(slug="cheongju", name_ko="충북 청주"), quota=3)

    (found,) = told(draft, before).values()

    assert found[0] == "공고 대상 특구: 충북 청주"
    assert "특구: 충북 청주" in found[1]


def test_zone_with_another_quota_is_told_by_its_name(draft):
    before = content_of_call(draft)
    draft.call_zones.update(quota=7)

    ((label, said),) = told(draft, before).values()

    assert (draft.agency.zone.name_ko in label, said) == (True, "7")


def test_programme_and_agency_are_told_by_their_names_in_both_languages(draft):
    before = content_of_call(draft)
    draft.program = ProgramFactory(slug="next", name_ko="다음 사업", name_en="Next programme")
    draft.agency = AgencyFactory(name_ko="다른 사업단", name_en="Other office")

    found = differences(before, content_of_call(draft))

    said = {row.path: (row.after_ko, row.after_en) for row in found}
    assert said == {
        "program": ("다음 사업", "Next programme"),
        "agency": ("다른 사업단", "Other office"),
    }


def test_values_of_a_rule_are_told_in_words(draft):
    before = content_of_call(draft)
    EligibilityRuleFactory(call=draft, kind=RuleKind.LOCATION, values=[Place.IN_ZONE])

    ((_label, said),) = told(draft, before).values()

    assert "다음 중 하나: 이 공고의 특구에 입주" in said


def test_condition_and_section_of_a_question_are_told_by_their_labels(draft):
    section = QuestionSection.objects.create(call=draft, label_ko="사업화 계획")
    first = QuestionFactory(
        call=draft, kind=QuestionKind.CHOICE, label_ko="수출 여부", options=["예", "아니요"]
    )
    second = QuestionFactory(call=draft, label_ko="수출국", position=2)
    before = content_of_call(draft)
    second.section, second.condition_question = section, first
    second.condition_values = ["예"]
    second.save()

    found = told(draft, before)

    assert found == {
        f"questions.{second.key}.section": ("문항: 수출국 · 신청서 구역", "사업화 계획"),
        f"questions.{second.key}.condition": ("문항: 수출국 · 표시 조건", "수출 여부, 예"),
    }


def test_condition_on_a_consent_is_told_in_words(draft):
    consent = QuestionFactory(call=draft, kind=QuestionKind.CONSENT, label_ko="동의")
    question = QuestionFactory(call=draft, position=2)
    before = content_of_call(draft)
    question.condition_question, question.condition_values = consent, ["yes"]
    question.save()

    ((_label, said),) = told(draft, before).values()

    assert said == "동의, 예"


def test_columns_of_a_table_are_told_without_their_keys(draft):
    column = {"key": "c1", "label_ko": "성명", "label_en": "", "kind": "short"}
    question = QuestionFactory(call=draft, kind=QuestionKind.TABLE, columns=[column])
    before = content_of_call(draft)
    question.columns = [column | {"label_ko": "이름"}]
    question.save()

    ((_label, said),) = told(draft, before).values()

    assert said == "이름, 단답형"


@pytest.mark.parametrize(
    ("change", "is_asked"), [({"phone": "055-1"}, False), ({"quota": 7}, True)]
)
def test_whom_to_call_is_nothing_to_confirm(draft, change, is_asked):
    before = content_of_call(draft)
    draft.call_zones.update(**change)

    assert is_material(differences(before, content_of_call(draft))) == is_asked


OTHER = {
    "applicant_kinds": ["founder"],
    "eligibility": "다른 자격",
    "budget_won": 7,
    "award_limit_won": 7,
    "award_count": 7,
    "closes_at": "2031-01-01T00:00:00+09:00",
    "closing_mode": "budget",
    "seat_count": 7,
}


@pytest.mark.parametrize("name", CONTENT_FIELDS)
def test_eligibility_amounts_and_deadline_ask_to_confirm(draft, name):
    before = content_of_call(draft)
    after = before | {name: OTHER.get(name, "2031-01-01T00:00:00+09:00")}

    found = [one for one in differences(before, after) if one.path == name]

    assert (len(found), is_material(found)) == (1, name in OTHER)


def test_a_plan_that_is_asked_for_is_judged_and_nothing_to_confirm(draft):
    before = content_of_call(draft)
    after = before | {"plan_sections": ["budget"]}

    (found,) = differences(before, after)

    assert (found.after_en, touches_what_is_judged([found])) == ("Project budget", True)
    assert not is_material([found])


@pytest.mark.parametrize("name", PARTS)
def test_parts_that_ask_to_confirm_and_those_that_are_judged(name):
    found = [Difference(f"{name}.x.y", *[""] * 6)]

    assert is_material(found) == (name in {"zones", "cost_shares", "eligibility_rules"})
    assert touches_what_is_judged(found) == (
        name in {"sections", "questions", "documents", "criteria", "adjustments"}
    )


def test_the_order_of_rules_is_nothing_to_confirm(draft):
    for position, kind in enumerate(["no_ban", "age"], start=1):
        years = 7 if kind == "age" else None
        draft.eligibility_rules.create(kind=kind, years=years, position=position)
    before = content_of_call(draft)
    after = before | {"eligibility_rules": before["eligibility_rules"][::-1]}

    found = differences(before, after)

    assert ([one.path for one in found], is_material(found)) == (["eligibility_rules.order"], False)


def test_cost_shares_written_in_another_order_say_the_same(draft):
    sizes = ["large", "small"]
    for size in sizes:
        draft.cost_shares.create(size=size, government_percent=50, cash_percent=15)
    before = content_of_call(draft)
    draft.cost_shares.all().delete()
    for size in reversed(sizes):
        draft.cost_shares.create(size=size, government_percent=50, cash_percent=15)

    assert content_of_call(draft) == before


def test_a_new_part_is_told_in_the_order_of_its_fields(draft):
    before = content_of_call(draft)
    options = {"options": ["예", "아니요"], "options_en": ["yes", "no"]}
    QuestionFactory(
        call=draft, kind=QuestionKind.CHOICE, label_ko="인증", label_en="Mark", **options
    )
    content = content_of_call(draft)
    content["questions"] = [dict(reversed(row.items())) for row in content["questions"]]

    (found,) = differences(before, content)

    names = [line.partition(":")[0] for line in found.after_ko.splitlines()]
    assert names == ["문구(국문)", "문구(영문)", "구분", "필수", "선택지", "선택지(영문)"]


def test_texts_that_differ_in_their_line_ends_alone_say_the_same(draft):
    content = content_of_call(draft)

    found = differences({**content, "purpose": "하나\r\n둘"}, {**content, "purpose": "하나\n둘"})

    assert found == []


def test_meanings_of_points_are_told_and_judged(draft):
    criterion = CriterionFactory(call=draft)
    before = content_of_call(draft)
    criterion.anchors = [{"least": 18, "text_ko": "뚜렷함", "text_en": "clear"}]
    criterion.save()
    found = differences(before, content_of_call(draft))

    assert [(one.before_ko, one.after_ko) for one in found] == [("", "18, 뚜렷함, clear")]
    assert touches_what_is_judged(found)


def test_what_an_older_content_could_not_say_is_no_difference(draft):
    CriterionFactory(call=draft)
    after = content_of_call(draft)
    before = {name: said for name, said in after.items() if name != "pass_mark"}
    names = ("tie_rank", "anchors")
    before["criteria"] = [
        {name: said for name, said in row.items() if name not in names} for row in after["criteria"]
    ]

    assert differences(before, after) == []
