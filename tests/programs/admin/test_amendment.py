"""Amendments in the admin: the foundation reads the difference and publishes, or cancels the call."""

import pytest
from django.urls import reverse
from django.utils.html import escape

from programs.actions.amendment import cancel_call, close_call, record_incident
from programs.actions.call import send_back_call, submit_call
from programs.enums import AmendmentKind, ApplicationState, CallState
from programs.models import Amendment, Call, Incident
from tests.amending import REASON, amended, begun, submitted
from tests.counting import statements
from tests.factories.accounts import UserFactory
from tests.factories.programs import (
    ApplicationFactory,
    AssignmentFactory,
    BriefingFactory,
    RegistrationFactory,
    days,
    open_call,
    received_application,
    set_moments,
)
from tests.factories.zones import AgencyMemberFactory, CompanyMemberFactory, ZoneFactory
from tests.mails import queued_mails
from tests.words import said

CHANGED = {"budget_won": 720_000_000}


def path(name: str, call) -> str:
    return reverse(f"admin:programs_call_{name}", args=[call.pk])


@pytest.fixture
def as_staff(client, staff):
    client.force_login(staff)
    return client


@pytest.fixture
def draft(call):
    """A working copy that waits for its approval."""
    return submitted(begun(call, **CHANGED))


def approve(client, draft, **given):
    """The answer to the button of the page that was opened before."""
    seen_at = draft.submitted_at.isoformat()
    return client.post(path("approve", draft), {"seen_at": seen_at} | given, follow=True)


def refusal(response) -> list[str]:
    assert response.status_code == 200
    assert response.redirect_chain == []
    return response.context["form"].non_field_errors()


# Publish


@pytest.mark.parametrize("name", ["change", "approve"])
def test_page_shows_the_difference(as_staff, draft, name):
    page = as_staff.get(path(name, draft)).content.decode()

    words = [said("What changes in the published call"), said("Publish the amendment")]
    words += ["<ins>720,000,000원</ins>", draft.get_amendment_kind_display(), REASON]
    assert [text for text in words if text not in page] == []


def test_page_does_not_show_what_is_never_published(as_staff, call):
    """The moment of publication stays, whatever the copy says."""
    draft = submitted(begun(call, published_at=days(-9), **CHANGED))

    response = as_staff.get(path("approve", draft))

    assert [row.path for row in response.context["differences"]] == ["budget_won"]


@pytest.mark.parametrize("item_count", [1, 3])
def test_page_costs_a_constant_number_of_statements(as_staff, call, item_count):
    draft = begun(call, **CHANGED)
    for _number in range(item_count):
        draft.call_zones.create(zone=ZoneFactory())
    submitted(draft)

    assert statements(as_staff, path("approve", draft)) == 46


def test_publish(as_staff, staff, call, draft, client):
    response = approve(as_staff, draft)

    amendment = call.amendments.get()
    draft.refresh_from_db()
    assert response.redirect_chain == [(path("change", draft), 302)]
    (message,) = response.context["messages"]
    assert str(message) == said("Published. Everybody concerned is told.")
    assert (draft.state, amendment.draft, amendment.published_by) == ("merged", draft, staff)
    assert (amendment.kind, amendment.reason) == (AmendmentKind.CORRECTION, REASON)


def test_visitors_read_the_new_text(as_staff, client, call):
    draft = submitted(begun(call, purpose="고친 목적", title_ko="고친 제목", **CHANGED))
    approve(as_staff, draft)
    client.logout()

    page = client.get(call.get_absolute_url()).content.decode()

    words = ["<h1>고친 제목</h1>", "고친 목적", "7억 2,000만원", REASON]
    assert [text for text in words if text not in page] == []


def test_second_click_is_answered(as_staff, call, draft):
    approve(as_staff, draft)

    response = approve(as_staff, draft)

    assert response.status_code == 403
    assert call.amendments.count() == 1


@pytest.mark.parametrize("is_writer", [True, False])
def test_own_amendment_is_refused(as_staff, staff, call, is_writer):
    """The page of the copy says why, to colleagues of the agency, too."""
    AgencyMemberFactory(agency=call.agency, user=staff)
    draft = submitted(begun(call, by=staff if is_writer else None, **CHANGED))

    page = as_staff.get(path("change", draft)).content.decode()

    words = said("This call is yours, or your agency's: somebody else approves it.")
    assert (escape(words) in page, path("approve", draft) in page) == (True, False)
    assert as_staff.post(path("approve", draft)).status_code == 403
    assert not call.amendments.exists()


@pytest.mark.parametrize("part", ["writer", "submitter", "colleague"])
def test_own_amendment_is_refused_to_a_superuser(client, groups, call, part):
    """No permission holds back whoever has them all: the action does."""
    boss, writer = UserFactory(is_staff=True, is_superuser=True), AgencyMemberFactory().user
    if part == "colleague":
        AgencyMemberFactory(agency=call.agency, user=boss)
    draft = begun(call, by=boss if part == "writer" else writer, **CHANGED)
    draft = submit_call(draft, by=boss if part == "submitter" else writer)
    client.force_login(boss)

    assert refusal(approve(client, draft)) == [said("Nobody approves their own call.")]
    assert not call.amendments.exists()


def test_amendment_that_changes_nothing_any_more_is_refused(as_staff, staff, call):
    """An outage has moved the closing to where the copy moves it."""
    until = days(40)
    draft = submitted(begun(call, closes_at=until))
    record_incident(
        Incident(title_ko="장애", notice_ko="연장", started_at=days(-2), ended_at=days(-1)),
        calls=[call], closes_at=until, by=staff,
    )  # fmt: skip

    told = refusal(approve(as_staff, draft))

    assert told == [
        said("The check finds what was not there when it was submitted: send the call back.")
    ]
    assert call.amendments.get().incident


