"""What people say of conflicts: declared, settled, waived by a second person; and who is told."""

from threading import Barrier

import pytest
from django.db import IntegrityError

from programs.actions import review
from programs.actions.conflict import (
    ask_waiver,
    confirm_suspicion,
    conflicts_now,
    declare_conflict,
    dismiss_suspicion,
    find_conflicts,
    find_conflicts_of_call,
    grant_waiver,
    record_conflict,
)
from programs.actions.errors import (
    CompetingApplicant,
    InConflict,
    NotTheMember,
    NotTheReviewer,
    OwnApplication,
    OwnConflict,
    SamePerson,
    Unwaivable,
)
from programs.actions.review import (
    declare_own_conflict,
    finish_review,
    pledge_no_conflict,
)
from programs.enums import ConflictGround, ConflictState
from programs.models import Conflict, Reviewer
from programs.queries import assignments_of
from programs.workflow import TransitionNotAllowed
from tests.factories.accounts import FoundationUserFactory, UserFactory
from tests.factories.programs import (
    AssignmentFactory,
    PanelMemberFactory,
    PanelPlaceFactory,
    ReviewerFactory,
    close,
    finished_review,
    pledged_assignment,
    received_application,
)
from tests.factories.reviewers import ConflictFactory, parties_to
from tests.mails import body_to, queued_mails
from tests.races import PATIENCE, at_once

pytestmark = pytest.mark.django_db

DISMISSED, STANDING = ConflictState.DISMISSED, ConflictState.STANDING
KIN, OTHER = ConflictGround.KIN, ConflictGround.OTHER


@pytest.fixture
def application():
    application = received_application()
    close(application.call)
    return application


@pytest.fixture
def suspicion(application):
    return ConflictFactory(application=application, state="suspected")


@pytest.fixture
def standing(application):
    return ConflictFactory(application=application)


def own(conflict):
    """The reviewer, who works for the foundation as well."""
    return conflict.reviewer.user


def told():
    return [address for address, _subject in queued_mails()]


@pytest.mark.parametrize(
    ("act", "state"), [(confirm_suspicion, STANDING), (dismiss_suspicion, DISMISSED)]
)
def test_a_person_settles_a_suspicion(suspicion, act, state):
    clerk = FoundationUserFactory()

    act(suspicion, by=clerk, reason="동명이인 확인")

    suspicion.refresh_from_db()
    assert (suspicion.state, suspicion.settled_by) == (state, clerk)
    assert suspicion.settling_reason == "동명이인 확인"
    assert suspicion.application.events.get().verb == "settle_conflict"


def test_a_suspicion_bars_until_somebody_dismisses_it(application):
    assignment = AssignmentFactory(application=application)
    suspicion = ConflictFactory(
        application=application, reviewer=assignment.reviewer, state="suspected"
    )
    user = assignment.reviewer.user
    with pytest.raises(InConflict):
        pledge_no_conflict(assignment, by=user)
    assert not assignments_of(user).exists()

    dismiss_suspicion(suspicion, by=FoundationUserFactory(), reason="동명이인")

    assert pledge_no_conflict(assignment, by=user).state == "pledged"


def test_what_stands_is_dismissed_by_nobody(standing):
    with pytest.raises(TransitionNotAllowed):
        dismiss_suspicion(standing, by=FoundationUserFactory(), reason="괜찮음")


@pytest.mark.parametrize("act", [confirm_suspicion, dismiss_suspicion, ask_waiver])
def test_nobody_settles_what_is_about_themselves(suspicion, act):
    with pytest.raises(OwnConflict):
        act(suspicion, by=own(suspicion), reason="괜찮음")

    suspicion.refresh_from_db()
    assert suspicion.state == "suspected"


def test_dismissed_for_this_fact_and_raised_anew_by_another(application):
    reviewer = ReviewerFactory(is_public_official=True, employer="예시부")
    find_conflicts([application.pk])
    conflict = Conflict.objects.get()
    dismiss_suspicion(conflict, by=FoundationUserFactory(), reason="전문가로 인정")

    find_conflicts([application.pk])
    assert Conflict.objects.get().state == DISMISSED

    Reviewer.objects.filter(pk=reviewer.pk).update(employer="다른부")
    find_conflicts([application.pk])
    found = Conflict.objects.get()
    assert (found.state, found.fact, found.settled_by) == ("suspected", "다른부", None)


def test_a_found_conflict_ends_with_its_fact_and_its_row_stays(application):
    reviewer = ReviewerFactory(employer_business_number=application.company.business_number)
    find_conflicts_of_call(application.call)
    assert conflicts_now(reviewer, application) == ["participant"]

    Reviewer.objects.filter(pk=reviewer.pk).update(employer_business_number="")
    find_conflicts_of_call(application.call)

    assert Conflict.objects.get().state == "over"
    assert conflicts_now(reviewer, application) == []


def test_a_declared_conflict_stays_whatever_the_facts_say(application):
    reviewer = ReviewerFactory()
    declare_conflict(application, by=reviewer.user, ground=KIN, fact="배우자의 회사")

    find_conflicts([application.pk])

    row = Conflict.objects.get()
    assert (row.state, row.source, row.fact) == (STANDING, "declared", "배우자의 회사")
    assert application.events.get().verb == "declare_conflict"


