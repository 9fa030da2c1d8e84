"""Who sees what. Before a call closes, nobody but the applicant reads an application."""

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.db.models import JSONField, Value
from django.utils import timezone, translation

from programs.actions.call import discard_call
from programs.actions.ranking import freeze_ranking
from programs.actions.selection import Choice, propose_selection
from programs.enums import ApplicationState, AssignmentState, Outcome
from programs.models import Application, Assignment, Document
from programs.queries import (
    WaitingWork,
    applicants_visible_to_agency,
    applications_visible_to,
    assignments_of,
    calls_offered_to,
    calls_visible_to,
    content_of_submission,
    count_work_waiting_for,
    documents_visible_to,
    faults_of_application,
    outcome_of,
    submission_with,
    timeline_of,
)
from tests.amending import amended, begun
from tests.factories.accounts import FoundationUserFactory, UserFactory
from tests.factories.programs import (
    ApplicationFactory,
    AssignmentFactory,
    CallFactory,
    DocumentFactory,
    QuestionFactory,
    RequiredDocumentFactory,
    ReviewerFactory,
    ScoreFactory,
    SubmissionFactory,
    UnlockFactory,
    approved,
    close,
    complete_application,
    confirmed,
    days,
    in_state,
    judged_panel,
    open_call,
    pledged_assignment,
    public_decision,
    received_application,
    set_moments,
)
from tests.factories.voices import VoiceFactory
from tests.factories.zones import AgencyMemberFactory, CompanyMemberFactory

pytestmark = pytest.mark.django_db


def submitted(**kwargs) -> Application:
    """Received, with its files in the submission."""
    application = received_application(**kwargs)
    SubmissionFactory(application=application).documents.set(application.documents.all())
    return application


@pytest.fixture
def case(company, groups):
    """A received application, assigned to a reviewer who has pledged; its call is still open."""
    application = submitted(company=company)
    pledged_assignment(application=application)
    return application


@pytest.fixture
def readers(case, other_applicant):
    assigned = case.assignments.get().reviewer.user
    auditor = UserFactory(is_staff=True)
    auditor.groups.add(Group.objects.get(name="auditor"))
    return {
        "applicant": case.company.members.get().user,
        "other applicant": other_applicant,
        "agency member": AgencyMemberFactory(agency=case.call.agency).user,
        "assigned reviewer": assigned,
        "other reviewer": ReviewerFactory().user,
        "foundation": FoundationUserFactory(),
        "auditor": auditor,
        "superuser": UserFactory(is_staff=True, is_superuser=True),
        "staff without a group": UserFactory(is_staff=True),
        "anonymous": AnonymousUser(),
    }


def who_sees(readers, visible_to):
    return {name for name, reader in readers.items() if visible_to(reader).exists()}


def test_application_in_an_open_call_is_seen_by_its_applicant_only(case, readers):
    assert who_sees(readers, applications_visible_to) == {"applicant"}
    assert who_sees(readers, documents_visible_to) == {"applicant"}


def test_application_in_a_closed_call_is_seen_by_those_who_work_on_it(case, readers):
    close(case.call)

    seen_by = {"applicant", "foundation", "auditor", "superuser", "assigned reviewer"}
    assert who_sees(readers, applications_visible_to) == seen_by
    assert who_sees(readers, documents_visible_to) == seen_by


@pytest.mark.parametrize("state", [ApplicationState.DRAFT, ApplicationState.WITHDRAWN])
def test_application_that_was_not_received_is_seen_by_its_applicant_only(readers, company, state):
    application = complete_application(company=company, **in_state(state))
    SubmissionFactory(application=application).documents.set(application.documents.all())
    pledged_assignment(application=application, reviewer=readers["assigned reviewer"].reviewer)
    close(application.call)

    visible = {name: applications_visible_to(reader) for name, reader in readers.items()}

    assert {name for name in visible if application in visible[name]} == {"applicant"}


