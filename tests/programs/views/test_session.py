"""What guests ask and say after a session, and what their agency makes of it."""

import pytest
from django.urls import reverse

from programs.models import SessionQuestion, SessionReply, SurveyAnswer
from programs.models.survey import MARKS
from programs.queries.registration import registration_path
from tests.counting import statements
from tests.factories.listening import (
    SessionQuestionFactory,
    SessionReplyFactory,
    SurveyAnswerFactory,
)
from tests.factories.programs import BriefingFactory, RegistrationFactory, days

pytestmark = pytest.mark.django_db


@pytest.fixture
def briefing(membership):
    return BriefingFactory(agency=membership.agency, starts_at=days(-1), ends_at=days(-0.9))


@pytest.fixture
def guest(briefing):
    return RegistrationFactory(briefing=briefing, attendee_name="비밀손님")


@pytest.fixture
def as_guest(client, guest):
    client.force_login(guest.user)
    return client


def page(name, thing):
    return reverse(f"programs:{name}", args=[thing.pk])


@pytest.mark.parametrize("item_count", [1, 3])
def test_answers_cost_the_page_of_a_session_no_statement(client, briefing, item_count):
    before = statements(client, briefing.get_absolute_url())
    SessionReplyFactory.create_batch(item_count, briefing=briefing, question="공개 질문")

    assert statements(client, briefing.get_absolute_url()) == before
    assert "공개 질문" in client.get(briefing.get_absolute_url()).content.decode()


def test_a_guest_asks_and_finds_the_question_again(as_guest, briefing):
    answer = as_guest.post(page("session-ask", briefing), {"text": "되나요?"}, follow=True)

    assert SessionQuestion.objects.get().text == "되나요?"
    assert "되나요?" in answer.content.decode()


def test_who_is_no_guest_cannot_ask_and_keeps_what_was_written(client, stranger, briefing):
    client.force_login(stranger)

    answer = client.post(page("session-ask", briefing), {"text": "되나요?"})

    assert "되나요?" in answer.content.decode()
    assert not SessionQuestion.objects.exists()


def test_the_agency_reads_questions_without_their_askers(as_agency, briefing, guest):
    SessionQuestionFactory(registration=guest, text="되나요?")

    text = as_agency.get(page("briefing-questions", briefing)).content.decode()

    assert "되나요?" in text
    assert guest.attendee_name not in text


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_agencys_page_costs_five_statements(as_agency, briefing, item_count):
    for _number in range(item_count):
        SessionQuestionFactory(registration=RegistrationFactory(briefing=briefing))
        SessionReplyFactory(briefing=briefing)

    assert statements(as_agency, page("briefing-questions", briefing)) == 5


def test_the_agency_answers_the_chosen_in_public(as_agency, client, briefing, guest):
    asked = SessionQuestionFactory(registration=guest)
    path = page("briefing-questions", briefing)
    shown = as_agency.get(path, {"chosen": asked.pk}).context["form"]

    as_agency.post(path, {"questions": [asked.pk], "question": "질문", "text": "답변"})

    assert shown["question"].value() == asked.text
    asked.refresh_from_db()
    assert asked.reply == SessionReply.objects.get()
    client.logout()
    assert "답변" in client.get(briefing.get_absolute_url()).content.decode()


def test_an_answered_question_is_refused_with_what_was_written(as_agency, briefing, guest):
    asked = SessionQuestionFactory(registration=guest, reply=SessionReplyFactory(briefing=briefing))
    SessionQuestionFactory(registration=guest)

    typed = {"questions": [asked.pk], "question": "질문", "text": "답변"}
    form = as_agency.post(page("briefing-questions", briefing), typed).context["form"]

    assert list(form.errors) == ["questions"]
    assert form["text"].value() == "답변"


def test_the_agency_sets_aside_and_corrects(as_agency, briefing, guest):
    asked, reply = (
        SessionQuestionFactory(registration=guest),
        SessionReplyFactory(briefing=briefing),
    )

    as_agency.post(page("session-question-set-aside", asked), {"reason": "상담 사항"})
    as_agency.post(page("session-reply-correct", reply), {"question": "질문", "text": "새 답변"})

    asked.refresh_from_db()
    assert asked.set_aside_reason == "상담 사항"
    assert SessionReply.objects.get(corrects=reply).text == "새 답변"


def test_a_guest_answers_the_survey_once(as_guest, briefing):
    typed = {**dict.fromkeys(MARKS, "5"), "comment": "좋았습니다."}

    for _press in range(2):
        as_guest.post(page("session-survey", briefing), typed)

    assert SurveyAnswer.objects.get().comment == "좋았습니다."


@pytest.mark.parametrize("mark", ["", "0", "6", "good"])
def test_a_mark_that_is_none_is_refused_and_the_comment_kept(as_guest, briefing, mark):
    typed = {**dict.fromkeys(MARKS, "5"), "use": mark, "comment": "좋았습니다."}

    form = as_guest.post(page("session-survey", briefing), typed).context["form"]

    assert (list(form.errors), form["comment"].value()) == (["use"], "좋았습니다.")
    assert not SurveyAnswer.objects.exists()


def test_who_is_no_guest_answers_no_survey(client, stranger, briefing):
    client.force_login(stranger)

    client.post(page("session-survey", briefing), dict.fromkeys(MARKS, "5"))

    assert not SurveyAnswer.objects.exists()


def test_agency_and_foundation_read_results_of_five_answers(as_agency, client, staff, briefing):
    SurveyAnswerFactory.create_batch(4, briefing=briefing, comment="한마디")
    few = as_agency.get(page("briefing-survey", briefing)).content.decode()
    SurveyAnswerFactory(briefing=briefing)

    enough = as_agency.get(page("briefing-survey", briefing)).content.decode()
    client.force_login(staff)
    of_staff = client.get(page("briefing-survey", briefing)).content.decode()

    assert ["한마디" in text for text in (few, enough, of_staff)] == [False, True, True]


@pytest.fixture
def without_account(briefing):
    return RegistrationFactory(briefing=briefing, user=None, email="guest@example.kr")


def test_a_guest_without_account_asks_by_the_link(client, without_account):
    path = registration_path(without_account, "registration-questions")
    assert path in client.get(registration_path(without_account)).content.decode()

    answer = client.post(path, {"text": "되나요?"}, follow=True)

    assert SessionQuestion.objects.get().registration == without_account
    assert "되나요?" in answer.content.decode()
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_a_guest_without_account_answers_the_survey_once_by_the_link(client, without_account):
    path = registration_path(without_account, "registration-survey")
    assert path in client.get(registration_path(without_account)).content.decode()

    for _press in range(2):
        answer = client.post(path, dict.fromkeys(MARKS, "5"), follow=True)

    assert SurveyAnswer.objects.count() == 1
    assert answer.redirect_chain[-1][0] == registration_path(without_account)


def test_who_gave_the_place_back_says_nothing_by_the_link(client, briefing):
    gone = RegistrationFactory(
        briefing=briefing, user=None, email="guest@example.kr", state="cancelled"
    )

    client.post(registration_path(gone, "registration-questions"), {"text": "되나요?"})
    client.post(registration_path(gone, "registration-survey"), dict.fromkeys(MARKS, "5"))

    assert not SessionQuestion.objects.exists()
    assert not SurveyAnswer.objects.exists()
