import pytest
from django.urls import reverse

from programs.actions.application import confirm_application
from programs.enums import ApplicationVerb
from programs.queries import applications_of, faults_of_application
from programs.queries.desk import drafts_among
from tests.amending import amended
from tests.counting import statements
from tests.factories.accounts import UserFactory
from tests.factories.programs import (
    AnswerFactory,
    ApplicationFactory,
    BriefingFactory,
    DocumentFactory,
    RegistrationFactory,
    SubmissionFactory,
    close,
    complete_application,
    days,
    open_call,
    received_application,
)
from tests.factories.vault import VaultDocumentFactory, day
from tests.factories.zones import (
    CompanyMemberFactory,
    CompanyStatusFactory,
    InvitationFactory,
    OwnershipOfferFactory,
)
from tests.words import said

DESK = "/desk/company/"


@pytest.mark.parametrize("item_count", [1, 3])
def test_desk_costs_as_many_statements_for_three_as_for_one(client, company, applicant, item_count):
    for number in range(item_count):
        draft = ApplicationFactory(call=open_call(), company=company)
        AnswerFactory(application=draft, question=draft.call.questions.first())
        DocumentFactory(application=draft)
        received_application(call=open_call(), company=company)
        draft.events.create(actor=applicant, verb="start")
        RegistrationFactory(user=applicant, briefing=BriefingFactory())
        CompanyStatusFactory(company=company, valid_from=f"202{number}-01-01", valid_until=day(9))
        VaultDocumentFactory(company=company, label=str(number), expires_on=day(9))
        InvitationFactory(email=applicant.email)
        OwnershipOfferFactory(taker=applicant, company=CompanyMemberFactory(user=applicant).company)
    client.force_login(applicant)

    assert statements(client, DESK) == 8


def test_desk_shows_the_companys_own(client, company, applicant):
    own, strange = ApplicationFactory(company=company), ApplicationFactory(title="남의 신청")
    client.force_login(applicant)

    response = client.get(DESK)

    assert list(response.context["applications"]) == [own]
    assert strange.title not in response.content.decode()


def test_desk_without_a_company_leads_to_registering_one(client, stranger):
    client.force_login(stranger)

    assert "/desk/company/new/" in client.get(DESK).content.decode()


def test_desk_leads_to_what_is_to_be_confirmed_first(client, company, applicant):
    asked = received_application(call=open_call(), company=company)
    later = ApplicationFactory(call=open_call(), company=company)
    amended(asked.call, award_limit_won=200_000_000)
    client.force_login(applicant)

    response = client.get(DESK)

    page = response.content.decode()
    assert list(response.context["applications"]) == [asked, later]
    assert response.context["next_step"].url == f"{asked.get_absolute_url()}#confirm"
    assert page.count(said("To be confirmed")) == 1
    assert page.count(f'href="{asked.get_absolute_url()}#confirm"') == 2


def test_desk_asks_no_more_for_what_was_confirmed(client, company, applicant):
    asked = received_application(call=open_call(), company=company)
    amended(asked.call, award_limit_won=200_000_000)
    shown = [row.pk for row in asked.confirmations.all()]
    confirm_application(asked, shown=shown, by=applicant)
    client.force_login(applicant)

    assert "#confirm" not in client.get(DESK).content.decode()


def desk_of(client, user):
    client.force_login(user)
    return client.get(DESK)


def test_draft_says_what_is_missing_and_how_long_there_is(client, company, applicant):
    draft = ApplicationFactory(call=open_call(closes_at=days(3)), company=company, title="")

    response = desk_of(client, applicant)

    (shown,) = response.context["drafts"]
    faults = faults_of_application(draft)
    assert shown.application == draft
    assert shown.faults == faults
    assert len(faults) > 1
    page = response.content.decode()
    assert faults[0].label in page
    assert shown.days_left in (2, 3, 4)
    assert response.context["next_step"].url == draft.get_absolute_url()


def test_faults_of_many_are_those_of_each(company, applicant):
    """Complete, empty, half filled, with a file that a condition rules out: read at once or alone."""
    complete_application(call=open_call(), company=company)
    ApplicationFactory(call=open_call(), company=company, title="", requested_won=None)
    half = ApplicationFactory(call=open_call(), company=company)
    AnswerFactory(application=half, question=half.call.questions.first(), value="")
    DocumentFactory(application=half)
    applications = list(applications_of(applicant).select_related("call", "company"))

    found = {
        draft.application.pk: draft.faults for draft in drafts_among(applications, by=applicant)
    }

    assert found == {row.pk: faults_of_application(row) for row in applications}
    assert sorted(map(bool, found.values())) == [False, True, True]


def test_complete_draft_is_led_to_its_submission(client, company, applicant):
    draft = complete_application(call=open_call(), company=company)

    response = desk_of(client, applicant)

    assert response.context["next_step"].url == reverse(
        "programs:application-check", args=[draft.pk]
    )


