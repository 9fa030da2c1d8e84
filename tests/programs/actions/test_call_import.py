"""A call from its written form: whole or not at all."""

import copy
import json
import random
import uuid

import pytest
from django.utils import translation

from programs.actions.call_import import import_call
from programs.actions.errors import ContentRefused
from programs.call_format import ContentUnreadable, read_content
from programs.enums import CallState, QuestionKind
from programs.form_checks import faults_of_questions
from programs.models import Call, Question
from programs.queries.content import content_of_call
from programs.queries.form import checked_row, questions_of
from tests.factories.accounts import UserFactory
from tests.factories.programs import (
    AttachmentFactory,
    CallFactory,
    EligibilityRuleFactory,
    ProgramFactory,
    QuestionFactory,
    days,
)
from tests.factories.zones import AgencyFactory, ZoneFactory
from tests.programs.test_call_format import MINIMUM, example
from tests.programs.test_form_checks import FAULTY

KEYS = [f"00000000-0000-4000-8000-00000000000{number}" for number in range(5)]
OPENS = "2027-03-02T09:00:00+09:00"


@pytest.fixture
def agency(db):
    ProgramFactory()
    ZoneFactory(slug="gimhae")
    return AgencyFactory(slug="other-office")


def imported(content, agency) -> Call:
    return import_call(content, agency=agency, by=UserFactory())


def refused(content, agency) -> dict[str, str]:
    with translation.override("en"), pytest.raises(ContentRefused) as error:
        imported(content, agency)
    assert not Call.objects.exists()
    return dict(error.value.faults)


def test_the_example_of_the_manual_becomes_a_draft(agency):
    call = imported(example(), agency)

    call.refresh_from_db()
    assert (call.state, call.agency, call.copied_from) == (CallState.DRAFT, agency, None)
    assert call.code == "2020-other-office-01"
    assert [event.verb for event in call.events.all()] == ["import"]
    first, second, table = call.questions.all()
    assert (second.condition_question, second.condition_values) == (first, ["예"])
    assert first.section == call.sections.get()
    assert [column["key"] for column in table.columns] == ["name", "months"]
    assert call.call_zones.get().quota == 5


def test_what_was_exported_comes_back_the_same(agency):
    source = imported(example(), agency)
    content = json.loads(json.dumps(content_of_call(source)))

    again = imported(content, agency)

    assert content_of_call(again) == content
    assert again.code == "2020-other-office-02"


def test_a_call_with_everything_comes_back_the_same(agency):
    """Built with the editor's means, read as bytes: no field of any part is lost on the way."""
    source = rich_call(agency)
    content = content_of_call(source)
    assert all(text not in ("", None) for name, text in content.items())

    again = imported(read_content(json.dumps(content).encode()), agency)

    assert content_of_call(again) == {**content, "attachments": []}
    assert faults_of_questions([checked_row(one) for one in questions_of(again)]) == []


LABELS = {"label_ko": "이름", "label_en": "Name", "help_ko": "도움말", "help_en": "Help"}


def rich_call(agency) -> Call:
    """A draft in which nothing has its usual value."""
    call = CallFactory(
        agency=agency, zones=[agency.zone, ZoneFactory()], notice_number="2027-1",
        iris_number="IRIS-1", is_national_rnd=True, title_en="Call", summary_en="Summary",
        support_months=10, budget_won=10**9, award_limit_won=10**8, award_count=3,
        applicant_kinds=["founder", "company"], security_class="sensitive", reviewer_count=5, plan_sections=["people", "budget"],
        closing_mode="seats", seat_count=30, inquiries_close_at=days(20),
        short_notice_reason="긴급", contact_email="a@example.kr", notes="참고",
        pass_mark=70, bonus_most=5, penalty_most=10, trims=True,
    )  # fmt: skip
    call.call_zones.update(quota=2, contact="담당", phone="055-1", email="b@example.kr")
    call.cost_shares.create(size="middle", government_percent=60, cash_percent=20)
    call.cost_shares.create(size="small", government_percent=75, cash_percent=10)
    rules = [
        {"kind": "revenue", "least_won": 1, "most_won": 10**10},
        {"kind": "age", "years": 7},
        {"kind": "no_ban"},
        {"kind": "location", "values": ["in_zone", "moving_in"]},
    ]
    for position, rule in enumerate(rules, start=1):
        EligibilityRuleFactory(call=call, position=position, note_ko="주", note_en="Note", **rule)
    rich_form(call)
    call.adjustments.create(position=1, kind="penalty", points=5, ground="unpaid", **LABELS)
    call.adjustments.create(position=2, kind="bonus", points=2, **LABELS)
    AttachmentFactory(call=call, label_ko="서식", label_en="Form")
    return call


