"""The pages of people and history: who sees and does what through them."""

import pytest
from django.urls import reverse

from portal.common.digest import digest_of
from tests.counting import statements
from tests.factories.accounts import UserFactory
from tests.factories.programs import ApplicationFactory, open_call
from tests.factories.zones import (
    CompanyMemberFactory,
    CompanyStatusFactory,
    InvitationFactory,
    token_digest,
)
from tests.mails import body_to
from tests.words import said
from zones.enums import CompanyRole
from zones.models import Company, Invitation
from zones.queries.company import profile_content

INVITED = {"email": "New@Example.kr", "role": "staff"}


def people(company) -> str:
    return reverse("zones:company-people", args=[company.pk])


def opened_by(token: str) -> str:
    return reverse("zones:invitation", args=[token])


@pytest.fixture
def consultant(company):
    return CompanyMemberFactory(company=company, role=CompanyRole.CONSULTANT)


def test_invitation_from_the_page_to_the_desk(client, company, applicant):
    client.force_login(applicant)
    client.post(people(company), INVITED)
    guest = UserFactory(email="new@example.kr")
    token = body_to(guest).partition("/invitations/")[2].partition("/")[0]
    client.force_login(guest)

    page = client.get(opened_by(token)).content.decode()
    response = client.post(opened_by(token))

    assert company.name in page
    assert response.url == "/desk/company/"
    assert company.members.get(user=guest).role == "staff"
    assert client.get(opened_by(token)).status_code == 404


def test_invitation_asks_for_a_sign_in_that_leads_back(client, db):
    InvitationFactory(token_sha256=token_digest("token"))

    response = client.get(opened_by("token"))

    assert response.url == f"/accounts/login/?next={opened_by('token')}"


@pytest.mark.parametrize("method", ["get", "post"])
def test_another_address_learns_nothing(client, stranger, method):
    invitation = InvitationFactory(token_sha256=token_digest("token"))
    client.force_login(stranger)

    response = getattr(client, method)(opened_by("token"))

    page = response.content.decode()
    assert response.status_code == 403
    assert invitation.company.name not in page
    assert invitation.email not in page
    assert not invitation.company.members.filter(user=stranger).exists()


@pytest.mark.parametrize("token", ["token", "x" * 300, "%00", "..", "토큰"])
def test_unknown_token_is_not_found(client, stranger, token):
    client.force_login(stranger)

    assert client.get(opened_by(token)).status_code == 404


@pytest.mark.parametrize(
    ("given", "field"),
    [({"email": "x"}, "email"), ({"role": "owner"}, "role"), ({"email": ""}, "email")],
)
def test_faulty_invitation_is_refused_at_its_field(client, company, applicant, given, field):
    client.force_login(applicant)

    response = client.post(people(company), {**INVITED, **given})

    assert list(response.context["form"].errors) == [field]
    assert not Invitation.objects.exists()


def test_who_is_invited_already_is_said_at_the_address(client, company, applicant):
    InvitationFactory(company=company, email="new@example.kr")
    client.force_login(applicant)

    response = client.post(people(company), INVITED)

    assert list(response.context["form"].errors) == ["email"]


def test_other_members_see_the_people_and_change_nothing(client, company, consultant):
    invitation = InvitationFactory(company=company)
    client.force_login(consultant.user)

    page = client.get(people(company)).content.decode()

    assert said("Send the invitation") not in page
    assert reverse("zones:company-account", args=[company.pk]) not in page
    again = reverse("zones:company-invitation-again", args=[company.pk, invitation.pk])
    revoke = reverse("zones:company-invitation-revoke", args=[company.pk, invitation.pk])
    offer = reverse("zones:company-offer", args=[company.pk, consultant.pk])
    other = company.members.exclude(pk=consultant.pk).get()
    remove = reverse("zones:company-member-remove", args=[company.pk, other.pk])
    for path in (people(company), again, revoke, offer, remove):
        assert client.post(path, INVITED).status_code == 403


def test_removed_member_sees_nothing_from_that_moment(client, company, applicant, consultant):
    application = ApplicationFactory(company=company, call=open_call(), title="비밀 과제")
    paths = [
        application.get_absolute_url(),
        reverse("programs:application-edit", args=[application.pk]),
        reverse("programs:document-list", args=[application.pk]),
        reverse("zones:company-edit", args=[company.pk]),
        reverse("zones:company-history", args=[company.pk]),
        people(company),
    ]
    client.force_login(consultant.user)
    assert {client.get(path).status_code for path in paths} == {200}
    assert application.title in client.get("/desk/company/").content.decode()
    boss = type(client)()
    boss.force_login(applicant)

    boss.post(reverse("zones:company-member-remove", args=[company.pk, consultant.pk]))

    assert {client.get(path).status_code for path in paths} == {404}
    assert application.title not in client.get("/desk/company/").content.decode()


