"""What would be submitted: only what is asked."""

import json

import pgtrigger
import pytest
from django.urls import reverse
from django.utils import timezone, translation

from portal.common.templatetags.portal_text import table_rows
from programs.actions.application import content_of, submit_application
from programs.forms.application import ApplicationForm
from programs.models import Question
from programs.queries import content_of_submission, faults_of_application, filled_form
from tests.factories.programs import (
    AnswerFactory,
    ApplicationFactory,
    CallFactory,
    CriterionFactory,
    DocumentFactory,
    QuestionFactory,
    RequiredDocumentFactory,
    approved,
)
from tests.factories.zones import CompanyMemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def form():
    """A choice, and a text and a file that are asked of those who answer 예."""
    call = CallFactory()
    CriterionFactory(call=call)
    first = QuestionFactory(call=call, kind="choice", options=["예", "아니오"], position=1)
    on_yes = {"call": call, "condition_question": first, "condition_values": ["예"]}
    text = QuestionFactory(**on_yes, position=2)
    file = QuestionFactory(**on_yes, position=3, kind="file")
    return ApplicationFactory(call=approved(call)), first, text, file


def answer(application, question, value):
    return AnswerFactory(application=application, question=question, value=value)


def upload(application, question):
    return DocumentFactory(application=application, required_document=None, question=question)


def test_what_is_not_asked_is_not_missing(form):
    application, first, text, file = form
    given = answer(application, first, "예")

    asked = [fault.anchor for fault in faults_of_application(application)]
    given.value = "아니오"
    given.save()

    assert asked == [f"id_question_{text.pk}", f"document-question-{file.pk}"]
    assert faults_of_application(application) == []


def test_what_is_not_asked_is_not_submitted_and_not_lost(form):
    application, first, text, file = form
    answer(application, first, "아니오")
    answer(application, text, "비밀")
    upload(application, file)

    submission = submit_application(application, by=application.created_by)

    content = json.loads(submission.content)
    assert [row["question"] for row in content["answers"]] == [first.pk]
    assert (content["documents"], submission.documents.count()) == ([], 0)
    assert application.answers.count() == 2


def test_what_is_asked_is_submitted(form):
    application, first, text, file = form
    answer(application, first, "예")
    answer(application, text, "글")
    document = upload(application, file)

    submission = submit_application(application, by=application.created_by)

    content = json.loads(submission.content)
    assert [row["value"] for row in content["answers"]] == ["예", "글"]
    assert [row["question"] for row in content["documents"]] == [file.pk]
    assert list(submission.documents.all()) == [document]


def test_answer_to_a_removed_question_is_not_submitted(form):
    application, first, text, _file = form
    answer(application, first, "예")
    answer(application, text, "글")
    with_text = len(filled_form(application).lines)

    with pgtrigger.ignore("programs.Question:frozen_with_call"):
        Question.objects.filter(pk=text.pk).update(removed_at=timezone.now())

    assert (with_text, len(filled_form(application).lines)) == (2, 1)


def test_document_of_a_later_step_is_not_missing():
    call = CallFactory()
    RequiredDocumentFactory(call=call, step="agreement")

    assert faults_of_application(ApplicationFactory(call=call)) == []


def test_table_is_submitted_with_the_labels_of_its_columns():
    call = CallFactory()
    columns = [{"key": "c1", "label_ko": "이름", "label_en": "Name", "kind": "short"}]
    question = QuestionFactory(call=call, kind="table", columns=columns)
    application = ApplicationFactory(call=call)
    answer(application, question, [{"c1": "김"}])

    assert json.loads(content_of(application))["answers"] == [
        {
            "question": question.pk,
            "label": question.label_ko,
            "value": [{"c1": "김"}],
            "columns": [{"key": "c1", "label": "이름"}],
        }
    ]


COLUMNS = [
    {"key": "a", "label_ko": "이름", "kind": "short"},
    {"key": "b", "label_ko": "금액", "kind": "money"},
    {"key": "c", "label_ko": "구분", "kind": "choice", "options": ["갑", "을"]},
]
OPTIONS = {"options": ["예", "아니오"]}
TABLE = {"columns": COLUMNS, "row_limit": 2}


