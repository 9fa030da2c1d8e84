"""A draft that was begun by mistake is given up, and can be begun anew."""

import pytest
from django.urls import reverse

from programs.actions.application import submit_application
from programs.actions.draft import begin_application, discard_application
from programs.actions.errors import CallClosed
from programs.actions.notifications import applicants_of
from programs.actions.reminder import remind_of_closing
from programs.models import Application
from programs.workflow import TransitionNotAllowed
from tests.factories.programs import close, complete_application, days, open_call
from tests.factories.zones import CompanyMemberFactory
from tests.mails import queued_mails
from zones.actions.errors import OutsideConsultant

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(company):
    return complete_application(call=open_call(closes_at=days(2)), company=company)


def test_given_up_draft_is_neither_told_of_nor_missed(draft, applicant, company):
    Application.objects.update(created_at=days(-30))

    discard_application(draft, by=applicant)

    assert remind_of_closing(most=10) == 0
    assert queued_mails() == []
    assert not applicants_of(draft.call).exists()
    close(draft.call)
    assert not Application.objects.missed().exists()
    (event,) = draft.events.filter(verb="discard")
    assert (event.from_state, event.to_state, event.actor) == ("draft", "discarded", applicant)


def test_begun_anew_it_is_as_it_was_left(draft, applicant, company):
    discard_application(draft, by=applicant)

    again = begin_application(draft.call, company=company, by=applicant)

    assert (again.pk, again.state, again.title) == (draft.pk, "draft", draft.title)
    assert again.answers.count() == draft.answers.count() > 0
    assert [event.verb for event in draft.events.all()][-2:] == ["discard", "start"]


def test_only_who_acts_for_the_company_gives_up_what_was_never_submitted(draft, applicant, company):
    consultant = CompanyMemberFactory(company=company, role="consultant").user
    with pytest.raises(OutsideConsultant):
        discard_application(draft, by=consultant)
    submit_application(draft, by=applicant)
    with pytest.raises(TransitionNotAllowed):
        discard_application(draft, by=applicant)


def test_nothing_is_given_up_or_begun_anew_after_the_closing(draft, applicant, company):
    discard_application(draft, by=applicant)
    close(draft.call)

    with pytest.raises(CallClosed):
        begin_application(draft.call, company=company, by=applicant)
    with pytest.raises(CallClosed):
        discard_application(draft, by=applicant)


def test_pages_give_up_and_begin_anew(client, draft, applicant, company):
    client.force_login(applicant)
    discard = reverse("programs:application-discard", args=[draft.pk])
    desk, start = "/desk/company/", reverse("programs:application-start", args=[draft.call.code])
    assert discard in client.get(draft.get_absolute_url()).content.decode()

    assert client.post(discard).url == desk

    assert client.get(desk).context["drafts"] == []
    page = client.get(draft.get_absolute_url()).content.decode()
    assert (discard in page, start in page) == (False, True)
    client.post(start, {"company": company.pk})
    assert [one.application for one in client.get(desk).context["drafts"]] == [draft]