@pytest.fixture
def colleague(company):
    return CompanyMemberFactory(company=company, role=CompanyRole.STAFF)


def test_consultant_is_no_heir(client, company, applicant, consultant):
    client.force_login(applicant)
    offer = reverse("zones:company-offer", args=[company.pk, consultant.pk])

    assert offer not in client.get(people(company)).content.decode()
    client.post(offer)

    assert not company.offers.exists()


def test_consultant_reads_the_profile_and_changes_nothing(client, company, consultant):
    client.force_login(consultant.user)
    edit = reverse("zones:company-edit", args=[company.pk])

    page = client.get(edit)

    assert (page.status_code, client.post(edit).status_code) == (200, 403)
    assert '<fieldset class="plain" disabled>' in page.content.decode()


def test_representation_is_handed_over_through_the_pages(client, company, applicant, colleague):
    client.force_login(applicant)
    client.post(reverse("zones:company-offer", args=[company.pk, colleague.pk]))
    offer = company.offers.get()
    client.force_login(colleague.user)
    assert said("Accept") in client.get(people(company)).content.decode()

    client.post(reverse("zones:company-offer-accept", args=[company.pk, offer.pk]))

    roles = dict(company.members.values_list("user", "role"))
    assert roles == {applicant.pk: "staff", colleague.user_id: "representative"}


def test_last_representative_is_told_what_to_do(client, company, applicant):
    client.force_login(applicant)
    member = company.members.get()

    response = client.post(
        reverse("zones:company-member-remove", args=[company.pk, member.pk]), follow=True
    )

    words = said("A company needs a representative: hand the representation over first.")
    assert words in response.content.decode()
    assert company.members.get() == member


def test_member_of_another_company_is_not_found(client, company, applicant):
    strange = CompanyMemberFactory()
    client.force_login(applicant)

    path = reverse("zones:company-member-remove", args=[company.pk, strange.pk])

    assert client.post(path).status_code == 404


@pytest.mark.parametrize("item_count", [1, 3])
def test_people_cost_the_same_with_more_of_them(client, company, applicant, item_count):
    CompanyMemberFactory.create_batch(item_count, company=company)
    InvitationFactory.create_batch(item_count, company=company)
    client.force_login(applicant)

    assert statements(client, people(company)) == 7


def history(company) -> str:
    return reverse("zones:company-history", args=[company.pk])


def profile_of(company, **changes) -> dict[str, str]:
    fields = {
        "applicant_kind": "company",
        "name": company.name,
        "business_number": company.business_number,
        "representative_name": company.representative_name,
        "size": company.size,
        "address": company.address,
        "phone": company.phone,
        "seen": digest_of(profile_content(Company.objects.get(pk=company.pk))),
        "statuses-TOTAL_FORMS": "0",
        "statuses-INITIAL_FORMS": "0",
    }
    return fields | changes


def test_history_says_who_changed_what(client, company, colleague, consultant):
    before = company.name
    client.force_login(colleague.user)
    client.post(
        reverse("zones:company-edit", args=[company.pk]), profile_of(company, name="새이름")
    )
    company.events.create(actor=consultant.user, verb="keep_certificate")

    page = client.get(history(company)).content.decode()

    assert f"<del>{before}</del> → <ins>새이름</ins>" in page
    assert colleague.user.name in page
    words = said("%(name)s (outside consultant)") % {"name": consultant.user.name}
    assert words in page


def test_history_keeps_a_removed_status(client, company, applicant):
    status = CompanyStatusFactory(company=company, certificate_number="제7호")
    status.delete()
    client.force_login(applicant)

    assert "<del>제7호</del>" in client.get(history(company)).content.decode()


@pytest.mark.parametrize("item_count", [1, 3])
def test_history_costs_the_same_with_more_of_it(client, company, applicant, item_count):
    for number in range(item_count):
        CompanyStatusFactory(company=company, valid_from=f"202{number}-01-01")
        company.events.create(actor=UserFactory(), verb="correct")
    client.force_login(applicant)

    assert statements(client, history(company)) == 9


def test_odd_corporate_number_is_saved_with_a_warning(client, company, applicant):
    client.force_login(applicant)
    path = reverse("zones:company-edit", args=[company.pk])

    response = client.post(
        path, profile_of(company, corporate_number="110111-0062433"), follow=True
    )

    company.refresh_from_db()
    assert company.corporate_number == "1101110062433"
    levels = [message.level_tag for message in response.context["messages"]]
    assert levels == ["success", "warning"]
