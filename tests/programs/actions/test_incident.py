"""An outage: what it costs to move many calls, and what companies may do that had submitted."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.common.models import LATEST
from programs.actions.amendment import record_incident
from programs.actions.application import submit_application
from programs.actions.errors import CallClosed, NotExtendable
from programs.enums import ApplicationState
from programs.models import Amendment, Application, Call, Confirmation, Incident, Submission
from tests.amending import outage
from tests.drafting import save_draft
from tests.factories.accounts import FoundationUserFactory
from tests.factories.programs import (
    close,
    complete_application,
    days,
    open_call,
    received_application,
    set_moments,
)
from tests.factories.zones import AgencyMemberFactory, CompanyMemberFactory
from tests.mails import queued_mails

pytestmark = pytest.mark.django_db
TITLE = "장애 뒤에 고친 제목"


def record(*calls: Call, by=None) -> Incident:
    return record_incident(
        outage(), calls=calls, closes_at=days(40), by=by or FoundationUserFactory()
    )


def test_incident_moves_all_calls_in_one_act_and_reopens_them(staff):
    closed, running = open_call(), open_call()
    set_moments(closed, closes_at=days(-0.15))
    until = days(40)

    record_incident(outage(), calls=[closed, running], closes_at=until, by=staff)

    calls = Call.objects.filter(pk__in=[closed.pk, running.pk])
    assert [call.closes_at for call in calls] == [until, until]
    assert calls.open().count() == 2


def test_incident_moves_none_where_one_cannot_be_moved(staff):
    call, longer = open_call(), open_call(closes_at=days(60))
    former = call.closes_at

    with pytest.raises(NotExtendable) as refusal:
        record_incident(outage(), calls=[call, longer], closes_at=days(40), by=staff)

    call.refresh_from_db()
    assert (refusal.value.calls, call.closes_at) == ([longer], former)


def test_person_with_two_extended_calls_gets_one_mail(staff):
    calls = [open_call(), open_call()]
    member = CompanyMemberFactory()
    for call in calls:
        received_application(call=call, company=member.company)

    record_incident(outage(), calls=calls, closes_at=days(40), by=staff)

    assert [to for to, _subject in queued_mails()].count(member.user.email) == 1


def statements_about_applications(*, count: int) -> int:
    calls = [received_application().call for _number in range(count)]
    with CaptureQueriesContext(connection) as queries:
        record(*calls)
    return sum('FROM "programs_application"' in query["sql"] for query in queries)


@pytest.mark.parametrize("count", [1, 3])
def test_outage_asks_once_whether_calls_are_in_review(count):
    assert statements_about_applications(count=count) == 1


def test_outage_moves_no_call_whose_applications_are_handled():
    calls = [close(received_application().call) for _number in range(3)]
    Application.objects.filter(call=calls[1]).update(state=ApplicationState.ELIGIBLE)

    with pytest.raises(NotExtendable) as refusal:
        record(*calls)

    assert refusal.value.calls == [calls[1]]


def submitted_before_the_outage() -> tuple[Application, Submission]:
    """Received in time; then the call has closed."""
    application = complete_application()
    submission = submit_application(application, by=application.created_by)
    close(Call.objects.get(pk=application.call_id))
    return Application.objects.get(pk=application.pk), submission


def revise(application: Application) -> None:
    save_draft(
        application,
        by=application.created_by,
        title=TITLE,
        requested_won=application.requested_won,
        answers={},
    )


def test_who_had_submitted_revises_after_an_outage():
    application, former = submitted_before_the_outage()
    with pytest.raises(CallClosed):
        revise(application)

    record(application.call)
    revise(application)
    latest = submit_application(application, by=application.created_by)

    application.refresh_from_db()
    assert list(application.submissions.all()) == [latest, former]
    assert (application.state, application.submitted_at) == ("submitted", latest.received_at)
    assert (TITLE in latest.content, TITLE in former.content) == (True, False)


@pytest.mark.parametrize("writes", [False, True])
def test_who_does_not_submit_anew_keeps_what_was_received(writes):
    """Even who has begun to write: a draft takes nothing back."""
    application, former = submitted_before_the_outage()
    record(application.call)

    if writes:
        revise(application)
    set_moments(Call.objects.get(pk=application.call_id), closes_at=days(-0.01))

    application.refresh_from_db()
    assert list(application.submissions.all()) == [former]
    assert (application.state, application.submitted_at) == ("submitted", former.received_at)
    assert not Confirmation.objects.exists()  # nothing is asked of them


def test_who_had_not_submitted_does_so_after_an_outage():
    application = complete_application(call=open_call())
    close(application.call)

    record(application.call)

    assert submit_application(application, by=application.created_by)


@pytest.mark.parametrize(
    "fields",
    [
        {"closed_at": -0.15},
        {"closes_at": -0.3},
        {"opens_at": -0.05},
    ],
    ids=["closed early by staff", "over before it", "opened after it"],
)
def test_a_call_that_was_not_hit_is_not_moved(fields):
    moments = {name: days(count) for name, count in fields.items()}
    if "closed_at" in fields:
        moments["closed_by"] = FoundationUserFactory()
    call = set_moments(open_call(), **moments)

    with pytest.raises(NotExtendable):
        record(call)

    assert not Amendment.objects.exists()


def test_nobody_moves_the_closing_of_their_own_agencys_call():
    call = open_call()
    member = AgencyMemberFactory(agency=call.agency, user=FoundationUserFactory()).user

    with pytest.raises(NotExtendable):
        record(call, by=member)

    assert not Amendment.objects.exists()


def test_the_same_outage_moves_a_call_once():
    call = open_call()
    record(call)

    with pytest.raises(NotExtendable):
        record(call)

    assert call.amendments.count() == 1


@pytest.mark.parametrize(
    ("former", "later"),
    [
        ("2030-01-17 18:00", "2030-01-18 18:00"),
        ("2030-01-18 18:00", "2030-01-21 18:00"),
        ("2030-01-19 00:00", "2030-01-22 00:00"),
        ("2030-02-28 18:00", "2030-03-04 18:00"),
    ],
    ids=["Friday", "Saturday", "midnight that ends a Saturday", "Independence Movement Day"],
)
def test_call_that_is_moved_by_days_closes_on_a_business_day(former, later):
    call = set_moments(open_call(), closes_at=datetime.fromisoformat(f"{former}+09:00"))
    incident = Incident(title_ko="장애", notice_ko="연장", started_at=days(-2), ended_at=days(-1))

    record_incident(incident, calls=[call], days=1, by=FoundationUserFactory())

    call.refresh_from_db()
    assert call.closes_at == datetime.fromisoformat(f"{later}+09:00")


def test_no_call_is_moved_beyond_the_century():
    call = set_moments(open_call(), closes_at=LATEST - timedelta(days=1))
    incident = Incident(title_ko="장애", notice_ko="연장", started_at=days(-2), ended_at=days(-1))

    with pytest.raises(NotExtendable):
        record_incident(incident, calls=[call], days=5, by=FoundationUserFactory())
