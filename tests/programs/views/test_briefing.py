"""Briefings: list, page, calendar entry, registration."""

from datetime import date, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse
from icalendar import Calendar

from programs.actions.briefing import cancel_briefing
from programs.actions.saved import renew_calendar
from programs.enums import RegistrationState
from programs.models import Registration, RegistrationLink
from programs.queries.registration import registration_path
from programs.queries.saved import calendar_path
from tests.counting import statements
from tests.factories.accounts import UserFactory
from tests.factories.programs import (
    AttendanceFactory,
    BriefingFactory,
    RegistrationFactory,
    days,
)
from tests.words import said

LIST = "/briefings/"
GUEST = {"attendee_name": "이손님", "phone": "010-0000-0000", "company": ""}


def register_path(briefing) -> str:
    return reverse("programs:briefing-register", args=[briefing.pk])


@pytest.mark.parametrize("item_count", [1, 3])
def test_list_costs_two_statements(db, client, item_count):
    for _number in range(item_count):
        briefing = BriefingFactory()
        briefing.zones.add(briefing.agency.zone)

    assert statements(client, LIST) == 2


def test_a_cancelled_briefing_says_so_with_its_reason(db, client, membership):
    briefing = BriefingFactory(agency=membership.agency)
    cancel_briefing(briefing, by=membership.user, reason="강사 사정")

    page = client.get(briefing.get_absolute_url()).content.decode()

    assert said("This session does not take place.") in page
    assert "강사 사정" in page
    assert register_path(briefing) not in page


def entry_of(client, path):
    (event,) = Calendar.from_ical(client.get(path).content).walk("VEVENT")
    return event


def test_a_change_updates_the_entry_that_a_calendar_has(db, client, membership):
    briefing = BriefingFactory(agency=membership.agency)
    path = reverse("programs:briefing-event", args=[briefing.pk])
    first, again = entry_of(client, path), entry_of(client, path)
    cancel_briefing(briefing, by=membership.user, reason="강사 사정")
    cancelled = entry_of(client, path)

    assert first.to_ical() == again.to_ical()
    assert (cancelled["uid"], cancelled["status"]) == (first["uid"], "CANCELLED")
    assert cancelled["sequence"] > first["sequence"]
    assert cancelled["last-modified"].dt >= first["last-modified"].dt


def test_the_private_calendar_has_the_same_number_as_the_public_entry(db, client, membership):
    place = RegistrationFactory(briefing=BriefingFactory(agency=membership.agency))
    private = calendar_path(renew_calendar(by=place.user))
    cancel_briefing(place.briefing, by=membership.user, reason="강사 사정")

    own = entry_of(client, private)
    public = entry_of(client, reverse("programs:briefing-event", args=[place.briefing_id]))

    assert (own["uid"], own["sequence"]) == (public["uid"], public["sequence"])


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["to come", "past"]),
        ("when=coming", ["to come"]),
        ("when=past", ["past"]),
        ("q=past", ["past"]),
        ("kind=forum", ["to come"]),
    ],
)
def test_filters(db, client, query, expected):
    BriefingFactory(title_ko="past", starts_at=days(-5), ends_at=days(-4))
    BriefingFactory(title_ko="to come", kind="forum")
    BriefingFactory(title_ko="later", published_at=days(1))

    response = client.get(f"{LIST}?{query}")

    assert [found.title_ko for found in response.context["page_obj"]] == expected


def test_event_has_the_hours_in_korea(db, client):
    briefing = BriefingFactory(title_ko="사업설명회")

    response = client.get(reverse("programs:briefing-event", args=[briefing.pk]))

    (event,) = Calendar.from_ical(response.content).walk("VEVENT")
    assert response["Content-Type"].startswith("text/calendar")
    assert response["Content-Disposition"].startswith("attachment")
    assert (event["summary"], event["location"]) == ("사업설명회", "특구재단 2층 콘퍼런스홀")
    assert event["dtstart"].dt == briefing.starts_at.replace(microsecond=0)
    assert event["dtstart"].dt.tzname() == "KST"


def test_event_of_which_only_the_day_is_known_takes_the_whole_day(db, client):
    briefing = BriefingFactory(is_day_only=True)

    response = client.get(reverse("programs:briefing-event", args=[briefing.pk]))

    (event,) = Calendar.from_ical(response.content).walk("VEVENT")
    assert type(event["dtstart"].dt) is date
    assert event["dtend"].dt - event["dtstart"].dt == timedelta(days=1)


def test_register(client, stranger):
    briefing = BriefingFactory()
    client.force_login(stranger)

    response = client.post(register_path(briefing), GUEST)

    registration = Registration.objects.get()
    assert response.url == briefing.get_absolute_url()
    assert (registration.user, registration.state) == (stranger, RegistrationState.SEATED)


