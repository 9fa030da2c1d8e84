from datetime import date

import pytest
from django.utils import translation

from programs.enums import QuestionKind
from programs.forms.application import ApplicationForm, DocumentForm, HeadForm, StartForm
from programs.models import Application
from programs.validators import is_answered
from tests.drafting import save_draft
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
    QuestionKind.TABLE: (
        [{"name": " 김예시 ", "cost": "1000", "on": "2020-03-04", "role": "책임"}],
        [{"name": "김예시", "cost": 1000, "on": "2020-03-04", "role": "책임"}],
        [{"name": "김예시", "cost": "많이"}],
    ),
}
COLUMNS = [
    {"key": "name", "label_ko": "이름", "label_en": "Name", "kind": "short"},
    {"key": "cost", "label_ko": "인건비", "label_en": "Cost", "kind": "money"},
    {"key": "on", "label_ko": "참여일", "kind": "date"},
    {"key": "role", "label_ko": "역할", "kind": "choice", "options": ["책임", "참여"]},
]


def application_with(kind, **fields) -> Application:
    call = CallFactory()
    options = OPTIONS if kind in (QuestionKind.CHOICE, QuestionKind.CHOICES) else []
    if kind == QuestionKind.TABLE:
        fields = {"columns": COLUMNS, **fields}
    QuestionFactory(call=call, kind=kind, options=options, **fields)
    CriterionFactory(call=call)
    return ApplicationFactory(call=approved(call))


def form_for(application, value=None):
    name = f"question_{application.call.questions.get().pk}"
    given = {"title": "제목", "requested_won": "5"}
    return ApplicationForm({**given, **posted(name, value)}, instance=application)


def posted(name, value) -> dict:
    """As a browser sends it: a table as one input for each cell."""
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return {
            f"{name}-{number}-{key}": cell
            for number, row in enumerate(value)
            for key, cell in row.items()
        }
    return {} if value is None else {name: value}


def test_every_kind_of_question_is_tested():
    assert set(KINDS) | {QuestionKind.FILE} == set(QuestionKind)


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
    assert not any(is_answered(answer.value) for answer in application.answers.all())


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


def test_options_are_shown_in_english_and_kept_in_korean():
    application = application_with(QuestionKind.CHOICE, options_en=["one", "two", "three"])
    name = f"question_{application.call.questions.get().pk}"

    with translation.override("en"):
        choices = form_for(application).fields[name].choices

    assert choices == [("하나", "one"), ("둘", "two"), ("셋", "three")]


def test_table_leaves_out_empty_rows_and_cells():
    rows = [{"name": " ", "cost": ""}, {"name": "", "cost": "7"}, {"name": "", "on": ""}]
    application = application_with(QuestionKind.TABLE)

    form = form_for(application, rows)

    assert (form.errors, list(form.answers.values())) == ({}, [[{"cost": 7}]])


def test_table_has_no_more_rows_than_allowed_and_keeps_what_was_typed():
    application = application_with(QuestionKind.TABLE, row_limit=1)

    form = form_for(application, [{"name": "가나"}, {"name": "다라"}])

    name = f"question_{application.call.questions.get().pk}"
    assert [error.code for error in form.errors.as_data()[name]] == ["too_many_rows"]
    assert all(f'value="{text}"' in str(form[name]) for text in ("가나", "다라"))


@pytest.mark.parametrize("cell", ["x\x00y", "9" * 40, "2020-02-30", "=1+1"])
def test_table_refuses_a_cell_in_words(cell):
    application = application_with(QuestionKind.TABLE)
    name = f"question_{application.call.questions.get().pk}"

    with translation.override("en"):
        form = form_for(application, [{"cost": cell}])

        assert form.errors[name][0].startswith("Row 1: Cost: ")


def test_table_offers_empty_rows_up_to_its_limit():
    application = application_with(QuestionKind.TABLE, row_limit=4)
    question = application.call.questions.get()
    application.answers.create(question=question, value=[{"name": "가"}, {"name": "나"}])

    html = str(ApplicationForm(instance=application)[f"question_{question.pk}"])

    assert html.count("<tr>") == 1 + 4


def test_long_text_is_counted_and_not_cut_off():
    application = application_with(QuestionKind.LONG, max_length=5)

    html = str(form_for(application)[f"question_{application.call.questions.get().pk}"])

    assert ('data-limit="5"' in html, "maxlength" in html) == (True, False)


def test_condition_is_said_in_words_and_for_the_script():
    call = CallFactory()
    first = QuestionFactory(call=call, kind="choice", options=["예", "아니오"], label_ko="수출")
    second = QuestionFactory(
        call=call, position=2, condition_question=first, condition_values=["예"]
    )

    ((_section, places),) = ApplicationForm(instance=ApplicationFactory(call=call)).sections

    assert [place.question for place in places] == [first, second]
    assert [place.depends_on for place in places] == ["", f"question_{first.pk}"]
    assert places[1].values == '["예"]'
    assert "수출" in places[1].question.condition


def test_file_question_has_no_field():
    call = CallFactory()
    QuestionFactory(call=call, kind="file")

    form = ApplicationForm({"title": "x"}, instance=ApplicationFactory(call=call))

    assert (form.is_valid(), form.answers) == (True, {})


def test_file_is_for_one_place():
    call = CallFactory(parts=True)
    question = QuestionFactory(call=call, kind="file")
    application = ApplicationFactory(call=call)
    both = {"question": question.pk, "required_document": call.required_documents.get().pk}

    for given in ({}, both):
        assert set(DocumentForm(given, application=application).errors) == {
            "required_document",
            "file",
        }


def test_document_of_a_later_step_is_no_place_now():
    application = ApplicationFactory(call=CallFactory())
    RequiredDocumentFactory(call=application.call, step="agreement")

    assert not DocumentForm(application=application).fields["required_document"].queryset.exists()


@pytest.mark.parametrize("limit", [None, 100_000_000])
def test_limit_of_the_call_stands_at_the_amount(limit):
    call = CallFactory(award_limit_won=limit, budget_won=None)
    form = HeadForm(instance=ApplicationFactory(call=call))

    amount = form["requested_won"]

    assert ('data-most="100000000"' in str(amount)) == bool(limit)
    assert bool(amount.help_text) == bool(limit)