def rich_form(call: Call) -> None:
    first, second = (call.sections.create(position=number, **LABELS) for number in (1, 2))
    options = {"options": ["예", "아니오"], "options_en": ["yes", "no"]}
    columns = [
        {"key": "c1", "label_ko": "이름", "label_en": "Name", "kind": "short", "options": []},
        {
            "key": "c2",
            "label_ko": "역할",
            "label_en": "",
            "kind": "choice",
            "options": ["가", "나"],
        },
    ]
    fields = {
        "consent": {"section": None},
        "choice": {"section": first, "is_required": False, **options},
        "choices": {"section": first, **options},
        "number": {"section": first, "unit": "명"},
        "short": {"section": first, "max_length": 70},
        "table": {"section": second, "columns": columns, "row_limit": 9},
        "long": {"section": second, "max_length": 900},
        **{kind: {"section": second} for kind in ("money", "date", "file")},
    }
    made = {
        kind: QuestionFactory(call=call, kind=kind, position=position, **LABELS, **given)
        for position, (kind, given) in enumerate(fields.items(), start=1)
    }
    assert set(made) == set(QuestionKind.values)
    for kind, other, values in (("long", "choice", ["예"]), ("short", "consent", ["yes"])):
        made[kind].condition_question, made[kind].condition_values = made[other], values
        made[kind].save()
    call.required_documents.create(
        is_required=False, applicant_kinds=["founder"], max_age_days=30, step="agreement",
        is_reusable=True, **LABELS,
    )  # fmt: skip
    for position, weight in enumerate((70, 30), start=1):
        anchors = [{"least": weight, "text_ko": "높음", "text_en": "high"}]
        ranked = {"tie_rank": position, "anchors": anchors}
        call.criteria.create(position=position, weight=weight, **LABELS, **ranked)


def test_the_agency_of_the_file_is_replaced(agency):
    call = imported({**MINIMUM, "agency": "unknown-office"}, agency)

    assert call.agency == agency


def test_attachments_are_left_out(agency):
    call = imported({**MINIMUM, "attachments": [{"name": "공고문.pdf"}]}, agency)

    assert not call.attachments.exists()


def test_what_is_left_out_has_its_usual_value(agency):
    call = imported(MINIMUM, agency)

    call.refresh_from_db()
    fresh = CallFactory.build()
    assert (call.reviewer_count, call.security_class) == (fresh.reviewer_count, "general")


@pytest.mark.parametrize(
    ("change", "path", "message"),
    [
        ({"program": "1999"}, "$.program", "No programme has this address."),
        ({"zones": [{"zone": "atlantis"}]}, "$.zones[0].zone", "No zone has this address."),
        ({"zones": [{"zone": "gimhae"}] * 2}, "$.zones[1].zone", "The same stands here twice."),
        ({"opens_at": "2027-03-01T09:00:00+09:00"}, "$.opens_at",
         "The call opens before it is published. Choose a later opening."),
        ({"closes_at": OPENS}, "$.closes_at",
         "The call closes before it opens. Choose a later closing."),
        ({"closes_at": None}, "$.closes_at", "A call that closes at a set time needs that time."),
        ({"closes_at": "2207-04-02T18:00:00+09:00"}, "$.closes_at",
         "Check the year: it must lie between 2000 and 2099."),
        ({"closes_at": "2099-12-31T23:59:59-12:00"}, "$.closes_at",
         "Check the year: it must lie between 2000 and 2099."),
        ({"published_at": "2000-01-01T00:00:00+09:00"}, "$.published_at",
         "Check the year: it must lie between 2000 and 2099."),
        ({"inquiries_close_at": "2027-05-01T09:00:00+09:00"}, "$.inquiries_close_at",
         "Questions end after publication and before closing."),
        ({"contact_email": "nobody"}, "$.contact_email", "Enter a valid email address."),
        ({"criteria": [{"label_ko": "가", "weight": 100,
                        "anchors": [{"least": 5, "text_ko": "가"}, {"least": 5, "text_ko": "나"}]}]},
         "$.criteria[0].anchors", "The same number of points stands here twice."),
        ({"criteria": [{"label_ko": one, "weight": 50, "tie_rank": 1} for one in "가나"]},
         "$.criteria",
         "Two criteria have the same place among equals: the order would not be clear."),
        ({"criteria": [{"label_ko": "가", "weight": 99}]}, "$.criteria",
         "The weights add up to 99; they must add up to 100."),
        ({"adjustments": [{"label_ko": "가", "kind": "penalty", "points": 3}]},
         "$.adjustments[0]", "A penalty needs one of the three grounds of the decree."),
        ({"eligibility_rules": [{"kind": "age"}]}, "$.eligibility_rules[0]",
         "Give the most years since founding."),
        ({"eligibility_rules": [{"kind": "size"}]}, "$.eligibility_rules[0]",
         "Choose at least one value for this rule."),
        ({"questions": [{"label_ko": "가", "kind": "choice", "options": ["하나"]}]},
         "$.questions[0].options", "A choice needs at least two options, one per line."),
        ({"questions": [{"label_ko": "가", "kind": "long", "section": KEYS[0]}]},
         "$.questions[0].section", "No section has this key."),
        ({"documents": [{"label_ko": "가", "key": KEYS[0]}] * 2}, "$.documents[1].key",
         "The same stands here twice."),
        ({"cost_shares": [{"size": "small", "government_percent": 1, "cash_percent": 1}] * 2},
         "$.cost_shares[1].size", "The same stands here twice."),
    ],
)  # fmt: skip
def test_faults_that_the_schema_cannot_see(agency, change, path, message):
    assert refused({**MINIMUM, **change}, agency) == {path: message}


