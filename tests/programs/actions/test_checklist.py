"""The checklist: saved as one goes, what keeps an application from passing, the clear ones at once."""

import json

import pytest

from programs.actions.errors import (
    ChecklistChanged,
    ChecksOpen,
    NotClear,
    NotUpheld,
    SupplementOpen,
    TookPartBefore,
)
from programs.actions.screening import (
    Judged,
    save_checklist,
    screen_anew,
    screen_application,
    screen_applications,
)
from programs.models import Screening, ScreeningDraft
from programs.queries.screening import checklist_of, is_clear
from programs.workflow import TransitionNotAllowed
from tests.factories.accounts import FoundationUserFactory
from tests.factories.programs import (
    ObjectionFactory,
    SubmissionFactory,
    close,
    open_call,
    received_application,
)
from tests.factories.screening import ScreeningDraftFactory, SupplementFactory
from tests.factories.zones import CompanyFactory, ParticipationBanFactory
from tests.mails import body_to, queued_mails

pytestmark = pytest.mark.django_db
PASSES, FAILS = Judged("passes"), Judged("fails", "age", "8년째")


def handed_in(**fields):
    """Received with its documents, in a call that has closed."""
    application = received_application(**fields)
    submission = SubmissionFactory(application=application)
    submission.documents.set(application.documents.all())
    close(application.call)
    return application


@pytest.fixture
def received(company):
    return handed_in(company=company)


@pytest.fixture
def clerk():
    return FoundationUserFactory()


def settle(application, *, by):
    judged = {point.place: PASSES for point in checklist_of(application)}
    save_checklist(application, by=by, judged=judged, seen={})


def stored(application):
    drafts = application.screening_drafts.all()
    return {draft.place: Judged(draft.verdict, draft.reason_code, draft.note) for draft in drafts}


def test_save_keeps_what_was_judged_and_decides_nothing(received, clerk):
    place = ("rule", "age")

    count = save_checklist(received, by=clerk, judged={place: FAILS}, seen={})

    received.refresh_from_db()
    assert (count, stored(received)) == (1, {place: FAILS})
    assert (received.state, received.events.count(), queued_mails()) == ("submitted", 0, [])


def test_save_opens_a_point_again(received, clerk):
    place = ("rule", "age")
    save_checklist(received, by=clerk, judged={place: FAILS}, seen={})

    save_checklist(received, by=clerk, judged={place: Judged("")}, seen={place: FAILS})

    assert stored(received) == {}


def test_save_writes_only_what_the_person_changed(received, clerk):
    mine, hers = ("rule", "age"), ("rule", "location")
    save_checklist(received, by=FoundationUserFactory(), judged={hers: FAILS}, seen={})

    save_checklist(received, by=clerk, judged={mine: PASSES, hers: Judged("")}, seen={})

    assert stored(received) == {mine: PASSES, hers: FAILS}


def test_save_over_a_colleagues_verdict_is_refused(received, clerk):
    place = ("rule", "age")
    save_checklist(received, by=FoundationUserFactory(), judged={place: FAILS}, seen={})

    with pytest.raises(ChecklistChanged):
        save_checklist(received, by=clerk, judged={place: PASSES}, seen={})

    assert stored(received) == {place: FAILS}


def test_save_after_the_result_is_refused(received, clerk):
    screen_application(received, by=clerk, is_eligible=True, reason="요건을 갖춤")

    with pytest.raises(TransitionNotAllowed):
        save_checklist(received, by=clerk, judged={("rule", "age"): PASSES}, seen={})

    assert ScreeningDraft.objects.count() == 0


def test_screen_keeps_each_point_as_it_was_judged(received, clerk):
    settle(received, by=clerk)

    screening = screen_application(received, by=clerk, is_eligible=True)

    kept = {check.place: check.verdict for check in screening.checks.all()}
    assert kept == {point.place: "passes" for point in checklist_of(received)}
    assert all(check.label for check in screening.checks.all())


def test_screen_passes_nothing_with_open_points_and_no_reason(received, clerk):
    with pytest.raises(ChecksOpen) as refusal:
        screen_application(received, by=clerk, is_eligible=True)

    assert refusal.value.labels == [point.label for point in checklist_of(received)]
    assert Screening.objects.count() == 0


@pytest.mark.parametrize("verdict", ["fails", "asked"])
def test_screen_passes_nothing_that_is_not_fulfilled_whatever_the_reason(received, clerk, verdict):
    settle(received, by=clerk)
    place = checklist_of(received)[0].place
    judged = Judged(verdict, "other" if verdict == "fails" else "")
    save_checklist(received, by=clerk, judged={place: judged}, seen={place: PASSES})

    with pytest.raises(ChecksOpen):
        screen_application(received, by=clerk, is_eligible=True, reason="그래도")

    assert Screening.objects.count() == 0


