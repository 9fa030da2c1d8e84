"""Guests without an account: the link of a mail, the form behind it, and the page of a place."""

import re

import pytest
from django.core.signing import Signer
from django.urls import reverse
from django.utils.html import escape
from icalendar import Calendar
from procrastinate.contrib.django.models import ProcrastinateJob

from programs.actions.needs import own_needs
from programs.actions.registration import MOST_LINKS, MOST_LINKS_OF_CLIENT
from programs.models import AccessNeed, BriefingEvent, Registration, RegistrationLink
from programs.queries.registration import link_path, registration_path
from tests.counting import statements
from tests.factories.accounts import UserFactory
from tests.factories.guests import ConsultationSlotFactory, RegistrationLinkFactory
from tests.factories.programs import BriefingFactory, RegistrationFactory, days
from tests.mails import queued_mails
from tests.words import said

pytestmark = pytest.mark.django_db
GUEST = {"attendee_name": "이손님", "phone": "010-0000-0000", "agrees_to_privacy": "on"}
LINK = "https://meet.example.kr/zone-1"


@pytest.fixture
def briefing():
    return BriefingFactory(capacity=1, online_capacity=1, online_url=LINK)


def register_path(briefing) -> str:
    return reverse("programs:briefing-register", args=[briefing.pk])


def of_guest(**fields) -> Registration:
    return RegistrationFactory(user=None, email="guest@example.kr", **fields)


def path_to(place, act: str = "registration-detail") -> str:
    place.refresh_from_db()
    return registration_path(place, act)


def mails() -> list[dict]:
    jobs = ProcrastinateJob.objects.filter(task_name="portal.accounts.tasks.send_mail")
    return [job.args for job in jobs.order_by("id")]


def ask(client, briefing, email="guest@example.kr", **headers):
    return client.post(register_path(briefing), {"email": email}, follow=True, **headers)


def test_a_visitor_gets_a_mail_with_a_link_and_no_seat_yet(client, briefing):
    response = ask(client, briefing, "Guest@Example.kr")

    assert [level.level_tag for level in response.context["messages"]] == ["success"]
    assert not Registration.objects.exists()
    link = RegistrationLink.objects.get()
    (mail,) = mails()
    assert (mail["to"], link.email) == (["guest@example.kr"], "guest@example.kr")
    assert link_path(link) in mail["body"]
    assert "guest" not in link_path(link)


def test_the_answer_tells_nobody_who_is_registered(client, briefing):
    of_guest(briefing=briefing)

    known = ask(client, briefing, "guest@example.kr").content.decode()
    unknown = ask(client, briefing, "other@example.kr").content.decode()

    token = re.compile('name="csrfmiddlewaretoken" value="[^"]+"')
    assert token.sub("", known.replace("guest@", "other@")) == token.sub("", unknown)
    subjects = [subject for _address, subject in queued_mails()]
    assert len(set(subjects)) == 2


@pytest.mark.parametrize("email", ["", "guest", "a@b", "guest@", "a b@example.kr", "@example.kr"])
def test_a_broken_address_is_said_at_the_field(client, briefing, email):
    response = ask(client, briefing, email)

    assert list(response.context["link_form"].errors) == ["email"]
    assert f'value="{escape(email)}"' in response.content.decode() or not email
    assert not mails()


def test_no_mailbox_is_filled(client, briefing):
    for _time in range(MOST_LINKS):
        ask(client, briefing)

    response = ask(client, briefing)

    assert list(response.context["link_form"].errors) == ["email"]
    assert len(mails()) == MOST_LINKS


def test_one_caller_does_not_write_to_the_world(client, briefing):
    ask(client, briefing)
    digest = RegistrationLink.objects.get().client_digest
    RegistrationLinkFactory.create_batch(
        MOST_LINKS_OF_CLIENT - 1, briefing=briefing, client_digest=digest
    )

    refused = ask(client, briefing, "new@example.kr")
    other = ask(client, briefing, "new@example.kr", REMOTE_ADDR="192.0.2.7")

    assert list(refused.context["link_form"].errors) == ["email"]
    assert "link_form" not in other.context


@pytest.mark.parametrize(
    "fields",
    [{"registration_closes_at": days(-1)}, {"registration_opens_at": days(1)}, {"capacity": None}],
)
def test_no_mail_goes_out_while_none_is_taken(client, fields):
    response = ask(client, BriefingFactory(**fields))

    assert [level.level_tag for level in response.context["messages"]] == ["error"]
    assert not mails()


def test_when_registration_opens_is_said(client):
    briefing = BriefingFactory(registration_opens_at=days(1))

    for path in (register_path(briefing), briefing.get_absolute_url()):
        assert said("Registration opens:") in client.get(path).content.decode()