def test_declared_after_a_waiver_it_bars_again(application):
    conflict = ConflictFactory(application=application, waived=True)

    declare_conflict(application, by=own(conflict), ground=conflict.ground, fact="같은 연구실")

    conflict.refresh_from_db()
    assert (conflict.state, conflict.waiver_asked_by, conflict.settled_by) == (STANDING, None, None)


def test_who_is_no_reviewer_declares_nothing(application):
    with pytest.raises(NotTheReviewer):
        declare_conflict(application, by=UserFactory(), fact="지인")


def test_staff_records_a_ground_that_no_fact_shows(application):
    reviewer = ReviewerFactory()

    record_conflict(
        application, reviewer=reviewer, ground=OTHER, fact="소송", by=FoundationUserFactory()
    )

    assert conflicts_now(reviewer, application) == ["other"]
    with pytest.raises(OwnConflict):
        record_conflict(application, reviewer=reviewer, ground=KIN, fact="x", by=reviewer.user)


# Waivers


def test_a_second_person_waives_with_a_reason(standing):
    asker, second = FoundationUserFactory.create_batch(2)

    ask_waiver(standing, by=asker, reason="유일한 전문가")
    assert conflicts_now(standing.reviewer, standing.application) == ["department"]
    grant_waiver(standing, by=second, reason="승인")

    standing.refresh_from_db()
    assert (standing.state, standing.waiver_asked_by, standing.settled_by) == (
        "waived",
        asker,
        second,
    )
    verbs = standing.application.events.order_by("pk").values_list("verb", "reason")
    assert list(verbs) == [("ask_waiver", "유일한 전문가"), ("waive_conflict", "승인")]
    assert conflicts_now(standing.reviewer, standing.application) == []


def test_who_asked_does_not_waive(standing):
    asker = FoundationUserFactory()
    ask_waiver(standing, by=asker, reason="유일한 전문가")

    with pytest.raises(SamePerson):
        grant_waiver(standing, by=asker, reason="승인")


def test_what_nobody_asked_for_is_not_waived(standing):
    with pytest.raises(Unwaivable):
        grant_waiver(standing, by=FoundationUserFactory(), reason="승인")


def test_the_reviewer_waives_nothing(standing):
    ask_waiver(standing, by=FoundationUserFactory(), reason="유일한 전문가")

    with pytest.raises(OwnConflict):
        grant_waiver(standing, by=own(standing), reason="승인")


def test_who_takes_part_is_never_let_off(application):
    conflict = ConflictFactory(application=application, ground=ConflictGround.PARTICIPANT)
    with pytest.raises(Unwaivable):
        ask_waiver(conflict, by=FoundationUserFactory(), reason="유일한 전문가")
    with pytest.raises(Unwaivable):
        grant_waiver(conflict, by=FoundationUserFactory(), reason="승인")


def test_the_database_refuses_it_to_whoever_comes_by_sql(application):
    with pytest.raises(IntegrityError, match="waived_by_a_second_person"):
        ConflictFactory(application=application, ground="participant", waived=True)


# By no party


REFUSED_TO = {
    "applicant": OwnApplication,
    "competitor": CompetingApplicant,
    "in conflict": InConflict,
}


def asked(conflict):
    return ask_waiver(conflict, by=FoundationUserFactory(), reason="유일한 전문가")


def recorded_by(conflict, *, by, reason):
    return record_conflict(
        conflict.application, reviewer=ReviewerFactory(), ground=OTHER, fact=reason, by=by
    )


@pytest.mark.parametrize(
    "act", [confirm_suspicion, dismiss_suspicion, ask_waiver, grant_waiver, recorded_by]
)
@pytest.mark.parametrize("why", REFUSED_TO)
def test_no_party_settles_who_may_judge(suspicion, act, why):
    party = parties_to(suspicion.application)[why]
    if act is grant_waiver:
        asked(suspicion)
    before = list(Conflict.objects.order_by("pk").values())

    with pytest.raises(REFUSED_TO[why]):
        act(suspicion, by=party, reason="확인함")

    assert list(Conflict.objects.order_by("pk").values()) == before


# Declared at the desk


def seat_in_panel_of(application):
    place = PanelPlaceFactory(application=application)
    return PanelMemberFactory(panel=place.panel).reviewer


@pytest.mark.parametrize("make", [AssignmentFactory, pledged_assignment])
def test_own_conflict_opens_the_place_as_a_recusal_does(application, make):
    assignment = make(application=application)
    user = assignment.reviewer.user

    declare_own_conflict(application, by=user, ground=KIN, fact="배우자의 회사")

    assignment.refresh_from_db()
    assert (assignment.state, assignment.recusal_reason) == ("recused", "배우자의 회사")
    assert Conflict.objects.get().state == STANDING
    assert assignment.assigned_by.email in told()
    assert list(application.events.order_by("pk").values_list("verb", flat=True)) == [
        "recuse",
        "declare_conflict",
    ]


