"""The company confirms what it had submitted, after a change of the call that matters to it."""

import pytest
from django.conf import settings
from django.urls import reverse

from programs.actions.application import submit_application, withdraw_application
from tests.amending import REASON, amended
from tests.factories.programs import close, complete_application, received_application
from tests.factories.zones import AgencyMemberFactory, CompanyMemberFactory
from tests.words import said

NOTHING_LEFT = "There is nothing left to confirm."
CONFIRM_OR_REVISE = "Confirm that your application stays as it is, or revise it and submit it anew."


def path(name: str, application) -> str:
    return reverse(f"programs:{name}", args=[application.pk])


def told(response) -> list[str]:
    """The messages on the page that the answer leads to."""
    return [str(message) for message in response.context["messages"]]


@pytest.fixture
def asked(call, company):
    """A received application whose company is asked to confirm."""
    application = received_application(call=call, company=company)
    amended(call, award_limit_won=200_000_000)
    return application


@pytest.fixture
def as_applicant(client, applicant):
    client.force_login(applicant)
    return client


def is_asked(client, application) -> bool:
    page = client.get(path("application-detail", application)).content.decode()
    return path("application-confirm", application) in page


@pytest.mark.parametrize(("language", "kind"), [("ko", "정정"), ("en", "Correction")])
def test_page_asks_with_the_reason(as_applicant, asked, call, language, kind):
    as_applicant.cookies[settings.LANGUAGE_COOKIE_NAME] = language

    page = as_applicant.get(path("application-detail", asked)).content.decode()

    history = reverse("programs:call-history", args=[call.code])
    words = [f"{kind}: {REASON}", said(CONFIRM_OR_REVISE, language), f"{history}#amendment-1"]
    assert [text for text in words if text not in page] == []


def test_nobody_is_asked_about_another_change(as_applicant, call, company):
    application = received_application(call=call, company=company)
    amended(call, contact_phone="055-111-1111")

    assert not is_asked(as_applicant, application)


def test_draft_is_not_asked(as_applicant, call, company):
    application = complete_application(call=call, company=company)
    amended(call, award_limit_won=200_000_000)

    assert not is_asked(as_applicant, application)


def shown(application) -> dict:
    """What the page of the application sends: the confirmations that it shows."""
    return {"shown": [row.pk for row in application.confirmations.all()]}


def test_what_the_page_did_not_show_is_not_confirmed(as_applicant, asked):
    page = shown(asked)
    amended(asked.call, award_limit_won=123_000_000)

    as_applicant.post(path("application-confirm", asked), page)

    first, second = asked.confirmations.order_by("amendment__number")
    assert (first.confirmed_at is not None, second.confirmed_at) == (True, None)


@pytest.mark.parametrize("keys", [[], ["x"], ["9" * 30], ["-1"]])
def test_confirmation_of_nothing_is_answered(as_applicant, asked, keys):
    response = as_applicant.post(path("application-confirm", asked), {"shown": keys}, follow=True)

    assert response.status_code == 200
    assert asked.confirmations.get().confirmed_at is None


def test_confirm(as_applicant, asked, applicant):
    assert is_asked(as_applicant, asked)

    response = as_applicant.post(path("application-confirm", asked), shown(asked), follow=True)

    confirmation = asked.confirmations.get()
    assert response.redirect_chain == [(path("application-detail", asked), 302)]
    assert told(response) == [said("Confirmed. Your application stays as it was received.")]
    assert (confirmation.confirmed_by, confirmation.is_revised) == (applicant, False)
    assert asked.events.filter(verb="confirm", actor=applicant).count() == 1
    assert not is_asked(as_applicant, asked)


def test_second_click_on_confirm_is_answered(as_applicant, asked):
    as_applicant.post(path("application-confirm", asked), shown(asked))
    first = asked.confirmations.get().confirmed_at

    response = as_applicant.post(path("application-confirm", asked), shown(asked), follow=True)

    assert said(NOTHING_LEFT) in told(response)
    assert asked.confirmations.get().confirmed_at == first


def test_who_submits_anew_has_answered(as_applicant, asked, applicant):
    asked.title = "고친 과제명"
    asked.save()
    submit_application(asked, by=applicant)

    assert not is_asked(as_applicant, asked)
    assert asked.confirmations.get().is_revised


def test_withdrawn_application_is_not_asked(as_applicant, asked, applicant):
    withdraw_application(asked, by=applicant)

    response = as_applicant.post(path("application-confirm", asked), shown(asked), follow=True)

    assert told(response) == [said(NOTHING_LEFT)]
    assert asked.confirmations.get().confirmed_at is None
    assert not is_asked(as_applicant, asked)


def test_revision_is_not_offered_after_closing(as_applicant, asked, call):
    close(call)

    page = as_applicant.get(path("application-detail", asked)).content.decode()

    assert said("Confirm that your application stays as it is.") in page
    assert said(CONFIRM_OR_REVISE) not in page


@pytest.mark.parametrize("who", ["company", "agency", "staff"])
def test_application_is_confirmed_by_its_company_only(client, asked, call, staff, who):
    others = {
        "company": CompanyMemberFactory().user,
        "agency": AgencyMemberFactory(agency=call.agency).user,
        "staff": staff,
    }
    client.force_login(others[who])

    response = client.post(path("application-confirm", asked), shown(asked))

    assert (response.status_code, asked.confirmations.get().confirmed_at) == (404, None)


def test_confirmation_needs_to_sign_in(client, asked):
    response = client.post(path("application-confirm", asked), shown(asked))

    assert response.url.startswith(reverse("account_login"))
    assert asked.confirmations.get().confirmed_at is None
