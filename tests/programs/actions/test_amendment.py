import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from programs.actions.amendment import cancel_call, close_call, publish_amendment, record_incident
from programs.actions.application import confirm_application
from programs.actions.call import submit_call
from programs.actions.copying import copy_call, start_amendment
from programs.actions.errors import (
    AlreadyConfirmed,
    AlreadyInReview,
    AmendmentWaiting,
    Incomplete,
    OwnCall,
)
from programs.enums import AmendmentKind, ApplicationState, CallState, ClosingMode
from programs.models import Call, Confirmation
from programs.queries.content import content_of_call
from programs.queries.difference import differences, differences_from
from programs.queries.lint import faults_of_call
from programs.queries.saved import subscription_of
from programs.workflow import TransitionNotAllowed
from tests.amending import begun, outage, submitted
from tests.factories.accounts import FoundationUserFactory
from tests.factories.programs import (
    ApplicationFactory,
    BriefingFactory,
    RegistrationFactory,
    days,
    open_call,
    received_application,
)
from tests.factories.zones import AgencyMemberFactory, CompanyMemberFactory
from tests.mails import queued_mails, write_mails

KIND = AmendmentKind.CORRECTION


def shown(application):
    return [row.pk for row in application.confirmations.all()]


def mails_to(user):
    return [subject for address, subject in queued_mails() if address == user.email]


@pytest.fixture
def writer(call):
    return AgencyMemberFactory(agency=call.agency).user


def test_copy_says_the_same_but_for_its_dates_and_numbers(call, writer):
    copy = copy_call(call, agency=call.agency, by=writer)

    paths = {found.path for found in differences(content_of_call(call), content_of_call(copy))}
    assert paths == {"published_at", "opens_at", "closes_at", "short_notice_reason"}
    assert (copy.state, copy.copied_from) == (CallState.DRAFT, call)


def test_amendment_publishes_difference_and_keeps_the_original(call, writer, staff):
    draft = submitted(begun(call, by=writer, budget_won=720_000_000))

    amendment = publish_amendment(draft, by=staff)

    call.refresh_from_db()
    draft.refresh_from_db()
    (found,) = differences_from(amendment.difference)
    assert (found.path, found.before_ko, found.after_ko) == ("budget_won", "", "720,000,000원")
    assert (call.budget_won, draft.state) == (720_000_000, CallState.MERGED)
    budgets = call.published_versions.values_list("number", "content__budget_won")
    assert list(budgets) == [(0, None), (1, 720_000_000)]


def test_parts_keep_their_answers_through_an_amendment(call, writer, staff):
    application = received_application(call=call)
    question = call.questions.get()
    draft = start_amendment(call, kind=KIND, reason="문항 교체", by=writer)
    draft.questions.all().delete()
    new = draft.questions.create(kind="short", label_ko="새 문항")

    publish_amendment(submit_call(draft, by=writer), by=staff)

    assert list(call.questions.values_list("key", flat=True)) == [new.key]
    assert application.answers.get().question_id == question.pk


def test_submitted_companies_are_asked_to_confirm_a_material_change(call, writer, staff):
    member = CompanyMemberFactory()
    application = received_application(call=call, company=member.company)

    publish_amendment(submitted(begun(call, by=writer, award_limit_won=200_000_000)), by=staff)

    confirmation = Confirmation.objects.get(application=application)
    assert confirmation.confirmed_at is None
    confirm_application(application, shown=shown(application), by=member.user)
    with pytest.raises(AlreadyConfirmed):
        confirm_application(application, shown=shown(application), by=member.user)


def test_change_of_a_contact_asks_nobody(call, writer, staff):
    received_application(call=call)

    publish_amendment(submitted(begun(call, by=writer, contact_phone="055-111-1111")), by=staff)

    assert not Confirmation.objects.exists()


def test_mails_exactly_those_concerned(call, writer, staff, stranger):
    applicant = CompanyMemberFactory()
    received_application(call=call, company=applicant.company)
    briefing = BriefingFactory(agency=call.agency)
    briefing.calls.add(call)
    guest = RegistrationFactory(briefing=briefing).user
    saver = CompanyMemberFactory().user
    call.saved_by.create(user=saver)

    publish_amendment(submitted(begun(call, by=writer, budget_won=1_000)), by=staff)

    told = {user: len(mails_to(user)) for user in (applicant.user, guest, saver, writer, stranger)}
    assert told == {applicant.user: 1, guest: 1, saver: 1, writer: 1, stranger: 0}


