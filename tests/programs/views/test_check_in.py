"""The desk on the day, as a phone meets it."""

import json
import uuid

import pytest
from django.urls import reverse

from portal.common.templatetags.portal_text import moment
from programs.models import Attendance, Registration
from tests.counting import statements
from tests.factories.programs import (
    AttendanceFactory,
    BriefingFactory,
    RegistrationFactory,
    days,
)
from tests.factories.zones import AgencyMemberFactory
from tests.words import said

pytestmark = pytest.mark.django_db


@pytest.fixture
def briefing(membership):
    return BriefingFactory(agency=membership.agency, starts_at=days(0.01), ends_at=days(0.1))


@pytest.fixture
def guest(briefing):
    return RegistrationFactory(briefing=briefing, attendee_name="김손님", code="A0B1C2D3E4")


def page_of(briefing) -> str:
    return reverse("programs:briefing-check-in", args=[briefing.pk])


def told(answer) -> list[str]:
    return [str(message) for message in answer.context["messages"]]


def send(client, briefing, *scans):
    path = reverse("programs:briefing-scans", args=[briefing.pk])
    return client.post(path, {"scans": json.dumps(scans)})


def scan(text, ago=0):
    return {"text": text, "key": str(uuid.uuid4()), "ago": ago}


@pytest.mark.parametrize("item_count", [1, 3])
def test_page_costs_five_statements(as_agency, briefing, item_count):
    for _number in range(item_count):
        AttendanceFactory(registration=RegistrationFactory(briefing=briefing))

    assert statements(as_agency, page_of(briefing)) == 5


def test_count_costs_four_statements(as_agency, briefing, guest):
    assert statements(as_agency, reverse("programs:briefing-headcount", args=[briefing.pk])) == 4


def test_a_number_checks_in_and_the_page_says_whom(as_agency, briefing, guest):
    answer = as_agency.post(page_of(briefing), {"number": "a0b1-c2d3-e4"}, follow=True)

    assert "김손님" in told(answer)[0]
    assert Attendance.objects.get().registration == guest
    count = answer.context["count"]
    assert (count.present, count.missing) == (1, 0)


def test_the_same_number_again_says_when_the_first_was(as_agency, briefing, guest):
    as_agency.post(page_of(briefing), {"number": guest.code})

    answer = as_agency.post(page_of(briefing), {"number": guest.code}, follow=True)

    assert moment(Attendance.objects.get().arrived_at) in told(answer)[-1]


@pytest.mark.parametrize("number", ["1234", "https://elsewhere.example/", "Z" * 10, "나" * 10_000])
def test_a_foreign_number_is_refused_with_what_was_typed(as_agency, briefing, number):
    answer = as_agency.post(page_of(briefing), {"number": number})

    form = answer.context["form"]
    assert (answer.status_code, list(form.errors)) == (200, ["number"])
    assert form["number"].value() == number


def test_a_ticket_of_another_session_names_that_session(as_agency, briefing, membership):
    other = BriefingFactory(agency=membership.agency, title_ko="부산 설명회")

    errors = (
        as_agency.post(page_of(briefing), {"number": RegistrationFactory(briefing=other).code})
        .context["form"]
        .errors["number"]
    )

    assert "부산 설명회" in errors[0]


def test_a_ticket_of_another_agency_is_told_as_that_and_no_more(as_agency, briefing):
    stranger = RegistrationFactory(
        briefing=BriefingFactory(title_ko="남의 설명회"), attendee_name="남"
    )

    form = as_agency.post(page_of(briefing), {"number": stranger.code})
    (answer,) = send(as_agency, briefing, scan(stranger.code)).json()["answers"]

    assert "남의 설명회" not in form.content.decode()
    assert stranger.attendee_name not in answer["title"]
    assert answer["link"] == ""


def test_who_has_no_seat_is_shown_and_can_be_let_in(as_agency, briefing):
    waiting = RegistrationFactory(briefing=briefing, state="waiting")

    answer = as_agency.post(page_of(briefing), {"number": waiting.code}, follow=True)
    assert not Attendance.objects.exists()
    assert "without_seat" in answer.content.decode()
    as_agency.post(answer.redirect_chain[-1][0], {"without_seat": "1"})

    assert Attendance.objects.get().registration == waiting


def test_too_early_it_says_from_when_on_and_keeps_the_number(as_agency, membership):
    briefing = BriefingFactory(agency=membership.agency)
    guest = RegistrationFactory(briefing=briefing)

    form = as_agency.post(page_of(briefing), {"number": guest.code}).context["form"]

    assert list(form.errors) == ["__all__"]
    assert form["number"].value() == guest.code


def test_what_a_phone_sends_is_answered_scan_by_scan_with_the_count(as_agency, briefing, guest):
    scans = [scan(guest.code, ago=60_000), scan("nothing")]

    answer = send(as_agency, briefing, *scans).json()

    assert [told["key"] for told in answer["answers"]] == [one["key"] for one in scans]
    assert [told["outcome"] for told in answer["answers"]] == ["arrived", "unknown"]
    assert answer["answers"][0]["title"] == "김손님"
    assert answer["count"] == {
        "present": 1,
        "expected": 1,
        "missing": 0,
        "without_seat": 0,
        "is_over": False,
    }


