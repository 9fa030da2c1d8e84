"""The applicant's verbs one by one; races at the gate are in test_gate.py."""

import hashlib
import json

import pytest

from programs.actions.application import (
    content_of,
    start_application,
    submit_application,
    withdraw_application,
)
from programs.actions.document import remove_document
from programs.actions.errors import CallClosed, Incomplete, Refused
from programs.models import Application, ApplicationEvent, Submission
from programs.workflow import TransitionNotAllowed
from tests.conftest import forget_jobs
from tests.drafting import save_draft, upload
from tests.factories.accounts import UserFactory
from tests.factories.programs import (
    AnswerFactory,
    ApplicationFactory,
    CallFactory,
    approved,
    close,
    complete_application,
    days,
    open_call,
    received_application,
    set_moments,
)
from tests.factories.zones import CompanyFactory, CompanyMemberFactory
from tests.mails import body_to, queued_mails
from tests.races import at_once
from zones.actions.errors import OutsideConsultant

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(company, applicant):
    return complete_application(company=company, created_by=applicant)


def submit(application):
    return submit_application(application, by=application.created_by)


def save(application, *, title="제목", requested_won=1, answers=None):
    return save_draft(
        application,
        by=application.created_by,
        title=title,
        requested_won=requested_won,
        answers=answers or {},
    )


def in_state(state):
    """A complete application in an open call, in a state that its applicant cannot change."""
    return complete_application(state=state, submitted_at=days(-1))


def event_of(application):
    event = application.events.latest("pk")
    return event.verb, event.actor, event.from_state, event.to_state, event.reason


NOT_OPEN = {
    "closed": lambda: close(open_call()),
    "upcoming": lambda: approved(CallFactory(parts=True, opens_at=days(1))),
    "a draft": lambda: CallFactory(parts=True),
}
VERBS = {
    "save": save,
    "upload": upload,
    "remove a file": lambda a: remove_document(a.documents.first(), by=a.created_by),
    "submit": submit,
    "withdraw": lambda a: withdraw_application(a, by=a.created_by),
}


@pytest.mark.parametrize("make_call", NOT_OPEN.values(), ids=NOT_OPEN)
@pytest.mark.parametrize("act", VERBS.values(), ids=VERBS)
def test_verb_in_a_call_that_is_not_open_is_refused(act, make_call):
    application = received_application(call=make_call())
    before = Application.objects.values().get()

    with pytest.raises(CallClosed):
        act(application)

    assert Application.objects.values().get() == before
    assert (ApplicationEvent.objects.count(), queued_mails()) == (0, [])


@pytest.mark.parametrize("state", ["eligible", "ineligible", "under_review", "decided"])
@pytest.mark.parametrize("act", VERBS.values(), ids=VERBS)
def test_verb_of_the_applicant_after_screening_is_refused(act, state):
    application = in_state(state)
    before = Application.objects.values().get()

    with pytest.raises(TransitionNotAllowed):
        act(application)

    assert Application.objects.values().get() == before
    assert (ApplicationEvent.objects.count(), queued_mails()) == (0, [])


def test_start_makes_a_draft_and_writes_it_down(call, company, applicant):
    application = start_application(call, company=company, by=applicant)

    assert (application.state, application.created_by) == ("draft", applicant)
    assert event_of(application) == ("start", applicant, "", "draft", "")


def test_start_again_gives_the_application_that_is_there(call, company, applicant):
    first = start_application(call, company=company, by=applicant)

    assert start_application(call, company=company, by=UserFactory()) == first
    assert ApplicationEvent.objects.count() == 1


@pytest.mark.usefixtures("committed")
def test_start_by_many_at_once_makes_one_draft():
    call, member = open_call(), CompanyMemberFactory()

    started = at_once(
        lambda number: start_application(call, company=member.company, by=member.user), count=8
    )

    assert started == [Application.objects.get()] * 8
    assert ApplicationEvent.objects.count() == 1


@pytest.mark.parametrize("make_call", NOT_OPEN.values(), ids=NOT_OPEN)
def test_start_in_a_call_that_is_not_open_is_refused(make_call):
    call = make_call()

    with pytest.raises(CallClosed):
        start_application(call, company=CompanyFactory(), by=UserFactory())

    assert Application.objects.count() == 0


def test_start_by_a_kind_of_applicant_that_the_call_is_not_for_is_refused():
    call = open_call(applicant_kinds=["founder"])

    with pytest.raises(Refused) as refusal:
        start_application(call, company=CompanyFactory(), by=UserFactory())

    assert type(refusal.value) is Refused
    assert Application.objects.count() == 0


def test_save_keeps_what_was_written(draft):
    question = draft.call.questions.get()

    save(draft, title="새 제목", requested_won=5, answers={question: "새 답변"})

    draft.refresh_from_db()
    assert (draft.title, draft.requested_won) == ("새 제목", 5)
    assert draft.answers.get().value == "새 답변"


def test_save_keeps_half_of_it_too(draft):
    save(draft, title="", requested_won=None, answers={draft.call.questions.get(): None})

    draft.refresh_from_db()
    assert (draft.title, draft.requested_won, draft.answers.get().value) == ("", None, None)


