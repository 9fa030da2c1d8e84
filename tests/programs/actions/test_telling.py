"""Who holds a call writes no mails: one job does, however many are concerned."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob

from programs.actions.amendment import cancel_call, publish_amendment, record_incident
from programs.models import Call, Incident
from programs.tasks import mail_amendment, mail_incident
from tests.amending import amended, begun, submitted
from tests.factories.accounts import FoundationUserFactory
from tests.factories.programs import (
    ApplicationFactory,
    RegistrationFactory,
    days,
    open_call,
    received_application,
)
from tests.factories.zones import AgencyMemberFactory, CompanyMemberFactory
from tests.mails import body_to, queued_mails

pytestmark = pytest.mark.django_db
MAILS = "portal.accounts.tasks.send_mail"


def concern(call: Call, *, people: int) -> None:
    for _number in range(people):
        ApplicationFactory(call=call, company=CompanyMemberFactory().company)


def publishing(call: Call) -> Callable[[], object]:
    draft, staff = submitted(begun(call, notes="안내")), FoundationUserFactory()
    return lambda: publish_amendment(draft, by=staff)


def extending(call: Call) -> Callable[[], object]:
    staff = FoundationUserFactory()
    incident = Incident(
        title_ko="접속 장애", notice_ko="마감을 연장합니다.",
        started_at=days(-0.2), ended_at=days(-0.1),
    )  # fmt: skip
    return lambda: record_incident(incident, calls=[call], closes_at=days(60), by=staff)


ACTS = {"amendment": publishing, "outage": extending}


def cost(prepared, *, people: int) -> int:
    call = open_call()
    concern(call, people=people)
    act = prepared(call)
    with CaptureQueriesContext(connection) as queries:
        act()
    return len(queries)


@pytest.mark.parametrize("act", ACTS)
def test_the_act_costs_the_same_however_many_are_concerned(act):
    assert cost(ACTS[act], people=1) == cost(ACTS[act], people=6)


@pytest.mark.parametrize("act", ACTS)
def test_the_worker_writes_the_mails(act):
    call = open_call()
    concern(call, people=2)

    ACTS[act](call)()

    members = {
        application.company.members.get().user.email for application in call.applications.all()
    }
    written = ProcrastinateJob.objects.filter(task_name=MAILS)
    assert not members & {job.args["to"][0] for job in written}
    assert members <= {address for address, _subject in queued_mails()}


@pytest.mark.parametrize("act", ACTS)
def test_what_is_rolled_back_tells_nobody(act):
    call = open_call()
    concern(call, people=1)

    with transaction.atomic():
        ACTS[act](call)()
        transaction.set_rollback(True)

    assert queued_mails() == []


def test_mails_that_fail_are_written_later():
    assert {task.retry_strategy.max_attempts for task in (mail_amendment, mail_incident)} == {8}


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