CHANGES = {
    "call_amended": lambda call, writer, staff: publish_amendment(
        submitted(begun(call, by=writer, budget_won=1_000)), by=staff
    ),
    "call_closed": lambda call, writer, staff: close_call(call, by=staff, reason="예산"),
    "call_cancelled": lambda call, writer, staff: cancel_call(call, by=staff, reason="예산"),
    "calls_extended": lambda call, writer, staff: record_incident(
        outage(), calls=[call], closes_at=days(40), by=staff
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_only_who_merely_saved_the_call_can_unsubscribe(call, writer, staff, change):
    """The others would miss what they must know."""
    applicant, founder = CompanyMemberFactory(), CompanyMemberFactory()
    received_application(call=call, company=applicant.company)
    ApplicationFactory(call=call, company=founder.company)
    briefing = BriefingFactory(agency=call.agency)
    briefing.calls.add(call)
    guest = RegistrationFactory(briefing=briefing).user
    saver = CompanyMemberFactory().user
    involved = [applicant.user, founder.user, guest, writer]
    for user in [saver, *involved]:
        call.saved_by.create(user=user)

    CHANGES[change](call, writer, staff)
    write_mails()

    sent = {
        job.args["to"][0]: (job.args.get("headers"), "/unsubscribe/" in job.args["body"])
        for job in ProcrastinateJob.objects.filter(task_name="portal.accounts.tasks.send_mail")
    }
    headers, is_in_text = sent[saver.email]
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert (subscription_in(headers), is_in_text) == ((saver.pk, "changes"), True)
    assert [sent[user.email] for user in involved] == [(None, False)] * 4


def subscription_in(headers):
    address = headers["List-Unsubscribe"].strip("<>")
    return subscription_of(address.rstrip("/").rpartition("/")[2])


def test_nobody_publishes_their_own_amendment(call, writer):
    with pytest.raises(OwnCall):
        publish_amendment(submitted(begun(call, by=writer, budget_won=1_000)), by=writer)


def test_one_amendment_at_a_time(call, writer):
    start_amendment(call, kind=KIND, reason="정정", by=writer)

    with pytest.raises(AmendmentWaiting):
        start_amendment(call, kind=KIND, reason="또 정정", by=writer)


def test_deadline_stays_once_applications_are_handled(call, writer, staff):
    received_application(call=call)
    draft = submitted(begun(call, by=writer, award_limit_won=5_000))
    call.applications.update(state=ApplicationState.ELIGIBLE)

    with pytest.raises(AlreadyInReview):
        publish_amendment(draft, by=staff)


def test_full_call_is_closed_and_open_again_with_more_seats(writer, staff, call):
    full = open_call(agency=call.agency, closing_mode=ClosingMode.SEATS, seat_count=1)
    received_application(call=full)
    Call.objects.filter(pk=full.pk).update(taken_count=1)
    assert full in Call.objects.closed()

    publish_amendment(submitted(begun(full, by=writer, seat_count=2)), by=FoundationUserFactory())

    assert full in Call.objects.open()


def test_who_begins_the_same_again_gets_the_copy_that_is_there(call, writer):
    first, second = (
        start_amendment(call, kind=KIND, reason="정정", by=writer) for _click in range(2)
    )

    assert (first, call.amendment_drafts.count()) == (second, 1)


def test_colleague_who_begins_the_same_is_refused(call, writer):
    start_amendment(call, kind=KIND, reason="정정", by=writer)

    with pytest.raises(AmendmentWaiting):
        start_amendment(call, kind=KIND, reason="정정", by=AgencyMemberFactory().user)


def test_moment_of_publication_is_not_amended(call, writer, staff):
    former = call.published_at

    draft = submitted(begun(call, by=writer, published_at=days(-9), budget_won=1_000))
    amendment = publish_amendment(draft, by=staff)

    call.refresh_from_db()
    assert [row.path for row in differences_from(amendment.difference)] == ["budget_won"]
    assert call.published_at == former


def test_working_copy_of_a_cancelled_call_is_not_submitted(call, writer, staff):
    draft = begun(call, by=writer, budget_won=1_000)
    cancel_call(call, by=staff, reason="사업 취소")

    with pytest.raises(TransitionNotAllowed):
        submitted(draft)


def test_what_is_open_stays_open(call, writer):
    with pytest.raises(Incomplete) as refusal:
        submitted(begun(call, by=writer, opens_at=days(10)))

    assert [fault.rule for fault in refusal.value.faults] == ["opening_moved"]


@pytest.mark.parametrize(
    ("left", "rules"), [(6, ["too_soon"]), (8, ["closing_sooner", "short_notice"])]
)
def test_a_closing_that_is_moved_forward_leaves_time_and_says_why(call, writer, left, rules):
    draft = begun(call, by=writer, closes_at=days(left))

    found = {one.rule for one in faults_of_call(draft)}

    assert found - {"closing_day", "closing_hours", "late_briefing"} >= set(rules)
    assert ("too_soon" in found, "closing_sooner" in found) == (left == 6, left == 8)


def test_an_extension_that_changes_more_says_so(call, writer):
    kind = AmendmentKind.EXTENSION
    draft = begun(call, by=writer, kind=kind, closes_at=days(50), budget_won=1_000)

    assert "extends_and_changes" in {one.rule for one in faults_of_call(draft)}


def test_withdrawn_application_has_nothing_to_confirm(call, writer, staff):
    member = CompanyMemberFactory()
    application = received_application(call=call, company=member.company)
    publish_amendment(submitted(begun(call, by=writer, award_limit_won=1_000)), by=staff)
    application.state = ApplicationState.WITHDRAWN
    application.save()

    with pytest.raises(AlreadyConfirmed):
        confirm_application(application, shown=shown(application), by=member.user)
    assert Confirmation.objects.get().confirmed_at is None


def test_cancellation_is_the_next_amendment_and_makes_no_version(call, writer, staff):
    publish_amendment(submitted(begun(call, by=writer, budget_won=1_000)), by=staff)

    cancel_call(call, by=staff, reason="예산 취소")

    assert list(call.amendments.order_by("number").values_list("kind", "reason")) == [
        (KIND, "금액 오기 정정"),
        (AmendmentKind.CANCELLATION, "예산 취소"),
    ]
    assert list(call.published_versions.values_list("number", flat=True)) == [0, 1]


def test_cancelled_call_keeps_its_original(call, staff):
    cancel_call(call, by=staff, reason="예산 취소")

    original = call.published_versions.get()
    assert (original.number, original.content["title_ko"]) == (0, call.title_ko)


def test_call_that_nobody_had_read_is_cancelled_without_an_amendment(staff):
    call = open_call(published_at=days(1), opens_at=days(2))

    cancel_call(call, by=staff, reason="예산 취소")

    assert not call.amendments.exists()
