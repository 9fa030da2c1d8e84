"""Supplements: asked for until a day, answered beside the submission, closed, reminded of."""

import threading
from datetime import timedelta

import pgtrigger
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import ProgrammingError, transaction
from django.utils import timezone

from portal.common.business_days import is_business_day
from programs.actions import supplement as actions
from programs.actions.errors import OwnApplication, SupplementClosed, SupplementOpen, TooManyFiles
from programs.actions.supplement import (
    add_supplement_file,
    answer_supplement,
    ask_supplement,
    close_supplement,
    remind_of_supplements,
    remove_supplement_file,
)
from programs.models import Supplement
from programs.workflow import TransitionNotAllowed
from tests.factories.accounts import FoundationUserFactory
from tests.factories.programs import (
    PDF,
    close,
    complete_application,
    in_state,
    received_application,
)
from tests.factories.screening import HandlingFactory, SupplementFactory
from tests.factories.zones import CompanyMemberFactory
from tests.mails import body_to, queued_mails
from tests.races import in_own_connection, until, waiting_for_a_lock
from zones.actions.errors import OutsideConsultant

pytestmark = pytest.mark.django_db


def next_business_day():
    day = timezone.localdate() + timedelta(days=1)
    while not is_business_day(day):
        day += timedelta(days=1)
    return day


@pytest.fixture
def received(company):
    received = received_application(company=company)
    close(received.call)
    return received


@pytest.fixture
def clerk():
    return FoundationUserFactory()


@pytest.fixture
def asked(received, clerk):
    return SupplementFactory(application=received, asked_by=clerk)


def over(supplement):
    """Its day has passed, as time passes in tests."""
    then = timezone.now() - timedelta(days=9)
    with pgtrigger.ignore("programs.Supplement:asked_never_changes"):
        Supplement.objects.filter(pk=supplement.pk).update(
            asked_at=then, due_on=timezone.localdate(then) + timedelta(days=7)
        )
    supplement.refresh_from_db()
    return supplement


def pdf(name="자료.pdf"):
    return SimpleUploadedFile(name, PDF, content_type="application/pdf")


def test_ask_tells_the_company_until_when(received, applicant, clerk):
    day = next_business_day()

    supplement = ask_supplement(received, by=clerk, asks="증명서를 다시", due_on=day)

    event = received.events.get()
    assert (supplement.due_on, supplement.asked_by) == (day, clerk)
    assert (event.verb, event.reason, received.state) == (
        "ask_supplement",
        "증명서를 다시",
        "submitted",
    )
    assert "증명서를 다시" in body_to(applicant)


@pytest.mark.parametrize("after", [0, -1, 21, 60])
def test_ask_for_a_day_that_is_too_soon_or_too_far_is_refused(received, clerk, after):
    with pytest.raises(ValidationError):
        ask_supplement(
            received, by=clerk, asks="왜", due_on=timezone.localdate() + timedelta(days=after)
        )

    assert (Supplement.objects.count(), queued_mails()) == (0, [])


def test_ask_while_another_is_open_is_refused(asked, clerk):
    with pytest.raises(SupplementOpen):
        ask_supplement(asked.application, by=clerk, asks="또", due_on=next_business_day())

    assert Supplement.objects.count() == 1


def test_ask_of_what_is_checked_already_is_refused(clerk):
    application = complete_application(**in_state("eligible"))
    close(application.call)

    with pytest.raises(TransitionNotAllowed):
        ask_supplement(application, by=clerk, asks="왜", due_on=next_business_day())


def test_ask_of_ones_own_company_is_refused(received, applicant):
    with pytest.raises(OwnApplication):
        ask_supplement(received, by=applicant, asks="왜", due_on=next_business_day())


def test_answer_is_final_and_tells_who_handles_it(asked, applicant, clerk):
    handling = HandlingFactory(application=asked.application)
    handling.handler.email = "handler@example.kr"
    handling.handler.save()
    add_supplement_file(asked, by=applicant, upload=pdf())

    answer_supplement(asked, by=applicant, answer="첨부하였습니다.")

    asked.refresh_from_db()
    told = {address for address, _subject in queued_mails()}
    assert (asked.answer, asked.answered_by) == ("첨부하였습니다.", applicant)
    assert told == {"handler@example.kr", applicant.email}
    with pytest.raises(SupplementClosed):
        answer_supplement(asked, by=applicant, answer="다시")
    with pytest.raises(SupplementClosed):
        add_supplement_file(asked, by=applicant, upload=pdf("다른.pdf"))


def test_answer_leaves_the_submission_as_it_was(asked, applicant):
    before = [(one.sha256, one.received_at) for one in asked.application.submissions.all()]

    add_supplement_file(asked, by=applicant, upload=pdf())
    answer_supplement(asked, by=applicant, answer="첨부")

    after = [(one.sha256, one.received_at) for one in asked.application.submissions.all()]
    asked.application.refresh_from_db()
    assert (after, asked.application.state) == (before, "submitted")