def test_the_form_behind_the_link_takes_a_seat(client, briefing):
    path = link_path(RegistrationLinkFactory(briefing=briefing, email="guest@example.kr"))
    before = client.get(path)

    response = client.post(path, {**GUEST, "mode": "online", "organisation": "㈜예시"})

    place = Registration.objects.get()
    assert (before.status_code, response.url) == (200, registration_path(place))
    assert (place.email, place.mode, place.state, place.user) == (
        "guest@example.kr", "online", "seated", None,
    )  # fmt: skip
    assert client.get(path).url == registration_path(place)  # the link leads to the place now


@pytest.mark.parametrize("field", ["attendee_name", "phone", "mode", "agrees_to_privacy"])
def test_what_is_missing_is_said_and_what_was_typed_is_kept(client, briefing, field):
    path = link_path(RegistrationLinkFactory(briefing=briefing))
    typed = {**GUEST, "mode": "hall", "organisation": "㈜예시"}

    response = client.post(path, {name: text for name, text in typed.items() if name != field})

    assert list(response.context["form"].errors) == [field]
    assert "㈜예시" in response.content.decode()
    assert not Registration.objects.exists()


def test_a_session_with_a_cap_asks_for_whom_one_comes(client):
    briefing = BriefingFactory(company_cap=1)
    path = link_path(RegistrationLinkFactory(briefing=briefing))

    missing = client.post(path, GUEST)
    RegistrationFactory(briefing=briefing, organisation="예시", organisation_key="예시")
    full = client.post(path, {**GUEST, "organisation": "예시(주)"})

    assert list(missing.context["form"].errors) == ["organisation"]
    assert list(full.context["form"].errors) == ["organisation"]


@pytest.mark.parametrize("sent_at", [days(-3.1), None], ids=["old", "of another briefing"])
def test_a_link_that_is_over_leads_to_a_new_one(client, briefing, sent_at):
    link = RegistrationLinkFactory(briefing=briefing, **({"sent_at": sent_at} if sent_at else {}))
    other = link.briefing if sent_at else BriefingFactory()
    token = link_path(link).rstrip("/").rpartition("/")[2]

    response = client.post(reverse("programs:guest-register", args=[other.pk, token]), GUEST)

    assert response.status_code == 404
    assert register_path(other) in response.content.decode()
    assert not Registration.objects.exists()


def test_the_page_of_a_place_is_kept_nowhere(client, briefing):
    response = client.get(path_to(of_guest(briefing=briefing)))

    assert response.headers["Cache-Control"] == "private, no-store"
    assert "noindex" in response.headers["X-Robots-Tag"]
    assert response.status_code == 200


@pytest.mark.parametrize("token", ["unknown", "WzEsMV0:forged", ""])
def test_a_forged_link_opens_nothing(client, briefing, token):
    of_guest(briefing=briefing)

    assert client.get(f"/registrations/{token}/").status_code == 404


def test_a_token_for_something_else_opens_nothing(client, briefing):
    place = of_guest(briefing=briefing)
    other = Signer(salt="programs.calendar").sign_object([place.pk, place.edition])

    assert client.get(f"/registrations/{other}/").status_code == 404


def test_a_renewed_link_makes_the_former_one_unknown(client, briefing):
    place = of_guest(briefing=briefing)
    former = path_to(place)
    Registration.objects.update(edition=2)

    assert client.get(former).status_code == 404
    assert client.get(path_to(place)).status_code == 200


ACTS = ["registration-leave", "registration-renew", "registration-answer", "registration-needs", "slot-take",
        "slot-release"]  # fmt: skip


@pytest.mark.parametrize("act", ACTS)
def test_opening_an_address_changes_nothing(client, briefing, act):
    """Mail programs open what stands in a mail."""
    place = of_guest(briefing=briefing, state="offered", answer_by=days(1))
    before = Registration.objects.values().get()

    response = client.get(path_to(place, act))

    assert response.url == path_to(place)
    assert Registration.objects.values().get() == before
    assert not BriefingEvent.objects.exists()


def test_a_guest_cancels_by_link(client, briefing):
    place = of_guest(briefing=briefing)
    waiting = RegistrationFactory(briefing=briefing, state="waiting")

    client.post(path_to(place, "registration-leave"))
    again = client.post(path_to(place, "registration-leave"), follow=True)

    waiting.refresh_from_db()
    place.refresh_from_db()
    assert (place.state, waiting.state) == ("cancelled", "seated")
    event = BriefingEvent.objects.filter(verb="cancel").get()
    assert (event.actor, event.is_by_link) == (None, True)
    assert [level.level_tag for level in again.context["messages"]] == ["success", "info"]


