"""The written form of a call: its schema fits the models, and every fault is told with its path."""

import json
from collections.abc import Iterator
from time import process_time

import pytest
from django.conf import settings
from django.db import models
from django.utils import translation
from jsonschema import Draft202012Validator

from programs import enums
from programs.call_format import MOST_BYTES, SCHEMA, ContentUnreadable, read_content
from programs.forms.call_rows import FORMSETS
from programs.forms.form_builder import ColumnForm
from programs.models import Call, Criterion, Question
from programs.models.call_content import CONTENT_FIELDS
from zones import enums as zone_enums

MINIMUM = {
    "format": "rnd-zone-portal/call",
    "version": 1,
    "program": "2020-small-zones",
    "title_ko": "공고",
    "stage": "growth",
    "published_at": "2027-03-02T09:00:00+09:00",
    "opens_at": "2027-03-02T09:00:00+09:00",
    "closes_at": "2027-04-02T18:00:00+09:00",
    "zones": [{"zone": "gimhae"}],
}
MOMENT = "Write a moment with its offset: 2026-03-04T14:00:00+09:00."


def example() -> dict:
    """The example of the manual."""
    text = (settings.BASE_DIR / "docs" / "call-format.md").read_text("utf-8")
    return json.loads(text.partition("```json")[2].partition("```")[0])


def faults_of(raw: bytes | str | dict, language: str = "en") -> dict[str, str]:
    text = json.dumps(raw) if isinstance(raw, dict) else raw
    with translation.override(language), pytest.raises(ContentUnreadable) as refused:
        read_content(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))
    return dict(refused.value.faults)


def test_the_schema_is_valid():
    Draft202012Validator.check_schema(SCHEMA)


def test_the_schema_knows_every_field_that_is_exported():
    parts = {
        "zones", "cost_shares", "eligibility_rules", "sections", "questions", "documents",
        "criteria", "adjustments", "attachments",
    }  # fmt: skip

    assert set(SCHEMA["properties"]) == {"format", "version", *CONTENT_FIELDS, *parts}


@pytest.mark.parametrize(
    ("model", "properties"),
    [
        (Call, SCHEMA["properties"]),
        (Question, SCHEMA["$defs"]["question"]["properties"]),
        (Criterion, SCHEMA["$defs"]["criterion"]["properties"]),
    ],
)
def test_the_schema_has_the_lengths_of_the_models(model, properties):
    fields = {field.name: field for field in model._meta.fields}
    texts = {
        name: rule["maxLength"]
        for name, rule in properties.items()
        if name in fields and "maxLength" in rule and fields[name].max_length
    }

    assert texts == {name: fields[name].max_length for name in texts}
    assert "label_ko" in texts or "title_ko" in texts


def test_the_schema_has_the_lengths_of_the_form_builder():
    properties = SCHEMA["$defs"]["column"]["properties"]

    for name in ("label_ko", "label_en"):
        assert properties[name]["maxLength"] == ColumnForm.base_fields[name].max_length


@pytest.mark.parametrize(
    ("part", "section"),
    [
        ("zones", "zones"),
        ("eligibility_rules", "applicants"),
        ("documents", "documents"),
        ("criteria", "criteria"),
        ("adjustments", "adjustments"),
    ],
)
def test_the_schema_takes_as_many_lines_as_the_editor(part, section):
    """Else a call that was imported could not be saved any more."""
    formset, _rows, _line = FORMSETS[section]

    assert SCHEMA["properties"][part]["maxItems"] == formset.max_num == formset.absolute_max


def test_the_schema_has_the_choices_of_the_models():
    head, parts = SCHEMA["properties"], SCHEMA["$defs"]

    assert head["stage"]["enum"] == zone_enums.Stage.values
    assert head["closing_mode"]["enum"] == enums.ClosingMode.values
    assert head["security_class"]["enum"] == enums.SecurityClass.values
    assert head["applicant_kinds"]["items"]["enum"] == zone_enums.ApplicantKind.values
    for part, choices in [
        ("question", enums.QuestionKind),
        ("column", enums.ColumnKind),
        ("eligibility_rule", enums.RuleKind),
        ("adjustment", enums.AdjustmentKind),
    ]:
        assert parts[part]["properties"]["kind"]["enum"] == choices.values
    assert parts["cost_share"]["properties"]["size"]["enum"] == zone_enums.CompanySize.values
    assert parts["document"]["properties"]["step"]["enum"] == enums.DocumentStep.values


