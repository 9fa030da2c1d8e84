"""Objections: in time by the database's clock, one for each decision, answered by others."""

import threading
from datetime import datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from programs.actions import objection as objection_actions
from programs.actions.clock import database_now
from programs.actions.errors import (
    AlreadyObjected,
    NothingToObject,
    ObjectionClosed,
    SecondPersonNeeded,
    TookPartBefore,
    TooManyObjectionFiles,
)
from programs.actions.objection import (
    decide_objection,
    file_objection,
    propose_answer,
    send_back_answer,
    take_objection,
    withdraw_objection,
)
from programs.actions.objection_clock import mail_objection_clocks
from programs.enums import PanelVerb
from programs.models import (
    Application,
    Assignment,
    Decision,
    Draw,
    Objection,
    PanelEvent,
    PanelPlace,
    Selection,
)
from programs.queries.objection import contested_of, days_end, upheld_since_the_ranking
from programs.workflow import TransitionNotAllowed
from tests.factories.accounts import FoundationUserFactory
from tests.factories.programs import (
    PDF,
    AppliedAdjustmentFactory,
    ObjectionFactory,
    PanelFactory,
    PanelMemberFactory,
    RankingFactory,
    RankingLineFactory,
    ScreeningFactory,
    SelectionFactory,
    TieDrawFactory,
    confirmed,
    days,
    judged_panel,
    pledged_assignment,
    public_decision,
    received_application,
)
from tests.factories.programs.selections import DecisionFactory
from tests.factories.zones import CompanyMemberFactory
from tests.races import at_once
from zones.actions.errors import OutsideConsultant

pytestmark = pytest.mark.django_db
WORDS = {"asks": "가점을 다시 보아 주십시오.", "text": "확인서를 제출하였습니다."}


def told(application, *, at=None) -> Decision:
    """A public decision that the applicant was told at a moment."""
    decision = public_decision(application)
    rows = Selection.objects.filter(pk=decision.selection_id)
    rows.update(told_at=at or timezone.now())
    return decision


@pytest.fixture
def application(db):
    application = received_application()
    Application.objects.filter(pk=application.pk).update(state="eligible")
    Application.objects.filter(pk=application.pk).update(state="under_review")
    application.refresh_from_db()
    return application


@pytest.fixture
def owner(application):
    return CompanyMemberFactory(company=application.company).user


@pytest.fixture
def staff(db):
    return [FoundationUserFactory() for _n in range(3)]


def test_filed_with_files_and_both_clocks(application, owner):
    decision = told(application)
    upload = SimpleUploadedFile("확인서.pdf", PDF)

    objection = file_objection(application, by=owner, uploads=[upload], **WORDS)

    told_at = Selection.objects.get(pk=decision.selection_id).told_at
    assert (objection.decision, objection.noticed_at) == (decision, told_at)
    assert objection.closes_at == days_end(told_at, days=10)
    assert objection.due_at == days_end(objection.filed_at, days=30)
    assert [file.name for file in objection.files.all()] == ["확인서.pdf"]
    assert application.events.get(verb="file_objection").actor == owner


def test_sent_twice_is_one_and_another_is_refused(application, owner):
    told(application)

    first, again = (file_objection(application, by=owner, **WORDS) for _time in range(2))

    assert first == again
    with pytest.raises(AlreadyObjected):
        file_objection(application, by=owner, asks="다른 요구", text="다른 까닭")
    assert application.events.filter(verb="file_objection").count() == 1


def test_withdrawn_one_may_be_filed_anew(application, owner):
    told(application)
    first = withdraw_objection(file_objection(application, by=owner, **WORDS), by=owner)

    second = file_objection(application, by=owner, **WORDS)

    assert (first.state, second.state) == ("withdrawn", "filed")
    with pytest.raises(TransitionNotAllowed):
        withdraw_objection(first, by=owner)


def test_nothing_to_object_to_before_the_instant(application, owner):
    confirmed(DecisionFactory(application=application).selection, publishes_in=timedelta(hours=1))

    with pytest.raises(NothingToObject):
        file_objection(application, by=owner, **WORDS)


def test_public_but_not_told_yet_closes_never(application, owner):
    public_decision(application)

    assert contested_of(application).closes_at is None
    objection = file_objection(application, by=owner, **WORDS)
    assert objection.noticed_at == objection.filed_at


def test_last_second_counts_and_the_next_does_not(application, owner, monkeypatch):
    told(application, at=days(-5))
    closes_at = contested_of(application).closes_at
    taken = objection_actions.application_taken

    def at(moment):
        def then(*args, **kwargs):
            held, _now, besides = taken(*args, **kwargs)
            return held, moment, besides

        monkeypatch.setattr(objection_actions, "application_taken", then)

    at(closes_at)
    with pytest.raises(ObjectionClosed):
        file_objection(application, by=owner, **WORDS)
    at(closes_at - timedelta(microseconds=1))
    assert file_objection(application, by=owner, **WORDS).closes_at == closes_at


