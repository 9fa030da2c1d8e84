"""The agency begins an amendment of a published call, copies calls and discards drafts."""

from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.urls import reverse

from programs.actions.amendment import cancel_call
from programs.actions.call import discard_call, submit_call
from programs.enums import AmendmentKind, CallState
from programs.models import Call
from tests.amending import begun
from tests.factories.programs import (
    CallFactory,
    days,
)
from tests.factories.zones import AgencyMemberFactory
from tests.words import said

GIVEN = {"kind": AmendmentKind.EXTENSION, "reason": "신청 준비기간 연장"}
WAITING = "An amendment of this call is being written already."
NOT_PUBLISHED = "Only a published call is amended."


def path(name: str, thing) -> str:
    return reverse(f"programs:{name}", args=[thing.pk])


def told(response) -> list[str]:
    """The messages on the page that the answer leads to."""
    return [str(message) for message in response.context["messages"]]


@pytest.fixture
def as_agency(client, agency_member):
    client.force_login(agency_member)
    return client


@pytest.fixture
def draft(call):
    return CallFactory(agency=call.agency)


# Begin


def test_amendment_begins_with_kind_and_reason(as_agency, call, agency_member):
    response = as_agency.post(path("amendment-start", call), GIVEN)

    copy = call.amendment_drafts.get()
    assert response.url == path("call-draft", copy)
    assert (copy.amendment_kind, copy.amendment_reason) == (GIVEN["kind"], GIVEN["reason"])
    assert (copy.state, copy.created_by) == (CallState.DRAFT, agency_member)


@pytest.mark.parametrize(
    ("language", "kinds"),
    [("ko", ["정정", "연장", "재공고"]), ("en", ["correction", "extension", "notice anew"])],
)
def test_form_in_both_languages(as_agency, call, language, kinds):
    as_agency.cookies[settings.LANGUAGE_COOKIE_NAME] = language

    response = as_agency.get(path("amendment-start", call))

    page, words = response.content.decode(), [said("Amend the call", language), *kinds]
    assert [text for text in words if text not in page] == []
    offered = [value for value, _label in response.context["form"].fields["kind"].choices]
    assert offered == ["correction", "extension", "renotice"]


def test_form_says_of_whom_a_cancellation_is_asked(as_agency, call, settings):
    settings.OPERATOR = {**settings.OPERATOR, "help_phone": "042-000-0000"}

    page = as_agency.get(path("amendment-start", call)).content.decode()

    content = page.partition("<main")[2].partition("</main>")[0].partition("<form")[0]
    asks = said("Ask %(name)s, who approved this call.") % {"name": call.approved_by.name}
    assert [text for text in (asks, "042-000-0000") if text not in content] == []


@pytest.mark.parametrize("name", ["amendment-start", "call-discard"])
@pytest.mark.parametrize("who", ["other_agency", "applicant", "staff"])
def test_call_of_an_agency_is_not_found_by_others(request, client, call, name, who):
    other_agency = AgencyMemberFactory().user
    user = other_agency if who == "other_agency" else request.getfixturevalue(who)
    client.force_login(user)

    response = client.post(path(name, call), GIVEN)

    call.refresh_from_db()
    assert (response.status_code, call.state) == (404, CallState.APPROVED)
    assert not call.amendment_drafts.exists()


@pytest.mark.parametrize("name", ["amendment-start", "call-copy", "call-discard"])
def test_visitor_signs_in_first(client, call, name):
    response = client.post(path(name, call), GIVEN)

    assert response.url.startswith(reverse("account_login"))
    assert Call.objects.count() == 1


@pytest.mark.parametrize("moment", ["closes_at", "inquiries_close_at"])
def test_copy_that_would_end_after_the_century_is_refused(as_agency, agency_member, moment):
    last = datetime(2099, 12, 31, 18, tzinfo=UTC)
    own = agency_member.agency_memberships.get().agency
    early = {"published_at": days(-3), "opens_at": days(-2)}
    ends = {"closing_mode": "budget", "budget_won": 1, "closes_at": None, moment: last}
    source = CallFactory(agency=own, **early, **ends)

    response = as_agency.post(path("call-copy", source), follow=True)

    assert [message.level_tag for message in response.context["messages"]] == ["error"]
    assert response.status_code == 200
    assert not Call.objects.filter(copied_from=source).exists()


@pytest.mark.parametrize(
    ("given", "faulty"),
    [
        ({"reason": "연장합니다"}, {"kind"}),
        ({"kind": "renotice", "reason": " "}, {"reason"}),
        ({"kind": "cancellation", "reason": "연장합니다"}, {"kind"}),
        ({"kind": "correction", "reason": "길" * 2001}, {"reason"}),
    ],
)
def test_faulty_form_keeps_what_was_typed(as_agency, call, given, faulty):
    response = as_agency.post(path("amendment-start", call), given)

    form, page = response.context["form"], response.content.decode()
    assert (response.status_code, set(form.errors)) == (200, faulty)
    assert [error for errors in form.errors.values() for error in errors if error not in page] == []
    assert given["reason"].strip() in page
    assert ("checked" in page) == (given.get("kind") in ("renotice", "correction"))
    assert not call.amendment_drafts.exists()


