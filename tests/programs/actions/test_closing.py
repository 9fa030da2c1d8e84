"""An early closing: an amendment that ends the call, with its reason, told to all concerned."""

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from programs.actions.amendment import close_call, publish_amendment
from programs.actions.errors import AlreadyInReview, CallClosed
from programs.enums import AmendmentKind, ApplicationState, CallState, CallVerb, MailFrequency
from programs.models import Application, Call, Confirmation
from programs.queries.difference import differences_from
from programs.queries.lint import faults_of_call
from tests.amending import amended, begun, published, submitted
from tests.factories.accounts import FoundationUserFactory
from tests.factories.programs import (
    ApplicationFactory,
    BriefingFactory,
    RegistrationFactory,
    close,
    days,
    open_call,
    received_application,
    set_moments,
)
from tests.factories.zones import CompanyMemberFactory
from tests.mails import write_mails
from tests.telling import MAILS
from tests.words import said

REASON = "예산이 모두 소진되었습니다."
LOST = (
    "Your company has begun an application that it has not submitted: it is kept, but can no"
    " longer be submitted."
)


def mails() -> dict[str, str]:
    """Texts by address; one to each."""
    write_mails()
    jobs = ProcrastinateJob.objects.filter(task_name=MAILS)
    texts = {job.args["to"][0]: job.args["body"] for job in jobs}
    assert len(texts) == len(jobs)
    return texts


def test_close_ends_an_open_call_now(call, staff):
    close_call(call, by=staff, reason=REASON)

    call.refresh_from_db()
    event = call.events.last()
    assert (call.status, call.closed_by, call.state) == ("closed", staff, CallState.APPROVED)
    assert (event.verb, event.actor, event.reason) == (CallVerb.CLOSE, staff, REASON)


def test_close_of_a_call_that_is_not_open_is_refused(db):
    call = close(open_call())

    with pytest.raises(CallClosed):
        close_call(call, by=FoundationUserFactory(), reason=REASON)

    call.refresh_from_db()
    assert (call.closed_at, call.amendments.count(), mails()) == (None, 0, {})


def test_closing_is_an_amendment_of_the_closing_time(call, staff):
    close_call(call, by=staff, reason=REASON)

    call.refresh_from_db()
    amendment = call.amendments.get()
    (found,) = differences_from(amendment.difference)
    assert (amendment.kind, amendment.reason) == (AmendmentKind.CLOSING, REASON)
    assert (amendment.closes_at_before, amendment.closes_at_after) == (
        call.closes_at,
        call.closed_at,
    )
    assert found.path == "closes_at"
    assert found.before_ko > found.after_ko


def test_closing_of_a_call_without_a_closing_time(staff, db):
    call = open_call(closes_at=None, closing_mode="budget", budget_won=10**9)

    close_call(call, by=staff, reason=REASON)

    (found,) = differences_from(call.amendments.get().difference)
    assert (found.path, found.before_ko) == ("closes_at", "")
    assert found.after_ko


def test_closing_keeps_the_original_and_makes_no_version(call, staff):
    close_call(call, by=staff, reason=REASON)

    assert list(call.published_versions.values_list("number", flat=True)) == [0]


def test_closing_asks_nobody_to_confirm(call, staff):
    received_application(call=call)

    close_call(call, by=staff, reason=REASON)

    assert not Confirmation.objects.exists()


def test_closing_that_an_extension_takes_back_stays_in_the_history(call, staff):
    close_call(call, by=staff, reason=REASON)
    amended(Call.objects.get(pk=call.pk), kind=AmendmentKind.EXTENSION, closes_at=days(50))

    kinds = call.amendments.order_by("number").values_list("number", "kind")
    assert list(kinds) == [(1, AmendmentKind.CLOSING), (2, AmendmentKind.EXTENSION)]
    assert Call.objects.open().filter(pk=call.pk).exists()


def test_exactly_those_concerned_are_told_why(call, staff, agency_member, stranger):
    writer, applicant = CompanyMemberFactory(), CompanyMemberFactory()
    ApplicationFactory(call=call, company=writer.company)
    received_application(call=call, company=applicant.company)
    briefing = BriefingFactory(agency=call.agency)
    briefing.calls.add(call)
    guest = RegistrationFactory(briefing=briefing).user
    watcher, later = CompanyMemberFactory().user, CompanyMemberFactory().user
    call.saved_by.create(user=watcher)
    call.saved_by.create(user=later, frequency=MailFrequency.DAILY)

    close_call(call, by=staff, reason=REASON)

    told = mails()
    concerned = [writer.user, applicant.user, guest, watcher, agency_member]
    assert sorted(told) == sorted(user.email for user in concerned)
    assert all(REASON in text for text in told.values())


@pytest.mark.parametrize(("state", "is_lost"), [("draft", 1), ("withdrawn", 1), ("submitted", 0)])
def test_who_has_not_submitted_is_told_that_it_is_too_late(call, staff, state, is_lost):
    member = CompanyMemberFactory()
    make = ApplicationFactory if state == ApplicationState.DRAFT else received_application
    application = make(call=call, company=member.company)
    application.state = state
    application.save()

    close_call(call, by=staff, reason=REASON)

    assert mails()[member.user.email].count(said(LOST)) == is_lost


def test_an_extension_takes_an_early_closing_back_and_says_so(call, staff):
    close_call(call, by=staff, reason="예산 소진")
    draft = begun(call, kind=AmendmentKind.EXTENSION)

    amendment = published(draft)

    reopened = Call.objects.get(pk=call.pk)
    assert (reopened.closed_at, reopened.is_open) == (None, True)
    assert [row["path"] for row in amendment.difference] == ["closes_at"]
    assert (amendment.asks_confirmation, amendment.closes_at_after) == (True, call.closes_at)


def test_an_early_closing_stays_once_applications_are_handled(call, staff):
    application = received_application(call=call)
    close_call(call, by=staff, reason="예산 소진")
    draft = submitted(begun(call, kind=AmendmentKind.EXTENSION))
    Application.objects.filter(pk=application.pk).update(state=ApplicationState.ELIGIBLE)

    with pytest.raises(AlreadyInReview):
        publish_amendment(draft, by=FoundationUserFactory())

    assert Call.objects.get(pk=call.pk).closed_at


def test_an_extension_needs_a_closing_that_is_still_to_come(call, staff):
    close_call(call, by=staff, reason="예산 소진")
    draft = begun(call, kind=AmendmentKind.EXTENSION)
    for one in (call, draft):
        set_moments(one, closes_at=days(-0.01))

    found = {finding.rule for finding in faults_of_call(Call.objects.get(pk=draft.pk))}

    assert "not_extended" in found
