"""What an amendment and an approval must not do, however the clerk came there."""

import pytest

from programs.actions.amendment import close_call, publish_amendment
from programs.actions.application import submit_application
from programs.actions.call import approve_call, submit_call
from programs.actions.errors import (
    AlreadyInReview,
    CallOverdue,
    ClosedSinceSubmitted,
    Incomplete,
    OwnCall,
)
from programs.enums import AmendmentKind, ApplicationState, ClosingMode
from programs.models import Application, Call
from programs.queries import faults_of_application
from tests.amending import begun, submitted
from tests.factories.accounts import FoundationUserFactory
from tests.factories.programs import (
    CallFactory,
    CriterionFactory,
    complete_application,
    days,
    open_call,
    received_application,
    set_moments,
)
from tests.factories.zones import AgencyMemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return FoundationUserFactory()


def test_criteria_stay_once_applications_are_handled(staff):
    received = received_application()
    draft = begun(received.call)
    draft.criteria.all().delete()
    CriterionFactory(call=draft, weight=100)
    Application.objects.filter(pk=received.pk).update(state=ApplicationState.ELIGIBLE)

    with pytest.raises(AlreadyInReview):
        publish_amendment(submitted(draft), by=staff)


CLOSINGS = {
    "extension": {"kind": AmendmentKind.EXTENSION, "closes_at": days(50)},
    "notice anew": {"kind": AmendmentKind.RENOTICE, "notes": "안내"},
    "correction of the closing": {"closes_at": days(50)},
}


@pytest.mark.parametrize("change", CLOSINGS)
def test_amendment_does_not_take_back_that_staff_closed_the_call_since(staff, change):
    call = open_call()
    draft = submitted(begun(call, **CLOSINGS[change]))
    close_call(call, by=staff, reason="예산 소진")

    with pytest.raises(ClosedSinceSubmitted):
        publish_amendment(draft, by=staff)

    call.refresh_from_db()
    assert call.closed_at


def test_amendment_that_leaves_the_closing_is_published_though_staff_closed_the_call_since(staff):
    call = open_call()
    draft = submitted(begun(call, notes="안내"))
    closed = close_call(call, by=staff, reason="예산 소진")

    publish_amendment(draft, by=staff)

    call.refresh_from_db()
    assert (call.notes, call.closed_at) == ("안내", closed.closed_at)


def test_amendment_that_opens_before_the_publication_is_refused(staff):
    with pytest.raises(Incomplete) as refusal:
        submitted(begun(open_call(), published_at=days(-40), opens_at=days(-35)))

    assert {fault.rule for fault in refusal.value.faults} == {"schedule", "opening_moved"}


def test_approval_after_the_end_of_the_questions_is_refused(staff):
    call = CallFactory(parts=True, inquiries_close_at=days(1))
    submit_call(call, by=call.created_by)
    set_moments(call, inquiries_close_at=days(-1))

    with pytest.raises(CallOverdue):
        approve_call(call, by=staff)


def test_members_of_the_agency_do_not_approve_its_calls(staff):
    call = CallFactory(parts=True)
    AgencyMemberFactory(agency=call.agency, user=staff)
    call = submit_call(call, by=call.created_by)

    assert not staff.has_perm("programs.approve_call", call)
    with pytest.raises(OwnCall):
        approve_call(call, by=staff)


def test_what_a_draft_asks_for_does_not_count_before_it_is_submitted(staff):
    """A company can neither use up a call nor make room in it with an amount that it only saves."""
    call = open_call(closing_mode=ClosingMode.BUDGET, budget_won=10**9, award_limit_won=None)
    received = complete_application(call=call)
    submit_application(received, by=received.created_by)
    asked = received.requested_won
    for drafted in (9 * 10**14, 1):
        Application.objects.filter(pk=received.pk).update(requested_won=drafted)
        other = complete_application(call=call)
        submit_application(other, by=other.created_by)
        asked += other.requested_won
        call.refresh_from_db()
        assert call.taken_won == asked


def test_nobody_asks_for_more_than_the_call_has():
    call = open_call(closing_mode=ClosingMode.BUDGET, budget_won=10**9, award_limit_won=None)
    greedy = complete_application(call=call, requested_won=10**11)

    assert [fault.anchor for fault in faults_of_application(greedy)] == ["id_requested_won"]
    assert Call.objects.get(pk=call.pk).taken_won == 0
