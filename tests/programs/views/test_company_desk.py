import pytest

from programs.actions.application import confirm_application
from tests.amending import amended
from tests.counting import statements
from tests.factories.programs import (
    ApplicationFactory,
    BriefingFactory,
    RegistrationFactory,
    open_call,
    received_application,
)
from tests.words import said

DESK = "/desk/company/"


@pytest.mark.parametrize("item_count", [1, 3])
def test_desk_costs_six_statements(client, company, applicant, item_count):
    for _number in range(item_count):
        ApplicationFactory(call=open_call(), company=company)
        RegistrationFactory(user=applicant, briefing=BriefingFactory())
    client.force_login(applicant)

    assert statements(client, DESK) == 6


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
    assert page.count(said("To be confirmed")) == 1
    assert f'href="{asked.get_absolute_url()}#confirm"' in page


def test_desk_asks_no_more_for_what_was_confirmed(client, company, applicant):
    asked = received_application(call=open_call(), company=company)
    amended(asked.call, award_limit_won=200_000_000)
    shown = [row.pk for row in asked.confirmations.all()]
    confirm_application(asked, shown=shown, by=applicant)
    client.force_login(applicant)

    assert "#confirm" not in client.get(DESK).content.decode()
