"""An outage: what it costs to move many calls, and which it does not move."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programs.actions.amendment import record_incident
from programs.actions.errors import NotExtendable
from programs.enums import ApplicationState
from programs.models import Application, Call, Incident
from tests.factories.accounts import FoundationUserFactory
from tests.factories.programs import close, days, received_application

pytestmark = pytest.mark.django_db


def record(*calls: Call) -> Incident:
    incident = Incident(
        title_ko="접속 장애", notice_ko="접속 장애로 마감을 연장합니다.",
        started_at=days(-0.2), ended_at=days(-0.1),
    )  # fmt: skip
    return record_incident(incident, calls=calls, closes_at=days(40), by=FoundationUserFactory())


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