@pytest.mark.parametrize(
    ("kind", "fields", "fitting", "stale"),
    [
        ("choice", OPTIONS, "예", "자유롭게 쓴 글"),
        ("choice", OPTIONS, "아니오", ["예"]),
        ("choices", OPTIONS, ["예", "아니오"], ["예", "글쎄"]),
        ("choices", OPTIONS, ["예"], "예"),
        ("number", {}, -3, "3"),
        ("number", {}, 0, True),
        ("money", {}, 5, -5),
        ("money", {}, 10**15, 10**15 + 1),
        ("date", {}, "2027-03-02", "3월 2일"),
        ("date", {}, "2027-03-02", 20270302),
        ("consent", {}, True, "예"),
        ("short", {}, "가" * 300, "가" * 301),
        ("long", {"max_length": 5}, "가" * 5, "가" * 6),
        ("long", {}, "글", ["글"]),
        ("table", TABLE, [{"a": "글", "b": 1, "c": "갑"}, {}], "글"),
        ("table", TABLE, [{"a": "글"}], [{"d": "글"}]),
        ("table", TABLE, [{"b": 0}], [{"b": "만원"}]),
        ("table", TABLE, [{"c": "을"}], [{"c": "병"}]),
        ("table", TABLE, [{"a": "글"}] * 2, [{"a": "글"}] * 3),
    ],
)
@pytest.mark.parametrize("is_required", [True, False])
def test_an_answer_is_judged_by_what_is_asked_by_now(kind, fields, fitting, stale, is_required):
    call = CallFactory()
    question = QuestionFactory(call=call, kind=kind, is_required=is_required, **fields)
    CriterionFactory(call=call)
    application = ApplicationFactory(call=approved(call))
    given = answer(application, question, fitting)
    assert faults_of_application(application) == []

    given.value = stale
    given.save()

    fault = faults_of_application(application)[0]
    assert (fault.label, fault.anchor) == (question.label, f"id_question_{question.pk}")


@pytest.mark.parametrize(
    "kind", ["choice", "choices", "number", "date", "consent", "table", "long"]
)
@pytest.mark.parametrize("stale", ["글", ["예"], 3, True, [{"x": "글"}]])
def test_a_stale_answer_is_shown_on_no_field_of_another_kind(client, kind, stale):
    fields = {"choice": OPTIONS, "choices": OPTIONS, "table": TABLE}.get(kind, {})
    call = CallFactory()
    question = QuestionFactory(call=call, kind=kind, **fields)
    CriterionFactory(call=call)
    application = ApplicationFactory(call=approved(call))
    answer(application, question, stale)
    client.force_login(CompanyMemberFactory(company=application.company).user)

    for name in ("application-edit", "application-check", "application-detail"):
        assert client.get(reverse(f"programs:{name}", args=[application.pk])).status_code == 200
    form = ApplicationForm(instance=application)
    fits = {"consent": True, "number": 3, "long": "글", "choice": "글", "choices": ["예"]}
    shown = form.initial[f"question_{question.pk}"]
    assert shown is None or shown == fits.get(kind, stale)


@pytest.mark.parametrize(("kind", "value"), [("money", "1,500,000원"), ("number", 1_500_000)])
def test_an_amount_is_read_as_money(kind, value):
    call = CallFactory()
    question = QuestionFactory(call=call, kind=kind)
    application = ApplicationFactory(call=call)
    answer(application, question, 1_500_000)

    assert [line.value for line in filled_form(application).lines] == [value]


COLUMNS = [
    {"key": "item", "label_ko": "항목", "label_en": "Item", "kind": "short"},
    {"key": "sum", "label_ko": "금액", "label_en": "", "kind": "money"},
]


@pytest.fixture
def received():
    """A submission with an amount, a number with its unit, a choice and a table."""
    call = CallFactory()
    CriterionFactory(call=call)
    questions = [
        QuestionFactory(call=call, position=1, kind="money", label_ko="매출", label_en="Revenue"),
        QuestionFactory(call=call, position=2, kind="number", unit="개월", label_en=""),
        QuestionFactory(
            call=call, position=3, kind="choice", options=["예", "아니오"], options_en=["yes", "no"]
        ),
        QuestionFactory(call=call, position=4, kind="table", columns=COLUMNS),
    ]
    application = ApplicationFactory(call=approved(call), requested_won=1, title="과제")
    values = [1_200_000_000, 12, "예", [{"item": "장비", "sum": 5_000}]]
    for question, value in zip(questions, values, strict=True):
        answer(application, question, value)
    submit_application(application, by=application.created_by)
    return application, questions


def said(application):
    return [
        (line.label, answer_in_words(line))
        for line in content_of_submission(application)["answers"]
    ]


def answer_in_words(line):
    if line.columns:
        return [text for row in table_rows(line.value, line.columns) for _column, text in row]
    return line.value


def test_what_was_received_has_its_units_and_the_words_of_its_reader(received):
    application, questions = received

    with translation.override("ko"):
        korean = said(application)
    with translation.override("en"):
        english = said(application)
        line = content_of_submission(application)["answers"][-1]
        heads = [column["label"] for column in line.columns]

    assert [value for _label, value in korean] == [
        "1,200,000,000원",
        "12개월",
        "예",
        ["장비", "5,000원"],
    ]
    assert [label for label, _value in english] == [
        "Revenue",
        questions[1].label_ko,
        questions[2].label_en or questions[2].label_ko,
        questions[3].label_en or questions[3].label_ko,
    ]
    assert [value for _label, value in english] == [
        "KRW 1,200,000,000",
        "12 개월",
        "yes",
        ["장비", "KRW 5,000"],
    ]
    assert heads == ["Item", "금액"]


def test_what_was_received_keeps_what_was_asked_then(received):
    application, questions = received
    with pgtrigger.ignore("programs.Question:frozen_with_call"):
        Question.objects.filter(pk=questions[0].pk).update(label_ko="수출", label_en="Exports")

    with translation.override("en"):
        label, _value = said(application)[0]

    assert label == "매출"
