"""What would be submitted: only what is asked."""

import json

import pgtrigger
import pytest
from django.utils import timezone

from programs.actions.application import content_of, submit_application
from programs.models import Question
from programs.queries import faults_of_application, filled_form
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
