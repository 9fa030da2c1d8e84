import pytest

from tests.counting import statements
from tests.factories.programs import (
    ApplicationFactory,
    BriefingFactory,
    RegistrationFactory,
    open_call,
)

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