def test_a_guest_takes_the_offered_seat_by_link(client, briefing):
    place = of_guest(briefing=briefing, state="offered", answer_by=days(1))

    client.post(path_to(place, "registration-answer"))

    place.refresh_from_db()
    assert place.state == "seated"


def test_an_answer_that_comes_too_late_is_told(client, briefing):
    place = of_guest(briefing=briefing, state="offered", answer_by=days(-0.01))

    response = client.post(path_to(place, "registration-answer"), follow=True)

    assert [level.level_tag for level in response.context["messages"]] == ["error"]


def test_the_signed_in_guest_acts_in_the_own_name(client, briefing):
    place = RegistrationFactory(briefing=briefing)
    client.force_login(place.user)

    client.post(path_to(place, "registration-leave"))

    event = BriefingEvent.objects.get(verb="cancel")
    assert (event.actor, event.is_by_link) == (place.user, False)


def test_who_merely_has_the_link_does_not_act_in_their_own_name(client, briefing):
    place = RegistrationFactory(briefing=briefing)
    client.force_login(UserFactory())

    client.post(path_to(place, "registration-leave"))

    event = BriefingEvent.objects.get(verb="cancel")
    assert (event.actor, event.is_by_link) == (None, True)


def test_a_guest_changes_between_hall_and_online(client, briefing):
    place = of_guest(briefing=briefing)

    client.post(
        path_to(place, "registration-change"),
        {"attendee_name": "박손님", "phone": "02-1", "mode": "online"},
    )

    place.refresh_from_db()
    assert (place.attendee_name, place.mode, place.state) == ("박손님", "online", "seated")


def test_a_full_side_is_said_at_the_field_and_the_seat_stays(client, briefing):
    place = of_guest(briefing=briefing)
    RegistrationFactory(briefing=briefing, mode="online")

    response = client.post(
        path_to(place, "registration-change"),
        {"attendee_name": "박손님", "phone": "02-1", "mode": "online"},
    )

    place.refresh_from_db()
    assert list(response.context["form"].errors) == ["mode"]
    assert 'value="박손님"' in response.content.decode()
    assert (place.mode, place.state, place.attendee_name) == ("hall", "seated", "이손님")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"mode": "online"}, True),
        ({"mode": "online", "state": "waiting"}, False),
        ({"mode": "online", "state": "offered", "answer_by": days(1)}, False),
        ({"mode": "hall"}, False),
        ({"mode": "online", "state": "cancelled"}, False),
    ],
)
def test_only_who_has_a_place_online_gets_the_link(client, briefing, fields, expected):
    place = of_guest(briefing=briefing, **fields)

    page = client.get(path_to(place)).content.decode()
    entry = client.get(path_to(place, "registration-event")).content.decode()

    assert (LINK in page, LINK in entry.replace("\r\n ", "")) == (expected, expected)


def test_nobody_else_reads_the_online_link(client, briefing):
    RegistrationFactory(briefing=briefing, mode="online")
    paths = [
        briefing.get_absolute_url(),
        reverse("programs:briefing-event", args=[briefing.pk]),
        f"/api/v1/briefings/{briefing.pk}/",
        register_path(briefing),
    ]

    assert [path for path in paths if "meet.example" in client.get(path).content.decode()] == []
    assert briefing.title_ko not in client.get("/briefings/?q=meet.example").content.decode()


def test_the_ticket_is_a_code_for_the_desk_and_no_key_to_the_page(client, briefing, settings):
    place = of_guest(briefing=briefing)

    page = client.get(path_to(place)).content.decode()

    assert 'class="ticket-code"' in page
    assert place.code in page
    assert client.get(f"/registrations/{place.code}/").status_code == 404


@pytest.mark.parametrize("state", ["waiting", "cancelled"])
def test_who_has_no_seat_has_no_ticket(client, briefing, state):
    place = of_guest(briefing=briefing, state=state)

    page = client.get(path_to(place)).content.decode()

    assert place.code not in page


def test_a_waiting_guest_reads_the_place_in_line(client, briefing):
    RegistrationFactory(briefing=briefing)
    RegistrationFactory.create_batch(2, briefing=briefing, state="waiting")
    RegistrationFactory(briefing=briefing, state="waiting", mode="online")
    place = of_guest(briefing=briefing, state="waiting")

    assert client.get(path_to(place)).context["waiting_before"] == 2