def test_second_click_leads_to_the_same_copy(as_agency, call):
    first, second = (as_agency.post(path("amendment-start", call), GIVEN) for _click in "12")

    assert first.url == second.url == path("call-draft", call.amendment_drafts.get())


def test_other_amendment_is_refused_while_one_waits(as_agency, call):
    copy = begun(call)

    response = as_agency.post(path("amendment-start", call), GIVEN)

    page = response.content.decode()
    assert response.context["form"].non_field_errors() == [said(WAITING)]
    assert [text in page for text in (GIVEN["reason"], path("call-draft", copy))] == [True, True]
    assert call.amendment_drafts.count() == 1


def test_page_leads_to_the_copy_that_is_being_written(as_agency, call):
    copy = begun(call)

    response = as_agency.get(path("amendment-start", call), follow=True)

    assert response.redirect_chain == [(path("call-draft", copy), 302)]
    assert told(response) == [said(WAITING)]


def test_desk_offers_the_copy_in_place_of_another_amendment(as_agency, call):
    start = path("amendment-start", call)
    before = as_agency.get(path("call-draft", call)).content.decode()
    copy = begun(call)

    after = as_agency.get(path("call-draft", call)).content.decode()

    assert (start in before, start in after) == (True, False)
    assert f'href="{path("call-draft", copy)}"' in after


def test_stale_form_of_a_cancelled_call_keeps_what_was_typed(as_agency, call, staff):
    cancel_call(call, by=staff, reason="예산")

    response = as_agency.post(path("amendment-start", call), GIVEN)

    assert response.context["form"].non_field_errors() == [said(NOT_PUBLISHED)]
    assert GIVEN["reason"] in response.content.decode()
    assert not call.amendment_drafts.exists()


def test_page_of_a_call_that_cannot_be_amended_leads_back(as_agency, draft):
    response = as_agency.get(path("amendment-start", draft), follow=True)

    assert response.redirect_chain == [(path("call-draft", draft), 302)]
    assert told(response) == [said(NOT_PUBLISHED)]


# Copy


def test_copy_is_a_draft_of_the_own_agency(client, call):
    """Another agency may begin with a public call, too."""
    other = AgencyMemberFactory()
    client.force_login(other.user)

    response = client.post(path("call-copy", call))

    copy = call.copies.get()
    assert response.url == path("call-draft", copy)
    assert (copy.agency, copy.state, copy.amends) == (other.agency, CallState.DRAFT, None)


def test_copy_needs_an_agency(client, call, applicant):
    client.force_login(applicant)

    assert client.post(path("call-copy", call)).status_code == 403
    assert not call.copies.exists()


def test_draft_of_others_is_not_copied(client, draft):
    client.force_login(AgencyMemberFactory().user)

    assert client.post(path("call-copy", draft)).status_code == 404
    assert not draft.copies.exists()


# Discard


def test_discard(as_agency, draft):
    response = as_agency.post(path("call-discard", draft), follow=True)

    draft.refresh_from_db()
    assert response.redirect_chain == [(reverse("programs:agency-desk"), 302)]
    assert (draft.state, told(response)) == (CallState.DISCARDED, [said("The draft is discarded.")])


def test_discarded_copy_makes_way_for_another(as_agency, call):
    copy = begun(call)
    as_agency.post(path("call-discard", copy))

    as_agency.post(path("amendment-start", call), GIVEN)

    states = call.amendment_drafts.order_by("pk").values_list("state", flat=True)
    assert list(states) == [CallState.DISCARDED, CallState.DRAFT]


def test_second_click_on_discard_is_answered(as_agency, draft, agency_member):
    discard_call(draft, by=agency_member)

    response = as_agency.post(path("call-discard", draft), follow=True)

    assert response.redirect_chain == [(reverse("programs:agency-desk"), 302)]
    assert told(response) == [said("This draft was discarded before.")]


def test_stale_discard_of_a_submitted_draft_is_answered(as_agency, call, agency_member):
    copy = submit_call(begun(call, by=agency_member, budget_won=1_000), by=agency_member)

    response = as_agency.post(path("call-discard", copy), follow=True)

    copy.refresh_from_db()
    assert response.redirect_chain == [(path("call-draft", copy), 302)]
    assert (copy.state, told(response)) == (
        CallState.SUBMITTED,
        [said("This draft was submitted in the meantime.")],
    )


@pytest.mark.parametrize("name", ["call-copy", "call-discard"])
def test_address_that_only_acts_shows_nothing(as_agency, draft, name):
    assert as_agency.get(path(name, draft)).url == path("call-draft", draft)