def test_the_example_of_the_manual_can_be_read():
    content = example()

    assert read_content(json.dumps(content).encode()) == content


def test_a_byte_order_mark_is_no_fault():
    assert read_content(b"\xef\xbb\xbf" + json.dumps(MINIMUM).encode()) == MINIMUM


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "There is nothing here. Paste or choose one."),
        (b" \n", "There is nothing here. Paste or choose one."),
        (b"[1, 2]", "This is not an object in braces: { … }."),
        (b'"text"', "This is not an object in braces: { … }."),
        (b"null", "This is not an object in braces: { … }."),
        (b'{"a": 1,\n "b" 2}', "This is not JSON: line 2, column 6."),
        (b"{", "This is not JSON: line 1, column 2."),
        ("{}".encode("utf-16"), "This is not UTF-8: byte 1. Save the file as UTF-8."),
        ("공고".encode("cp949"), "This is not UTF-8: byte 1. Save the file as UTF-8."),
        (b'{"a": NaN}', "A number here is none that can be kept: NaN."),
        (b'{"a": -Infinity}', "A number here is none that can be kept: -Infinity."),
        (b'{"a": [[[[[[[[[[[[[[1]]]]]]]]]]]]]]}', "Brackets stand in brackets more than 12 deep."),
        (b'{"a":' * 100_000, "Brackets stand in brackets more than 12 deep."),
        (b"[" * 500_000, "Brackets stand in brackets more than 12 deep."),
        (b'"' + b"x" * MOST_BYTES, "This is larger than 1 MB."),
    ],
)
def test_what_is_no_call_at_all(raw, message):
    assert faults_of(raw) == {"$": message}


def test_a_number_of_thousands_of_digits():
    (message,) = faults_of('{"budget_won": ' + "9" * 5000 + "}").values()

    assert message.startswith("A number here is none that can be kept: ")


def test_brackets_in_a_text_are_no_depth():
    content = {**MINIMUM, "purpose": '"[' * 50 + "\\"}

    assert read_content(json.dumps(content).encode()) == content


def test_a_name_that_stands_twice():
    text = json.dumps(MINIMUM)[:-1] + ', "title_ko": "다른", "zones": []}'

    assert faults_of(text) == {
        "$..title_ko": "This name stands twice.",
        "$..zones": "This name stands twice.",
    }


@pytest.mark.parametrize("text", ["a\0b", "\ud800"])
def test_characters_that_cannot_be_kept(text):
    content = {**MINIMUM, "purpose": text, "questions": [{"label_ko": text, "kind": "long"}]}

    message = "This text holds a character that cannot be kept."
    assert faults_of(content) == {"$.purpose": message, "$.questions[0].label_ko": message}


def test_control_characters_of_word_processors_are_left_out():
    content = {**MINIMUM, "title_ko": "가\v나\ufffe", "purpose": "줄\n\t\x1f끝"}
    content["questions"] = [{"label_ko": "예\x02산", "kind": "choice", "options": ["\x03A", "B"]}]

    read = read_content(json.dumps(content).encode())

    assert (read["title_ko"], read["purpose"]) == ("가 나", "줄\n\t끝")
    assert read["questions"][0] == {"label_ko": "예산", "kind": "choice", "options": ["A", "B"]}
    assert faults_of({**MINIMUM, "title_ko": "\ufffe"}) == {"$.title_ko": "This must not be empty."}


def test_every_missing_name_is_told():
    missing = set(SCHEMA["required"]) - {"format"}

    found = faults_of({"format": "rnd-zone-portal/call"})

    assert found == {f"$.{name}": "This must be there." for name in missing}