def test_late_by_the_clock_of_the_database(application, owner):
    told(application, at=days(-30))

    with pytest.raises(ObjectionClosed):
        file_objection(application, by=owner, **WORDS)


def test_failed_screening_can_be_objected_to(owner, application):
    screening = ScreeningFactory(
        application=application, is_eligible=False, reason_code="age", reason="업력 초과"
    )

    objection = file_objection(application, by=owner, **WORDS)

    assert (objection.screening, objection.decision) == (screening, None)


def test_passed_screening_cannot(owner, application):
    ScreeningFactory(application=application)

    with pytest.raises(NothingToObject):
        file_objection(application, by=owner, **WORDS)


def test_consultants_and_many_files_are_refused(application, owner):
    told(application)
    consultant = CompanyMemberFactory(company=application.company, role="consultant").user

    with pytest.raises(OutsideConsultant):
        file_objection(application, by=consultant, **WORDS)
    with pytest.raises(TooManyObjectionFiles):
        file_objection(application, by=owner, uploads=[None] * 6, **WORDS)


def test_two_people_answer(application, owner, staff):
    told(application)
    objection = take_objection(file_objection(application, by=owner, **WORDS), by=staff[0])
    answer = {"outcome": "upheld", "answer": "가점을 반영합니다."}
    objection = propose_answer(objection, by=staff[0], **answer)

    with pytest.raises(SecondPersonNeeded):
        decide_objection(objection, by=staff[0])
    objection = send_back_answer(objection, by=staff[1], reason="근거 보완")
    objection = propose_answer(objection, by=staff[0], **answer)
    objection = decide_objection(objection, by=staff[1])

    assert (objection.state, objection.outcome) == ("decided", "upheld")
    assert (objection.proposed_by, objection.decided_by) == (staff[0], staff[1])


def test_database_refuses_another_text_and_any_change_after_the_decision():
    filed, decided = ObjectionFactory(), ObjectionFactory(decided=True)

    for row, change in ((filed, {"text": "다른 까닭"}), (decided, {"answer": "다른 답"})):
        with pytest.raises(IntegrityError, match="stays as it was"), transaction.atomic():
            Objection.objects.filter(pk=row.pk).update(**change)


def applied(panel, **words):
    return AppliedAdjustmentFactory(application=one_of(panel).application, **words)


def returned(panel):
    person = FoundationUserFactory()
    stamps = {"returned_at": timezone.now(), "returned_by": person, "return_reason": "왜"}
    Selection.objects.filter(pk=SelectionFactory(panel=panel).pk).update(state="returned", **stamps)
    return person


def revoked(panel):
    person = FoundationUserFactory()
    stamps = {"revoked_at": timezone.now(), "revoked_by": person, "revoking_reason": "왜"}
    type(applied(panel)).objects.update(**stamps)
    return person


def place_drawn(panel):
    ranking = RankingFactory(panel=panel)
    for number, review in enumerate(panel.assignments.all(), start=1):
        application = review.application
        RankingLineFactory(ranking=ranking, application=application, receipt=f"R-{number}")
    return TieDrawFactory(ranking=ranking, order=["R-2", "R-1"])


def order_drawn(panel):
    order = {"seed": "0" * 64, "receipts": ["R-1"], "sha256": "0" * 64}
    return Draw.objects.create(panel=panel, number=1, drawn_by=FoundationUserFactory(), **order)


def moved(panel):
    verb = PanelVerb.MOVE_PUBLICATION
    return PanelEvent.objects.create(panel=panel, verb=verb, actor=FoundationUserFactory())


def member_of_competitor(panel):
    beside = received_application(call=panel.call)
    return CompanyMemberFactory(company=beside.company, user=FoundationUserFactory()).user


def one_of(panel):
    return panel.assignments.order_by("pk").first()


TOOK_PART = {
    "judged": lambda panel: one_of(panel).reviewer.user,
    "sits there": lambda panel: PanelMemberFactory(panel=panel).reviewer.user,
    "assigned": lambda panel: one_of(panel).assigned_by,
    "applied points": lambda panel: applied(panel).checked_by,
    "revoked points": revoked,
    "froze the ranking": lambda panel: RankingFactory(panel=panel).made_by,
    "drew a place": lambda panel: place_drawn(panel).drawn_by,
    "drew the order": lambda panel: order_drawn(panel).drawn_by,
    "proposed": lambda panel: panel.selections.get().proposed_by,
    "returned": returned,
    "confirmed": lambda panel: panel.selections.get().confirmed_by,
    "moved the publication": lambda panel: moved(panel).actor,
    "applies": lambda panel: CompanyMemberFactory(company=one_of(panel).application.company).user,
    "competes": member_of_competitor,
}