@pytest.mark.parametrize(
    ("state", "fields"),
    [
        (AssignmentState.ASSIGNED, {}),
        (AssignmentState.RECUSED, {"recused_at": days(0), "recusal_reason": "이해충돌"}),
    ],
)
def test_reviewer_without_a_pledge_sees_nothing(state, fields):
    assignment = AssignmentFactory(application=submitted(), state=state, **fields)
    close(assignment.application.call)

    assert list(applications_visible_to(assignment.reviewer.user)) == []
    assert list(documents_visible_to(assignment.reviewer.user)) == []


def test_reviewer_who_has_finished_still_sees_it():
    fields = {"state": "finished", "pledged_at": days(0), "finished_at": days(0)}
    assignment = AssignmentFactory(application=submitted(), **fields)
    close(assignment.application.call)

    assert list(applications_visible_to(assignment.reviewer.user)) == [assignment.application]


def test_document_that_was_not_submitted_is_seen_by_its_applicant_only(case, readers):
    old = case.documents.get()
    Document.objects.update(removed_at=days(0))
    new = DocumentFactory(application=case)
    close(case.call)

    assert set(documents_visible_to(readers["applicant"])) == {old, new}
    assert list(documents_visible_to(readers["foundation"])) == [old]
    assert list(documents_visible_to(readers["assigned reviewer"])) == [old]


def test_document_of_two_submissions_is_listed_once(case, readers):
    SubmissionFactory(application=case).documents.set(case.documents.all())
    close(case.call)

    assert list(documents_visible_to(readers["foundation"])) == [case.documents.get()]


def test_agency_sees_no_names_before_closing(case):
    ApplicationFactory(call=case.call)

    assert list(applicants_visible_to_agency(case.call, UserFactory())) == []

    close(case.call)

    assert list(applicants_visible_to_agency(case.call, UserFactory())) == [case]


def test_agency_sees_no_names_when_the_opening_was_moved_into_the_future(case):
    set_moments(case.call, opens_at=days(1))

    assert list(applicants_visible_to_agency(case.call, UserFactory())) == []


def test_agency_sees_the_names_of_a_call_that_was_closed_early(case):
    case.call.closed_at, case.call.closed_by = days(0), UserFactory()
    case.call.save()

    assert list(applicants_visible_to_agency(case.call, UserFactory())) == [case]


def test_content_is_what_was_submitted_last():
    application = received_application()
    SubmissionFactory(application=application, content='{"title":"처음"}', received_at=days(-2))
    last = SubmissionFactory(
        application=application, content='{"title":"나중"}', received_at=days(-1)
    )
    last.documents.set(application.documents.all())
    application.title = "아직 내지 않은 제목"
    application.save()

    shown = content_of_submission(application)

    assert (shown["submission"], shown["content"]) == (last, {"title": "나중"})
    assert list(shown["documents"]) == list(application.documents.all())


def test_content_of_a_draft_is_nothing():
    shown = content_of_submission(ApplicationFactory())

    assert shown == {
        "submission": None, "content": {}, "documents": [], "plan": [], "consents": [],
        "answers": [],
    }  # fmt: skip


def test_receipt_fits_only_with_number_and_digest():
    submission, other = SubmissionFactory(), SubmissionFactory(content="{}")

    found = submission_with(number=f" {submission.number.lower()} ", sha256=submission.sha256)

    assert found == submission
    assert submission_with(number=submission.number, sha256=other.sha256) is None
    assert submission_with(number="", sha256=submission.sha256) is None


def test_drafts_of_calls_are_seen_by_their_agency_and_the_foundation(groups):
    draft, published = CallFactory(), open_call()
    coming = approved(CallFactory(parts=True, published_at=days(1), opens_at=days(2)))
    member = AgencyMemberFactory(agency=draft.agency).user

    assert set(calls_visible_to(AnonymousUser())) == {published}
    assert set(calls_visible_to(UserFactory())) == {published}
    assert set(calls_visible_to(member)) == {draft, published}
    assert set(calls_visible_to(FoundationUserFactory())) == {draft, published, coming}


