from datetime import date, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from portal.common.business_days import is_business_day, notice_days
from programs.actions.amendment import cancel_call
from programs.actions.call import (
    approve_call,
    create_call,
    draft_held,
    send_back_call,
    submit_call,
    take_back_call,
)
from programs.actions.errors import (
    CallOverdue,
    ChangedSinceSeen,
    Incomplete,
    OwnCall,
)
from programs.models import Call, CallEvent
from programs.workflow import TransitionNotAllowed
from tests.factories.accounts import FoundationUserFactory, UserFactory
from tests.factories.programs import (
    ApplicationFactory,
    CallFactory,
    CriterionFactory,
    close,
    days,
    open_call,
)
from tests.factories.zones import AgencyMemberFactory, CompanyMemberFactory
from tests.mails import queued_mails
from tests.races import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def author():
    return AgencyMemberFactory().user


@pytest.fixture
def draft(author):
    agency = author.agency_memberships.get().agency
    return CallFactory(parts=True, agency=agency, created_by=author)


@pytest.fixture
def waiting(draft, author):
    return submit_call(draft, by=author)


def event_of(call):
    event = call.events.latest("pk")
    return event.verb, event.actor, event.from_state, event.to_state, event.reason


def told():
    return [address for address, _subject in queued_mails()]


def test_create_gives_a_code_of_year_agency_and_number(author):
    agency = author.agency_memberships.get().agency
    given = CallFactory.build(agency=agency, program=CallFactory().program, code="")

    call = create_call(given, zones=[agency.zone], by=author)

    assert call.code == f"2020-{agency.slug}-01"
    assert (call.created_by, call.state) == (author, "draft")
    assert list(call.zones.all()) == [agency.zone]
    assert event_of(call) == ("create", author, "", "draft", "")


def test_create_starts_with_the_cost_shares_of_the_decree(author):
    agency = author.agency_memberships.get().agency
    given = CallFactory.build(agency=agency, program=CallFactory().program, code="")

    call = create_call(given, zones=[agency.zone], by=author)

    shares = call.cost_shares.values_list("size", "government_percent", "cash_percent")
    assert list(shares) == [
        ("small", 75, 10),
        ("middle", 70, 13),
        ("large", 50, 15),
        ("public", 50, 15),
    ]


@pytest.mark.parametrize("today", ["2026-11-23", "2026-08-24", "2028-01-31"])
def test_create_gives_thirty_days_until_a_business_day(author, today):
    agency = author.agency_memberships.get().agency
    given = Call(agency=agency, program=CallFactory().program, title_ko="공고", stage="growth")

    with time_machine.travel(f"{today}T03:00:00Z", tick=False):
        call = create_call(given, zones=[], by=author)

    published_at, closes_at = (timezone.localtime(at) for at in (call.published_at, call.closes_at))
    assert published_at.date() == date.fromisoformat(today) + timedelta(days=1)
    assert call.opens_at == call.published_at
    assert notice_days(published_at, closes_at) >= 30
    assert is_business_day(closes_at.date())
    assert (published_at.hour, closes_at.hour) == (9, 18)


def test_create_keeps_the_schedule_that_is_given(author):
    agency = author.agency_memberships.get().agency
    given = CallFactory.build(
        agency=agency, program=CallFactory().program, closing_mode="budget", closes_at=None
    )
    moments = (given.published_at, given.opens_at)

    call = create_call(given, zones=[], by=author)

    assert (call.published_at, call.opens_at, call.closes_at) == (*moments, None)


@pytest.mark.usefixtures("committed")
def test_create_by_many_at_once_gives_each_its_own_code(author):
    agency, program = author.agency_memberships.get().agency, CallFactory().program

    def create(number):
        call = CallFactory.build(agency=agency, program=program, code="")
        return create_call(call, zones=[agency.zone], by=author)

    codes = sorted(call.code for call in at_once(create, count=8))

    assert codes == [f"2020-{agency.slug}-0{number}" for number in range(1, 9)]


