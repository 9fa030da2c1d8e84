"""The agency's desk: who comes to a briefing, what they need, and its consultations."""

import pytest
from django.urls import reverse

from programs.actions.needs import give_needs
from programs.models import BriefingEvent, ConsultationSlot
from tests.counting import statements
from tests.factories.accounts import FoundationUserFactory
from tests.factories.guests import ConsultationSlotFactory
from tests.factories.programs import BriefingFactory, RegistrationFactory, days
from tests.factories.zones import CompanyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def briefing(membership):
    return BriefingFactory(
        agency=membership.agency, starts_at=days(10), ends_at=days(10.5), asks_needs=True
    )


@pytest.fixture
def as_agency(client, membership):
    client.force_login(membership.user)
    return client


def path_of(page, briefing) -> str:
    return reverse(f"programs:{page}", args=[briefing.pk])


@pytest.mark.parametrize("item_count", [1, 3])
def test_list_costs_the_same(as_agency, briefing, item_count):
    for _number in range(item_count):
        RegistrationFactory(briefing=briefing, company=CompanyFactory())

    assert statements(as_agency, path_of("guest-list", briefing)) == 5


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["가", "나", "다"]),
        ("state=waiting", ["다"]),
        ("state=cancelled", ["라"]),
        ("mode=online", ["나"]),
        ("q=예시과학", ["나"]),
        ("q=GUEST7", ["가"]),
        ("q=가&state=waiting", []),
        ("page=99", ["가", "나", "다"]),
    ],
)
def test_guests_are_found(as_agency, membership, query, expected):
    briefing = BriefingFactory(agency=membership.agency, online_capacity=1)
    places = [
        {"attendee_name": "가", "email": "guest7@example.kr"},
        {"attendee_name": "나", "mode": "online", "organisation": "예시과학"},
        {"attendee_name": "다", "state": "waiting"},
        {"attendee_name": "라", "state": "cancelled"},
    ]
    for place in places:
        RegistrationFactory(briefing=briefing, **place)

    response = as_agency.get(f"{path_of('guest-list', briefing)}?{query}")

    assert [guest.attendee_name for guest in response.context["page_obj"]] == expected


def test_the_cap_of_companies_is_seen(as_agency, membership):
    briefing = BriefingFactory(agency=membership.agency, company_cap=7)

    page = as_agency.get(path_of("guest-list", briefing)).content.decode()

    assert '<dd class="num">7</dd>' in page


@pytest.mark.parametrize("page", ["guest-list", "guest-needs", "guest-slots"])
def test_other_agencies_find_nothing(as_agency, page):
    assert as_agency.get(path_of(page, BriefingFactory())).status_code == 404


def guest_with_needs(briefing):
    place = RegistrationFactory(briefing=briefing)
    give_needs(place, by=None, kinds=["wheelchair"], note="앞자리", agrees=True)
    return place


def test_each_reading_of_needs_is_written_down(as_agency, briefing, membership):
    place = guest_with_needs(briefing)

    page = as_agency.get(path_of("guest-needs", briefing)).content.decode()

    assert "앞자리" in page
    event = BriefingEvent.objects.get(verb="read_needs")
    assert (event.actor, event.registration) == (membership.user, place)


def test_needs_are_not_in_the_list_of_guests(as_agency, briefing):
    guest_with_needs(briefing)

    page = as_agency.get(path_of("guest-list", briefing)).content.decode()

    assert "앞자리" not in page


def test_the_foundation_reads_needs_too(client, briefing):
    guest_with_needs(briefing)
    client.force_login(FoundationUserFactory())

    assert "앞자리" in client.get(path_of("guest-needs", briefing)).content.decode()


def slots(briefing, start: float, end: float, **changed):
    def typed(at):
        return f"{briefing.starts_at.astimezone() + (at - briefing.starts_at):%Y-%m-%dT%H:%M}"

    return {
        "starts_at": typed(days(start)), "ends_at": typed(days(end)), "minutes": 30, "tables": 2,
        **changed,
    }  # fmt: skip


def test_consultations_are_made_in_one_act(as_agency, briefing):
    typed = slots(briefing, 10.1, 10.1 + 1.55 / 24)

    response = as_agency.post(path_of("guest-slots", briefing), typed)

    assert response.url == path_of("guest-slots", briefing)
    assert ConsultationSlot.objects.count() == 6
    assert sorted(set(ConsultationSlot.objects.values_list("table", flat=True))) == [1, 2]


@pytest.mark.parametrize(
    ("start", "end", "changed", "field"),
    [
        (10.1, 10.2, {"minutes": "0"}, "minutes"),
        (10.2, 10.1, {}, "ends_at"),
        (9.5, 10.2, {}, "__all__"),
        (10.4, 10.6, {}, "__all__"),
        (10.1, 10.2, {"starts_at": "gestern"}, "starts_at"),
    ],
)
def test_what_does_not_fit_is_said_and_kept(as_agency, briefing, start, end, changed, field):
    typed = slots(briefing, start, end, tables=3) | changed

    response = as_agency.post(path_of("guest-slots", briefing), typed)

    assert list(response.context["form"].errors) == [field]
    assert 'value="3"' in response.content.decode()
    assert not ConsultationSlot.objects.exists()


def test_only_free_consultations_are_removed(as_agency, briefing):
    ConsultationSlotFactory(briefing=briefing)
    taken = ConsultationSlotFactory(
        briefing=briefing, table=2, registration=RegistrationFactory(briefing=briefing)
    )

    as_agency.post(path_of("guest-slots-remove", briefing))

    assert ConsultationSlot.objects.get() == taken


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_page_of_consultations_costs_the_same(as_agency, briefing, item_count):
    for number in range(item_count):
        place = RegistrationFactory(briefing=briefing, company=CompanyFactory())
        ConsultationSlotFactory(briefing=briefing, table=number + 1, registration=place)

    assert statements(as_agency, path_of("guest-slots", briefing)) == 4
