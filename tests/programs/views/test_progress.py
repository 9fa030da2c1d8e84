"""What a save tells of the whole draft is what its overview says."""

import pytest
from django.urls import reverse

from tests.drafting import save_draft
from tests.factories.programs import ApplicationFactory, ConsentTextFactory

JSON = {"Accept": "application/json"}


@pytest.fixture
def as_applicant(client, applicant):
    client.force_login(applicant)
    return client


def path(application, section: str) -> str:
    return reverse("programs:application-section", args=[application.pk, section])


def shown(client, application, section: str) -> dict:
    editor = client.get(path(application, section)).context["editor"]
    return {"seen": editor.seen, "shown": editor.shown}


def told(client, application, section: str, typed: dict) -> dict:
    """The progress that the answer to a save tells, which must be that of the overview."""
    answer = client.post(path(application, section), typed, headers=JSON).json()
    page = client.get(reverse("programs:application-edit", args=[application.pk])).context
    assert answer["progress"] == {
        "done": [step.code for step in page["steps"] if step.is_done],
        "count": page["done_count"],
        "words": page["progress"],
    }
    return answer["progress"]


@pytest.fixture
def draft(call, company):
    return ApplicationFactory(call=call, company=company, title="", requested_won=None)


@pytest.mark.parametrize(("title", "done"), [("과제", ["head"]), ("", [])])
def test_of_title_and_amount(as_applicant, draft, title, done):
    typed = {**shown(as_applicant, draft, "head"), "title": title, "requested_won": "1,000"}

    assert told(as_applicant, draft, "head", typed)["done"] == done


@pytest.mark.parametrize(("text", "done"), [("답변", ["questions"]), ("", [])])
def test_of_questions(as_applicant, draft, text, done):
    (question,) = draft.call.questions.all()
    save_draft(draft, by=draft.created_by, title="", requested_won=None, answers={question: "전"})
    typed = {**shown(as_applicant, draft, "questions"), f"question_{question.pk}": text}

    assert told(as_applicant, draft, "questions", typed)["done"] == done


def test_of_what_a_colleague_wrote_meanwhile(as_applicant, draft):
    typed = {**shown(as_applicant, draft, "head"), "title": "", "requested_won": "1,000"}
    save_draft(draft, by=draft.created_by, title="동료", requested_won=None, answers={})

    assert told(as_applicant, draft, "head", typed)["done"] == ["head"]


def test_of_a_clash_only_what_is_saved_counts(as_applicant, draft):
    (question,) = draft.call.questions.all()
    typed = {**shown(as_applicant, draft, "questions"), f"question_{question.pk}": "나"}
    save_draft(draft, by=draft.created_by, title="", requested_won=None, answers={question: "동료"})

    assert told(as_applicant, draft, "questions", typed)["done"] == ["questions"]


def test_of_consents(as_applicant, draft):
    text = ConsentTextFactory()
    page = shown(as_applicant, draft, "consents")

    given = told(as_applicant, draft, "consents", {**page, text.topic: "yes"})

    assert "consents" in given["done"]