def test_material_change_is_refused_once_applications_are_handled(as_staff, call):
    application = received_application(call=call)
    draft = submitted(begun(call, award_limit_won=5_000))
    application.state = ApplicationState.ELIGIBLE
    application.save()

    told = refusal(approve(as_staff, draft))

    call.refresh_from_db()
    assert told == [said("Applications are being handled: rules, form, amounts and deadline stay.")]
    assert (call.award_limit_won, call.amendments.count()) == (None, 0)


def test_other_change_is_published_while_applications_are_handled(as_staff, call):
    application = received_application(call=call)
    application.state = ApplicationState.ELIGIBLE
    application.save()
    draft = submitted(begun(call, contact_phone="055-111-1111"))

    approve(as_staff, draft)

    assert call.amendments.count() == 1


def test_amendment_that_was_changed_since_it_was_seen_is_refused(as_staff, staff, call, draft):
    seen_at = draft.submitted_at.isoformat()
    send_back_call(draft, by=staff, reason="다시")
    Call.objects.filter(pk=draft.pk).update(budget_won=1)
    submitted(draft)

    told = refusal(approve(as_staff, draft, seen_at=seen_at))

    assert told == [said("The call has changed since you opened it. Read it again.")]
    assert not call.amendments.exists()


def test_closing_of_a_call_that_was_closed_early_meanwhile_is_refused(as_staff, staff, call):
    draft = submitted(begun(call, kind=AmendmentKind.EXTENSION, closes_at=days(50)))
    close_call(call, by=staff, reason="예산")

    told = refusal(approve(as_staff, draft))

    assert told == [
        said(
            "Staff closed the call early after this was submitted, which would change its closing:"
            " send it back."
        )
    ]


def test_closing_that_has_passed_is_refused(as_staff, call):
    draft = submitted(begun(call, closes_at=days(50)))
    set_moments(draft, closes_at=days(-1))

    told = refusal(approve(as_staff, draft))

    assert told == [
        said("The check finds what was not there when it was submitted: send the call back.")
    ]
    assert not call.amendments.exists()


def test_amendment_of_a_cancelled_call_is_refused(as_staff, staff, call, draft):
    cancel_call(call, by=staff, reason="예산")

    told = refusal(approve(as_staff, draft))

    assert told == [said("Somebody was faster: this call is in another state now.")]
    assert not call.amendments.exclude(kind=AmendmentKind.CANCELLATION).exists()


def test_mails_go_to_exactly_those_concerned(as_staff, staff, call):
    saver, weekly = CompanyMemberFactory().user, CompanyMemberFactory().user
    call.saved_by.create(user=saver)
    call.saved_by.create(user=weekly, frequency="weekly")
    starter, applicant = CompanyMemberFactory(), CompanyMemberFactory()
    colleague = CompanyMemberFactory(company=applicant.company)
    ApplicationFactory(call=call, company=starter.company)
    application = received_application(call=call, company=applicant.company)
    AssignmentFactory(application=application)
    received_application(call=open_call(), company=CompanyMemberFactory().company)
    briefing = BriefingFactory(agency=call.agency)
    briefing.calls.add(call)
    guest = RegistrationFactory(briefing=briefing).user
    RegistrationFactory(briefing=briefing, state="cancelled")
    writer = AgencyMemberFactory(agency=call.agency).user
    draft = submitted(begun(call, by=writer, **CHANGED))
    before = len(queued_mails())

    approve(as_staff, draft)

    mails = queued_mails()[before:]
    told = [saver, starter.user, applicant.user, colleague.user, guest, writer]
    assert sorted(address for address, _subject in mails) == sorted(user.email for user in told)
    assert {subject for _address, subject in mails} == {
        said("A call was changed (%(kind)s): %(call)s") % {"kind": "정정", "call": call}
    }


# Cancel


def test_cancellation_is_an_amendment_with_its_reason(as_staff, staff, call):
    as_staff.post(path("cancel", call), {"reason": "사업 중단"})

    amendment = Amendment.objects.get(call=call)
    assert (amendment.kind, amendment.reason) == (AmendmentKind.CANCELLATION, "사업 중단")
    assert (amendment.published_by, amendment.difference) == (staff, [])


def test_visitors_read_why_a_call_was_cancelled(as_staff, client, call):
    as_staff.post(path("cancel", call), {"reason": "사업 예산이 취소되었습니다."})
    client.logout()

    history = reverse("programs:call-history", args=[call.code])
    pages = [client.get(at).content.decode() for at in (call.get_absolute_url(), history)]

    for page in pages:
        assert ("취소" in page, "사업 예산이 취소되었습니다." in page) == (True, True)


def test_cancellation_after_an_amendment_is_the_second(as_staff, call):
    amended(call, **CHANGED)

    as_staff.post(path("cancel", call), {"reason": "사업 중단"})

    kinds = call.amendments.order_by("number").values_list("number", "kind")
    assert list(kinds) == [(1, AmendmentKind.CORRECTION), (2, AmendmentKind.CANCELLATION)]


def test_call_that_was_never_public_is_cancelled_without_an_amendment(as_staff):
    call = open_call(published_at=days(1), opens_at=days(2))

    as_staff.post(path("cancel", call), {"reason": "사업 중단"})

    call.refresh_from_db()
    assert (call.state, call.amendments.count()) == (CallState.CANCELLED, 0)
