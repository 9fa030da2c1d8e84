"""The agency's desk and the briefings that it announces."""

import pytest
from django.urls import reverse

from portal.common.templatetags.portal_text import moment
from programs.actions.amendment import cancel_call
from programs.actions.briefing import cancel_briefing
from programs.actions.call import discard_call, send_back_call, submit_call, take_back_call
from programs.calendars import briefing_calendar
from programs.models import Briefing
from programs.models.inquiry import answer_due_at
from programs.views.agency_desk import PAGE_SIZE
from tests.amending import begun
from tests.counting import statements
from tests.factories.accounts import FoundationUserFactory
from tests.factories.listening import InquiryFactory
from tests.factories.programs import (
    BriefingFactory,
    CallFactory,
    RegistrationFactory,
    days,
    open_call,
    received_application,
)
from tests.words import said

DESK = "/desk/agency/"
NEW = "/desk/agency/briefings/new/"


def row_of(client, call) -> str:
    """The call's row on the desk, as it is read."""
    page = client.get(DESK).content.decode()
    (row,) = [row for row in page.split("<tr>") if call.code in row]
    return row


@pytest.fixture
def filled(membership):
    return {
        "kind": "briefing",
        "agency": membership.agency.pk,
        "title_ko": "사업설명회",
        "venue_ko": "특구재단",
        "starts_at": "2030-03-04T14:00",
        "ends_at": "2030-03-04T16:00",
        "registration_closes_at": "2030-03-03T18:00",
        "capacity": "30",
    }


@pytest.mark.parametrize("item_count", [1, 3])
def test_desk_costs_five_statements(as_agency, membership, item_count):
    for _number in range(item_count):
        received_application(call=open_call(agency=membership.agency))
        BriefingFactory(agency=membership.agency)

    assert statements(as_agency, DESK) == 5


def test_desk_shows_the_agencys_own(as_agency, membership):
    own, strange = open_call(agency=membership.agency), open_call()

    calls = as_agency.get(DESK).context["page_obj"]

    assert (own in calls, strange in calls) == (True, False)


def test_desk_has_pages_of_calls_the_newest_first(as_agency, membership):
    calls = [CallFactory(agency=membership.agency) for _number in range(PAGE_SIZE + 1)]

    first, last = as_agency.get(DESK), as_agency.get(f"{DESK}?page=2")

    assert list(first.context["page_obj"]) == calls[:0:-1]
    assert list(last.context["page_obj"]) == calls[:1]
    assert 'href="?page=2"' in first.content.decode()


def test_desk_leaves_out_what_was_put_away(as_agency, membership):
    draft = CallFactory(agency=membership.agency)
    discard_call(draft, by=membership.user)

    assert list(as_agency.get(DESK).context["page_obj"]) == []


def test_calls_of_a_briefing_are_named_by_code_and_title(as_agency, membership):
    call = open_call(agency=membership.agency)
    begun(call, by=membership.user)
    discard_call(CallFactory(agency=membership.agency), by=membership.user)

    [choice] = as_agency.get(NEW).context["form"].fields["calls"].choices

    assert (choice[0].value, choice[1]) == (call.pk, f"{call.code} · {call.title}")


def test_calls_of_a_briefing_that_are_linked_stay_to_be_chosen(as_agency, membership, filled):
    briefing, call = BriefingFactory(agency=membership.agency), open_call()
    briefing.calls.add(call)
    path = reverse("programs:briefing-edit", args=[briefing.pk])

    as_agency.post(path, {**filled, "calls": [call.pk]})

    assert list(briefing.calls.all()) == [call]


def test_desk_says_until_when_the_oldest_question_is_to_be_answered(as_agency, membership):
    asked, late, quiet = (open_call(agency=membership.agency) for _number in range(3))
    first = InquiryFactory(call=asked, asked_at=days(-0.1))
    InquiryFactory(call=asked)
    oldest = InquiryFactory(call=late, asked_at=days(-30))
    aside = {"set_aside_at": days(0), "set_aside_by": membership.user, "set_aside_reason": "중복"}
    InquiryFactory(call=asked, asked_at=days(-60), **aside)

    rows = {call: row_of(as_agency, call) for call in (asked, late, quiet)}

    overdue = said("%(counter)s overdue") % {"counter": 1}
    assert moment(answer_due_at(first.asked_at)) in rows[asked]
    assert moment(answer_due_at(oldest.asked_at)) in rows[late]
    assert [said("Answer due") in row for row in rows.values()] == [True, True, False]
    assert [overdue in row for row in rows.values()] == [False, True, False]


