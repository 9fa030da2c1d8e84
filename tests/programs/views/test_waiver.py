import pytest
from django.urls import reverse

from programs.models import AttendanceWaiver, Call
from tests.counting import statements
from tests.factories.programs import (
    AttendanceWaiverFactory,
    CallFactory,
    EligibilityRuleFactory,
    approved,
    close,
    open_call,
    received_application,
)
from tests.factories.zones import CompanyFactory, CompanyMemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(membership) -> Call:
    return open_call(agency=membership.agency)


def page(call) -> str:
    return reverse("programs:call-waivers", args=[call.pk])


def typed(company, **fields):
    number = company.formatted_business_number
    return {"business_number": number, "reason": "교통 통제", **fields}


@pytest.mark.parametrize("item_count", [1, 3])
def test_page_costs_four_statements(as_agency, call, item_count):
    AttendanceWaiverFactory.create_batch(item_count, call=call)

    assert statements(as_agency, page(call)) == 4


def test_a_waiver_is_recorded_and_revoked(as_agency, call, membership):
    company = CompanyFactory()

    as_agency.post(page(call), typed(company))
    waiver = AttendanceWaiver.objects.get()
    as_agency.post(reverse("programs:call-waiver-revoke", args=[call.pk, waiver.pk]))

    waiver.refresh_from_db()
    assert (waiver.company, waiver.given_by) == (company, membership.user)
    assert waiver.revoked_by == membership.user


@pytest.mark.parametrize("number", ["", "123", "1234567890", "나"])
def test_a_number_that_is_none_is_refused_and_the_reason_kept(as_agency, call, number):
    form = as_agency.post(page(call), typed(CompanyFactory(), business_number=number)).context[
        "form"
    ]

    assert (list(form.errors), form["reason"].value()) == (["business_number"], "교통 통제")


def test_a_second_waiver_and_one_for_oneself_are_refused(as_agency, call, membership):
    own = CompanyMemberFactory(user=membership.user).company
    known = AttendanceWaiverFactory(call=call)

    refused = [
        list(as_agency.post(page(call), typed(company)).context["form"].errors)
        for company in (known.company, own)
    ]

    assert refused == [["business_number"], ["__all__"]]


@pytest.mark.parametrize(("is_waived", "verdict"), [(True, "passes"), (False, "unknown")])
def test_the_eligibility_check_shows_how_attendance_stands(client, staff, is_waived, verdict):
    draft = CallFactory(parts=True)
    EligibilityRuleFactory(call=draft, kind="attendance")
    call = approved(draft)
    application = received_application(call=call)
    if is_waived:
        AttendanceWaiverFactory(call=call, company=application.company)
    close(call)
    client.force_login(staff)

    page = client.get(reverse("admin:programs_application_change", args=[application.pk]))

    assert page.context["attendance"].verdict == verdict
    assert page.context["attendance"].reason in page.content.decode()