@pytest.mark.parametrize(
    "scans",
    [
        "",
        "{}",
        "[]",
        "[1]",
        "[{}]",
        '[{"text": "A", "key": "no key", "ago": 0}]',
        '[{"text": "A", "key": "00000000-0000-4000-8000-000000000000", "ago": "soon"}]',
        '[{"text": "A", "key": "00000000-0000-4000-8000-000000000000", "ago": 1e300}]',
        json.dumps([{"text": "A", "key": str(uuid.uuid4()), "ago": 0}] * 201),
    ],
    ids=range(9),
)
def test_what_cannot_be_read_is_refused_as_a_whole(as_agency, briefing, scans):
    path = reverse("programs:briefing-scans", args=[briefing.pk])

    answer = as_agency.post(path, {"scans": scans})

    assert (answer.status_code, list(answer.json())) == (422, ["refusal"])


def test_a_cancelled_session_refuses_so_that_the_phone_keeps_its_scans(as_agency, briefing, guest):
    type(briefing).objects.filter(pk=briefing.pk).update(
        cancelled_at=days(0), cancelled_by=AgencyMemberFactory().user
    )

    answer = send(as_agency, briefing, scan(guest.code))

    assert (answer.status_code, Attendance.objects.count()) == (409, 0)


def test_the_page_of_a_ticket_checks_in_only_by_its_button(as_agency, guest):
    path = reverse("programs:ticket", args=[guest.code])

    assert "김손님" in as_agency.get(path).content.decode()
    assert not Attendance.objects.exists()
    as_agency.post(path)

    assert Attendance.objects.get().registration == guest


def test_an_unknown_ticket_is_told_to_a_desk_and_to_nobody_else(as_agency, client, stranger):
    path = reverse("programs:ticket", args=["ZZZZZZZZZZ"])

    desk = as_agency.get(path)
    client.force_login(stranger)
    other = client.get(path)

    assert (desk.status_code, other.status_code) == (404, 404)
    assert desk.templates[0].name == "programs/no_ticket.html"
    assert other.templates[0].name != "programs/no_ticket.html"


def test_a_check_in_is_taken_back_with_a_reason(as_agency, guest):
    AttendanceFactory(registration=guest)
    path = reverse("programs:ticket-undo", args=[guest.code])

    refused = as_agency.post(path, {"reason": " "})
    as_agency.post(path, {"reason": "다른 사람"})

    assert list(refused.context["form"].errors) == ["reason"]
    assert Attendance.objects.get().undone_reason == "다른 사람"


def test_a_guest_without_a_ticket_comes_once_with_one_form(as_agency, briefing):
    path = reverse("programs:briefing-walk-in", args=[briefing.pk])
    key = as_agency.get(path).context["form"]["key"].value()
    typed = {"attendee_name": "박 손님", "organisation": "예시기업", "key": str(key)}

    for _press in range(2):
        as_agency.post(path, typed)

    guest = Registration.objects.get()
    assert (guest.attendee_name, guest.is_walk_in) == ("박 손님", True)


@pytest.mark.parametrize("address", ["a@b", "guest", "손님@", "a b@example.kr"])
def test_a_broken_address_is_refused_and_all_else_kept(as_agency, briefing, address):
    path = reverse("programs:briefing-walk-in", args=[briefing.pk])
    typed = {"attendee_name": "박손님", "email": address, "key": str(uuid.uuid4())}

    form = as_agency.post(path, typed).context["form"]

    assert list(form.errors) == ["email"]
    assert (form["attendee_name"].value(), form["key"].value()) == ("박손님", typed["key"])
    assert not Registration.objects.exists()


def test_pages_with_names_are_kept_by_no_form_in_the_browser(as_agency, briefing):
    """Phones at a desk pass from hand to hand."""
    path = reverse("programs:briefing-walk-in", args=[briefing.pk])

    assert "data-keep" not in as_agency.get(path).content.decode()


@pytest.mark.parametrize("bad", [{"text": "A", "key": 5, "ago": 0}, 1, {}], ids=range(3))
def test_a_scan_that_cannot_be_read_keeps_nothing_back_of_the_others(
    as_agency, briefing, guest, bad
):
    answers = send(as_agency, briefing, bad, scan(guest.code)).json()["answers"]

    assert sorted(told["outcome"] for told in answers) == ["arrived", "unreadable"]


def test_one_key_for_two_guests_lets_in_the_first(as_agency, briefing, guest):
    other = RegistrationFactory(briefing=briefing)
    first, second = scan(guest.code, ago=60_000), scan(other.code)
    second["key"] = first["key"]

    answers = send(as_agency, briefing, first, second).json()["answers"]
    again = send(as_agency, briefing, second).json()["answers"]

    assert [told["outcome"] for told in answers] == ["arrived", "unreadable"]
    assert [told["outcome"] for told in again] == ["unreadable"]


def test_when_it_starts_is_said_only_before(as_agency, membership, briefing):
    later = BriefingFactory(agency=membership.agency)

    (before, after) = (as_agency.get(page_of(one)).content.decode() for one in (later, briefing))

    words = said("Guests are checked in from %(when)s on.").split("%(when)s")[0].strip()
    assert said("Nobody has come yet.") in before
    assert (words in before, words in after) == (True, False)
