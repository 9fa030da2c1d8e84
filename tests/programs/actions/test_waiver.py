"""A company need not have come to a session: decided by somebody, with a reason, and revocable."""

import pytest

from programs.actions.errors import AlreadyWaived, NotWaived, OwnApplication
from programs.actions.waiver import revoke_waiver, waive_attendance
from programs.models import AttendanceWaiver
from tests.factories.accounts import UserFactory
from tests.factories.programs import AttendanceWaiverFactory, open_call
from tests.factories.zones import CompanyFactory, CompanyMemberFactory
from tests.races import at_once

pytestmark = pytest.mark.django_db
REASON = "교통 통제로 참석하지 못함"


def test_a_waiver_is_kept_with_its_reason_and_the_event_names_no_company():
    call, company, member = open_call(), CompanyFactory(), UserFactory()

    waiver = waive_attendance(call, by=member, company=company, reason=REASON)

    assert (waiver.given_by, waiver.reason, waiver.company) == (member, REASON, company)
    event = call.events.get(verb="waive_attendance")
    assert (event.actor, event.reason) == (member, "")


@pytest.mark.usefixtures("committed")
def test_two_colleagues_at_once_give_one_waiver():
    call, company, members = open_call(), CompanyFactory(), UserFactory.create_batch(4)

    found = at_once(
        lambda number: waive_attendance(call, by=members[number], company=company, reason=REASON),
        count=4,
    )

    kinds = sorted(type(one).__name__ for one in found)
    assert kinds == ["AlreadyWaived"] * 3 + ["AttendanceWaiver"]


def test_nobody_waives_for_their_own_company():
    member = CompanyMemberFactory()

    with pytest.raises(OwnApplication):
        waive_attendance(open_call(), by=member.user, company=member.company, reason=REASON)


def test_a_revoked_waiver_stays_readable_and_may_be_given_anew():
    former, member = AttendanceWaiverFactory(call=open_call()), UserFactory()

    revoked = revoke_waiver(former, by=member)

    assert revoked.revoked_by == member
    with pytest.raises(NotWaived):
        revoke_waiver(former, by=member)
    waive_attendance(former.call, by=member, company=former.company, reason=REASON)
    assert AttendanceWaiver.objects.count() == 2
    with pytest.raises(AlreadyWaived):
        waive_attendance(former.call, by=member, company=former.company, reason=REASON)
