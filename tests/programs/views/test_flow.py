import pytest
from django.test import Client

from tests.drafting import give_consents
from tests.factories.programs import ConsentTextFactory, complete_application, open_call
from tests.factories.zones import CompanyMemberFactory
from tests.flow import statements_of_a_flow

pytestmark = pytest.mark.usefixtures("committed")


def flow_of_a_company(call, settings):
    member = CompanyMemberFactory()
    draft = complete_application(call=call, company=member.company, created_by=member.user)
    give_consents(draft, by=member.user)
    client = Client()
    client.force_login(member.user)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    return statements_of_a_flow(session, call.code, draft.pk)


def test_the_way_to_a_receipt_costs_few_statements(settings):
    """Each with those that look up the session and its person."""
    ConsentTextFactory()
    call = open_call()
    flow_of_a_company(call, settings)

    assert flow_of_a_company(call, settings) == {
        "call": (2, 0),
        "form": (2, 0),
        "save": (5, 2),
        "submit": (8, 5),
        "receipt": (2, 0),
    }