def sent_back(call, *, by):
    return send_back_call(submit_call(call, by=by), by=FoundationUserFactory(), reason="예산")


def test_desk_marks_what_was_sent_back(as_agency, membership):
    fresh, returned, again, withdrawn = (
        CallFactory(agency=membership.agency, parts=True) for _number in range(4)
    )
    for call in (returned, again):
        sent_back(call, by=membership.user)
    submit_call(again, by=membership.user)
    take_back_call(
        submit_call(sent_back(withdrawn, by=membership.user), by=membership.user),
        by=membership.user,
    )

    calls = {call: call.is_sent_back for call in as_agency.get(DESK).context["page_obj"]}

    assert calls == {fresh: False, returned: True, again: False, withdrawn: False}
    assert 'data-status="returned"' in row_of(as_agency, returned)
    assert 'data-status="returned"' not in row_of(as_agency, fresh)


def test_briefing_create(as_agency, membership, filled):
    call = open_call(agency=membership.agency)

    response = as_agency.post(NEW, {**filled, "calls": [call.pk]})

    briefing = Briefing.objects.get()
    assert response.url == reverse("programs:briefing-edit", args=[briefing.pk])
    assert briefing.starts_at.isoformat() == "2030-03-04T05:00:00+00:00"
    assert list(briefing.calls.all()) == [call]


def offered(client, path=NEW) -> dict[int, str]:
    """The calls that the form offers, by key."""
    choices = client.get(path).context["form"].fields["calls"].choices
    return {int(str(value)): label for value, label in choices}


def test_form_offers_the_calls_that_stand_each_with_its_code(as_agency, membership):
    agency = membership.agency
    public, draft, gone, discarded = (
        open_call(agency=agency, title_ko="같은 공고"),
        CallFactory(agency=agency, title_ko="같은 공고"),
        open_call(agency=agency),
        CallFactory(agency=agency),
    )
    begun(public, by=membership.user)  # a working copy
    cancel_call(gone, by=FoundationUserFactory(), reason="예산")
    discard_call(discarded, by=membership.user)

    assert offered(as_agency) == {
        draft.pk: f"{draft.code} · 같은 공고",
        public.pk: f"{public.code} · 같은 공고",
    }


def test_form_keeps_a_cancelled_call_and_takes_that_of_a_working_copy(as_agency, membership):
    gone, amended = (open_call(agency=membership.agency) for _number in range(2))
    briefing = BriefingFactory(agency=membership.agency)
    briefing.calls.set([gone, begun(amended, by=membership.user)])
    cancel_call(gone, by=FoundationUserFactory(), reason="예산")
    path = reverse("programs:briefing-edit", args=[briefing.pk])

    chosen = as_agency.get(path).context["form"].initial["calls"]

    assert sorted(chosen) == sorted([gone.pk, amended.pk])
    assert set(chosen) <= set(offered(as_agency, path))


def test_working_copy_leads_to_a_briefing_of_its_call(as_agency, membership):
    call = open_call(agency=membership.agency)
    BriefingFactory(agency=membership.agency, title_ko="원 공고 설명회").calls.add(call)
    copy = begun(call, by=membership.user)

    page = as_agency.get(reverse("programs:call-draft", args=[copy.pk])).content.decode()

    address = f"{NEW}?call="
    assert page.count(f'href="{address}{call.pk}"') == 2  # of the section, and beside
    assert f'href="{address}{copy.pk}"' not in page
    assert "원 공고 설명회" in page
    assert as_agency.get(f"{address}{call.pk}").content.decode().count("checked") == 1


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (open_call, "The briefing is announced."),
        (CallFactory, "The briefing is saved. It becomes public together with its call."),
    ],
)
def test_briefing_create_says_whether_it_is_public(as_agency, membership, filled, make, expected):
    call = make(agency=membership.agency)

    response = as_agency.post(NEW, {**filled, "calls": [call.pk]}, follow=True)

    assert response.status_code == 200
    assert [str(message) for message in response.context["messages"]] == [said(expected)]


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"ends_at": "2030-03-04T13:00"}, "ends_at"),
        ({"ends_at": "2030-03-04T14:00"}, "ends_at"),
        ({"starts_at": "soon"}, "starts_at"),
        ({"starts_at": "2020-03-04T14:00", "registration_closes_at": ""}, "starts_at"),
        ({"registration_closes_at": "2030-03-05T00:00"}, "registration_closes_at"),
        ({"capacity": "0"}, "capacity"),
        ({"capacity": "-3"}, "capacity"),
        ({"title_ko": ""}, "title_ko"),
        ({"kind": "party"}, "kind"),
        ({"calls": ["999999"]}, "calls"),
    ],
)
def test_briefing_create_refuses_at_the_field(as_agency, filled, changed, field, language):
    as_agency.cookies["django_language"] = language

    response = as_agency.post(NEW, {**filled, **changed})

    page = response.content.decode()
    assert list(response.context["form"].errors) == [field]
    assert f'id="id_{field}_error"' in page
    assert "특구재단" in page
    assert Briefing.objects.count() == 0


