"""What the applicant's pages say of an application that was never submitted, withdrawn or edited."""

import pytest
from django.urls import reverse

from programs.actions.application import submit_application, withdraw_application
from tests.drafting import save_draft
from tests.factories.programs import close, complete_application
from tests.factories.zones import CompanyMemberFactory
from tests.words import said

DESK = "/desk/company/"


@pytest.fixture
def application(call, company):
    return complete_application(call=call, company=company)


@pytest.fixture
def as_applicant(client, applicant):
    client.force_login(applicant)
    return client


def told_after_closing(client, application) -> str:
    close(application.call)
    edit = reverse("programs:application-edit", args=[application.pk])
    (message,) = client.get(edit, follow=True).context["messages"]
    return str(message)


def test_missed_draft_is_not_said_to_count(as_applicant, application):
    assert told_after_closing(as_applicant, application) == said(
        "This call is closed, and this draft was not submitted. Nothing can be changed any more."
    )


def test_withdrawn_application_is_not_said_to_count(as_applicant, applicant, application):
    submit_application(application, by=applicant)
    withdraw_application(application, by=applicant)

    assert told_after_closing(as_applicant, application) == said(
        "This call is closed, and your submission was withdrawn. Nothing can be changed any more."
    )


def test_step_of_the_check_is_done_once_it_is_submitted(as_applicant, applicant, application):
    check = reverse("programs:application-check", args=[application.pk])
    before = as_applicant.get(check).context["steps"][-1].is_done
    submit_application(application, by=applicant)

    assert (before, as_applicant.get(check).context["steps"][-1].is_done) == (False, True)


def test_desk_and_page_of_a_withdrawn_application_say_that_none_is_received(
    as_applicant, applicant, application
):
    submit_application(application, by=applicant)
    withdraw_application(application, by=applicant)

    desk = as_applicant.get(DESK)

    assert said("No application of yours is received at the moment.") in desk.content.decode()
    assert desk.context["next_step"].url == application.get_absolute_url()
    page = as_applicant.get(application.get_absolute_url()).content.decode()
    assert said("Nothing of this application is received: it was withdrawn.") in page


def test_consultant_finds_no_button_to_submit_or_withdraw(client, company, application):
    consultant = CompanyMemberFactory(company=company, role="consultant").user
    client.force_login(consultant)
    check, submit, withdraw = (
        reverse(f"programs:application-{name}", args=[application.pk])
        for name in ("check", "submit", "withdraw")
    )

    page = client.get(check).content.decode()

    assert submit not in page
    assert f"<strong>{said('This call is closed.')}" not in page
    assert [client.post(path).status_code for path in (submit, withdraw)] == [403, 403]


def test_check_after_closing_has_neither_promise_nor_button(as_applicant, application):
    check = reverse("programs:application-check", args=[application.pk])
    submit = reverse("programs:application-submit", args=[application.pk])
    promise = said(
        "You get a receipt at once. Until the call closes you can change and submit again; "
        "the last one counts."
    )
    before = as_applicant.get(check).content.decode()
    close(application.call)

    page = as_applicant.get(check).content.decode()

    assert (promise in before, submit in before) == (True, True)
    assert (promise in page, submit in page) == (False, False)
    assert said("This draft was not submitted and can no longer be.") in page


def test_received_title_stands_where_the_draft_was_changed_since(
    as_applicant, applicant, application
):
    received = application.title
    submission = submit_application(application, by=applicant)
    save_draft(application, by=applicant, title="새 이름", requested_won=1000, answers={})

    page = as_applicant.get(application.get_absolute_url()).content.decode()
    (card,) = as_applicant.get(DESK).context["handed_in"]

    assert f"<h1>{received}</h1>" in page
    assert (card.name, card.receipt_number) == (received, submission.number)