def with_uuids(value, named):
    """The same with a UUID in the place of each short key."""
    if isinstance(value, list):
        return [with_uuids(part, named) for part in value]
    if not isinstance(value, dict):
        return value
    found = dict(value)
    for name, part in value.items():
        if name in ("key", "question"):
            found[name] = named.setdefault(part, str(uuid.uuid4()))
        elif name != "columns":  # their keys are no UUIDs
            found[name] = with_uuids(part, named)
    return found


@pytest.mark.parametrize(("questions", "paths"), FAULTY)
def test_what_the_form_builder_refuses_is_refused_with_its_path(agency, questions, paths):
    found = refused({**MINIMUM, "questions": with_uuids(questions, {})}, agency)

    assert list(found) == [f"$.{path}" for path in paths]


def test_a_condition_on_a_later_section_is_refused(agency):
    sections = [{"key": key, "label_ko": key} for key in KEYS[:2]]
    choice = {"key": KEYS[2], "label_ko": "가", "kind": "choice", "options": ["예", "아니요"]}
    condition = {"question": KEYS[2], "values": ["예"]}
    later = {"label_ko": "나", "kind": "long", "condition": condition}
    questions = [choice | {"section": KEYS[1]}, later | {"section": KEYS[0]}]

    found = refused({**MINIMUM, "sections": sections, "questions": questions}, agency)

    assert list(found) == ["$.questions[1].condition"]


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"title_ko": " "}, "$.title_ko"),
        ({"sections": [{"label_ko": " "}]}, "$.sections[0].label_ko"),
        ({"questions": [{"label_ko": "\u3000", "kind": "long"}]}, "$.questions[0].label_ko"),
        ({"documents": [{"label_ko": "\n"}]}, "$.documents[0].label_ko"),
    ],
)
def test_a_label_of_spaces_is_refused(agency, change, path):
    assert refused({**MINIMUM, **change}, agency) == {path: "This must not be empty."}


@pytest.mark.parametrize(
    "condition",
    [
        {"question": KEYS[4], "values": ["예"]},
        {"question": KEYS[1], "values": ["예"]},
        {"question": KEYS[0], "values": ["아마도"]},
    ],
)
def test_a_condition_that_cannot_hold(agency, condition):
    choice = {"key": KEYS[0], "label_ko": "가", "kind": "choice", "options": ["예", "아니요"]}
    later = {"key": KEYS[1], "label_ko": "나", "kind": "long", "condition": condition}

    found = refused({**MINIMUM, "questions": [choice, later]}, agency)

    assert [path.startswith("$.questions[1].condition") for path in found] == [True]


def test_every_fault_is_told_at_once(agency):
    content = {
        **MINIMUM,
        "program": "1999",
        "zones": [{"zone": "atlantis"}],
        "criteria": [{"label_ko": "가", "weight": 1}],
        "closes_at": OPENS,
    }

    assert set(refused(content, agency)) == {
        "$.program",
        "$.zones[0].zone",
        "$.criteria",
        "$.closes_at",
    }


def test_keys_of_another_call_do_not_touch_it(agency):
    first = imported(example(), agency)
    before = content_of_call(first)

    imported({**example(), "title_ko": "다른 공고"}, agency)

    assert content_of_call(first) == before
    assert Question.objects.filter(call=first).count() == 3


JUNK = [
    None, "", "x", "x" * 500, "\x01", -1, 0, 1, 40_000, 10**15, 1.5, True, [], ["x"], {}, KEYS[0],
    "2027-03-02T09:00:00+09:00", "예", "company", "table", "consent",
]  # fmt: skip


def places(value, above=()):
    """Each place in a content, as the names and positions that lead to it."""
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    for name, item in inner:
        yield (*above, name)
        if isinstance(item, dict | list):
            yield from places(item, (*above, name))


def spoiled(seed: int) -> dict:
    """The example with junk at two places."""
    chance, content = random.Random(seed), example()
    for _time in range(2):
        *above, last = chance.choice(list(places(content)))
        thing = content
        for name in above:
            thing = thing[name]
        thing[last] = copy.deepcopy(chance.choice(JUNK))
    return content


def outcome_of(content: dict, agency):
    """The draft, or the faults that it was refused for."""
    try:
        return imported(read_content(json.dumps(content).encode()), agency)
    except (ContentUnreadable, ContentRefused) as error:
        return error.faults


@pytest.mark.parametrize("seed", range(20))
def test_junk_is_a_fault_or_a_draft_and_never_an_accident(agency, seed):
    outcome = outcome_of(spoiled(seed), agency)

    assert outcome
    assert Call.objects.exists() == isinstance(outcome, Call)