def test_briefing_create_about_a_call_of_others(as_agency, filled):
    response = as_agency.post(NEW, {**filled, "calls": [open_call().pk]})

    assert list(response.context["form"].errors) == ["calls"]


def test_briefing_create_is_for_agencies(client, applicant, filled):
    client.force_login(applicant)

    assert client.post(NEW, filled).status_code == 403


def test_briefing_edit(as_agency, membership, filled):
    briefing = BriefingFactory(agency=membership.agency)

    as_agency.post(
        reverse("programs:briefing-edit", args=[briefing.pk]), {**filled, "title_ko": "새 제목"}
    )

    briefing.refresh_from_db()
    assert briefing.title_ko == "새 제목"


def test_briefing_edit_keeps_the_seats_that_are_taken(as_agency, membership, filled):
    briefing = BriefingFactory(agency=membership.agency, capacity=2)
    for _guest in range(2):
        RegistrationFactory(briefing=briefing)

    response = as_agency.post(
        reverse("programs:briefing-edit", args=[briefing.pk]), {**filled, "capacity": "1"}
    )

    briefing.refresh_from_db()
    assert list(response.context["form"].errors) == ["capacity"]
    assert briefing.capacity == 2


def test_briefing_edit_of_others(as_agency, filled):
    briefing = BriefingFactory()

    response = as_agency.post(reverse("programs:briefing-edit", args=[briefing.pk]), filled)

    assert response.status_code == 404


def cancel_path(briefing) -> str:
    return reverse("programs:briefing-cancel", args=[briefing.pk])


@pytest.mark.parametrize("item_count", [1, 3])
def test_page_to_cancel_says_how_many_are_told(as_agency, membership, item_count):
    briefing = BriefingFactory(agency=membership.agency)
    RegistrationFactory.create_batch(item_count, briefing=briefing, state="waiting")
    RegistrationFactory(briefing=briefing, state="cancelled")

    assert statements(as_agency, cancel_path(briefing)) == 4
    assert as_agency.get(cancel_path(briefing)).context["briefing"].place_count == item_count


def test_a_briefing_is_cancelled_with_a_reason(as_agency, membership):
    briefing = BriefingFactory(agency=membership.agency)

    without = as_agency.post(cancel_path(briefing), {"reason": " "})
    done = as_agency.post(cancel_path(briefing), {"reason": "강사 사정"}, follow=True)
    again = as_agency.post(cancel_path(briefing), {"reason": "다시"}, follow=True)

    assert "reason" in without.context["form"].errors
    assert said("The session is cancelled. Everybody who registered is told.") in text_of(done)
    assert said("This session was cancelled before.") in text_of(again)
    assert Briefing.objects.with_cancel_reason().get().cancel_reason == "강사 사정"


def test_a_briefing_that_is_over_is_not_cancelled(as_agency, membership):
    briefing = BriefingFactory(agency=membership.agency, starts_at=days(-2), ends_at=days(-1))

    answer = as_agency.post(cancel_path(briefing), {"reason": "강사 사정"}, follow=True)

    assert said("This session is over; it cannot be cancelled any more.") in text_of(answer)
    assert Briefing.objects.get().cancelled_at is None


def text_of(response) -> str:
    return response.content.decode()


