"""Writing an application section by section, on real connections too."""

import json
import threading

import pytest
import time_machine
from django.utils import timezone

from programs.actions import application as gate
from programs.actions import application_section
from programs.actions.application import submit_application
from programs.actions.application_section import SITTING, save_answers, save_consents, save_head
from programs.actions.errors import CallClosed, Incomplete
from programs.models import Answer, Application, ApplicationConsent, Question
from programs.queries import faults_of_application
from programs.queries.merging import digests_of
from programs.queries.section_content import answers_content, consents_content, head_content
from programs.workflow import TransitionNotAllowed
from tests.drafting import give_consents
from tests.factories.accounts import UserFactory
from tests.factories.programs import (
    ApplicationFactory,
    CallFactory,
    ConsentTextFactory,
    QuestionFactory,
    approved,
    close,
    complete_application,
)
from tests.races import PATIENCE, at_once, draft_not_held

pytestmark = pytest.mark.django_db


def again(application) -> Application:
    return Application.objects.get(pk=application.pk)


def seen_head(application) -> dict[str, str]:
    return digests_of(head_content(again(application)))


def seen_answers(application, *questions) -> dict[str, str]:
    return digests_of(answers_content(application, [question.pk for question in questions]))


def write_head(application, title, *, seen, by=None):
    by = by or application.created_by
    return save_head(application, fields={"title": title}, seen=seen, by=by)


def answer(application, question, text, *, seen, by=None):
    return save_answers(
        application,
        section="questions",
        answers={question: text},
        seen=seen,
        by=by or application.created_by,
    )


@pytest.fixture
def draft(db):
    return complete_application()


@pytest.fixture
def question(draft) -> Question:
    return draft.call.questions.get()


def test_save_gives_digest_and_time_of_what_is_saved(draft, question):
    before = draft.saved_at

    saved = answer(draft, question, "새 답", seen=seen_answers(draft, question))

    draft.refresh_from_db()
    assert (saved.seen, saved.at) == (seen_answers(draft, question), draft.saved_at)
    assert draft.saved_at > before
    assert draft.answers.get().value == "새 답"


def test_fields_that_are_not_given_stay(draft):
    save_head(draft, fields={}, seen=seen_head(draft), by=draft.created_by)
    write_head(draft, "새 제목", seen=seen_head(draft))

    draft.refresh_from_db()
    assert (draft.title, draft.requested_won) == ("새 제목", 100_000_000)


def test_save_over_a_colleagues_text_is_refused(draft, question):
    stale = seen_answers(draft, question)
    saved = answer(draft, question, "동료", seen=stale)

    refused = answer(draft, question, "나", seen=stale)

    draft.refresh_from_db()
    assert (refused.clashing, refused.seen, refused.at) == ([str(question.pk)], stale, saved.at)
    assert (draft.answers.get().value, draft.saved_at) == ("동료", saved.at)


def answer_unseen(application, question, text):
    """From a page that did not show the question: an amendment added it since."""
    return save_answers(
        application,
        section="questions",
        answers={question: text},
        seen={},
        by=application.created_by,
    )


def test_answer_to_what_was_not_shown_fills_an_empty_place_only(draft, question):
    draft.answers.all().delete()
    answer_unseen(draft, question, "나")
    answer_unseen(draft, question, "나")  # sent twice
    answer(draft, question, "동료", seen=seen_answers(draft, question))

    refused = answer_unseen(draft, question, "나")

    assert (refused.clashing, draft.answers.get().value) == ([str(question.pk)], "동료")


def test_the_same_text_sent_twice_is_no_conflict_and_no_change(draft, question):
    stale = seen_answers(draft, question)

    first = answer(draft, question, "같은 글", seen=stale)

    assert answer(draft, question, "같은 글", seen=stale) == first


@pytest.mark.parametrize("nothing", ["", None, [], False])
def test_nothing_where_nothing_was_is_no_change(draft, nothing):
    with_none = ApplicationFactory(call=draft.call)
    other = draft.call.questions.get()

    saved = answer(with_none, other, nothing, seen=seen_answers(with_none, other))

    assert saved.at == again(with_none).saved_at == with_none.saved_at
    assert with_none.events.count() == 0


