"""Reviews that move while somebody decides by them, on real connections; each with a control."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal

import pgtrigger
import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from programs.actions import assignment as assigning
from programs.actions import membership as forming
from programs.actions import objection as objecting
from programs.actions import panel as forming_panels
from programs.actions import ranking as ranking_actions
from programs.actions import review as reviewing
from programs.actions import selection as selecting
from programs.actions.assignment import assign_reviewers
from programs.actions.clock import database_now
from programs.actions.conflict import record_conflict
from programs.actions.errors import (
    InConflict,
    ObjectionClosed,
    PanelClosed,
    QuorumMissing,
    RankingOutdated,
    ReviewsInWork,
    SelectionOutdated,
)
from programs.actions.membership import release_member
from programs.actions.objection import file_objection
from programs.actions.panel import close_panel
from programs.actions.ranking import freeze_ranking
from programs.actions.review import finish_review, recuse_reviewer, save_scores, unlock_review
from programs.actions.selection import (
    Choice,
    confirm_selection,
    move_publication,
    propose_selection,
)
from programs.enums import Outcome
from programs.models import (
    Application,
    Assignment,
    Decision,
    Objection,
    Panel,
    Ranking,
    Score,
    Selection,
)
from programs.queries import objection as objection_queries
from programs.workflow import TransitionNotAllowed
from tests.factories.accounts import FoundationUserFactory
from tests.factories.programs import (
    PanelMemberFactory,
    ReviewerFactory,
    at_its_instant,
    close,
    complete_application,
    days,
    finished_round,
    judged_panel,
    pledged_assignment,
    public_decision,
    received_application,
)
from tests.factories.zones import CompanyMemberFactory
from tests.races import another_connection, at_once, in_own_connection, until, waiting_for_a_lock

pytestmark = pytest.mark.usefixtures("committed")
HOUR = timedelta(hours=1)


def meanwhile(first: Callable[[], object], then: Callable[[], object]) -> object:
    """What `then` gives or raises that comes while `first` has been written but not committed."""
    outcomes: list[object] = []
    second = threading.Thread(target=lambda: outcomes.append(in_own_connection(then)))
    with transaction.atomic():
        first()
        second.start()
        until(lambda: waiting_for_a_lock() > 0 or not second.is_alive())
    second.join()
    return outcomes[0]


@pytest.fixture
def panel(committed) -> Panel:
    return judged_panel([(50, 20), (40, 30)])


@pytest.fixture
def unlock(panel) -> Callable[[], object]:
    chair = PanelMemberFactory(panel=panel, role="chair").reviewer.user
    review = panel.assignments.order_by("pk").first()
    return lambda: unlock_review(review, by=chair, reason="합산 착오")


def test_ranking_waits_for_an_unlock_and_is_refused(panel, unlock):
    staff = FoundationUserFactory()

    outcome = meanwhile(unlock, lambda: freeze_ranking(panel, by=staff))

    assert isinstance(outcome, ReviewsInWork)
    assert Ranking.objects.count() == 0


def test_without_the_lock_a_ranking_counts_a_sheet_that_was_unlocked(panel, unlock, monkeypatch):
    """The control: the triggers see what is committed, too."""
    staff = FoundationUserFactory()
    monkeypatch.setattr(reviewing, "panel_held", lambda panel_id: None)
    monkeypatch.setattr(ranking_actions, "hold_reviews", lambda panel: None)

    outcome = meanwhile(unlock, lambda: freeze_ranking(panel, by=staff))

    assert isinstance(outcome, Ranking)
    assert panel.assignments.filter(state="pledged").count() == 1


def rejected(panel: Panel) -> dict[int, Choice]:
    judged = panel.assignments.values_list("application", flat=True)
    return {pk: Choice(Outcome.REJECTED, "시장성이 부족함") for pk in judged}


@pytest.fixture
def proposal(panel) -> Selection:
    clerk = FoundationUserFactory()
    freeze_ranking(panel, by=clerk)
    return propose_selection(panel, by=clerk, choices=rejected(panel))


def confirm(selection: Selection) -> Selection:
    by = FoundationUserFactory()
    return confirm_selection(selection, by=by, publishes_at=timezone.now() + HOUR)


def test_confirming_waits_for_an_unlock_and_is_refused(proposal, unlock):
    outcome = meanwhile(unlock, lambda: confirm(proposal))

    assert isinstance(outcome, RankingOutdated)
    assert Application.objects.get().state == "under_review"


def test_without_the_lock_it_is_decided_by_what_was_unlocked(proposal, unlock, monkeypatch):
    monkeypatch.setattr(reviewing, "panel_held", lambda panel_id: None)
    monkeypatch.setattr(selecting, "hold_reviews", lambda panel: None)

    outcome = meanwhile(unlock, lambda: confirm(proposal))

    assert isinstance(outcome, Selection)
    assert proposal.panel.assignments.filter(state="pledged").count() == 1


def test_proposing_waits_for_an_unlock_and_is_refused(panel, unlock):
    clerk = FoundationUserFactory()
    freeze_ranking(panel, by=clerk)

    outcome = meanwhile(unlock, lambda: propose_selection(panel, by=clerk, choices=rejected(panel)))

    assert isinstance(outcome, RankingOutdated)
    assert Selection.objects.count() == 0


def two_confirm(selection: Selection) -> list[str]:
    people = [FoundationUserFactory() for _n in range(2)]
    at = timezone.now() + HOUR
    found = at_once(lambda n: confirm_selection(selection, by=people[n], publishes_at=at), count=2)
    return sorted(type(one).__name__ for one in found)


def test_of_two_confirmers_one_is_told_that_it_is_done(proposal):
    assert two_confirm(proposal) == ["Selection", "TransitionNotAllowed"]


def test_without_the_lock_two_confirmers_collide(proposal, monkeypatch):
    both_have_read = threading.Barrier(2)

    def not_held(selection, *, by):
        found = Selection.objects.select_related("panel__call").get(pk=selection.pk)
        both_have_read.wait(30)
        return found

    monkeypatch.setattr(selecting, "_held", not_held)

    assert two_confirm(proposal) == ["IntegrityError", "Selection"]


@pytest.fixture
def pledged(committed) -> Assignment:
    """All points and reasons are given; it is not finished."""
    application = complete_application(state="under_review", submitted_at=days(-1))
    close(application.call)
    assignment = pledged_assignment(application=application)
    given(assignment, 50, 30)
    return assignment


def given(assignment: Assignment, *points: int, opinion: str = "의견") -> object:
    criteria = assignment.application.call.criteria.all()
    said = {
        criterion: (Decimal(number), "근거")
        for criterion, number in zip(criteria, points, strict=True)
    }
    return save_scores(assignment, by=assignment.reviewer.user, points=said, opinion=opinion)


def finish(assignment: Assignment) -> Assignment:
    return finish_review(assignment, by=assignment.reviewer.user)


def test_a_save_of_the_other_tab_waits_for_finishing_and_is_refused(pledged):
    outcome = meanwhile(
        lambda: finish(pledged), lambda: given(pledged, 1, 2, opinion="다른 창에서")
    )

    assert isinstance(outcome, TransitionNotAllowed)
    assert sorted(pledged.scores.values_list("points", flat=True)) == [30, 50]


def test_without_the_lock_only_the_database_refuses_the_save(pledged, monkeypatch):
    """The control: no page could be answered then but a fault."""
    monkeypatch.setattr(
        reviewing, "_held", lambda assignment, *, by: Assignment.objects.get(pk=assignment.pk)
    )

    outcome = meanwhile(
        lambda: finish(pledged), lambda: given(pledged, 1, 2, opinion="다른 창에서")
    )

    assert isinstance(outcome, IntegrityError)
    assert Score.objects.filter(points__in=[1, 2]).count() == 0


def test_finishing_waits_for_a_save_and_freezes_what_was_saved(pledged):
    outcome = meanwhile(lambda: given(pledged, 20, 10), lambda: finish(pledged))

    assert isinstance(outcome, Assignment)
    assert pledged.sheets.get().total == 30


def step_back(assignment: Assignment) -> Assignment:
    return recuse_reviewer(assignment, by=assignment.reviewer.user, reason="자문한 적이 있음")


def test_finishing_waits_for_stepping_back_and_is_refused(pledged):
    outcome = meanwhile(lambda: step_back(pledged), lambda: finish(pledged))

    assert isinstance(outcome, TransitionNotAllowed)
    assert pledged.sheets.count() == 0


def test_stepping_back_waits_for_finishing_and_is_refused(pledged):
    outcome = meanwhile(lambda: finish(pledged), lambda: step_back(pledged))

    assert isinstance(outcome, TransitionNotAllowed)
    assert Assignment.objects.get().state == "finished"


def test_without_the_lock_only_the_database_refuses_to_finish(pledged, monkeypatch):
    held = reviewing._locked

    def read(assignment, *, by):
        is_main = threading.current_thread() is threading.main_thread()
        return held(assignment, by=by) if is_main else Assignment.objects.get(pk=assignment.pk)

    monkeypatch.setattr(reviewing, "_locked", read)

    outcome = meanwhile(lambda: step_back(pledged), lambda: finish(pledged))

    assert not isinstance(outcome, TransitionNotAllowed | Assignment)


def released_while_finishing(assignment: Assignment, monkeypatch) -> list[object]:
    """What releasing the member gives, and finishing, which comes when it holds the review."""
    member, staff = assignment.panel.members.get(), FoundationUserFactory()
    written, outcomes = forming.released, []
    finishing = threading.Thread(
        target=lambda: outcomes.append(in_own_connection(lambda: finish(assignment)))
    )

    def released(*args, **kwargs):
        finishing.start()
        until(lambda: waiting_for_a_lock() > 0 or not finishing.is_alive())
        return written(*args, **kwargs)

    monkeypatch.setattr(forming, "released", released)
    outcome = in_own_connection(lambda: release_member(member, by=staff, reason="장기 출장"))
    finishing.join()
    return [outcome, *outcomes]


def test_finishing_waits_for_the_release_of_its_member(pledged, monkeypatch):
    release, finishing = released_while_finishing(pledged, monkeypatch)

    assert (release.state, type(finishing)) == ("released", TransitionNotAllowed)


def test_without_the_lock_only_the_database_refuses_the_release(pledged, monkeypatch):
    """The control: the review is finished by then, and what was read of it is old."""
    monkeypatch.setattr(forming, "hold_reviews", lambda panel: None)

    release, finishing = released_while_finishing(pledged, monkeypatch)

    assert isinstance(release, DatabaseError)
    assert finishing.state == "finished"


def assigned_while_a_conflict_is_found() -> object:
    application = complete_application(state="eligible", submitted_at=days(-1))
    panel, staff = judged_panel([(1, 1)], call=application.call), FoundationUserFactory()
    reviewer = ReviewerFactory()
    application = Application.objects.get(pk=application.pk)
    fact = {"ground": "other", "fact": "자문 계약", "by": FoundationUserFactory()}
    return meanwhile(
        lambda: record_conflict(application, reviewer=reviewer, **fact),
        lambda: assign_reviewers(application, reviewers=[reviewer], panel=panel, by=staff),
    )


def test_assigning_waits_for_a_conflict_and_is_refused():
    assert isinstance(assigned_while_a_conflict_is_found(), InConflict)


def test_without_the_lock_somebody_in_conflict_is_assigned(monkeypatch):
    """The control: the trigger does not see what is not committed either."""
    monkeypatch.setattr(
        assigning,
        "locked_for_staff",
        lambda application, *, by: Application.objects.select_related("call", "company").get(
            pk=application.pk
        ),
    )

    outcome = assigned_while_a_conflict_is_found()

    assert isinstance(outcome, list)
    assert outcome[0].reviewer.conflicts.get().application == outcome[0].application


def is_public(selection: Selection) -> bool:
    return Decision.objects.public().filter(selection=selection).exists()


def moved_over_its_instant(selection: Selection) -> Selection:
    """Moved an hour on in time, but committed after the first instant, when others read it."""
    with transaction.atomic():
        Selection.objects.filter(pk=selection.pk).update(publishes_at=timezone.now() + HOUR)
        until(lambda: at_once(lambda _n: is_public(selection), count=1) == [True])
    return selection


@pytest.fixture
def confirmed(committed) -> Selection:
    call = finished_round(50, publishes_in=HOUR)
    return at_its_instant(Selection.objects.get(panel__call=call), ahead=timedelta(seconds=1))


def test_what_somebody_read_as_public_stays_public(confirmed):
    with pytest.raises(IntegrityError, match="public in a moment"):
        moved_over_its_instant(confirmed)

    assert is_public(confirmed)


def test_without_the_second_look_a_public_result_vanishes(confirmed):
    """The control."""
    with pgtrigger.ignore("programs.Selection:moved_in_time"):
        moved_over_its_instant(confirmed)

    assert not is_public(confirmed)


def test_moving_is_refused_in_the_last_moment(confirmed, monkeypatch):
    mover, at = FoundationUserFactory(), timezone.now() + HOUR

    with pytest.raises(SelectionOutdated):
        move_publication(confirmed, by=mover, publishes_at=at, reason="보도 시각에 맞춤")
    monkeypatch.setattr(selecting, "LAST_MOVE", timedelta(0))  # as if the lock had been waited for
    with pytest.raises(SelectionOutdated):
        move_publication(confirmed, by=mover, publishes_at=at, reason="보도 시각에 맞춤")

    assert Selection.objects.get().publishes_at == confirmed.publishes_at


def filed_while_its_row_is_held(monkeypatch) -> object:
    """An objection that is sent in time, and waits until time is over."""
    application = received_application()
    public_decision(application)
    Selection.objects.update(told_at=timezone.now())
    owner = CompanyMemberFactory(company=application.company).user
    closes_at = database_now() + timedelta(seconds=1)
    monkeypatch.setattr(objection_queries, "days_end", lambda moment, *, days: closes_at)
    monkeypatch.setattr(objecting, "days_end", _ends(closes_at))
    outcomes: list[object] = []
    words = {"asks": "가점을 다시 보아 주십시오.", "text": "확인서를 제출하였습니다."}
    filing = threading.Thread(
        target=lambda: outcomes.append(
            in_own_connection(lambda: file_objection(application, by=owner, **words))
        )
    )
    with another_connection() as holder:
        holder.execute("SELECT FROM programs_application FOR UPDATE")
        filing.start()
        until(lambda: waiting_for_a_lock() > 0)
        until(lambda: database_now() > closes_at)
    filing.join()
    return outcomes[0]


def _ends(closes_at: datetime) -> Callable[..., datetime]:
    return lambda moment, *, days: closes_at + timedelta(days=0 if days == 10 else days)


def test_an_objection_sent_in_time_is_taken_though_it_waited(monkeypatch):
    outcome = filed_while_its_row_is_held(monkeypatch)

    assert isinstance(outcome, Objection)
    assert outcome.filed_at < outcome.closes_at


def test_with_the_clock_read_after_the_wait_it_is_late(monkeypatch):
    """The control."""
    taken = objecting.application_taken

    def read_afterwards(*args, **kwargs):
        held, _before, besides = taken(*args, **kwargs)
        return held, database_now(), besides

    monkeypatch.setattr(objecting, "application_taken", read_afterwards)

    assert isinstance(filed_while_its_row_is_held(monkeypatch), ObjectionClosed)


@pytest.fixture
def closing(panel) -> Callable[[], object]:
    staff = FoundationUserFactory()
    return lambda: close_panel(panel, by=staff)


def test_an_unlock_waits_for_who_closes_the_panel_and_is_refused(panel, unlock, closing):
    assert isinstance(meanwhile(closing, unlock), PanelClosed)


def test_closing_a_panel_waits_for_an_unlock_and_is_refused(panel, unlock, closing):
    outcome = meanwhile(unlock, closing)

    panel.refresh_from_db()
    assert (type(outcome), panel.state) == (QuorumMissing, "reviewing")


def test_without_its_locks_closing_a_panel_overlooks_an_unlock(panel, closing, unlock, monkeypatch):
    """The control: what it reads is what was committed."""
    monkeypatch.setattr(forming_panels, "held_for_staff", lambda panel, *, by: (panel, None))
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **_options: rows)

    outcome = meanwhile(unlock, closing)

    assert (outcome.state, panel.assignments.filter(state="pledged").count()) == ("closed", 1)