def test_refusal_tells_the_company_each_point_that_fails(received, clerk, applicant):
    place = checklist_of(received)[0].place
    save_checklist(received, by=clerk, judged={place: FAILS}, seen={})

    screen_application(received, by=clerk, is_eligible=False, reason_code="age", reason="업력 초과")

    assert "8년째" in body_to(applicant)


@pytest.mark.parametrize("is_eligible", [True, False])
def test_screen_while_a_supplement_is_open_is_refused(received, clerk, is_eligible):
    SupplementFactory(application=received)

    with pytest.raises(SupplementOpen):
        screen_application(
            received, by=clerk, is_eligible=is_eligible, reason_code="age", reason="까닭"
        )

    received.refresh_from_db()
    assert received.state == "submitted"


def refused(application, by):
    screen_application(application, by=by, is_eligible=False, reason_code="age", reason="업력 초과")
    return application.screenings.get()


def test_screen_anew_is_a_second_check_of_what_was_refused(received, clerk):
    ObjectionFactory(decision=None, screening=refused(received, clerk), decided=True)

    screening = screen_anew(received, by=FoundationUserFactory(), reason="이의신청 인용")

    received.refresh_from_db()
    assert (received.state, screening.number, screening.is_eligible) == ("eligible", 2, True)
    with pytest.raises(TransitionNotAllowed):
        screen_anew(received, by=FoundationUserFactory(), reason="이의신청 인용")


@pytest.mark.parametrize(
    "objection", [{}, {"proposed": True}, {"decided": True, "outcome": "dismissed"}]
)
def test_nothing_is_screened_anew_before_an_objection_is_upheld(received, clerk, objection):
    ObjectionFactory(decision=None, screening=refused(received, clerk), **objection)
    other = FoundationUserFactory()

    with pytest.raises(NotUpheld):
        screen_anew(received, by=other, reason="이의신청 인용")

    received.refresh_from_db()
    assert received.state == "ineligible"
    assert not other.has_perm("programs.screen_anew", received)


def test_who_screened_does_not_screen_anew(received, clerk):
    ObjectionFactory(decision=None, screening=refused(received, clerk), decided=True)
    received.refresh_from_db()

    with pytest.raises(TookPartBefore):
        screen_anew(received, by=clerk, reason="이의신청 인용")

    may = [
        user.has_perm("programs.screen_anew", received) for user in (clerk, FoundationUserFactory())
    ]
    assert may == [False, True]


def test_checklist_finds_a_ban_and_a_missing_document(received, clerk):
    assert is_clear(checklist_of(received))
    ParticipationBanFactory(company=received.company, starts_on="2000-01-01", ends_on="2099-12-31")
    other = received_application(company=CompanyFactory())
    SubmissionFactory(application=other)

    found = {point.place: point.finding for point in checklist_of(received)}
    lacking = [point.subject for point in checklist_of(other) if point.finding == "fails"]

    assert found["ban", ""] == "fails"
    assert lacking == ["document"]


@pytest.mark.parametrize(("kind", "finding"), [("company", "passes"), ("founder", "fails")])
def test_checklist_judges_the_company_as_it_was_submitted(kind, finding):
    application = received_application(call=open_call(applicant_kinds=["company"]))
    content = json.dumps({"title": "가", "company": {"applicant_kind": kind}})
    SubmissionFactory(application=application, content=content)

    found = {point.key: point.finding for point in checklist_of(application)}

    assert found["applicant_kind"] == finding


def test_the_clear_ones_pass_at_once_and_others_are_named(received, clerk):
    banned = handed_in(company=CompanyFactory())
    ParticipationBanFactory(company=banned.company, starts_on="2000-01-01", ends_on="2099-12-31")
    doubted = handed_in(company=CompanyFactory())
    place = checklist_of(doubted)[0].place
    save_checklist(doubted, by=clerk, judged={place: FAILS}, seen={})

    done, refused = screen_applications([received, banned, doubted], by=clerk)

    received.refresh_from_db()
    assert (done, received.state) == ([received], "eligible")
    assert [(one, type(why)) for one, why in refused] == [(banned, NotClear), (doubted, NotClear)]
    assert received.screenings.get().checks.count() == len(checklist_of(received))
    assert not ScreeningDraft.objects.filter(application=banned).exists()


def test_a_clear_one_with_an_open_supplement_stays(received, clerk):
    ScreeningDraftFactory(application=received)
    SupplementFactory(application=received)

    done, refused = screen_applications([received], by=clerk)

    assert (done, [type(why) for _one, why in refused]) == ([], [SupplementOpen])