def test_a_colleague_in_another_section_is_no_conflict(draft, question):
    head, answers = seen_head(draft), seen_answers(draft, question)

    write_head(draft, "제목", seen=head)
    answer(draft, question, "답", seen=answers)

    draft.refresh_from_db()
    assert (draft.title, draft.answers.get().value) == ("제목", "답")


def test_save_after_closing_is_refused(draft):
    seen = seen_head(draft)
    close(draft.call)

    with pytest.raises(CallClosed):
        write_head(draft, "늦은 제목", seen=seen)

    assert (again(draft).title, draft.events.count()) == (draft.title, 0)


def test_save_after_screening_is_refused():
    screened = complete_application(state="eligible", submitted_at=timezone.now())

    with pytest.raises(TransitionNotAllowed):
        write_head(screened, "늦은 제목", seen=seen_head(screened))


@pytest.mark.usefixtures("committed")
def test_of_many_saves_at_once_from_one_page_one_is_kept():
    draft = complete_application()
    question = draft.call.questions.get()
    page = seen_answers(draft, question)

    outcomes = at_once(lambda n: answer(draft, question, f"글 {n}", seen=page), count=6)

    kept = [n for n, outcome in enumerate(outcomes) if not outcome.clashing]
    assert [f"글 {n}" for n in kept] == [draft.answers.get().value]
    assert [outcome.seen for outcome in outcomes if outcome.clashing] == [page] * 5


@pytest.mark.usefixtures("committed")
def test_without_the_lock_more_than_one_would_be_taken_for_kept(monkeypatch):
    draft = complete_application()
    question = draft.call.questions.get()
    page = seen_answers(draft, question)
    monkeypatch.setattr(application_section, "draft_held_with", draft_not_held)
    write = Answer.objects.bulk_create
    everybody = threading.Barrier(6)

    def write_together(*rows, **options):
        everybody.wait(PATIENCE)
        return write(*rows, **options)

    monkeypatch.setattr(Answer.objects, "bulk_create", write_together)

    outcomes = at_once(lambda n: answer(draft, question, f"글 {n}", seen=page), count=6)

    assert sum(not outcome.clashing for outcome in outcomes) > 1


@pytest.mark.usefixtures("committed")
def test_members_in_different_sections_at_once_are_all_kept():
    call = CallFactory(parts=True)
    questions = QuestionFactory.create_batch(5, call=call)
    draft = complete_application(call=approved(call))
    pages = [seen_answers(draft, question) for question in questions]
    head = seen_head(draft)

    def work(number):
        if number:
            return answer(draft, questions[number - 1], f"글 {number}", seen=pages[number - 1])
        return write_head(draft, "글 0", seen=head)

    outcomes = at_once(work, count=6)

    assert [outcome for outcome in outcomes if isinstance(outcome, Exception)] == []
    written = [draft.answers.get(question=question).value for question in questions]
    assert [again(draft).title, *written] == [f"글 {number}" for number in range(6)]


def writings(application):
    written = application.events.filter(verb="write").order_by("pk")
    return list(written.values_list("section", "actor"))


def test_saves_of_one_sitting_are_one_event_for_each_person_and_section(draft, question):
    colleague = UserFactory()
    for text in ("하나", "둘"):
        write_head(draft, text, seen=seen_head(draft))
        write_head(draft, f"{text} 더", seen=seen_head(draft), by=colleague)
        answer(draft, question, text, seen=seen_answers(draft, question))
    one_sitting = writings(draft)
    with time_machine.travel(timezone.now() + SITTING, tick=True):
        write_head(draft, "셋", seen=seen_head(draft))

    own = draft.created_by.pk
    assert one_sitting == [("head", own), ("head", colleague.pk), ("questions", own)]
    assert writings(draft)[3:] == [("head", own)]