def test_calls_to_choose_from_are_the_newest_of_ones_agencies(monkeypatch):
    monkeypatch.setattr("programs.queries.call.MOST_OFFERED", 3)
    member = AgencyMemberFactory()
    calls = [open_call(agency=member.agency) for _number in range(4)]
    open_call()
    begun(calls[0], by=member.user)
    amended(calls[1], by=member.user, purpose="다른 목적")
    discard_call(CallFactory(agency=member.agency), by=member.user)

    assert list(calls_offered_to(member.user)) == calls[:0:-1]


def test_calls_to_choose_from_cost_one_statement_and_bring_their_names(django_assert_num_queries):
    member = AgencyMemberFactory()
    call = open_call(agency=member.agency)

    with django_assert_num_queries(1):
        [(offered, code, title)] = [(c, c.code, c.title) for c in calls_offered_to(member.user)]

    assert (code, title) == (call.code, call.title)
    assert "purpose" in offered.get_deferred_fields()


def test_reviewer_works_on_assignments_of_ended_calls_only():
    assignment = pledged_assignment(application=submitted())
    user = assignment.reviewer.user

    assert list(assignments_of(user)) == []

    close(assignment.application.call)

    assert list(assignments_of(user)) == [assignment]
    assert list(assignments_of(ReviewerFactory().user)) == []


def test_reviewer_no_longer_works_on_what_they_stepped_back_from():
    recused = {"state": "recused", "recused_at": days(0), "recusal_reason": "이해충돌"}
    assignment = AssignmentFactory(application=submitted(), **recused)
    close(assignment.application.call)

    assert list(assignments_of(assignment.reviewer.user)) == []


def test_faults_of_an_empty_application_name_everything_that_is_missing():
    application = ApplicationFactory(title="", requested_won=None)
    question = application.call.questions.get()
    required = application.call.required_documents.get()

    with translation.override("en"):
        faults = faults_of_application(application)

    assert [(fault.label, fault.anchor) for fault in faults] == [
        ("Title of the project", "id_title"),
        ("Support asked for (won)", "id_requested_won"),
        (question.label_ko, f"id_question_{question.pk}"),
        (required.label_ko, f"document-{required.pk}"),
    ]


def test_faults_of_a_complete_application_are_none():
    assert faults_of_application(complete_application()) == []


def test_application_that_asks_for_more_than_the_limit_is_faulty():
    call = open_call(award_limit_won=100)

    faults = [
        faults_of_application(complete_application(call=call, requested_won=amount))
        for amount in (100, 101)
    ]

    assert faults[0] == []
    assert [fault.anchor for fault in faults[1]] == ["id_requested_won"]


@pytest.mark.parametrize("value", ["", [], None, False])
def test_required_question_with_an_empty_answer_is_a_fault(value):
    application = complete_application()
    application.answers.update(value=Value(value, JSONField()))

    anchors = [fault.anchor for fault in faults_of_application(application)]
    assert anchors == [f"id_question_{application.call.questions.get().pk}"]


def test_optional_question_and_document_are_no_faults():
    call = CallFactory()
    QuestionFactory(call=call, is_required=False)
    RequiredDocumentFactory(call=call, is_required=False)
    RequiredDocumentFactory(call=call, applicant_kinds=["founder"])

    assert faults_of_application(ApplicationFactory(call=call)) == []


def test_document_asked_of_this_kind_of_applicant_only_is_missing():
    call = CallFactory()
    required = RequiredDocumentFactory(call=call, applicant_kinds=["company"])

    faults = faults_of_application(ApplicationFactory(call=call))

    assert [fault.anchor for fault in faults] == [f"document-{required.pk}"]


def test_timeline_names_members_of_the_company_and_no_other_person(case):
    member, staff = case.company.members.get().user, FoundationUserFactory()
    for actor, verb, day in [(member, "submit", -2), (staff, "pass_screening", -1)]:
        case.events.create(actor=actor, verb=verb, happened_at=days(day), reason=verb)

    with translation.override("en"):
        timeline = [(entry.who, entry.text) for entry in timeline_of(case)]

    assert timeline == [("the foundation", "pass_screening"), (member.name, "submit")]


def test_outcome_before_the_decision_is_nothing(case):
    assert outcome_of(case) == {"decision": None}