def test_own_conflict_before_anything_is_assigned(application):
    reviewer = seat_in_panel_of(application)

    declare_own_conflict(application, by=reviewer.user, ground=OTHER, fact="소송 중")

    assert conflicts_now(reviewer, application) == ["other"]
    assert told() == []


def test_a_finished_review_stays_and_staff_is_told(application, staff):
    criteria = application.call.criteria.count()
    finished = finished_review(*[1] * criteria, application=application)

    declare_own_conflict(application, by=finished.reviewer.user, ground=KIN, fact="뒤늦게 앎")

    finished.refresh_from_db()
    assert finished.state == "finished"
    assert told().count(staff.email) == 1


@pytest.mark.parametrize("state", ["invited", "accepted"])
def test_own_conflict_is_declared_after_the_pledge_only(application, state):
    place = PanelPlaceFactory(application=application)
    member = PanelMemberFactory(panel=place.panel, state=state)

    with pytest.raises(NotTheMember):
        declare_own_conflict(application, by=member.reviewer.user, ground=KIN, fact="배우자")


def test_not_in_the_panels_of_others(application):
    PanelPlaceFactory(application=application)
    member = PanelMemberFactory()

    with pytest.raises(NotTheMember):
        declare_own_conflict(application, by=member.reviewer.user, ground=KIN, fact="배우자")


def declared_twice_at_once(assignment):
    application, user = assignment.application, assignment.reviewer.user
    answers = at_once(
        lambda _: declare_own_conflict(application, by=user, ground=KIN, fact="배우자"), count=2
    )
    return sorted(type(answer).__name__ for answer in answers)


def test_a_second_click_declares_the_same(committed, application):
    assignment = pledged_assignment(application=application)

    assert declared_twice_at_once(assignment) == ["Conflict", "Conflict"]
    assert Conflict.objects.count() == 1


def test_control_without_the_lock_the_second_click_fails(committed, application, monkeypatch):
    assignment = pledged_assignment(application=application)
    both_have_looked, seen = Barrier(2), review._open_work

    def look(application, *, by):
        work = seen(application, by=by)
        both_have_looked.wait(PATIENCE)
        return work

    monkeypatch.setattr(review, "_hold", lambda application: None)
    monkeypatch.setattr(review, "_open_work", look)

    assert declared_twice_at_once(assignment) == ["Conflict", "TransitionNotAllowed"]


# Staff is told of what is assigned already


def in_conflict_from_now_on(assignment):
    number = assignment.application.company.business_number
    Reviewer.objects.filter(pk=assignment.reviewer_id).update(employer_business_number=number)
    find_conflicts_of_call(assignment.application.call)


@pytest.mark.parametrize("make", [AssignmentFactory, pledged_assignment])
def test_staff_is_told_once_that_an_assignment_is_kept_from_its_reviewer(application, staff, make):
    assignment = make(application=application)

    in_conflict_from_now_on(assignment)
    find_conflicts_of_call(application.call)

    assert told().count(staff.email) == 1


def test_the_mail_says_neither_who_nor_why(application, staff):
    assignment = pledged_assignment(application=application)

    in_conflict_from_now_on(assignment)

    body = body_to(staff)
    company, reviewer = application.company, assignment.reviewer
    said = (company.name, company.business_number, reviewer.user.name, reviewer.employer)
    assert [word for word in said if word in body] == []
    assert f"/admin/programs/conflict/?assigned=yes&q={application.call.code}" in body


def test_nothing_is_told_of_who_has_nothing_of_it(application, staff):
    recused = AssignmentFactory(application=application, state="assigned")
    declare_own_conflict(application, by=recused.reviewer.user, ground=OTHER, fact="지인")
    ReviewerFactory(employer_business_number=application.company.business_number)
    before = told()

    find_conflicts_of_call(application.call)

    assert told() == before


def test_not_told_to_whom_it_is_about_nor_to_who_is_in_conflict(application, staff, groups):
    reviewer = ReviewerFactory(user=FoundationUserFactory())
    other = ReviewerFactory(user=FoundationUserFactory())
    ConflictFactory(application=application, reviewer=other, source="declared")
    assignment = pledged_assignment(application=application, reviewer=reviewer)

    in_conflict_from_now_on(assignment)

    kept_out = {reviewer.user.email, other.user.email}
    assert staff.email in told()
    assert kept_out.isdisjoint(told())


def test_one_mail_for_a_call_however_many(application, staff):
    first = pledged_assignment(application=application)
    second = pledged_assignment(
        application=received_application(call=application.call), panel=first.panel
    )
    for assignment in (first, second):
        number = assignment.application.company.business_number
        Reviewer.objects.filter(pk=assignment.reviewer_id).update(employer_business_number=number)

    find_conflicts_of_call(application.call)

    assert told().count(staff.email) == 1


def test_what_comes_up_after_the_pledge_stops_the_review(application):
    assignment = pledged_assignment(application=application)
    in_conflict_from_now_on(assignment)

    with pytest.raises(InConflict):
        finish_review(assignment, by=assignment.reviewer.user)
