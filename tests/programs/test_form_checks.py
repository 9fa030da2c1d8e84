"""Which questions are asked, and what is wrong with a form."""

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.call_format import SCHEMA
from programs.form_checks import (
    LONGEST_OPTION,
    MOST_COLUMNS,
    MOST_OPTIONS,
    YES,
    asked,
    faults_of_questions,
    holds,
)

OPTIONS = ["가", "나", "다"]


@dataclass(frozen=True)
class Question:
    pk: int
    condition_question_id: int | None = None
    condition_values: list[str] = field(default_factory=list)


@st.composite
def forms(draw) -> list[Question]:
    """Questions, each with or without a condition on any question, itself and later ones too."""
    count = draw(st.integers(0, 8))
    return [
        Question(
            pk,
            draw(st.none() | st.integers(0, count)),
            draw(st.lists(st.sampled_from([*OPTIONS, YES]), max_size=3)),
        )
        for pk in range(count)
    ]


answers = st.dictionaries(
    st.integers(0, 9),
    st.sampled_from([*OPTIONS, None, True, False, "", 3]) | st.lists(st.sampled_from(OPTIONS)),
)


@given(forms(), answers)
def test_what_is_asked_is_asked_for_a_reason(questions, given_answers):
    shown = [question.pk for question in asked(questions, given_answers)]

    for question in questions:
        other = question.condition_question_id
        is_due = other is None or (
            other in shown
            and shown.index(other) < len([pk for pk in shown if pk < question.pk])
            and holds(given_answers.get(other), question.condition_values)
        )
        assert (question.pk in shown) == is_due


@given(forms(), answers)
def test_the_answer_to_what_is_not_asked_changes_nothing(questions, given_answers):
    shown = asked(questions, given_answers)
    pks = {question.pk for question in shown}

    only_asked = {pk: value for pk, value in given_answers.items() if pk in pks}

    assert asked(questions, only_asked) == shown


@given(forms(), answers)
def test_the_order_stays(questions, given_answers):
    shown = asked(questions, given_answers)

    assert shown == [question for question in questions if question in shown]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("가", True), ("나", False), (["나", "가"], True), (["나"], False), ([], False),
        (None, False), ("", False), (True, False), (0, False), ([{"가": "가"}], False),
    ],
)  # fmt: skip
def test_a_condition_on_a_choice(answer, expected):
    assert holds(answer, ["가"]) is expected


@pytest.mark.parametrize(("answer", "expected"), [(True, True), (False, False), (None, False)])
def test_a_condition_on_a_consent(answer, expected):
    assert holds(answer, [YES]) is expected


def row(key="a", kind="choice", **fields) -> dict:
    options = ["예", "아니오"] if kind == "choice" else []
    return {"key": key, "kind": kind, "label_ko": f"문항 {key}", "options": options, **fields}


def depends(on: str, *values: str) -> dict:
    return row("b", "long", condition={"question": on, "values": list(values)})


def column(**fields) -> dict:
    return {"key": "c1", "label_ko": "이름", "kind": "short", **fields}


def table(*columns: dict, **fields) -> dict:
    return row("t", "table", columns=list(columns), **fields)


FAULTY = [
    ([row(options=["하나"])], ["questions[0].options"]),
    ([row(options=["하나", "하나"])], ["questions[0].options"]),
    ([row(options=["하나", " "])], ["questions[0].options"]),
    ([row(options_en=["yes"])], ["questions[0].options_en"]),
    ([row(options_en=["yes", "yes"])], ["questions[0].options_en"]),
    ([row(options=[str(number) for number in range(101)])], ["questions[0].options"]),
    ([row(options=["하나", "x" * 121])], ["questions[0].options"]),
    ([row(options_en=["yes", "x" * 121])], ["questions[0].options_en"]),
    ([row(kind="long", options=["하나", "둘"])], ["questions[0].options"]),
    ([row(kind="long", options_en=["one"])], ["questions[0].options_en"]),
    ([row(kind="long", columns=[{"key": "c1"}])], ["questions[0].columns"]),
    ([row(), row()], ["questions[1].key"]),
    ([table()], ["questions[0].columns"]),
    ([table(column(), column())], ["questions[0].columns"]),
    ([table(column(label_ko=" "))], ["questions[0].columns"]),
    ([table(column(key="A b"))], ["questions[0].columns"]),
    ([table(column(kind="long"))], ["questions[0].columns"]),
    ([table(column(kind="choice", options=["하나"]))], ["questions[0].columns"]),
    ([table(column(kind="choice", options=["하나", "x" * 121]))], ["questions[0].columns"]),
    (
        [table(column(kind="choice", options=[str(n) for n in range(101)]))],
        ["questions[0].columns"],
    ),
    ([table(*(column(key=f"c{n}") for n in range(13)))], ["questions[0].columns"]),
    ([table(*(column(key=f"c{n}") for n in range(10)), row_limit=200)], ["questions[0].row_limit"]),
    ([depends("a", "예"), row()], ["questions[0].condition"]),
    ([row(), depends("b", "예")], ["questions[1].condition"]),
    ([row(), depends("unknown", "예")], ["questions[1].condition"]),
    ([row(), depends("a")], ["questions[1].condition"]),
    ([row(), depends("a", "글쎄")], ["questions[1].condition"]),
    ([row(kind="long"), depends("a", "예")], ["questions[1].condition"]),
    ([row(kind="consent"), depends("a", "예")], ["questions[1].condition"]),
]


@pytest.mark.parametrize(("questions", "paths"), FAULTY)
def test_each_fault_has_its_path(questions, paths):
    assert [fault.path for fault in faults_of_questions(questions)] == paths


SECTIONS = [{"key": "one"}, {"key": "two"}]


@pytest.mark.parametrize(
    ("first", "then", "paths"),
    [
        ("one", "two", []),
        (None, "two", []),
        ("two", "two", []),
        ("two", "one", ["questions[1].condition"]),
        ("two", None, ["questions[1].condition"]),
    ],
)
def test_a_form_asks_section_by_section(first, then, paths):
    """A condition must stand behind what it depends on where the form is read, too."""
    questions = [row(section=first), depends("a", "예") | {"section": then}]

    assert [fault.path for fault in faults_of_questions(questions, SECTIONS)] == paths


def test_a_form_without_faults():
    many = [f"{number:0>120}" for number in range(100)]
    longest = [row("e", options=many, options_en=many), table(column(kind="choice", options=many))]
    questions = [row(), depends("a", "예"), table(column()) | {"key": "t2"}, row("d", "consent")]
    questions += longest

    assert faults_of_questions(questions) == []


def test_an_import_has_the_same_bounds():
    question, column = (SCHEMA["$defs"][part]["properties"] for part in ("question", "column"))

    for options in (question["options"], question["options_en"], column["options"]):
        bounds = (options["maxItems"], options["items"]["maxLength"])
        assert bounds == (MOST_OPTIONS, LONGEST_OPTION)
    assert question["columns"]["maxItems"] == MOST_COLUMNS