def test_outcome_tells_panel_and_scores_but_not_who_gave_which(case):
    first = case.assignments.get()
    assignments = [first, pledged_assignment(application=case, panel=first.panel)]
    for assignment, points in zip(assignments, (30, 20), strict=True):
        ScoreFactory(assignment=assignment, points=points)
        Assignment.objects.filter(pk=assignment.pk).update(
            state="finished", finished_at=days(0), opinion=f"의견 {points}"
        )
    for state in ("eligible", "under_review"):
        Application.objects.filter(pk=case.pk).update(state=state)
    case.refresh_from_db()
    decision = public_decision(case)

    outcome = outcome_of(case)

    assert outcome["decision"] == decision
    assert outcome["panel"] == sorted(str(assignment.reviewer) for assignment in assignments)
    assert [(review["total"], review["opinion"]) for review in outcome["reviews"]] == [
        (20, "의견 20"),
        (30, "의견 30"),
    ]
    assert {frozenset(review) for review in outcome["reviews"]} == {
        frozenset({"opinion", "scores", "total"})
    }


def test_outcome_is_what_the_ranking_counted_whatever_is_opened_again_since():
    panel, clerk = judged_panel([(50, 20), (40, 30)]), FoundationUserFactory()
    application = panel.assignments.first().application
    freeze_ranking(panel, by=clerk)
    choices = {application.pk: Choice(Outcome.REJECTED, "시장성이 부족함")}
    confirmed(propose_selection(panel, by=clerk, choices=choices))
    application.refresh_from_db()
    before = outcome_of(application)
    review = panel.assignments.first()
    UnlockFactory(sheet=review.sheets.get())
    Assignment.objects.filter(pk=review.pk).update(state="pledged", finished_at=None)
    review.scores.update(points=1, reason="고치는 중")

    after = outcome_of(application)

    assert [review["total"] for review in after["reviews"]] == [70, 70]
    assert [len(review["scores"]) for review in after["reviews"]] == [2, 2]
    assert after == before


def test_work_that_waits_is_counted_pile_by_pile(groups):
    staff = FoundationUserFactory()
    begun = CallFactory(parts=True, created_by=staff)
    for call, submitter in [
        (CallFactory(parts=True), UserFactory()),
        (CallFactory(parts=True), staff),
        (begun, UserFactory()),
    ]:
        call.state, call.submitted_at, call.submitted_by = "submitted", days(0), submitter
        call.save()
    call = open_call()
    for state in ["submitted", "submitted", "eligible", "under_review"]:
        ApplicationFactory(call=call, state=state, submitted_at=days(0))
    reviewed = ApplicationFactory(call=call, state="under_review", submitted_at=days(0))
    recused = ApplicationFactory(call=call, state="under_review", submitted_at=days(0))
    AssignmentFactory(application=recused, state="recused", recused_at=days(0), recusal_reason="왜")
    AssignmentFactory(
        application=reviewed, state="finished", pledged_at=days(0), finished_at=days(0)
    )
    ApplicationFactory(state="submitted", submitted_at=days(0))
    close(call)
    for due_on in (timezone.localdate(), days(-9).date(), days(9).date()):
        VoiceFactory(assigned=True, due_on=due_on)
    VoiceFactory(state="received")
    VoiceFactory(company=CompanyMemberFactory(user=staff).company)

    work = count_work_waiting_for(staff)

    assert work == WaitingWork(
        calls_to_approve=1,
        to_screen=2,
        to_assign=1,
        under_review=3,
        to_decide=1,
        voices_to_assign=1,
        voices_due=2,
        voice_due_on=days(-9).date(),
    )


@pytest.mark.parametrize(
    ("verb", "is_named"),
    [("submit", True), ("confirm", True), ("write", True), ("pass_screening", False)],
)
def test_timeline_names_the_applicants_people_and_nobody_of_the_foundation(verb, is_named):
    application = ApplicationFactory()
    actor = UserFactory()
    application.events.create(verb=verb, actor=actor)

    (item,) = timeline_of(application)

    assert (item.who == actor.name) is is_named
