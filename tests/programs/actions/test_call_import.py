"""A call from its written form: whole or not at all."""

import copy
import json
import random

import pytest
from django.utils import translation

from programs.actions.call_import import import_call
from programs.actions.errors import ContentRefused
from programs.call_format import ContentUnreadable, read_content
from programs.enums import CallState
from programs.models import Call, Question
from programs.queries.content import content_of_call
from tests.factories.accounts import UserFactory
from tests.factories.programs import CallFactory, ProgramFactory
from tests.factories.zones import AgencyFactory, ZoneFactory
from tests.programs.test_call_format import MINIMUM, example

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
        ({"inquiries_close_at": "2027-05-01T09:00:00+09:00"}, "$.inquiries_close_at",
         "Questions end after publication and before closing."),
        ({"contact_email": "nobody"}, "$.contact_email", "Enter a valid email address."),
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
