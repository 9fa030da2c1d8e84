"""Mails to guests: to the address of their place, in its language, with the same calendar entry."""

from itertools import pairwise

import pytest
from icalendar import Calendar
from procrastinate.contrib.django.models import ProcrastinateJob

from programs.actions.amendment import cancel_call, close_call
from programs.actions.briefing import cancel_briefing, change_briefing
from programs.actions.registration import (
    cancel_registration,
    change_registration,
    register_guest,
    register_seat,
)
from programs.models import Briefing, Registration
from programs.queries.registration import registration_path
from tests.factories.accounts import FoundationUserFactory, UserFactory
from tests.factories.guests import RegistrationLinkFactory
from tests.factories.programs import BriefingFactory, RegistrationFactory, days, open_call
from tests.mails import queued_mails, write_mails
from tests.telling import ACTS

pytestmark = pytest.mark.django_db
SAID = {"attendee_name": "이손님", "phone": "010-0000-0000"}
LINK = "https://meet.example.kr/zone-1"
MOVED = {"starts_at": days(12), "ends_at": days(12.1)}


@pytest.fixture
def briefing():
    return BriefingFactory(title_ko="김해 설명회", online_capacity=1, online_url=LINK)


def guest(briefing, **fields):
    fields = {"email": "guest@example.kr", **fields}
    return RegistrationFactory(briefing=briefing, user=None, **fields)


def mails() -> list[dict]:
    write_mails()
    jobs = ProcrastinateJob.objects.filter(task_name="portal.accounts.tasks.send_mail")
    return [job.args for job in jobs.order_by("id")]


def entries(mail) -> list:
    """Method and event of each calendar file of a mail."""
    found = []
    for name, text, kind in mail.get("attachments") or []:
        if not name.endswith(".ics"):
            continue
        calendar = Calendar.from_ical(text)
        assert f"method={calendar['method']}" in kind
        found.append((calendar["method"], calendar.walk("VEVENT")[0]))
    return found


def change_as(briefing, **fields):
    changed = Briefing.objects.get(pk=briefing.pk)
    for name, value in fields.items():
        setattr(changed, name, value)
    return change_briefing(changed, by=UserFactory(), calls=changed.calls.all(), zones=[])


def test_a_confirmation_brings_page_number_and_calendar_entry(briefing):
    link = RegistrationLinkFactory(briefing=briefing, email="guest@example.kr")
    place = register_guest(briefing, by=None, link=link, language="ko", **SAID)

    (mail,) = mails()

    assert mail["to"] == ["guest@example.kr"]
    assert registration_path(place) in mail["body"]
    assert place.code in mail["body"]
    ((method, entry),) = entries(mail)
    assert (method, str(entry["attendee"])) == ("REQUEST", "mailto:guest@example.kr")
    assert registration_path(place) in entry["url"]


@pytest.mark.parametrize(("mode", "expected"), [("hall", 1), ("online", 0)])
def test_a_confirmation_for_the_hall_brings_the_ticket(briefing, mode, expected):
    register_seat(briefing, by=UserFactory(), mode=mode, **SAID)

    (mail,) = mails()

    tickets = [text for name, text, _kind in mail["attachments"] if name == "ticket.svg"]
    assert len(tickets) == expected
    assert all(text.startswith("<svg xmlns=") for text in tickets)


def test_the_mail_speaks_as_the_guest_reads(briefing):
    link = RegistrationLinkFactory(briefing=briefing)
    register_guest(briefing, by=None, link=link, language="en", **SAID)

    (mail,) = mails()

    assert "Your seat is confirmed" in mail["subject"]


def test_who_waits_gets_no_calendar_entry(briefing):
    for _n in range(2):
        register_seat(briefing, by=UserFactory(), mode="online", **SAID)

    seated, waiting = mails()

    assert (len(entries(seated)), len(entries(waiting))) == (1, 0)
    assert (LINK in seated["body"], LINK in waiting["body"]) == (True, False)


def test_the_same_entry_is_moved_struck_through_and_numbered_upwards(briefing):
    place = register_seat(briefing, by=UserFactory(), **SAID)
    first = mails()[-1]
    change_as(briefing, **MOVED)
    moved = mails()[-1]
    cancel_briefing(briefing, by=UserFactory(), reason="강사 사정")
    gone = mails()[-1]

    found = [entries(mail)[0] for mail in (first, moved, gone)]

    assert [method for method, _entry in found] == ["REQUEST", "REQUEST", "CANCEL"]
    assert len({str(entry["uid"]) for _method, entry in found}) == 1
    assert all(
        before["sequence"] < after["sequence"] for (_m, before), (_n, after) in pairwise(found)
    )
    assert found[1][1]["dtstart"].dt != found[0][1]["dtstart"].dt
    assert found[2][1]["status"] == "CANCELLED"
    assert all(mail["to"] == [place.email] for mail in (first, moved, gone))


