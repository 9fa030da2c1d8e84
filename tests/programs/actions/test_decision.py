from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from programs.actions.decision import decide_application, score_of
from programs.actions.errors import ReviewsMissing
from programs.models import Assignment, Decision
from programs.workflow import TransitionNotAllowed
from tests.factories.accounts import FoundationUserFactory
from tests.factories.programs import (
    AssignmentFactory,
    PanelFactory,
    ScoreFactory,
    close,
    complete_application,
    days,
    in_state,
    pledged_assignment,
)
from tests.mails import queued_mails

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk():
    return FoundationUserFactory()


@pytest.fixture
def application(company):
    """Under review, with a panel."""
    application = complete_application(company=company, state="under_review", submitted_at=days(-1))
    PanelFactory(call=close(application.call))
    return application


def reviewed(application, *totals):
    for total in totals:
        assignment = pledged_assignment(
            application=application, panel=application.call.panels.get()
        )
        ScoreFactory(assignment=assignment, points=total)
        Assignment.objects.filter(pk=assignment.pk).update(state="finished", finished_at=days(0))
    return application


def decide(application, clerk, outcome, **words):
    return decide_application(
        application, by=clerk, outcome=outcome, **{"reason": "종합 판단", **words}
    )


@pytest.mark.parametrize(
    ("outcome", "money", "verb"),
    [
        ("selected", 70_000_000, "select"),
        ("reserve", None, "reserve"),
        ("rejected", None, "reject"),
    ],
)
def test_decide_writes_score_reason_and_event_and_tells(
    application, applicant, clerk, outcome, money, verb
):
    reviewed(application, "50", "40.50")

    decision = decide(application, clerk, outcome, awarded_won=money)

    application.refresh_from_db()
    decision.refresh_from_db()
    assert (application.state, decision.outcome, decision.awarded_won) == (outcome, outcome, money)
    assert (decision.score, decision.reason, decision.decided_by) == (
        Decimal("45.25"),
        "종합 판단",
        clerk,
    )
    event = application.events.get()
    assert (event.verb, event.actor, event.to_state) == (verb, clerk, outcome)
    assert [address for address, _subject in queued_mails()] == [applicant.email]


def test_decide_gives_no_money_to_who_is_not_selected(application, clerk):
    reviewed(application, "50")

    assert decide(application, clerk, "rejected", awarded_won=5).awarded_won is None


@pytest.mark.parametrize(
    "words",
    [{"awarded_won": None}, {"awarded_won": 0}, {"awarded_won": 5, "reason": ""}],
    ids=["no money", "nothing", "no reason"],
)
def test_decide_to_select_without_money_or_reason_is_refused(application, clerk, words):
    reviewed(application, "50")

    with pytest.raises((ValidationError, IntegrityError)), transaction.atomic():
        decide(application, clerk, "selected", **words)

    application.refresh_from_db()
    assert (application.state, queued_mails()) == ("under_review", [])


def nobody(application):
    return application


def one_of_two(application):
    reviewed(application, "50")
    AssignmentFactory(application=application, panel=application.call.panels.get())


def all_recused(application):
    AssignmentFactory(
        application=application,
        panel=application.call.panels.get(),
        state="recused",
        recused_at=days(0),
        recusal_reason="왜",
    )


@pytest.mark.parametrize("reviews", [nobody, one_of_two, all_recused])
def test_decide_before_all_have_finished_is_refused(application, clerk, reviews):
    reviews(application)

    with pytest.raises(ReviewsMissing):
        decide(application, clerk, "rejected")

    application.refresh_from_db()
    assert (application.state, Decision.objects.count()) == ("under_review", 0)


def test_decide_counts_those_who_stepped_back_for_nothing(application, clerk):
    reviewed(application, "50")
    all_recused(application)

    assert decide(application, clerk, "reserve").score == 50


def test_score_drops_one_highest_and_one_lowest_of_five(application):
    reviewed(application, "0", "40", "41", "42", "60")

    assert score_of(application) == 41


def test_decide_twice_from_a_stale_page_is_refused(application, clerk):
    reviewed(application, "50")
    decide(application, clerk, "reserve")

    with pytest.raises(TransitionNotAllowed):
        decide(application, clerk, "rejected")

    application.refresh_from_db()
    assert (application.state, Decision.objects.get().outcome) == ("reserve", "reserve")


@pytest.mark.parametrize("state", ["draft", "submitted", "eligible", "ineligible"])
def test_decide_of_what_is_not_under_review_is_refused(clerk, state):
    application = complete_application(**in_state(state))
    close(application.call)

    with pytest.raises(TransitionNotAllowed):
        decide(application, clerk, "rejected")

    assert Decision.objects.count() == 0


@pytest.mark.parametrize("awarded_won", [0, 100_000_001, 10**30])
def test_decide_awards_no_more_than_was_asked_for(application, clerk, awarded_won):
    reviewed(application, "50")

    with pytest.raises(ValidationError):
        decide(application, clerk, "selected", awarded_won=awarded_won)

    assert Decision.objects.count() == 0