def test_seats_and_registration_are_saved_with_the_briefing(as_agency, membership, filled):
    briefing = BriefingFactory(agency=membership.agency)
    seats = {
        "capacity": "30", "online_capacity": "100", "online_url": "meet.example.kr/zone-1",
        "company_cap": "3", "registration_opens_at": "2030-02-01T09:00", "asks_needs": "on",
    }  # fmt: skip

    as_agency.post(reverse("programs:briefing-edit", args=[briefing.pk]), {**filled, **seats})

    kept = Briefing.objects.get()
    assert (kept.capacity, kept.online_capacity, kept.company_cap) == (30, 100, 3)
    assert (kept.online_url, kept.asks_needs) == ("https://meet.example.kr/zone-1", True)
    assert kept.registration_opens_at.isoformat() == "2030-02-01T00:00:00+00:00"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"registration_opens_at": "2030-03-04T14:00"}, "registration_opens_at"),
        ({"registration_opens_at": "2030-03-03T18:00"}, "registration_opens_at"),
        ({"online_url": "http://meet.example.kr/", "online_capacity": "5"}, "online_url"),
        ({"online_url": "https://meet.example.kr/"}, "online_capacity"),
        ({"online_capacity": "0"}, "online_capacity"),
        ({"company_cap": "-1"}, "company_cap"),
        ({"answer_hours": "500"}, "answer_hours"),
    ],
)
def test_what_is_wrong_with_the_seats_is_said_at_the_field(as_agency, filled, changed, field):
    response = as_agency.post(NEW, {**filled, **changed})

    assert list(response.context["form"].errors) == [field]
    assert Briefing.objects.count() == 0


@pytest.mark.parametrize("field", ["capacity", "online_capacity"])
def test_neither_kind_of_seats_is_made_fewer_than_are_taken(as_agency, membership, filled, field):
    briefing = BriefingFactory(agency=membership.agency, online_capacity=2)
    for mode in ("hall", "online"):
        RegistrationFactory.create_batch(2, briefing=briefing, mode=mode)
    typed = {**filled, "capacity": "2", "online_capacity": "2", "title_ko": "고친 제목", field: "1"}

    response = as_agency.post(reverse("programs:briefing-edit", args=[briefing.pk]), typed)

    assert list(response.context["form"].errors) == [field]
    assert 'value="고친 제목"' in response.content.decode()


def test_a_start_before_somebody_must_have_answered_is_said(as_agency, membership, filled):
    briefing = BriefingFactory(agency=membership.agency, starts_at=days(3000), ends_at=days(3001))
    RegistrationFactory(briefing=briefing, state="offered", answer_by=days(2900))

    response = as_agency.post(reverse("programs:briefing-edit", args=[briefing.pk]), filled)

    assert list(response.context["form"].errors) == ["starts_at"]


def test_a_cancelled_session_is_not_changed_and_says_so(as_agency, membership, filled):
    briefing = BriefingFactory(agency=membership.agency, title_ko="김해 설명회")
    cancel_briefing(briefing, by=membership.user, reason="강사 사정")
    path = reverse("programs:briefing-edit", args=[briefing.pk])

    words = said("This session is cancelled and cannot be changed any more.")
    assert words in as_agency.get(path).content.decode()
    assert words in as_agency.post(path, filled).content.decode()
    assert Briefing.objects.get().title_ko == "김해 설명회"


def test_what_is_announced_has_no_character_that_cannot_be_seen(as_agency, filled):
    hidden = {"title_ko": "사업\u202e설명회\x07", "venue_ko": "특구\u202e재단"}

    as_agency.post(NEW, {**filled, **hidden, "summary_ko": "첫\x07 줄\n둘째 줄"})

    briefing = Briefing.objects.get()
    assert (briefing.title_ko, briefing.venue_ko) == ("사업설명회", "특구재단")
    assert "\x07" not in briefing.summary_ko
    assert "\u202e" not in briefing_calendar(briefing).decode()


def test_of_two_tabs_the_second_sees_what_the_first_saved(as_agency, membership, filled):
    briefing = BriefingFactory(agency=membership.agency)
    path = reverse("programs:briefing-edit", args=[briefing.pk])
    seen = as_agency.get(path).context["seen"]
    first = {**filled, "title_ko": "먼저 쓴 제목", "seen": seen}
    as_agency.post(path, first)

    stale = as_agency.post(path, {**filled, "title_ko": "나중 제목", "seen": seen})

    assert Briefing.objects.get().title_ko == "먼저 쓴 제목"
    (line,) = stale.context["theirs"]
    assert (line.before, line.after) == ("먼저 쓴 제목", "나중 제목")
    assert as_agency.post(path, first).status_code == 302
    again = {**filled, "title_ko": "나중 제목", "seen": stale.context["seen"]}
    assert as_agency.post(path, again).status_code == 302
    assert Briefing.objects.get().title_ko == "나중 제목"
