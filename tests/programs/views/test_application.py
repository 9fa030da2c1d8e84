"""The applicant's pages: start, form, check, submit, withdraw, timeline."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from programs.actions.application import submit_application
from programs.enums import ApplicationState, ClosingMode, QuestionKind
from programs.models import Application
from tests.counting import statements
from tests.factories.programs import (
    ApplicationFactory,
    CallFactory,
    EligibilityRuleFactory,
    QuestionFactory,
    approved,
    close,
    complete_application,
    open_call,
    received_application,
)

LANGUAGES = ["ko", "en"]


@pytest.fixture
def application(call, company):
    """A draft with nothing missing."""
    return complete_application(call=call, company=company)


@pytest.fixture
def draft(call, company):
    """A draft in which all is missing."""
    return ApplicationFactory(call=call, company=company, title="", requested_won=None)


@pytest.fixture
def as_applicant(client, applicant):
    client.force_login(applicant)
    return client


def path(name: str, application) -> str:
    return reverse(f"programs:application-{name}", args=[application.pk])


def test_start(as_applicant, call, company):
    start = reverse("programs:application-start", args=[call.code])

    response = as_applicant.post(start, {"company": company.pk})

    application = Application.objects.get()
    assert (application.call, application.company) == (call, company)
    assert response.url == path("edit", application)


def test_start_again_leads_to_the_same_application(as_applicant, call, company):
    start = reverse("programs:application-start", args=[call.code])

    leads_to = {as_applicant.post(start, {"company": company.pk}).url for _time in range(2)}

    assert leads_to == {path("edit", Application.objects.get())}


def test_start_is_refused_after_closing(as_applicant, call, company):
    close(call)

    response = as_applicant.post(
        reverse("programs:application-start", args=[call.code]),
        {"company": company.pk},
        follow=True,
    )

    assert Application.objects.count() == 0
    assert [message.level_tag for message in response.context["messages"]] == ["error"]


def test_start_is_refused_for_another_kind_of_applicant(as_applicant, company):
    call = approved(CallFactory(parts=True, applicant_kinds=["specialist"]))

    response = as_applicant.post(
        reverse("programs:application-start", args=[call.code]), {"company": company.pk}
    )

    assert list(response.context["form"].errors) == ["company"]
    assert Application.objects.count() == 0


def test_start_takes_no_company_of_others(client, other_applicant, call, company):
    client.force_login(other_applicant)

    response = client.post(
        reverse("programs:application-start", args=[call.code]), {"company": company.pk}
    )

    assert list(response.context["form"].errors) == ["company"]
    assert Application.objects.count() == 0


def test_start_without_a_company_leads_to_registering_one(client, stranger, call):
    client.force_login(stranger)

    page = client.get(reverse("programs:application-start", args=[call.code])).content.decode()

    assert reverse("zones:company-register") in page


def test_edit(as_applicant, draft):
    (question,) = draft.call.questions.all()
    data = {"title": "실증", "requested_won": "1000000", f"question_{question.pk}": "답"}

    response = as_applicant.post(path("edit", draft), data)

    draft.refresh_from_db()
    assert response.url == reverse("programs:document-list", args=[draft.pk])
    assert (draft.title, draft.requested_won) == ("실증", 1_000_000)
    assert [answer.value for answer in draft.answers.all()] == ["답"]


def test_edit_takes_half_a_form(as_applicant, draft):
    as_applicant.post(path("edit", draft), {"title": "실증"})

    draft.refresh_from_db()
    assert (draft.title, draft.requested_won) == ("실증", None)


@pytest.fixture
def many_questions(company):
    """Kind → the question of that kind, in an open call with a draft of the company."""
    call = CallFactory(parts=True)
    choice = {"options": ["하나", "둘"]}
    table = {"columns": [{"key": "c1", "label_ko": "이름", "kind": "short"}]}
    questions = {
        kind: QuestionFactory(
            call=call,
            kind=kind,
            **(choice if kind.startswith("choice") else table if kind == "table" else {}),
            max_length=10,
        )
        for kind in QuestionKind
    }
    application = ApplicationFactory(call=approved(call), company=company, title="먼저")
    return application, questions


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("short", "가" * 11),
        ("long", "가" * 11),
        ("number", "many"),
        ("money", "-5"),
        ("money", "1.5"),
        ("date", "2020-02-31"),
        ("choice", "셋"),
        ("choices", "셋"),
    ],
)
def test_edit_refuses_at_the_field(as_applicant, many_questions, kind, value, language):
    application, questions = many_questions
    as_applicant.cookies["django_language"] = language
    field = f"question_{questions[kind].pk}"

    response = as_applicant.post(path("edit", application), {"title": "두고온제목", field: value})

    page = response.content.decode()
    application.refresh_from_db()
    assert list(response.context["form"].errors) == [field]
    assert f'id="id_{field}_error"' in page
    assert "두고온제목" in page
    assert kind.startswith("choice") or value in page
    assert (application.title, application.answers.count()) == ("먼저", 0)


@pytest.mark.parametrize(("field", "value"), [("title", "가" * 161), ("requested_won", "0")])
def test_edit_refuses_a_bad_head(as_applicant, draft, field, value):
    response = as_applicant.post(path("edit", draft), {field: value})

    draft.refresh_from_db()
    assert list(response.context["form"].errors) == [field]
    assert (draft.title, draft.requested_won) == ("", None)


def test_edit_after_closing_keeps_what_was_typed_on_the_page(as_applicant, draft):
    close(draft.call)

    response = as_applicant.post(path("edit", draft), {"title": "어제까지 쓴 글"})

    draft.refresh_from_db()
    assert response.status_code == 200
    assert "어제까지 쓴 글" in response.content.decode()
    assert [message.level_tag for message in response.context["messages"]] == ["error"]
    assert draft.title == ""


def test_edit_of_a_closed_call_leads_to_its_page(as_applicant, draft):
    close(draft.call)

    assert as_applicant.get(path("edit", draft)).url == draft.get_absolute_url()


@pytest.mark.parametrize("name", ["detail", "edit", "check"])
def test_pages_are_for_the_applicant(client, other_applicant, application, name):
    client.force_login(other_applicant)

    assert client.get(path(name, application)).status_code == 404


@pytest.mark.parametrize("name", ["submit", "withdraw"])
def test_verbs_are_posted(as_applicant, application, name):
    assert as_applicant.get(path(name, application)).status_code == 405


@pytest.mark.parametrize("language", LANGUAGES)
def test_check_lists_what_is_missing_with_a_link_to_each(as_applicant, draft, language):
    as_applicant.cookies["django_language"] = language

    response = as_applicant.get(path("check", draft))

    page = response.content.decode()
    question, document = draft.call.questions.get(), draft.call.required_documents.get()
    assert [fault.anchor for fault in response.context["faults"]] == [
        "id_title",
        "id_requested_won",
        f"id_question_{question.pk}",
        f"document-{document.pk}",
    ]
    assert f"{path('edit', draft)}#id_question_{question.pk}" in page
    assert path("submit", draft) not in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_check_says_each_rule_in_words_and_how_it_judges(as_applicant, company, language):
    as_applicant.cookies["django_language"] = language
    call = CallFactory(parts=True)
    EligibilityRuleFactory(call=call, years=3, note_ko="주석", note_en="a note")
    company.founded_on = timezone.localdate() - timedelta(days=9 * 366)
    company.save()
    draft = complete_application(call=approved(call), company=company)

    page = as_applicant.get(path("check", draft)).content.decode()

    words = {"ko": ("업력 3년 이내", "주석"), "en": ("At most 3 years since founding", "a note")}
    assert all(text in page for text in words[language])
    assert 'data-status="fails"' in page
    assert path("submit", draft) in page  # advice: the foundation decides at screening


@pytest.mark.parametrize("item_count", [1, 3])
def test_check_costs_the_same_with_more_rules(as_applicant, company, item_count):
    call = CallFactory(parts=True)
    EligibilityRuleFactory.create_batch(item_count, call=call)
    draft = complete_application(call=approved(call), company=company)

    assert statements(as_applicant, path("check", draft)) == 17


def test_submit(as_applicant, application):
    response = as_applicant.post(path("submit", application), follow=True)

    application.refresh_from_db()
    submission = application.submissions.get()
    assert application.state == ApplicationState.SUBMITTED
    assert submission.number in response.content.decode()


def test_submit_without_required_answers(as_applicant, draft):
    response = as_applicant.post(path("submit", draft), follow=True)

    draft.refresh_from_db()
    assert response.redirect_chain == [(path("check", draft), 302)]
    assert [message.level_tag for message in response.context["messages"]] == ["error"]
    assert len(response.context["faults"]) == 4
    assert (draft.state, draft.submissions.count()) == (ApplicationState.DRAFT, 0)


def test_submit_after_closing(as_applicant, application):
    close(application.call)

    response = as_applicant.post(path("submit", application), follow=True)

    application.refresh_from_db()
    assert [message.level_tag for message in response.context["messages"]] == ["error"]
    assert (application.state, application.submissions.count()) == (ApplicationState.DRAFT, 0)
    assert application.title in response.content.decode()


def test_submit_is_for_the_applicant(client, other_applicant, application):
    client.force_login(other_applicant)

    response = client.post(path("submit", application))

    assert (response.status_code, application.submissions.count()) == (404, 0)


def test_withdraw(as_applicant, call, company):
    application = received_application(call=call, company=company)

    as_applicant.post(path("withdraw", application))

    application.refresh_from_db()
    assert application.state == ApplicationState.WITHDRAWN


def test_withdraw_after_closing(as_applicant, call, company):
    application = received_application(call=call, company=company)
    close(call)

    response = as_applicant.post(path("withdraw", application))

    application.refresh_from_db()
    assert (response.status_code, application.state) == (302, ApplicationState.SUBMITTED)


def test_no_button_stands_where_nothing_can_be_done(as_applicant, application):
    close(application.call)

    page = as_applicant.get(path("detail", application)).content.decode()

    assert path("edit", application) not in page
    assert path("withdraw", application) not in page


@pytest.mark.parametrize("item_count", [1, 3])
def test_detail_costs_the_same_with_more_happenings(as_applicant, application, item_count):
    for number in range(item_count):
        application.events.create(verb="upload", happened_at=timezone.now(), reason=f"{number}")

    assert statements(as_applicant, path("detail", application)) == 15


def test_markup_in_the_help_of_a_question_is_text(as_applicant, company):
    call = CallFactory(parts=True)
    QuestionFactory(call=call, help_ko="<b>굵게</b>")
    application = ApplicationFactory(call=approved(call), company=company)

    page = as_applicant.get(path("edit", application)).content.decode()

    assert "&lt;b&gt;굵게" in page
    assert "<b>굵게" not in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_submit_to_a_full_call_keeps_the_draft_and_says_why(
    as_applicant, company, client, language
):
    client.cookies["django_language"] = language
    call = open_call(closing_mode=ClosingMode.SEATS, seat_count=1)
    late = complete_application(call=call, company=company)
    first = complete_application(call=call)
    submit_application(first, by=first.created_by)

    response = as_applicant.post(path("submit", late), follow=True)

    words = {"ko": "정원이 찼습니다", "en": "the call is full"}
    assert words[language] in response.content.decode()
    late.refresh_from_db()
    assert late.state == ApplicationState.DRAFT
    assert client.get(path("edit", late)).status_code == 200
    page = client.get(call.get_absolute_url()).content.decode()
    assert {"ko": "취하되면", "en": "It opens again"}[language] in page
