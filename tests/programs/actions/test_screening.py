import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from programs.actions.amendment import cancel_call
from programs.actions.errors import CallNotClosed, OwnApplication
from programs.actions.screening import screen_application
from programs.models import Screening
from programs.workflow import TransitionNotAllowed
from tests.factories.accounts import FoundationUserFactory
from tests.factories.programs import close, complete_application, in_state, received_application
from tests.mails import queued_mails

pytestmark = pytest.mark.django_db
PASSED = {"is_eligible": True, "reason": "요건을 갖춤"}
REFUSAL = {"is_eligible": False, "reason_code": "location", "reason": "특구 밖 소재"}


@pytest.fixture
def received(company):
    received = received_application(company=company)
    close(received.call)
    return received


@pytest.fixture
def clerk():
    return FoundationUserFactory()


def test_screen_passes_an_application_and_tells(received, applicant, clerk):
    screening = screen_application(received, by=clerk, reason_code="age", **PASSED)

    received.refresh_from_db()
    event = received.events.get()
    assert (received.state, screening.reason_code, screening.screened_by) == ("eligible", "", clerk)
    assert (event.verb, event.from_state, event.to_state) == (
        "pass_screening",
        "submitted",
        "eligible",
    )
    assert [address for address, _subject in queued_mails()] == [applicant.email]


def test_screen_refuses_an_application_with_ground_and_reason(received, applicant, clerk):
    applicant.language = "en"
    applicant.save()

    screening = screen_application(received, by=clerk, **REFUSAL)

    received.refresh_from_db()
    event = received.events.get()
    assert (received.state, screening.reason_code) == ("ineligible", "location")
    assert (event.verb, event.reason) == ("fail_screening", "특구 밖 소재")
    assert queued_mails() == [
        (applicant.email, f"Eligibility check not passed: {received.call.title_ko}")
    ]


@pytest.mark.parametrize(
    ("lacking", "refusal"),
    [({"reason": " ."}, ValidationError), ({"reason_code": ""}, IntegrityError)],
)
def test_screen_refuses_nothing_without_ground_and_reason(received, clerk, lacking, refusal):
    with pytest.raises(refusal), transaction.atomic():
        screen_application(received, by=clerk, **{**REFUSAL, **lacking})

    received.refresh_from_db()
    assert (received.state, received.events.count(), queued_mails()) == ("submitted", 0, [])


@pytest.mark.parametrize("state", ["draft", "withdrawn", "eligible", "under_review", "decided"])
def test_screen_of_what_is_not_waiting_for_it_is_refused(clerk, state):
    application = complete_application(**in_state(state))
    close(application.call)

    with pytest.raises(TransitionNotAllowed):
        screen_application(application, by=clerk, **PASSED)

    assert Screening.objects.count() == 0


def test_screen_from_a_stale_page_is_refused(received, clerk):
    screen_application(received, by=clerk, **PASSED)

    with pytest.raises(TransitionNotAllowed):
        screen_application(received, by=FoundationUserFactory(), **REFUSAL)

    received.refresh_from_db()
    assert received.state == "eligible"


def test_screen_of_an_open_or_cancelled_call_is_refused(company, clerk):
    open_one = received_application(company=company)
    cancelled = received_application()
    cancel_call(cancelled.call, by=clerk, reason="예산 취소")

    for application in (open_one, cancelled):
        with pytest.raises(CallNotClosed):
            screen_application(application, by=clerk, **PASSED)

    assert Screening.objects.count() == 0


def test_screen_of_ones_own_company_is_refused(received, applicant):
    applicant.is_superuser = True
    applicant.save()

    with pytest.raises(OwnApplication):
        screen_application(received, by=applicant, **PASSED)

    assert Screening.objects.count() == 0