def test_save_after_submitting_leaves_the_submission_as_it_was(draft):
    submission = submit(draft)

    save(draft, title="나중 제목")

    draft.refresh_from_db()
    assert (draft.state, draft.has_unsubmitted_changes) == ("submitted", True)
    assert json.loads(Submission.objects.get().content)["title"] == "의료기기 실증"
    assert Submission.objects.get() == submission


def test_submit_receives_freezes_and_tells(draft, applicant):
    submission = submit(draft)

    draft.refresh_from_db()
    assert (draft.state, draft.submitted_at) == ("submitted", submission.received_at)
    assert submission.content == content_of(draft)
    assert submission.sha256 == hashlib.sha256(submission.content.encode()).hexdigest()
    assert list(submission.documents.all()) == list(draft.documents.all())
    assert event_of(draft) == ("submit", applicant, "draft", "submitted", submission.number)
    assert [address for address, _subject in queued_mails()] == [applicant.email]


def test_submit_gives_a_number_that_can_be_read_out(draft):
    number = submit(draft).number

    code, _dash, letters = number.rpartition("-")
    assert (code, len(letters)) == (draft.call.code.upper(), 8)
    assert set(letters) & set("01ILO") == set()


def test_submit_tells_each_member_in_their_language(draft, applicant):
    colleague = CompanyMemberFactory(company=draft.company, user__language="en").user

    submission = submit(draft)

    mails = dict(queued_mails())
    assert set(mails) == {applicant.email, colleague.email}
    assert mails[colleague.email] == f"We received your application: {submission.number}"
    assert mails[applicant.email] != mails[colleague.email]


def test_mail_says_whose_it_is_and_what_it_replaces(draft, applicant):
    colleague = CompanyMemberFactory(company=draft.company, user__language="en").user
    submit(draft)
    first = body_to(colleague)
    forget_jobs()

    save(draft, title="고친 이름")
    again = submit(draft)

    subject = dict(queued_mails())[colleague.email]
    assert subject == f"Received anew, in place of the earlier submission: {again.number}"
    for text in (draft.company.name, "고친 이름", applicant.name):
        assert text in body_to(colleague)
    assert "It replaces" in body_to(colleague)
    assert "It replaces" not in first


def test_submit_of_an_incomplete_draft_is_refused_and_names_what_is_missing(call, company):
    application = ApplicationFactory(call=call, company=company, title="")
    AnswerFactory(application=application)

    with pytest.raises(Incomplete) as refusal:
        submit(application)

    required = call.required_documents.get()
    assert [fault.anchor for fault in refusal.value.faults] == [
        "id_title",
        f"document-{required.pk}",
    ]
    assert (Submission.objects.count(), queued_mails()) == (0, [])


def test_submit_again_unchanged_gives_the_same_submission(draft):
    first = submit(draft)

    assert submit(draft) == first
    assert (Submission.objects.count(), len(queued_mails())) == (1, 1)


def test_submit_again_changed_gives_another_and_keeps_the_first(draft):
    first = submit(draft)
    save(draft, title="고친 제목")

    second = submit(draft)

    assert list(draft.submissions.all()) == [second, first]
    assert json.loads(second.content)["title"] == "고친 제목"
    draft.refresh_from_db()
    assert draft.submitted_at == second.received_at


def test_submit_after_withdrawing_gives_a_new_submission(draft):
    first = submit(draft)
    withdraw_application(draft, by=draft.created_by)

    second = submit(draft)

    draft.refresh_from_db()
    assert (draft.state, second != first) == ("submitted", True)


def test_submit_from_a_stale_page_takes_what_is_saved(draft):
    stale = Application.objects.get(pk=draft.pk)
    save(draft, title="저장된 제목")
    stale.title = "낡은 제목"

    submission = submit(stale)

    assert json.loads(submission.content)["title"] == "저장된 제목"


def test_withdraw_takes_it_back_and_tells(draft, applicant):
    submit(draft)

    application = withdraw_application(draft, by=applicant)

    application.refresh_from_db()
    assert application.state == "withdrawn"
    assert event_of(draft) == ("withdraw", applicant, "submitted", "withdrawn", "")
    assert [address for address, _subject in queued_mails()] == [applicant.email] * 2


def test_consultant_neither_submits_nor_withdraws(draft, company):
    consultant = CompanyMemberFactory(company=company, role="consultant").user

    with pytest.raises(OutsideConsultant):
        submit_application(draft, by=consultant)
    submit(draft)
    with pytest.raises(OutsideConsultant):
        withdraw_application(draft, by=consultant)

    assert draft.submissions.count() == 1


def test_withdraw_twice_from_a_stale_page_is_refused(draft):
    submit(draft)
    stale = Application.objects.get(pk=draft.pk)
    withdraw_application(draft, by=draft.created_by)

    with pytest.raises(TransitionNotAllowed):
        withdraw_application(stale, by=draft.created_by)

    assert draft.events.filter(verb="withdraw").count() == 1


def test_submit_after_becoming_another_kind_of_applicant_is_refused(draft):
    set_moments(draft.call, applicant_kinds=["specialist"])

    with pytest.raises(Incomplete) as refusal:
        submit_application(draft, by=draft.created_by)

    assert len(refusal.value.faults) == 1
