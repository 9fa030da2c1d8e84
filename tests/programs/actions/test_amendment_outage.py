"""An outage moves the closing of a call while its amendment is being written."""

import pytest

from programs.actions.amendment import publish_amendment, record_incident
from programs.actions.call import submit_call
from programs.actions.copying import start_amendment
from programs.actions.errors import Incomplete
from programs.enums import AmendmentKind, CallState
from programs.models import Call
from programs.queries.approval import contents_to_read
from programs.queries.difference import differences
from tests.amending import KIND, begun, outage, submitted
from tests.factories.programs import days, reasons_for_all, set_moments
from tests.factories.zones import AgencyMemberFactory


@pytest.fixture
def writer(call):
    return AgencyMemberFactory(agency=call.agency).user


def test_amendment_without_difference_is_refused(call, writer, staff):
    """An outage has moved the closing to where the copy moves it."""
    until = days(40)
    draft = submitted(begun(call, by=writer, closes_at=until))
    record_incident(outage(), calls=[call], closes_at=until, by=staff)

    with pytest.raises(Incomplete) as refusal:
        publish_amendment(draft, by=staff)
    assert [fault.rule for fault in refusal.value.faults] == ["nothing_changed"]


def test_amendment_does_not_take_back_what_an_outage_moved(call, writer, staff):
    """The copy was made before, and its closing left alone."""
    draft = submitted(begun(call, by=writer, budget_won=1_000))
    until = days(40)
    record_incident(outage(), calls=[call], closes_at=until, by=staff)

    shown = [row.path for row in differences(*contents_to_read(draft))]
    publish_amendment(draft, by=staff)

    call.refresh_from_db()
    assert shown == ["budget_won"]
    assert (call.closes_at, call.budget_won) == (until, 1_000)


def test_closing_that_the_copy_moves_counts_after_an_outage_too(call, writer, staff):
    draft = submitted(begun(call, by=writer, closes_at=days(60)))
    record_incident(outage(), calls=[call], closes_at=days(40), by=staff)

    publish_amendment(draft, by=staff)

    call.refresh_from_db()
    assert call.closes_at == draft.closes_at


def test_extension_that_an_outage_overtook_takes_no_time_away(call, writer, staff):
    draft = begun(call, by=writer, kind=AmendmentKind.EXTENSION, closes_at=days(35))
    submitted(draft)
    record_incident(outage(), calls=[call], closes_at=days(60), by=staff)
    moved = Call.objects.get(pk=call.pk).closes_at

    with pytest.raises(Incomplete) as refusal:
        publish_amendment(draft, by=staff)

    assert "not_extended" in {fault.rule for fault in refusal.value.faults}
    assert Call.objects.get(pk=call.pk).closes_at == moved


def test_copy_can_be_submitted_after_an_outage_moved_the_past_closing(call, writer, staff):
    draft = start_amendment(call, kind=KIND, reason="정정", by=writer)
    closed = days(-0.15)
    set_moments(draft, closes_at=closed, budget_won=1_000)
    set_moments(call, closes_at=closed)

    record_incident(outage(), calls=[call], closes_at=days(40), by=staff)

    assert submit_call(reasons_for_all(draft), by=writer).state == CallState.SUBMITTED