def test_register_when_all_seats_are_taken(client, stranger):
    briefing = BriefingFactory(capacity=1)
    RegistrationFactory(briefing=briefing)
    client.force_login(stranger)

    client.post(register_path(briefing), GUEST)

    assert stranger.registrations.get().state == RegistrationState.WAITING


def test_register_twice_keeps_one(client, stranger):
    briefing = BriefingFactory()
    client.force_login(stranger)

    for _time in range(2):
        client.post(register_path(briefing), GUEST)

    assert Registration.objects.count() == 1


@pytest.mark.parametrize(
    "times",
    [
        {"starts_at": days(-2), "ends_at": days(-1)},
        {"registration_closes_at": days(-1)},
        {"capacity": None},
    ],
)
def test_register_is_refused(client, stranger, times):
    briefing = BriefingFactory(**times)
    client.force_login(stranger)

    response = client.post(register_path(briefing), GUEST, follow=True)

    assert Registration.objects.count() == 0
    assert [message.level_tag for message in response.context["messages"]] == ["error"]


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("field", ["attendee_name", "phone"])
def test_register_says_what_is_missing(client, stranger, field, language):
    client.force_login(stranger)
    client.cookies["django_language"] = language

    response = client.post(register_path(BriefingFactory()), {**GUEST, field: " "})

    assert list(response.context["form"].errors) == [field]
    assert f'id="id_{field}_error"' in response.content.decode()
    assert Registration.objects.count() == 0


def test_register_takes_no_company_of_others(client, stranger, company):
    client.force_login(stranger)

    response = client.post(register_path(BriefingFactory()), {**GUEST, "company": company.pk})

    assert list(response.context["form"].errors) == ["company"]


def test_cancel_gives_the_seat_to_the_next(client, stranger):
    briefing = BriefingFactory(capacity=1)
    own = RegistrationFactory(briefing=briefing, user=stranger)
    next_one = RegistrationFactory(briefing=briefing, state=RegistrationState.WAITING)
    client.force_login(stranger)

    client.post(reverse("programs:registration-cancel", args=[own.pk]))

    next_one.refresh_from_db()
    assert next_one.state == RegistrationState.SEATED


def test_cancel_is_for_who_registered(db, client):
    registration = RegistrationFactory()
    client.force_login(UserFactory())

    response = client.post(reverse("programs:registration-cancel", args=[registration.pk]))

    registration.refresh_from_db()
    assert (response.status_code, registration.state) == (404, RegistrationState.SEATED)


def test_guests_are_not_named_in_public(db, client):
    registration = RegistrationFactory(attendee_name="숨은손님")

    page = client.get(registration.briefing.get_absolute_url()).content.decode()

    assert "숨은손님" not in page


@pytest.mark.parametrize("is_confirmed", [True, False])
def test_whose_address_is_not_confirmed_gets_a_link_and_no_seat(client, stranger, is_confirmed):
    briefing = BriefingFactory()
    EmailAddress.objects.create(
        user=stranger, email=stranger.email, primary=True, verified=is_confirmed
    )
    client.force_login(stranger)

    page = client.post(register_path(briefing), GUEST, follow=True).content.decode()

    assert Registration.objects.exists() == is_confirmed
    assert RegistrationLink.objects.filter(email=stranger.email).exists() != is_confirmed
    words = said(
        "You have no place yet: the address of your account is not confirmed. A mail with a link is"
        " on its way to %(email)s. You take your place there."
    )
    assert (words % {"email": stranger.email} in page) != is_confirmed


def test_who_was_checked_in_cannot_cancel(client, stranger):
    registration = RegistrationFactory(user=stranger)
    AttendanceFactory(registration=registration)
    client.force_login(stranger)
    path = reverse("programs:registration-cancel", args=[registration.pk])

    page = client.post(path, follow=True).content.decode()

    registration.refresh_from_db()
    assert registration.state == "seated"
    assert said("You were checked in: the place cannot be given back any more.") in page


def test_who_is_registered_is_led_to_the_own_place(client, stranger):
    place = RegistrationFactory(user=stranger)
    other = BriefingFactory()
    client.force_login(stranger)

    response = client.get(register_path(place.briefing), follow=True)
    form = client.get(register_path(other)).content.decode()

    assert response.redirect_chain[-1][0] == registration_path(place)
    page = response.content.decode()
    words = said(
        "Each colleague registers with their own account, or by a link that comes by mail:"
    )
    assert said("You are registered already.") in page
    assert words in page
    assert words in form
    assert register_path(place.briefing) in page