def test_who_gives_a_seat_back_loses_the_entry(briefing):
    place = register_seat(briefing, by=UserFactory(), **SAID)
    mails()

    cancel_registration(place, by=place.user)

    ((method, entry),) = entries(mails()[-1])
    assert (method, entry["status"]) == ("CANCEL", "CANCELLED")


def test_nothing_is_told_of_what_is_over_already(briefing):
    """The worker writes later: a seat that was given back meanwhile is not confirmed any more."""
    place = register_seat(briefing, by=UserFactory(language="en"), **SAID)
    cancel_registration(place, by=place.user)

    (mail,) = mails()

    assert "cancelled" in mail["subject"]


def test_a_change_to_online_brings_the_link(briefing):
    place = register_seat(briefing, by=UserFactory(), **SAID)
    before = mails()

    change_registration(place, by=None, is_by_link=True, mode="online", **SAID)

    (mail,) = mails()[len(before) :]
    assert LINK in mail["body"]
    assert LINK in entries(mail)[0][1]["description"]
    assert LINK not in before[0]["body"]


@pytest.mark.parametrize(
    "act",
    [
        lambda briefing: change_as(briefing, **MOVED),
        lambda briefing: cancel_briefing(briefing, by=UserFactory(), reason="강사 사정"),
    ],
    ids=["moved", "cancelled"],
)
def test_a_guest_without_an_account_is_told_of_the_briefing(briefing, act):
    guest(briefing)
    guest(briefing, email="gone@example.kr", state="cancelled")
    guest(briefing, email="")  # forgotten

    act(briefing)

    assert [address for address, _subject in queued_mails()] == ["guest@example.kr"]


def test_another_online_link_is_told_to_those_online(briefing):
    place = guest(briefing, mode="online")
    guest(briefing, email="hall@example.kr")
    guest(briefing, email="waits@example.kr", mode="online", state="waiting")

    change_as(briefing, online_url="https://meet.example.kr/zone-2")

    (mail,) = mails()
    assert mail["to"] == [place.email]
    assert "https://meet.example.kr/zone-2" in mail["body"]


@pytest.mark.parametrize(
    "act",
    [
        lambda call: close_call(call, by=FoundationUserFactory(), reason="예산 소진"),
        lambda call: cancel_call(call, by=FoundationUserFactory(), reason="예산 취소"),
    ],
    ids=["closed", "cancelled"],
)
def test_a_guest_without_an_account_is_told_of_the_call_once(act):
    call = open_call()
    for _number in range(2):
        briefing = BriefingFactory()
        briefing.calls.add(call)
        guest(briefing)
        guest(briefing, email="gone@example.kr", state="cancelled")

    act(call)

    told = [address for address, _subject in queued_mails() if address.startswith("g")]
    assert told == ["guest@example.kr"]


@pytest.mark.parametrize("act", ["amendment", "outage"])
def test_changes_of_a_call_reach_guests_without_an_account(act):
    call = open_call()
    briefing = BriefingFactory()
    briefing.calls.add(call)
    guest(briefing)

    ACTS[act](call)()

    told = [address for address, _subject in queued_mails()]
    assert told.count("guest@example.kr") == 1


def test_who_has_an_account_and_is_involved_is_not_told_twice():
    call = open_call()
    briefing = BriefingFactory()
    briefing.calls.add(call)
    place = RegistrationFactory(briefing=briefing)
    other = BriefingFactory()
    other.calls.add(call)
    guest(other, email=place.email)

    cancel_call(call, by=FoundationUserFactory(), reason="예산 취소")

    told = [address for address, _subject in queued_mails()]
    assert told.count(place.email) == 1


@pytest.mark.parametrize("is_day_only", [True, False])
def test_an_hour_that_nobody_knows_is_not_told(briefing, is_day_only):
    Briefing.objects.update(is_day_only=is_day_only, starts_at=days(9).replace(hour=3, minute=17))
    register_seat(briefing, by=UserFactory(language="ko"), **SAID)

    (mail,) = mails()

    assert ("12:17" in mail["body"]) is not is_day_only


def test_a_title_with_a_line_end_stays_one_subject(briefing):
    Briefing.objects.update(title_ko="김해\nBcc: x@example.kr")
    register_seat(briefing, by=UserFactory(language="ko"), **SAID)

    assert "\n" not in mails()[0]["subject"]
    assert Registration.objects.count() == 1