def test_submit_hands_the_draft_to_the_foundation(draft, author):
    readers = FoundationUserFactory.create_batch(2)

    call = submit_call(draft, by=author)

    call.refresh_from_db()
    assert (call.state, call.submitted_by, call.submitted_at is not None) == (
        "submitted",
        author,
        True,
    )
    assert event_of(call) == ("submit", author, "draft", "submitted", "")
    assert told() == [reader.email for reader in readers]


def test_submit_of_an_incomplete_draft_is_refused_and_names_what_is_missing(draft, author):
    draft.questions.all().delete()

    with pytest.raises(Incomplete) as refusal:
        submit_call(draft, by=author)

    draft.refresh_from_db()
    assert [fault.anchor for fault in refusal.value.faults] == ["questions"]
    assert (draft.state, draft.submitted_at, told()) == ("draft", None, [])


def test_submit_with_weights_that_do_not_add_up_is_refused(draft, author):
    CriterionFactory(call=draft, weight=1)

    with pytest.raises(Incomplete) as refusal:
        submit_call(draft, by=author)

    assert [fault.anchor for fault in refusal.value.faults] == ["criteria"]


def test_submit_from_a_stale_page_is_refused(draft, author):
    submit_call(draft, by=author)

    with pytest.raises(TransitionNotAllowed):
        submit_call(draft, by=author)

    assert CallEvent.objects.filter(verb="submit").count() == 1


def test_draft_is_not_held_once_it_was_submitted(draft, author):
    submit_call(draft, by=author)

    with pytest.raises(TransitionNotAllowed), draft_held(draft):
        Call.objects.update(title_ko="zu spät")

    draft.refresh_from_db()
    assert draft.title_ko != "zu spät"


def test_send_back_tells_the_agency_why(waiting, author):
    staff = FoundationUserFactory()
    before = len(told())

    call = send_back_call(waiting, by=staff, reason="예산을 적어 주세요.")

    call.refresh_from_db()
    assert call.state == "draft"
    assert event_of(call) == ("send_back", staff, "submitted", "draft", "예산을 적어 주세요.")
    assert told()[before:] == [author.email]


def test_call_sent_back_can_be_changed_and_submitted_again(waiting, author):
    call = send_back_call(waiting, by=FoundationUserFactory(), reason="왜")
    call.questions.update(label_ko="고친 문항")

    call = submit_call(call, by=author)

    assert call.state == "submitted"


def test_take_back_makes_it_a_draft_again_and_tells_the_foundation(waiting, author):
    staff = FoundationUserFactory()
    before = len(told())

    call = take_back_call(waiting, by=author)

    call.refresh_from_db()
    assert call.state == "draft"
    assert event_of(call) == ("take_back", author, "submitted", "draft", "")
    assert told()[before:] == [staff.email]


@pytest.mark.parametrize("state", ["draft", "approved"])
def test_take_back_of_what_does_not_wait_is_refused(draft, author, state):
    if state == "approved":
        approve_call(submit_call(draft, by=author), by=FoundationUserFactory())

    with pytest.raises(TransitionNotAllowed):
        take_back_call(draft, by=author)

    draft.refresh_from_db()
    assert draft.state == state


@pytest.mark.usefixtures("committed")
def test_of_approving_and_taking_back_at_once_one_happens(waiting, author):
    staff = FoundationUserFactory()

    def act(number):
        try:
            return (take_back_call if number % 2 else approve_call)(
                waiting, by=author if number % 2 else staff
            ).state
        except TransitionNotAllowed:
            return None

    done = [state for state in at_once(act, count=6) if state]

    assert done == [Call.objects.get().state]


def test_approve_makes_it_public_and_tells_the_agency(waiting, author):
    staff = FoundationUserFactory()
    before = len(told())

    call = approve_call(waiting, by=staff)

    call.refresh_from_db()
    assert (call.state, call.approved_by) == ("approved", staff)
    assert event_of(call) == ("approve", staff, "submitted", "approved", "")
    assert told()[before:] == [author.email]
    assert list(Call.objects.published()) == [call]