def test_the_calendar_entry_of_a_place_is_that_of_the_briefing(client, briefing):
    place = of_guest(briefing=briefing)

    own = client.get(path_to(place, "registration-event"))
    public = client.get(reverse("programs:briefing-event", args=[briefing.pk]))

    (mine,), (everybodys,) = (
        Calendar.from_ical(answer.content).walk("VEVENT") for answer in (own, public)
    )
    assert (mine["uid"], mine["sequence"]) == (everybodys["uid"], everybodys["sequence"])
    assert mine["url"].endswith(path_to(place))
    assert own.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_page_costs_the_same_whoever_else_comes(client, item_count):
    briefing = BriefingFactory(asks_needs=True)
    place = of_guest(briefing=briefing)
    for number in range(item_count):
        RegistrationFactory(briefing=briefing)
        ConsultationSlotFactory(briefing=briefing, table=number + 1)

    assert statements(client, path_to(place)) == 7


def test_it_speaks_as_the_guest_reads(client, briefing):
    place = of_guest(briefing=briefing, language="en")

    page = client.get(path_to(place)).content.decode()

    assert 'lang="en"' in page
    client.cookies["django_language"] = "ko"
    assert 'lang="ko"' in client.get(path_to(place)).content.decode()


def needing(place, client, **given):
    return client.post(path_to(place, "registration-needs"), given, follow=True)


def test_needs_are_noted_with_their_own_consent_only(client):
    place = of_guest(briefing=BriefingFactory(asks_needs=True))
    page = client.get(path_to(place)).content.decode()

    without = needing(place, client, need_kinds="wheelchair")
    assert list(without.context["needs_form"].errors) == ["agrees_to_needs"]
    assert not AccessNeed.objects.exists()
    needing(place, client, need_kinds="wheelchair", need_note="앞자리", agrees_to_needs="on")

    (box,) = re.findall('<input[^>]*name="agrees_to_needs"[^>]*>', page)
    assert "checked" not in box
    assert own_needs(place) == {"kinds": ["wheelchair"], "note": "앞자리"}
    needing(place, client)
    assert not AccessNeed.objects.exists()


def test_needs_are_not_asked_where_the_session_does_not(client, briefing):
    place = of_guest(briefing=briefing)

    response = needing(place, client, need_kinds="wheelchair", agrees_to_needs="on")

    assert [level.level_tag for level in response.context["messages"]] == ["error"]
    assert not AccessNeed.objects.exists()
    assert "need_kinds" not in client.get(path_to(place)).content.decode()


def test_needs_are_given_with_the_registration(client):
    briefing = BriefingFactory(asks_needs=True)
    path = link_path(RegistrationLinkFactory(briefing=briefing))

    client.post(path, {**GUEST, "need_kinds": ["captions"], "agrees_to_needs": "on"})

    place = Registration.objects.get()
    assert own_needs(place)["kinds"] == ["captions"]
    assert sorted(consent.kind for consent in place.consents.all()) == ["needs", "privacy"]


def test_a_consultation_is_taken_and_given_back_by_link(client, briefing):
    slot, place = ConsultationSlotFactory(briefing=briefing), of_guest(briefing=briefing)

    client.post(path_to(place, "slot-take"), {"slot": slot.pk, "topic": "기술이전"})
    slot.refresh_from_db()
    taken = (slot.registration, slot.topic)
    client.post(path_to(place, "slot-release"))

    slot.refresh_from_db()
    assert (taken, slot.registration) == ((place, "기술이전"), None)


def test_a_consultation_that_is_gone_is_told(client, briefing):
    slot = ConsultationSlotFactory(briefing=briefing, registration=RegistrationFactory())
    place = of_guest(briefing=briefing)

    response = client.post(path_to(place, "slot-take"), {"slot": slot.pk}, follow=True)

    assert [level.level_tag for level in response.context["messages"]] == ["error"]


def test_the_briefing_leads_the_signed_in_guest_to_the_place(client, briefing):
    place = RegistrationFactory(briefing=briefing)
    client.force_login(place.user)

    assert path_to(place) in client.get(briefing.get_absolute_url()).content.decode()


def test_a_known_address_is_exchanged_for_one_that_only_the_mailbox_gets(client, briefing):
    place = of_guest(briefing=briefing)
    former = path_to(place)

    response = client.post(path_to(place, "registration-renew"), follow=True)

    assert client.get(former).status_code == 404
    (mail,) = mails()
    assert (mail["to"], path_to(place) in mail["body"]) == ([place.email], True)
    assert path_to(place) not in response.content.decode()
    assert BriefingEvent.objects.get().is_by_link


def test_after_renewal_the_link_of_the_first_mail_leads_nowhere(client, briefing):
    place = of_guest(briefing=briefing)
    link = RegistrationLinkFactory(briefing=briefing, email=place.email)
    elsewhere = RegistrationLinkFactory(email=place.email)

    client.post(path_to(place, "registration-renew"))

    assert client.get(link_path(link)).status_code == 404
    assert RegistrationLink.objects.get() == elsewhere
