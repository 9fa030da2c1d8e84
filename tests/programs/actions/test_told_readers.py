"""Who is told of a change is led to what is theirs, and reads of nobody else's."""

import pytest
from django.conf import settings

from programs.actions.amendment import cancel_call
from tests.amending import amended
from tests.factories.accounts import FoundationUserFactory
from tests.factories.programs import RegistrationFactory, open_call, received_application
from tests.factories.zones import AgencyMemberFactory, CompanyMemberFactory
from tests.mails import body_to

pytestmark = pytest.mark.django_db


CHANGES = {
    "amended": lambda call: amended(call, budget_won=1_000_000_000),
    "cancelled": lambda call: cancel_call(call, by=FoundationUserFactory(), reason="예산"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_mail_leads_each_reader_to_what_is_theirs(change):
    call = open_call()
    one, other = CompanyMemberFactory(), CompanyMemberFactory()
    own, strange = (
        received_application(call=call, company=member.company) for member in (one, other)
    )

    CHANGES[change](call)

    body = body_to(one.user)
    address = f"{settings.SITE_URL}{own.get_absolute_url()}\n"
    assert [text for text in (own.title, one.company.name, address) if text not in body] == []
    assert strange.get_absolute_url() + "\n" not in body
    assert settings.SITE_URL + call.get_absolute_url() in body


@pytest.mark.parametrize("change", CHANGES)
def test_who_acts_for_two_companies_gets_one_mail_about_both(change):
    call, member = open_call(), CompanyMemberFactory()
    second = CompanyMemberFactory(user=member.user)
    both = [
        received_application(call=call, company=company)
        for company in (member.company, second.company)
    ]

    CHANGES[change](call)

    body = body_to(member.user)
    assert [one for one in both if f"{one.get_absolute_url()}\n" not in body] == []


@pytest.mark.parametrize("change", CHANGES)
def test_guest_and_agency_read_of_no_application(change):
    call, guest = open_call(), RegistrationFactory()
    guest.briefing.calls.add(call)
    agency_member = AgencyMemberFactory(agency=call.agency).user
    application = received_application(call=call, company=CompanyMemberFactory().company)

    CHANGES[change](call)

    told = {user: body_to(user) for user in (guest.user, agency_member)}
    assert [user for user, body in told.items() if "/applications/" in body] == []
    assert application.company.name not in "".join(told.values())