def test_approve_later_than_wished_moves_publication_and_opening(waiting):
    call = approve_call(waiting, by=FoundationUserFactory())

    call.refresh_from_db()
    assert call.published_at == call.opens_at == call.approved_at
    assert call.is_open


def test_approve_in_time_keeps_publication_and_opening(author):
    agency = author.agency_memberships.get().agency
    wished = {"published_at": days(1), "opens_at": days(2)}
    call = submit_call(CallFactory(parts=True, agency=agency, **wished), by=author)

    call = approve_call(call, by=FoundationUserFactory())

    call.refresh_from_db()
    assert (call.published_at, call.opens_at) == (wished["published_at"], wished["opens_at"])
    assert list(Call.objects.published()) == []


def test_approve_of_ones_own_call_is_refused(draft):
    staff = FoundationUserFactory()
    call = submit_call(draft, by=staff)

    with pytest.raises(OwnCall):
        approve_call(call, by=staff)

    call.refresh_from_db()
    assert (call.state, call.approved_by) == ("submitted", None)


def test_approve_of_ones_own_call_is_refused_by_the_database(waiting, author):
    fields = {"state": "approved", "approved_at": days(0), "approved_by": author}

    with pytest.raises(IntegrityError, match="by_a_second_person"), transaction.atomic():
        Call.objects.filter(pk=waiting.pk).update(**fields)

    waiting.refresh_from_db()
    assert waiting.state == "submitted"


def test_approve_after_the_closing_time_is_refused(waiting):
    close(waiting)

    with pytest.raises(CallOverdue):
        approve_call(waiting, by=FoundationUserFactory())

    waiting.refresh_from_db()
    assert waiting.state == "submitted"


def test_approve_of_a_draft_is_refused(draft):
    with pytest.raises(TransitionNotAllowed):
        approve_call(draft, by=FoundationUserFactory())

    assert list(CallEvent.objects.all()) == []


def test_approve_of_what_a_colleague_sent_back_is_refused(waiting):
    send_back_call(waiting, by=FoundationUserFactory(), reason="왜")

    with pytest.raises(TransitionNotAllowed):
        approve_call(waiting, by=FoundationUserFactory())

    waiting.refresh_from_db()
    assert waiting.state == "draft"


def test_cancel_tells_agency_and_applicants(author):
    call, staff = open_call(agency=author.agency_memberships.get().agency), FoundationUserFactory()
    member = CompanyMemberFactory()
    ApplicationFactory(call=call, company=member.company)
    CompanyMemberFactory()

    call = cancel_call(call, by=staff, reason="사업 취소")

    call.refresh_from_db()
    assert (call.state, call.status) == ("cancelled", "closed")
    assert event_of(call) == ("cancel", staff, "approved", "cancelled", "사업 취소")
    assert sorted(told()) == sorted([author.email, member.user.email])


def test_cancel_of_a_draft_is_refused(draft):
    with pytest.raises(TransitionNotAllowed):
        cancel_call(draft, by=UserFactory(), reason="왜")

    draft.refresh_from_db()
    assert draft.state == "draft"


def test_approve_of_what_was_submitted_anew_since_it_was_read_is_refused(draft, author):
    clerk = FoundationUserFactory()
    read = submit_call(draft, by=author)
    send_back_call(read, by=clerk, reason="고쳐 주십시오")
    submit_call(read, by=author)

    with pytest.raises(ChangedSinceSeen):
        approve_call(read, by=clerk, seen_at=read.submitted_at)

    assert Call.objects.get().state == "submitted"


def test_approve_by_the_author_of_what_a_colleague_submitted_is_refused(draft):
    submit_call(draft, by=UserFactory())

    with pytest.raises(OwnCall):
        approve_call(draft, by=draft.created_by)