def test_most_urgent_draft_comes_first(client, company, applicant):
    later = ApplicationFactory(call=open_call(closes_at=days(20)), company=company)
    sooner = ApplicationFactory(call=open_call(closes_at=days(2)), company=company)

    response = desk_of(client, applicant)

    assert [draft.application for draft in response.context["drafts"]] == [sooner, later]


def test_draft_of_a_closed_call_is_no_draft_any_more(client, company, applicant):
    missed = ApplicationFactory(call=open_call(), company=company)
    close(missed.call)

    response = desk_of(client, applicant)

    assert (response.context["drafts"], response.context["handed_in"]) == ([], [missed])


def test_change_after_submission_is_to_be_submitted_again(client, company, applicant):
    application = received_application(call=open_call(), company=company)
    type(application).objects.update(saved_at=days(1))

    response = desk_of(client, applicant)

    assert response.context["next_step"].url == reverse(
        "programs:application-check", args=[application.pk]
    )


def test_new_company_is_led_to_the_calls(client, company, applicant):
    response = desk_of(client, applicant)

    assert response.context["next_step"].url == reverse("programs:call-matches")
    assert not response.context["has_tasks"]
    assert response.context["news"] == []


def test_what_expires_soon_is_a_task(client, company, applicant):
    certificate = VaultDocumentFactory(company=company, expires_on=day(30), label="가나다라")
    VaultDocumentFactory(company=company, kind="local_tax", expires_on=day(31))
    over = VaultDocumentFactory(company=company, kind="size", expires_on=day(-1))
    VaultDocumentFactory(company=company, kind="property_right", label="a", expires_on=day(-1))
    VaultDocumentFactory(
        company=company, kind="property_right", label="a", expires_on=day(400)
    )  # renewed
    status = CompanyStatusFactory(company=company, valid_until=day(10))
    CompanyStatusFactory(company=company, kind="innobiz", valid_until=day(31))

    response = desk_of(client, applicant)

    ((_company, tasks),) = response.context["companies"]
    assert (tasks["certificates"], tasks["statuses"]) == ([over, certificate], [status])
    assert "가나다라" in response.content.decode()
    assert response.context["next_step"].url == reverse("programs:company-vault", args=[company.pk])


def test_offer_of_representation_is_the_next_step(client, company):
    asked = CompanyMemberFactory(company=company, role="staff")
    OwnershipOfferFactory(company=company, taker=asked.user)

    response = desk_of(client, asked.user)

    people = reverse("zones:company-people", args=[company.pk])
    assert response.context["next_step"].url == f"{people}#offer"


def test_invitation_is_told_of_without_its_company(client, db):
    """The address may not have been proved yet; the mail says which company it is."""
    guest = UserFactory()
    invitation = InvitationFactory(email=guest.email)

    response = desk_of(client, guest)

    page = response.content.decode()
    assert response.context["invitation_count"] == 1
    assert said("You are invited to a company") in page
    assert invitation.company.name not in page


def test_news_are_of_own_applications_without_reviewers(client, company, applicant):
    application = received_application(call=open_call(), company=company)
    reviewer = UserFactory(name="김평가")
    application.events.create(actor=applicant, verb="submit")
    application.events.create(actor=reviewer, verb="pledge")
    application.events.create(actor=reviewer, verb="pass_screening")
    strange = received_application(call=open_call(), title="남의 과제")
    strange.events.create(actor=reviewer, verb="submit")

    response = desk_of(client, applicant)

    page = response.content.decode()
    assert [message.application for message in response.context["news"]] == [application] * 2
    assert "김평가" not in page
    assert "남의 과제" not in page


def test_news_call_an_application_as_its_card_does(client, company, applicant):
    application = received_application(call=open_call(), company=company, title="고친 제목")
    SubmissionFactory(application=application, content='{"title":"접수된 제목"}')
    application.events.create(actor=applicant, verb="submit")

    page = desk_of(client, applicant).content.decode()

    assert page.count("접수된 제목") > 1
    assert "고친 제목" not in page


def test_what_is_written_does_not_push_out_what_the_foundation_did(
    client, company, applicant, staff
):
    application = received_application(call=open_call(), company=company)
    application.events.create(actor=staff, verb="select")
    for verb in ["write", "upload", "remove_file"] * 4:
        application.events.create(actor=applicant, verb=verb)

    news = desk_of(client, applicant).context["news"]

    assert [message.title for message in news] == [str(ApplicationVerb.SELECT.label)]


def test_act_of_a_consultant_is_marked_in_the_news(client, company, applicant):
    consultant = CompanyMemberFactory(company=company, role="consultant").user
    application = ApplicationFactory(call=open_call(), company=company)
    application.events.create(actor=consultant, verb="start")

    page = desk_of(client, applicant).content.decode()

    words = said("%(name)s (outside consultant)") % {"name": consultant.name}
    assert words in page
    assert words in client.get(application.get_absolute_url()).content.decode()