@pytest.mark.parametrize(
    ("change", "path", "message"),
    [
        ({"format": "other"}, "$.format", 'This must be "rnd-zone-portal/call".'),
        ({"version": 2}, "$.version", "This must be 1."),
        ({"stage": "middle"}, "$.stage", '"middle" is none of: discovery, transfer, growth.'),
        ({"title_ko": 5}, "$.title_ko", "This must be a text in quotation marks."),
        ({"title_ko": ""}, "$.title_ko", "This must not be empty."),
        ({"title_ko": "x" * 161}, "$.title_ko", "This has 161 letters; at most 160 are taken."),
        ({"budget_won": 0}, "$.budget_won", "This must be at least 1."),
        ({"budget_won": 1.5}, "$.budget_won", "This must be a whole number / null."),
        ({"budget_won": True}, "$.budget_won", "This must be a whole number / null."),
        ({"budget_won": 10**20}, "$.budget_won", "This must be at most 9000000000000000."),
        ({"is_national_rnd": "yes"}, "$.is_national_rnd", "This must be true or false."),
        ({"zones": {}}, "$.zones", "This must be a list in brackets."),
        ({"zones": []}, "$.zones", "This must not be empty."),
        ({"zones": ["gimhae"]}, "$.zones[0]", "This must be an object in braces."),
        ({"zones": [{"zone": "a b"}]}, "$.zones[0].zone",
         '"a b" has not the form that is asked for.'),
        ({"applicant_kinds": ["company", "company"]}, "$.applicant_kinds",
         "The same stands here twice."),
        ({"closes_at": "2027-04-02T18:00:00"}, "$.closes_at", MOMENT),
        ({"closes_at": "tomorrow"}, "$.closes_at", MOMENT),
        ({"closes_at": "9999-12-31T23:59:59-23:00"}, "$.closes_at", MOMENT),
        ({"closes_at": "2098-12-31T23:59:59+23:59:59"}, "$.closes_at", MOMENT),
        ({"colour": 1}, "$.colour", "The format has no such name."),
        ({"criteria": [{"label_ko": "x"}]}, "$.criteria[0].weight", "This must be there."),
        ({"documents": [{"label_ko": "x"}] * 51}, "$.documents", "These are more than 50."),
        ({"questions": [{"label_ko": "x", "kind": "long", "key": "1"}]}, "$.questions[0].key",
         '"1" has not the form that is asked for.'),
    ],
)  # fmt: skip
def test_faults_of_form(change, path, message):
    assert faults_of({**MINIMUM, **change}) == {path: message}


ONE_LINE = "This is one line: write it without line breaks."
KEY = "00000000-0000-4000-8000-000000000000"


def test_line_breaks_in_one_line():
    content = MINIMUM | {
        "program": "2020-small-zones\n",
        "title_ko": "공고\n2차",
        "contact_phone": "055-111-1111\r\n",
        "zones": [{"zone": "gimhae", "contact": "가\r나"}],
        "questions": [
            {"key": KEY + "\n", "label_ko": "문\n항", "kind": "choice", "options": ["A\nB", "C"]}
        ],
        "purpose": "첫 줄\n둘째 줄",
    }

    paths = ["$.program", "$.title_ko", "$.contact_phone", "$.zones[0].contact"]
    paths += [f"$.questions[0].{name}" for name in ("key", "label_ko", "options[0]")]
    assert faults_of(content) == dict.fromkeys(paths, ONE_LINE)


def test_the_schema_has_one_line_where_the_editor_has():
    """Of the call's own fields; the texts of its parts are one line, all of them."""
    fields = {field.name: field for field in Call._meta.fields}
    texts = {
        name for name in SCHEMA["properties"] if isinstance(fields.get(name), models.TextField)
    }
    lines = {name for name, rule in SCHEMA["properties"].items() if "$ref" in rule}

    assert texts == {
        "purpose", "support", "eligibility", "procedure", "short_notice_reason", "notes",
    }  # fmt: skip
    assert lines == {
        name
        for name, rule in SCHEMA["properties"].items()
        if rule.get("type") == "string" and name not in texts and not {"enum", "format"} & set(rule)
    }


