from datetime import date

import pytest
from django.utils import translation

from programs.actions.application import save_draft
from programs.enums import QuestionKind
from programs.forms.application import ApplicationForm, DocumentForm, StartForm
from programs.models import Application
from tests.factories.programs import (
    AnswerFactory,
    ApplicationFactory,
    CallFactory,
    CriterionFactory,
    QuestionFactory,
    RequiredDocumentFactory,
    approved,
)
from tests.factories.zones import CompanyFactory
from zones.models import Company

pytestmark = pytest.mark.django_db
OPTIONS = ["하나", "둘", "셋"]
# kind: what is typed, the answer, what is refused
KINDS = {
    QuestionKind.SHORT: (" 글 ", "글", "가" * 301),
    QuestionKind.LONG: ("글\r\n둘째 줄", "글\n둘째 줄", "가" * 20_001),
    QuestionKind.NUMBER: ("-12", -12, "열둘"),
    QuestionKind.MONEY: ("1000000", 1_000_000, "-1"),
    QuestionKind.DATE: ("2020-03-04", date(2020, 3, 4), "2020-02-30"),
    QuestionKind.CHOICE: ("둘", "둘", "넷"),
    QuestionKind.CHOICES: (["하나", "셋"], ["하나", "셋"], ["하나", "넷"]),
    QuestionKind.CONSENT: ("on", True, None),
}


def application_with(kind, **fields) -> Application:
    call = CallFactory()
    options = OPTIONS if kind in (QuestionKind.CHOICE, QuestionKind.CHOICES) else []
    QuestionFactory(call=call, kind=kind, options=options, **fields)
    CriterionFactory(call=call)
    return ApplicationFactory(call=approved(call))


def form_for(application, value=None):
    name = f"question_{application.call.questions.get().pk}"
    given = {"title": "제목", "requested_won": "5"}
    return ApplicationForm(given if value is None else {**given, name: value}, instance=application)


def test_every_kind_of_question_is_tested():
    assert set(KINDS) == set(QuestionKind)


@pytest.mark.parametrize("kind", KINDS)
def test_answer_comes_in_its_own_type_and_is_shown_again(kind):
    application = application_with(kind)
    typed, answer, _refused = KINDS[kind]
    question = application.call.questions.get()
    form = form_for(application, typed)

    assert (form.errors, form.answers) == ({}, {question: answer})

    save_draft(
        application, by=application.created_by, title="", requested_won=None, answers=form.answers
    )
    again = ApplicationForm(instance=Application.objects.get())
    rebound = form_for(application, again.initial[f"question_{question.pk}"])
    assert rebound.is_valid()
    assert rebound.answers == {question: answer}


@pytest.mark.parametrize("kind", [kind for kind in KINDS if KINDS[kind][2] is not None])
def test_answer_of_a_wrong_type_is_refused_at_its_field(kind):
    application = application_with(kind)

    form = form_for(application, KINDS[kind][2])

    assert set(form.errors) == {f"question_{application.call.questions.get().pk}"}


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_required_while_it_is_a_draft(kind):
    application = application_with(kind)
    form = form_for(application)

    assert form.errors == {}

    save_draft(
        application, by=application.created_by, title="", requested_won=None, answers=form.answers
    )
    assert application.answers.count() == 1


def test_empty_form_is_a_draft_too():
    form = ApplicationForm({}, instance=ApplicationFactory())

    assert form.errors == {}


@pytest.mark.parametrize("amount", ["0", "-1", "1.5", "많이", "9" * 30])
def test_amount_that_cannot_be_is_refused(amount):
    form = ApplicationForm(
        {"title": "제목", "requested_won": amount}, instance=ApplicationFactory()
    )

    assert set(form.errors) == {"requested_won"}


def test_text_longer_than_the_question_allows_is_refused():
    application = application_with(QuestionKind.LONG, max_length=5)

    assert form_for(application, "가나다라마").errors == {}
    assert form_for(application, "가나다라마바").is_valid() is False


def test_former_answers_are_shown():
    answer = AnswerFactory(value="처음 답변")

    form = ApplicationForm(instance=answer.application)

    assert "처음 답변" in str(form[f"question_{answer.question_id}"])


def test_answer_is_shown_escaped():
    answer = AnswerFactory(value="</textarea><script>alert(1)</script>")

    form = ApplicationForm(instance=answer.application)

    assert "<script>" not in str(form[f"question_{answer.question_id}"])


def test_label_tells_unit_and_what_is_optional():
    application = application_with(
        QuestionKind.NUMBER, label_en="Staff", unit="명", is_required=False
    )

    with translation.override("en"):
        labels = [field.label for field in ApplicationForm(instance=application).fields.values()]

    assert labels[-1] == "Staff (명) (optional)"


def test_document_belongs_to_a_place_of_this_call():
    application, other = ApplicationFactory(), RequiredDocumentFactory()
    own = application.call.required_documents.get()

    places = DocumentForm(application=application).fields["required_document"].queryset

    assert list(places) == [own]
    form = DocumentForm({"required_document": other.pk}, application=application)
    assert set(form.errors) == {"required_document", "file"}


def test_start_is_for_own_companies_only():
    own, other = CompanyFactory.create_batch(2)
    companies = Company.objects.filter(pk=own.pk)

    assert StartForm({"company": own.pk}, companies=companies).errors == {}
    assert set(StartForm({"company": other.pk}, companies=companies).errors) == {"company"}
