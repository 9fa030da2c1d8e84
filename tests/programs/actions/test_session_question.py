"""Questions from a session: asked by its guests, answered for everybody, nobody named."""

import pytest

from programs.actions.errors import (
    AlreadyAnswered,
    AlreadyCorrected,
    QuestionsClosed,
    TooManyInquiries,
)
from programs.actions.session_question import (
    MOST_WAITING,
    answer_session_questions,
    ask_in_session,
    correct_session_reply,
    set_aside_session_question,
)
from programs.models import BriefingEvent, SessionQuestion, SessionReply
from programs.queries.session_question import guest_of, replies_at
from tests.factories.accounts import UserFactory
from tests.factories.listening import SessionQuestionFactory
from tests.factories.programs import (
    AttendanceFactory,
    BriefingFactory,
    RegistrationFactory,
    days,
)
from tests.mails import body_to, queued_mails
from tests.races import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def guest():
    return RegistrationFactory(briefing=BriefingFactory(title_ko="김해 설명회"))


def answer(briefing, *questions, by=None):
    return answer_session_questions(
        briefing,
        by=by or UserFactory(),
        questions=[asked.pk for asked in questions],
        question="공동 신청이 가능한가?",
        text="두 기업까지 가능합니다.",
    )


def test_a_question_is_taken_and_the_event_names_nobody(guest):
    asked = ask_in_session(guest, by=guest.user, text="되나요?")

    event = BriefingEvent.objects.get()
    assert (asked.registration, asked.briefing) == (guest, guest.briefing)
    assert (event.verb, event.actor, event.registration) == ("ask", None, None)


def test_a_guest_without_an_account_asks_as_well():
    guest = RegistrationFactory(user=None, email="guest@example.kr")

    ask_in_session(guest, by=None, text="되나요?")

    assert SessionQuestion.objects.get().registration == guest


@pytest.mark.usefixtures("committed")
def test_the_same_question_at_once_from_many_windows_is_taken_once():
    guest = RegistrationFactory()

    at_once(lambda _number: ask_in_session(guest, by=guest.user, text="되나요?"), count=6)

    assert SessionQuestion.objects.count() == 1


def test_nobody_asks_without_end(guest):
    for number in range(MOST_WAITING):
        ask_in_session(guest, by=guest.user, text=f"{number}?")

    with pytest.raises(TooManyInquiries):
        ask_in_session(guest, by=guest.user, text="또?")


@pytest.mark.parametrize(
    "fields",
    [
        {"starts_at": days(-16), "ends_at": days(-15)},
        {"cancelled_at": days(0)},
    ],
    ids=["two weeks after", "cancelled"],
)
def test_a_session_takes_questions_to_two_weeks_after_its_end(fields):
    by = {"cancelled_by": UserFactory()} if "cancelled_at" in fields else {}
    guest = RegistrationFactory(briefing=BriefingFactory(**fields, **by))

    with pytest.raises(QuestionsClosed):
        ask_in_session(guest, by=guest.user, text="되나요?")


def test_one_answer_serves_several_and_all_who_asked_are_told(guest):
    other = RegistrationFactory(
        briefing=guest.briefing, user=None, email="guest@example.kr", language="en"
    )
    first, second = (SessionQuestionFactory(registration=one) for one in (guest, other))
    member = UserFactory()

    reply = answer(guest.briefing, first, second, by=member)

    assert set(reply.questions.all()) == {first, second}
    assert BriefingEvent.objects.get().actor == member
    told = {address for address, _subject in queued_mails()}
    assert told == {guest.user.email, "guest@example.kr"}
    assert "두 기업까지" in body_to(other)


def test_what_was_asked_aloud_is_answered_without_a_question(guest):
    reply = answer(guest.briefing)

    assert [found.reply for found in replies_at(guest.briefing)] == [reply]
    assert queued_mails() == []


def test_a_question_is_answered_once(guest):
    asked = SessionQuestionFactory(registration=guest)
    answer(guest.briefing, asked)

    with pytest.raises(AlreadyAnswered):
        answer(guest.briefing, asked)

    assert SessionReply.objects.count() == 1


def test_a_question_of_another_session_is_not_answered_here(guest):
    with pytest.raises(AlreadyAnswered):
        answer(guest.briefing, SessionQuestionFactory())

    assert not SessionReply.objects.exists()


def test_a_question_is_set_aside_with_a_reason_that_its_asker_reads(guest):
    asked = SessionQuestionFactory(registration=guest)
    member = UserFactory()

    set_aside_session_question(asked, by=member, reason="개별 상담 사항입니다.")

    asked.refresh_from_db()
    assert (asked.set_aside_by, asked.set_aside_reason) == (member, "개별 상담 사항입니다.")
    assert "개별 상담 사항입니다." in body_to(guest.user)
    with pytest.raises(AlreadyAnswered):
        set_aside_session_question(asked, by=member, reason="또")


def test_a_corrected_answer_stands_and_the_former_stays_readable(guest):
    former = answer(guest.briefing, SessionQuestionFactory(registration=guest))

    correction = correct_session_reply(former, by=UserFactory(), question="?", text="세 기업")

    (standing,) = replies_at(guest.briefing)
    assert (standing.reply, standing.former) == (correction, [former])
    assert [address for address, _subject in queued_mails()] == [guest.user.email] * 2
    with pytest.raises(AlreadyCorrected):
        correct_session_reply(former, by=UserFactory(), question="?", text="네 기업")


@pytest.mark.parametrize(
    ("state", "has_come", "is_guest"),
    [
        ("seated", False, True),
        ("waiting", False, True),
        ("cancelled", False, False),
        ("cancelled", True, True),
    ],
)
def test_who_asks_has_a_place_or_came(state, has_come, is_guest):
    registration = RegistrationFactory(state=state)
    if has_come:
        AttendanceFactory(registration=registration)

    found = guest_of(registration.user, registration.briefing)

    assert (found == registration) is is_guest