@pytest.mark.parametrize("who", TOOK_PART)
def test_who_took_part_handles_nothing(who, staff):
    panel = judged_panel([(50, 20)], [(50, 20)])
    decision = told(one_of(panel).application)
    person = TOOK_PART[who](panel)
    objection = ObjectionFactory(decision=decision)

    with pytest.raises(TookPartBefore):
        take_objection(objection, by=person)
    with pytest.raises(IntegrityError, match="took part"), transaction.atomic():
        Objection.objects.filter(pk=objection.pk).update(
            state="handled", handler=person, taken_at=timezone.now()
        )
    assert take_objection(objection, by=staff[0]).handler == staff[0]


def test_who_ranked_another_panel_of_the_call_may_answer(staff):
    panel = judged_panel([(50, 20)])
    decision = told(panel.assignments.get().application)
    other = judged_panel([(40, 30)], call=panel.call, name="2분과")
    RankingFactory(panel=other, made_by=staff[0])
    applied(other, checked_by=staff[0])

    assert take_objection(ObjectionFactory(decision=decision), by=staff[0]).handler == staff[0]


def test_who_screened_does_not_handle_an_objection_to_it(staff):
    screening = ScreeningFactory(is_eligible=False, reason_code="age", reason="업력 초과")
    objection = ObjectionFactory(decision=None, screening=screening)

    with pytest.raises(TookPartBefore):
        take_objection(objection, by=screening.screened_by)


def test_upheld_asks_for_the_ranking_of_the_panel_that_decided():
    """Reviewers of another panel were asked before, and stepped back."""
    asked = pledged_assignment()
    Assignment.objects.filter(pk=asked.pk).update(
        state="recused", recused_at=timezone.now(), recusal_reason="왜"
    )
    PanelPlace.objects.filter(panel=asked.panel).delete()
    selection = SelectionFactory(panel=PanelFactory(call=asked.application.call, name="2분과"))
    decision = DecisionFactory(application=asked.application, selection=selection)
    confirmed(selection)
    objection = ObjectionFactory(decision=decision, decided=True)

    assert list(upheld_since_the_ranking(asked.panel)) == []
    assert list(upheld_since_the_ranking(selection.panel)) == [objection]


def test_upheld_asks_for_the_next_ranking(staff):
    panel = judged_panel([(50, 20)])
    decision = told(panel.assignments.get().application)
    RankingFactory(panel=panel, made_at=days(-1))
    objection = ObjectionFactory(decision=decision, decided=True)
    ObjectionFactory(decided=True)

    assert list(upheld_since_the_ranking(panel)) == [objection]
    RankingFactory(panel=panel)
    assert list(upheld_since_the_ranking(panel)) == []


@pytest.mark.parametrize(
    ("moment", "days_given", "end"),
    [
        # Monday 2 March 2026 is a substitute holiday; so the tenth day moves on
        ("2026-02-20T10:00+09:00", 10, "2026-03-04T00:00+09:00"),
        ("2026-03-03T00:00+09:00", 10, "2026-03-14T00:00+09:00"),
        ("2026-03-03T23:59+09:00", 10, "2026-03-14T00:00+09:00"),
        ("2026-03-04T10:00+09:00", 10, "2026-03-17T00:00+09:00"),
    ],
)
def test_days_end(moment, days_given, end):
    read = datetime.fromisoformat

    assert days_end(read(moment), days=days_given) == read(end)


def test_clock_mails_go_once_of_each_kind():
    objection = ObjectionFactory(
        noticed_at=days(-40), closes_at=days(-25), filed_at=days(-28), due_at=days(0.5)
    )

    assert [mail_objection_clocks(), mail_objection_clocks()] == [1, 0]
    assert [mail.kind for mail in objection.clock_mails.all()] == ["day"]


@pytest.mark.usefixtures("committed")
def test_eight_times_the_same_objection_is_one():
    application = received_application()
    told(application)
    owner = CompanyMemberFactory(company=application.company).user

    found = at_once(lambda n: file_objection(application, by=owner, **WORDS), count=8)

    assert {type(one).__name__ for one in found} == {"Objection"}
    assert Objection.objects.count() == 1


@pytest.mark.usefixtures("committed")
def test_without_the_lock_eight_at_once_collide(monkeypatch):
    application = received_application()
    told(application)
    owner = CompanyMemberFactory(company=application.company).user
    all_have_read = threading.Barrier(8)
    contested = objection_actions.contested_of

    def not_held(application, **_asked):
        return (
            Application.objects.select_related("call").get(pk=application.pk),
            database_now(),
            None,
        )

    def read_together(application):
        found = contested(application)
        all_have_read.wait(30)
        return found

    monkeypatch.setattr(objection_actions, "application_taken", not_held)
    monkeypatch.setattr(objection_actions, "contested_of", read_together)

    found = at_once(lambda n: file_objection(application, by=owner, **WORDS), count=8)

    assert "IntegrityError" in {type(one).__name__ for one in found}