def test_faults_are_told_in_korean_too():
    (message,) = faults_of({**MINIMUM, "title_ko": ""}, "ko").values()

    assert message == "비워 둘 수 없습니다."


def test_many_faults_are_cut_at_a_hundred():
    content = {**MINIMUM, **{f"x{number}": 1 for number in range(500)}}

    assert len(faults_of(content)) == 100


LETTERS = MOST_BYTES - 1000
FAULTS = 100
HARD_TO_READ = {
    "a text without its end": '"' + '\\"' * (LETTERS // 2),
    "a text that ends in a backslash": '"' + '\\"' * (LETTERS // 2) + "\\",
    "many names, one of them twice": "{"
    + ",".join(f'"{n:x}":1' for n in range(90_000))
    + ',"0":1}',
    "many objects with a name twice": json.dumps({"zones": ["?"] * 65_000}).replace(
        '"?"', '{"a":1,"a":1}'
    ),
    "a long list of what must differ": json.dumps({"applicant_kinds": [*range(130_000), "a"]}),
    "long lists in a list of what must differ": json.dumps(
        {"eligibility_rules": [{"values": ["a", *([0] * 8000 + [n] for n in range(38))]}]}
    ),
    "a long list of what does not fit": json.dumps({"zones": [1] * 300_000}),
    "many strange names": json.dumps({f"x{n}": 1 for n in range(70_000)}),
    "halves of a pair behind a long name": json.dumps({"x" * 400_000: ["\ud800"] * 50_000}),
}


@pytest.mark.parametrize("text", HARD_TO_READ.values(), ids=HARD_TO_READ)
def test_what_is_hard_to_read_is_refused_at_once(text):
    """Each took minutes when its work grew with the square of its length."""
    assert LETTERS * 0.5 < len(text) <= MOST_BYTES

    began = process_time()
    found = faults_of(text)

    assert process_time() - began < 5
    assert 0 < len(found) <= FAULTS


def test_a_list_too_long_has_one_fault():
    found = faults_of({**MINIMUM, "documents": [1] * 5000, "applicant_kinds": ["company"] * 4})

    assert found == {
        "$.documents": "These are more than 50.",
        "$.applicant_kinds": "These are more than 3.",
    }


@pytest.mark.parametrize("value", [5, "company", {"a": 1}, None])
def test_what_must_be_a_list(value):
    message = "This must be a list in brackets."

    assert faults_of({**MINIMUM, "applicant_kinds": value}) == {"$.applicant_kinds": message}


def test_every_list_has_its_bound():
    lists = [rule for rule in rules_in(SCHEMA) if rule.get("type") == "array"]

    assert len(lists) > 10
    assert [rule for rule in lists if "maxItems" not in rule] == []
    assert {
        rule["items"]["type"] for rule in lists if rule.get("uniqueItems")
    } == {"string"}  # fmt: skip


def rules_in(value: object) -> Iterator[dict]:
    if isinstance(value, dict):
        yield value
        for part in value.values():
            yield from rules_in(part)


def test_nothing_is_sound_where_not_all_faults_are_known():
    content = {**MINIMUM, **{f"x{number}": 1 for number in range(FAULTS)}}

    with pytest.raises(ContentUnreadable) as refused:
        read_content(json.dumps(content).encode())

    assert refused.value.sound == {}


@pytest.mark.parametrize(
    "text",
    [
        '{"\\ud800": 1}',
        '{"\\ud800": 1, "\\ud800": 2}',
        '{"zones": [{"\\udfff": {"a": "\\udfff"}}]}',
        '{"stage": "\\ud800", "program": "\\udfff x"}',
        '{"questions": [{"kind": "\\ud800", "key": "\\ud800"}]}',
    ],
)
def test_half_a_pair_is_spelled_out_in_what_is_told(text):
    with translation.override("en"), pytest.raises(ContentUnreadable) as refused:
        read_content(text.encode())

    told = str(refused.value)
    assert told.encode().decode() == told
    assert "This text holds a character" in told or "This name stands twice" in told