def test_answer_after_the_day_is_refused(asked, applicant):
    over(asked)

    with pytest.raises(SupplementClosed):
        answer_supplement(asked, by=applicant, answer="늦었습니다")

    asked.refresh_from_db()
    assert asked.answered_at is None


def test_outside_consultant_neither_answers_nor_adds(asked):
    consultant = CompanyMemberFactory(company=asked.application.company, role="consultant").user

    for act in (
        lambda: answer_supplement(asked, by=consultant, answer="대신"),
        lambda: add_supplement_file(asked, by=consultant, upload=pdf()),
    ):
        with pytest.raises(OutsideConsultant):
            act()

    assert asked.files.count() == 0


def test_the_same_file_again_is_the_same(asked, applicant):
    first = add_supplement_file(asked, by=applicant, upload=pdf())

    assert add_supplement_file(asked, by=applicant, upload=pdf()) == first


def test_one_file_too_many_is_refused(asked, applicant, monkeypatch):
    monkeypatch.setattr(actions, "MOST_FILES", 1)
    add_supplement_file(asked, by=applicant, upload=pdf())

    with pytest.raises(TooManyFiles):
        add_supplement_file(asked, by=applicant, upload=pdf("둘째.pdf"))


def test_removed_file_is_gone_from_the_answer(asked, applicant):
    file = add_supplement_file(asked, by=applicant, upload=pdf())

    remove_supplement_file(file, by=applicant)

    assert list(asked.files.current()) == []


def test_close_goes_on_with_the_check(asked, applicant, clerk):
    answer_supplement(asked, by=applicant, answer="첨부")

    close_supplement(asked, by=clerk)

    asked.refresh_from_db()
    assert (asked.closed_by, asked.application.events.last().verb) == (clerk, "close_supplement")
    with pytest.raises(SupplementClosed):
        close_supplement(asked, by=clerk)


def test_close_of_what_can_still_be_answered_is_refused(asked, clerk):
    with pytest.raises(SupplementOpen):
        close_supplement(asked, by=clerk)

    close_supplement(over(asked), by=clerk)
    asked.refresh_from_db()
    assert asked.closed_by == clerk


def test_each_is_reminded_once_before_its_day_and_missed_once_after(asked, applicant, clerk):
    far = remind_of_supplements(most=9)
    with pgtrigger.ignore("programs.Supplement:asked_never_changes"):
        Supplement.objects.update(due_on=timezone.localdate() + timedelta(days=2))
    near = [remind_of_supplements(most=9), remind_of_supplements(most=9)]
    over(asked)
    missed = [remind_of_supplements(most=9), remind_of_supplements(most=9)]

    assert (far, near, missed) == (0, [1, 0], [1, 0])
    assert [address for address, _subject in queued_mails()] == [applicant.email, clerk.email]


def test_whoever_answered_is_not_reminded(asked, applicant):
    answer_supplement(asked, by=applicant, answer="첨부")

    assert remind_of_supplements(most=9) == 0


@pytest.mark.parametrize("change", [{"asks": "다른 것"}, {"asked_by": None}])
def test_what_was_asked_never_changes(asked, change):
    rows = Supplement.objects.filter(pk=asked.pk)

    with pytest.raises(ProgrammingError), transaction.atomic():
        rows.update(**change)


def test_what_was_answered_and_closed_never_changes(asked, applicant, clerk):
    answer_supplement(asked, by=applicant, answer="첨부")
    close_supplement(asked, by=clerk)
    rows = Supplement.objects.filter(pk=asked.pk)

    for change in ({"answer": "다른 답"}, {"closed_at": timezone.now()}):
        with pytest.raises(ProgrammingError), transaction.atomic():
            rows.update(**change)


def _answers_at_once(supplement, applicant) -> tuple[object, object]:
    """What two answers give, of which the second comes while the first is not committed yet."""
    found: list[object] = []

    def second() -> None:
        found.append(
            in_own_connection(lambda: answer_supplement(supplement, by=applicant, answer="둘째"))
        )

    other = threading.Thread(target=second)
    with transaction.atomic():
        first = answer_supplement(supplement, by=applicant, answer="첫째")
        other.start()
        until(lambda: waiting_for_a_lock() > 0)
    other.join()
    return first, found[0]


@pytest.mark.usefixtures("committed")
def test_of_two_answers_at_once_the_first_stands():
    supplement = SupplementFactory()
    applicant = CompanyMemberFactory(company=supplement.application.company).user

    _first, second = _answers_at_once(supplement, applicant)

    supplement.refresh_from_db()
    assert (supplement.answer, type(second)) == ("첫째", SupplementClosed)
