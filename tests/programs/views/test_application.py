"""The applicant's pages: start, form, check, submit, withdraw, timeline."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from portal.common.templatetags.portal_text import moment as moment_text
from programs.actions.amendment import cancel_call
from programs.actions.application import submit_application
from programs.actions.clock import database_now
from programs.enums import ApplicationState, ClosingMode
from programs.models import Application
from tests.counting import statements
from tests.factories.programs import (
    AnswerFactory,
    ApplicationFactory,
    CallFactory,
    EligibilityRuleFactory,
    approved,
    close,
    complete_application,
    days,
    open_call,
    received_application,
)
from tests.words import said

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


def section(application, code: str) -> str:
    return reverse("programs:application-section", args=[application.pk, code])


def test_start_page_says_when_the_call_closed_or_opens(as_applicant, call, company):
    closed, coming = close(open_call()), open_call(opens_at=days(3), closes_at=days(60))

    for one, moment in [(closed, closed.ended_at), (coming, coming.opens_at)]:
        page = as_applicant.get(reverse("programs:application-start", args=[one.code]))
        assert moment_text(moment) in page.content.decode()


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


def test_start_tells_of_the_application_that_is_there(as_applicant, call, company):
    start = reverse("programs:application-start", args=[call.code])
    assert said("There is an application already:") not in as_applicant.get(start).content.decode()
    application = received_application(call=call, company=company)
    strange = ApplicationFactory(call=call)

    page = as_applicant.get(start).content.decode()

    assert said("There is an application already:") in page
    assert f'href="{application.get_absolute_url()}"' in page
    assert f'href="{strange.get_absolute_url()}"' not in page


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


def test_edit_of_a_closed_call_leads_to_its_page(as_applicant, draft):
    close(draft.call)

    assert as_applicant.get(path("edit", draft)).url == draft.get_absolute_url()


@pytest.mark.parametrize("name", ["detail", "edit", "check"])
def test_pages_are_for_the_applicant(client, other_applicant, application, name):
    client.force_login(other_applicant)

    assert client.get(path(name, application)).status_code == 404


@pytest.mark.parametrize(
    ("name", "page"), [("submit", "check"), ("withdraw", "detail"), ("confirm", "detail")]
)
def test_verbs_are_posted(as_applicant, application, name, page):
    before = application.state

    response = as_applicant.get(path(name, application), follow=True)

    application.refresh_from_db()
    assert response.redirect_chain == [(path(page, application), 302)]
    assert [message.level_tag for message in response.context["messages"]] == ["warning"]
    assert application.state == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_signs_in_again_after_pressing_submit_comes_to_the_button(client, draft, language):
    client.cookies["django_language"] = language
    user, password = draft.company.members.get().user, "a long enough password"
    user.set_password(password)
    user.save()
    sign_in = client.post(path("submit", draft)).url

    page = client.post(sign_in, {"login": user.email, "password": password}, follow=True)

    assert page.redirect_chain[-1] == (path("check", draft), 302)
    assert 'class="notice warning"' in page.content.decode()
    assert draft.submissions.count() == 0


def test_other_methods_are_refused_in_words(as_applicant, application):
    response = as_applicant.put(path("submit", application))

    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert response.templates[0].name == "405.html"


@pytest.mark.parametrize("language", LANGUAGES)
def test_check_lists_what_is_missing_with_a_link_to_each(as_applicant, draft, language):
    as_applicant.cookies["django_language"] = language

    response = as_applicant.get(path("check", draft))

    page = response.content.decode()
    question, document = draft.call.questions.get(), draft.call.required_documents.get()
    urls = [task.url for task in response.context["tasks"]]
    assert urls == [
        f"{section(draft, 'head')}#id_title",
        f"{section(draft, 'head')}#id_requested_won",
        f"{section(draft, 'questions')}#id_question_{question.pk}",
        f"{reverse('programs:document-list', args=[draft.pk])}#document-{document.pk}",
    ]
    assert all(f'href="{url}"' in page for url in urls)
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

    assert statements(as_applicant, path("check", draft)) == 8


def test_submit(as_applicant, application):
    response = as_applicant.post(path("submit", application), follow=True)

    application.refresh_from_db()
    submission = application.submissions.get()
    assert application.state == ApplicationState.SUBMITTED
    assert submission.number in response.content.decode()


def test_submit_of_what_a_colleague_has_changed_since_shows_it_first(as_applicant, application):
    page = as_applicant.get(path("check", application))
    seen = re.search(r'name="seen" value="([0-9a-f]{64})"', page.content.decode())[1]
    application.title = "동료가 고친 제목"
    application.save()

    refused = as_applicant.post(path("submit", application), {"seen": seen}, follow=True)

    assert refused.redirect_chain == [(path("check", application), 302)]
    assert [message.level_tag for message in refused.context["messages"]] == ["error"]
    assert "동료가 고친 제목" in refused.content.decode()
    assert application.submissions.count() == 0
    again = refused.context["seen"]
    as_applicant.post(path("submit", application), {"seen": again})
    assert application.submissions.get().sha256 == again


def test_submit_without_required_answers(as_applicant, draft):
    response = as_applicant.post(path("submit", draft), follow=True)

    draft.refresh_from_db()
    assert response.redirect_chain == [(path("check", draft), 302)]
    assert [message.level_tag for message in response.context["messages"]] == ["error"]
    assert len(response.context["tasks"]) == 4
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


def test_title_of_the_call_stands_once_above_a_draft_without_a_title(as_applicant, draft):
    type(draft).objects.update(title="")

    page = as_applicant.get(path("detail", draft)).content.decode()

    head = page[page.index("<h1>") : page.index("</p>", page.index("<h1>"))]
    assert head.count(draft.call.title) == 1
    assert draft.call.get_absolute_url() in head


@pytest.mark.parametrize("item_count", [1, 3])
def test_detail_costs_the_same_with_more_happenings(as_applicant, application, item_count):
    for number in range(item_count):
        application.events.create(verb="upload", happened_at=timezone.now(), reason=f"{number}")

    assert statements(as_applicant, path("detail", application)) == 8


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


def test_missed_draft_says_what_was_there_and_what_was_missing(client, applicant, company):
    application = ApplicationFactory(call=open_call(), company=company, title="")
    answer = AnswerFactory(application=application, question=application.call.questions.first())
    client.force_login(applicant)
    before = client.get(application.get_absolute_url()).content.decode()
    close(application.call)

    page = client.get(application.get_absolute_url()).content.decode()
    desk = client.get(reverse("programs:company-desk")).content.decode()

    assert 'data-status="missed"' not in before
    assert 'data-status="missed"' in page
    assert 'data-status="missed"' in desk
    assert str(answer.value) in page
    assert "과제명" in page


def test_missed_is_no_state_of_a_cancelled_call_or_of_what_was_submitted(company):
    call = open_call()
    draft = ApplicationFactory(call=call, company=company)
    submitted = complete_application(call=call)
    submit_application(submitted, by=submitted.created_by)
    close(call)
    assert list(Application.objects.missed()) == [draft]

    cancel_call(call, by=call.created_by, reason="예산 삭감")

    draft.call.refresh_from_db()
    assert not draft.is_missed
    assert list(Application.objects.missed()) == []


@pytest.mark.parametrize("hours", [-2, 1])
def test_clock_of_the_host_neither_hides_the_button_nor_shows_it(client, applicant, company, hours):
    """The call closes within the hour, or has; the host believes the other."""
    closes_at = timezone.now() + timedelta(minutes=10)
    application = complete_application(call=open_call(closes_at=closes_at), company=company)
    is_open = hours > 0
    if not is_open:
        close(application.call)
    with time_machine.travel(timezone.now() + timedelta(hours=hours), tick=True):
        client.force_login(applicant)

        page = client.get(path("check", application))
        section = client.get(reverse("programs:application-section", args=[application.pk, "head"]))
        desk = client.get(reverse("programs:company-desk"))

    assert page.context["can_submit"] is is_open
    assert section.status_code == (200 if is_open else 302)
    assert len(desk.context["drafts"]) == is_open


def test_cancellation_has_the_databases_moment(call):
    before = database_now()

    with time_machine.travel(timezone.now() - timedelta(minutes=3), tick=True):
        cancel_call(call, by=call.created_by, reason="예산 삭감")

    call.refresh_from_db()
    assert call.cancelled_at > before


def test_clock_is_the_databases(client, db):
    first, second = (client.get("/clock.json").json()["now"] for _time in range(2))

    assert first < second
    assert first.endswith("+00:00")
