"""Questions about a call: taken, answered once for all, set aside, corrected."""

import pytest

from programs.actions.errors import (
    AlreadyAnswered,
    AlreadyCorrected,
    InquiriesClosed,
    TooManyInquiries,
)
from programs.actions.inquiry import (
    MOST_WAITING,
    answer_inquiries,
    ask_inquiry,
    correct_reply,
    set_aside_inquiry,
)
from programs.models import CallEvent, Inquiry, Reply
from tests.factories.accounts import UserFactory
from tests.factories.programs import close, days, open_call, set_moments
from tests.mails import queued_mails
from tests.races import at_once


def answer(call, *inquiries, by, text="예"):
    return answer_inquiries(
        call, by=by, inquiries=[found.pk for found in inquiries], question="될까요?", text=text
    )


def test_ask(call, stranger):
    inquiry = ask_inquiry(call, by=stranger, text="본사 이전도 되나요?")

    assert list(Inquiry.objects.waiting()) == [inquiry]
    assert CallEvent.objects.get(verb="ask").actor is None
    assert queued_mails() == []


@pytest.mark.parametrize(
    "end", [lambda call: close(call), lambda call: set_moments(call, inquiries_close_at=days(-1))]
)
def test_ask_after_the_end(call, stranger, end):
    ask_inquiry(call, by=stranger, text="제때")
    end(call)

    with pytest.raises(InquiriesClosed):
        ask_inquiry(call, by=stranger, text="늦게")


def test_ask_at_most_ten_that_wait(call, stranger, agency_member):
    asked = [ask_inquiry(call, by=stranger, text=f"{n}") for n in range(MOST_WAITING)]
    with pytest.raises(TooManyInquiries):
        ask_inquiry(call, by=stranger, text="하나 더")

    answer(call, asked[0], by=agency_member)

    assert ask_inquiry(call, by=stranger, text="하나 더").pk
    assert ask_inquiry(call, by=UserFactory(), text="다른 사람").pk
    assert ask_inquiry(open_call(), by=stranger, text="다른 공고").pk


def test_a_double_click_asks_once(committed):
    call, asker = open_call(), UserFactory()

    asked = at_once(lambda _n: ask_inquiry(call, by=asker, text="같은 질문").pk, count=4)

    assert asked == [Inquiry.objects.get().pk] * 4


def test_two_people_ask_the_same_twice(committed):
    call, askers = open_call(), [UserFactory() for _number in range(4)]

    at_once(lambda n: ask_inquiry(call, by=askers[n], text="같은 질문").pk, count=4)

    assert Inquiry.objects.count() == 4


def test_answer_several_at_once(call, stranger, other_applicant, agency_member):
    first = ask_inquiry(call, by=stranger, text="되나요?")
    second = ask_inquiry(call, by=other_applicant, text="가능한가요?")
    third = ask_inquiry(call, by=stranger, text="다른 것")

    reply = answer(call, first, second, by=agency_member)

    assert list(reply.inquiries.all()) == [first, second]
    assert list(Inquiry.objects.waiting()) == [third]
    assert CallEvent.objects.get(verb="answer").actor == agency_member
    assert {address for address, _subject in queued_mails()} == {
        stranger.email,
        other_applicant.email,
    }


def test_mail_in_the_language_of_the_asker(call, agency_member):
    asker = UserFactory(language="en")

    answer(call, ask_inquiry(call, by=asker, text="되나요?"), by=agency_member)

    assert queued_mails() == [(asker.email, f"Your question was answered: {call.title_en or call}")]


def test_answer_what_is_answered_or_of_another_call(call, stranger, agency_member):
    first = ask_inquiry(call, by=stranger, text="되나요?")
    second = ask_inquiry(call, by=stranger, text="기다리는 것")
    strange = ask_inquiry(open_call(), by=stranger, text="다른 공고")
    answer(call, first, by=agency_member)

    for chosen in ([first], [first, second], [strange], []):
        with pytest.raises(AlreadyAnswered):
            answer(call, *chosen, by=agency_member)

    assert Reply.objects.count() == 1


def test_two_colleagues_answer_at_once(committed):
    call, asker, colleague = open_call(), UserFactory(), UserFactory()
    inquiry = ask_inquiry(call, by=asker, text="되나요?")

    results = at_once(lambda n: answer(call, inquiry, by=colleague, text=f"{n}"), count=2)

    assert sorted(type(result) for result in results if isinstance(result, Exception)) == [
        AlreadyAnswered
    ]
    assert (Reply.objects.count(), len(queued_mails())) == (1, 1)


def test_set_aside(call, stranger, agency_member):
    inquiry = ask_inquiry(call, by=stranger, text="광고")

    set_aside_inquiry(inquiry, by=agency_member, reason="공고와 무관합니다.")

    inquiry.refresh_from_db()
    assert (inquiry.set_aside_by, inquiry.set_aside_reason) == (agency_member, "공고와 무관합니다.")
    assert [address for address, _subject in queued_mails()] == [stranger.email]
    with pytest.raises(AlreadyAnswered):
        answer(call, inquiry, by=agency_member)
    with pytest.raises(AlreadyAnswered):
        set_aside_inquiry(inquiry, by=agency_member, reason="다시")


def test_correct(call, stranger, agency_member):
    inquiry = ask_inquiry(call, by=stranger, text="되나요?")
    first = answer(call, inquiry, by=agency_member, text="아니요")

    second = correct_reply(first, by=agency_member, question="되나요?", text="예")
    third = correct_reply(second, by=agency_member, question="되나요?", text="조건부로 예")

    assert (third.corrects, second.corrects) == (second, first)
    assert [address for address, _subject in queued_mails()] == [stranger.email] * 3
    with pytest.raises(AlreadyCorrected):
        correct_reply(first, by=agency_member, question="되나요?", text="또")


@pytest.mark.parametrize(("days_left", "is_taken"), [(1.5, True), (0.5, False)])
def test_questions_end_a_day_before_the_closing_where_nothing_else_is_said(db, days_left, is_taken):
    call = set_moments(open_call(), inquiries_close_at=None, closes_at=days(days_left))

    assert call.takes_inquiries == is_taken
