import pytest

from programs.enums import ApplicationState
from programs.models import Application
from tests.factories.programs import (
    ApplicationFactory,
    AssignmentFactory,
    PanelFactory,
    close,
    days,
    in_state,
    open_call,
    pledged_assignment,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def in_every_state():
    call = open_call()
    return {
        state: ApplicationFactory(call=call, **in_state(state)) for state in ApplicationState.values
    }


def test_received_are_all_but_drafts_and_those_that_were_taken_back(in_every_state):
    received = {application.state for application in Application.objects.received()}

    assert received == set(ApplicationState.values) - {"draft", "discarded", "withdrawn"}


def test_applications_of_ended_calls():
    ApplicationFactory()
    closed = ApplicationFactory(call=close(open_call()))

    assert list(Application.objects.of_ended_calls()) == [closed]


def test_reviews_are_counted_without_those_who_stepped_back():
    application = ApplicationFactory()
    panel = PanelFactory(call=application.call)
    shared = {"application": application, "panel": panel}
    AssignmentFactory(**shared)
    pledged_assignment(**shared)
    AssignmentFactory(**shared, state="finished", pledged_at=days(0), finished_at=days(0))
    AssignmentFactory(**shared, state="recused", recused_at=days(0), recusal_reason="왜")
    without = ApplicationFactory()

    counts = {
        row.pk: (row.assignment_count, row.finished_count)
        for row in Application.objects.with_review_counts()
    }

    assert counts == {application.pk: (3, 1), without.pk: (0, 0)}


def test_every_version_of_an_application_is_kept():
    application = ApplicationFactory(title="처음")
    Application.objects.update(title="나중")

    titles = application.versions.order_by("pgh_id").values_list("title", flat=True)

    assert list(titles) == ["처음", "나중"]
