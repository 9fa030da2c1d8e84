"""Who holds an application keeps nobody from writing beside it, so nobody waits in a circle: on real
connections, with controls that hold it as nobody does."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import OperationalError, transaction
from django.utils import timezone

from programs.actions import conflict as settling
from programs.actions import supplement as asking
from programs.actions import taking
from programs.actions.conflict import (
    dismiss_suspicion,
    find_conflicts,
    find_conflicts_of_call,
)
from programs.actions.ranking import freeze_ranking
from programs.actions.selection import Choice, confirm_selection, propose_selection
from programs.actions.supplement import answer_supplement, close_supplement
from programs.enums import ConflictGround, Outcome
from programs.models import Application, Conflict, Reviewer, Selection
from programs.workflow import TransitionNotAllowed
from tests.factories.accounts import FoundationUserFactory
from tests.factories.programs import (
    ReviewerFactory,
    close,
    judged_panel,
    pledged_assignment,
    received_application,
)
from tests.factories.reviewers import ConflictFactory
from tests.factories.screening import SupplementFactory
from tests.factories.zones import CompanyMemberFactory
from tests.races import another_connection, in_own_connection, until, waiting_for_a_lock

pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture
def held_for_update(monkeypatch):
    """The control: as the row is held by who deletes it, whom each new row beside it waits for."""
    monkeypatch.setattr(taking, "TAKE", taking.TAKE.replace("FOR NO KEY UPDATE", "FOR UPDATE"))


@pytest.fixture
def application():
    application = received_application()
    close(application.call)
    return Application.objects.get(pk=application.pk)


class Beside:
    """What `act` gives or raises, begun in the middle of something else, once it waits for it."""

    def __init__(self, act: Callable[[], object]) -> None:
        self.outcomes: list[object] = []
        self.thread = threading.Thread(target=lambda: self.outcomes.append(in_own_connection(act)))

    def begin(self) -> None:
        self.thread.start()
        until(lambda: waiting_for_a_lock() > 0)

    def outcome(self) -> object:
        self.thread.join()
        return self.outcomes[0]


def outcome_of(act: Callable[[], object]) -> object:
    try:
        return act()
    except OperationalError as error:
        return error


# A supplement


def answered_while_it_is_closed(application, monkeypatch) -> list[object]:
    supplement = SupplementFactory(application=application, asked_by=FoundationUserFactory())
    owner = CompanyMemberFactory(company=application.company).user
    clerk = FoundationUserFactory()
    closing = Beside(lambda: close_supplement(supplement, by=clerk))
    record = asking._record

    def late(supplement, application, verb, **words):
        if verb == "answer_supplement":
            closing.begin()
        record(supplement, application, verb, **words)

    monkeypatch.setattr(asking, "_record", late)
    answer = outcome_of(lambda: answer_supplement(supplement, by=owner, answer="정관입니다."))
    return [answer, closing.outcome()]


def test_who_closes_a_supplement_waits_for_its_answer(application, monkeypatch):
    answered, closed = answered_while_it_is_closed(application, monkeypatch)

    assert answered == closed
    assert closed.answered_at < closed.closed_at


@pytest.mark.usefixtures("held_for_update")
def test_control_of_answer_and_closing_each_waits_for_the_other(application, monkeypatch):
    outcomes = answered_while_it_is_closed(application, monkeypatch)

    assert OperationalError in [type(one) for one in outcomes]


# A conflict


def settled_while_more_is_found(application, monkeypatch) -> list[object]:
    """A suspicion turns out to stand, and the same reviewer is in conflict for another ground."""
    company = application.company
    reviewer = ReviewerFactory(
        employer_business_number=company.business_number, is_public_official=True
    )
    known = ConflictFactory(
        reviewer=reviewer,
        application=application,
        ground=ConflictGround.PARTICIPANT,
        state="suspected",
    )
    clerk = FoundationUserFactory()
    settling_it = Beside(lambda: dismiss_suspicion(known, by=clerk, reason="다른 사람"))
    question = settling.question_of

    def asked(ground):
        if ground == ConflictGround.OFFICIAL:
            settling_it.begin()
        return question(ground)

    monkeypatch.setattr(settling, "question_of", asked)
    found = outcome_of(lambda: find_conflicts([application.pk]))
    return [found, settling_it.outcome()]


def test_who_settles_a_suspicion_waits_until_conflicts_are_found(application, monkeypatch):
    found, settled = settled_while_more_is_found(application, monkeypatch)

    assert (found, type(settled)) == (2, TransitionNotAllowed)
    assert set(Conflict.objects.values_list("ground", "state")) == {
        ("participant", "standing"),
        ("official", "suspected"),
    }


@pytest.mark.usefixtures("held_for_update")
def test_control_of_finding_and_settling_each_waits_for_the_other(application, monkeypatch):
    outcomes = settled_while_more_is_found(application, monkeypatch)

    assert OperationalError in [type(one) for one in outcomes]


def told_while_another_finds(monkeypatch) -> list[set[str]]:
    """Of which pairs staff is told, where a call is looked through while a reviewer's facts are."""
    first = pledged_assignment(application=received_application())
    second = pledged_assignment(
        application=received_application(call=first.application.call), panel=first.panel
    )
    close(first.application.call)
    for one in (first, second):
        number = one.application.company.business_number
        Reviewer.objects.filter(pk=one.reviewer_id).update(employer_business_number=number)
    told: list[set[str]] = []
    names = {
        (first.reviewer_id, first.application_id): "first",
        (second.reviewer_id, second.application_id): "second",
    }
    monkeypatch.setattr(
        settling, "tell_of_conflicts", lambda pairs: told.append({names[pair] for pair in pairs})
    )
    looking = Beside(lambda: find_conflicts_of_call(first.application.call))
    with transaction.atomic():
        find_conflicts([first.application_id], reviewer=first.reviewer)
        looking.begin()
    looking.outcome()
    return told


def test_staff_is_told_once_of_what_two_find_at_once(monkeypatch):
    assert told_while_another_finds(monkeypatch) == [{"first"}, {"second"}]


def test_control_else_both_tell_of_the_same(monkeypatch):
    monkeypatch.setattr(settling, "ALONE", "SELECT 1")

    assert told_while_another_finds(monkeypatch) == [{"first"}, {"first", "second"}]


# A selection


def test_who_confirms_does_not_wait_for_what_is_written_beside_an_application():
    """They hold the rows once, and as they need them: who asks for more in the middle would wait for
    who wrote beside one, and waits for them."""
    panel = judged_panel([(50, 20)])
    pk, proposer = panel.assignments.get().application_id, FoundationUserFactory()
    freeze_ranking(panel, by=proposer)
    proposal = propose_selection(
        panel, by=proposer, choices={pk: Choice(Outcome.REJECTED, "시장성 부족")}
    )
    clerk, at = FoundationUserFactory(), timezone.now() + timedelta(hours=1)
    outcomes: list[object] = []
    confirming = threading.Thread(
        target=lambda: outcomes.append(
            in_own_connection(lambda: confirm_selection(proposal, by=clerk, publishes_at=at))
        )
    )

    with another_connection() as writer:
        writer.execute("SELECT FROM programs_application FOR KEY SHARE")  # as an event does
        confirming.start()
        until(lambda: waiting_for_a_lock() > 0 or not confirming.is_alive())
        waited = confirming.is_alive()
    confirming.join()

    assert isinstance(outcomes[0], Selection)
    assert not waited