def test_writing_after_submitting_is_an_event_of_its_own(draft):
    write_head(draft, "먼저", seen=seen_head(draft))
    submit_application(draft, by=draft.created_by)

    write_head(draft, "나중", seen=seen_head(draft))

    verbs = draft.events.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["write", "submit", "write"]


def test_a_refused_save_is_no_event(draft, question):
    refused = answer(draft, question, "나", seen={str(question.pk): "stale"})

    assert refused.clashing == [str(question.pk)]
    assert writings(draft) == []


@pytest.fixture
def texts(db):
    return [
        ConsentTextFactory(topic="personal_data", version=1),
        ConsentTextFactory(topic="provision", version=1, is_required=False),
    ]


def faults(application, by):
    return [fault.anchor for fault in faults_of_application(application, by=by)]


def test_a_required_consent_is_missing_until_it_is_given(draft, texts):
    by, required = draft.created_by, texts[0]
    missing = faults(draft, by)
    with pytest.raises(Incomplete):
        submit_application(draft, by=by)

    give_consents(draft, by=by)

    assert (missing, faults(draft, by)) == (["id_personal_data"], [])
    content = json.loads(submit_application(draft, by=by).content)
    told = [(row["code"], row["version"], row["is_given"]) for row in content["consents"]]
    assert told == [(required.topic, 1, True), ("provision", 1, True)]
    given = ApplicationConsent.objects.get(text=required)
    assert content["consents"][0]["answered_at"] == given.answered_at.isoformat()


def test_an_optional_consent_that_is_refused_blocks_nothing(draft, texts):
    give_consents(draft, by=draft.created_by, refused=("provision",))

    content = json.loads(submit_application(draft, by=draft.created_by).content)

    assert [row["is_given"] for row in content["consents"]] == [True, False]


def test_a_required_consent_that_is_refused_is_a_fault(draft, texts):
    give_consents(draft, by=draft.created_by, refused=("personal_data",))

    assert faults(draft, draft.created_by) == ["id_personal_data"]


def test_each_person_consents_for_themselves(draft, texts):
    colleague = UserFactory()
    give_consents(draft, by=draft.created_by)

    with pytest.raises(Incomplete):
        submit_application(draft, by=colleague)
    give_consents(draft, by=colleague)

    people = [
        row["person"]
        for row in json.loads(submit_application(draft, by=colleague).content)["consents"]
    ]
    assert sorted(set(people)) == sorted([draft.created_by.name, colleague.name])


def test_a_new_version_is_asked_anew_and_the_old_answer_stays(draft, texts):
    by = draft.created_by
    give_consents(draft, by=by)
    newer = ConsentTextFactory(topic="personal_data", version=2)

    asked_anew = faults(draft, by)
    give_consents(draft, by=by)

    answers = draft.consents.filter(text__topic="personal_data").values_list(
        "text__version", flat=True
    )
    assert (asked_anew, faults(draft, by), list(answers)) == (
        ["id_personal_data"],
        [],
        [1, newer.version],
    )


def test_the_last_answer_counts_and_the_first_is_kept(draft, texts):
    by = draft.created_by
    give_consents(draft, by=by)
    give_consents(draft, by=by, refused=("personal_data",))

    answers = draft.consents.filter(text=texts[0]).values_list("is_given", flat=True)
    assert (list(answers), faults(draft, by)) == ([True, False], ["id_personal_data"])


def test_an_answer_that_stays_is_not_added_again(draft, texts):
    for _time in range(2):
        give_consents(draft, by=draft.created_by)

    assert draft.consents.count() == 2


def test_consents_are_refused_after_closing(draft, texts):
    seen = digests_of(consents_content(draft, draft.created_by))
    close(draft.call)

    with pytest.raises(CallClosed):
        save_consents(draft, given={texts[0]: True}, seen=seen, by=draft.created_by)

    assert draft.consents.count() == 0


def test_without_texts_nothing_is_asked(draft):
    assert faults(draft, draft.created_by) == []
    assert json.loads(gate.content_of(draft))["consents"] == []
