"""The list of briefings as programs read it: Atom, calendar file."""

import xml.etree.ElementTree as ET

import pytest
from django.urls import reverse
from icalendar import Calendar

from programs.actions.briefing import cancel_briefing
from programs.actions.programme import write_programme
from programs.queries.programme import programme_digest
from tests.counting import statements
from tests.factories.programs import BriefingFactory, CallFactory, days, open_call, set_moments
from tests.factories.zones import AgencyMemberFactory, ProvinceFactory, ZoneFactory

FEED, CALENDAR = "/briefings/feed.atom", "/briefings/calendar.ics"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL = "https://portal.example"


@pytest.fixture
def membership(db):
    return AgencyMemberFactory()


def entries(client, **query):
    return ET.fromstring(client.get(FEED, query).content).findall(f"{ATOM}entry")


def titles(client, **query):
    return [entry.find(f"{ATOM}title").text for entry in entries(client, **query)]


def events(client, **query):
    return Calendar.from_ical(client.get(CALENDAR, query).content).walk("VEVENT")


def test_the_feed_has_what_was_changed_last_first(db, client):
    BriefingFactory(title_ko="old", published_at=days(-9), changed_at=days(-9))
    BriefingFactory(title_ko="changed", published_at=days(-10), changed_at=days(-1))

    assert titles(client) == ["changed", "old"]


def test_an_entry_names_its_address_its_agency_and_its_kind(db, client):
    briefing = BriefingFactory(kind="forum", summary_ko="요약")
    briefing.zones.add(ZoneFactory(name_ko="김해"))

    (entry,) = entries(client)

    address = f"https://portal.example{briefing.get_absolute_url()}"
    assert entry.find(f"{ATOM}link").get("href") == address
    assert entry.find(f"{ATOM}id").text == address
    assert entry.find(f"{ATOM}author/{ATOM}name").text == briefing.agency.name_ko
    assert [one.get("term") for one in entry.findall(f"{ATOM}category")][1:] == ["김해"]


def test_a_cancelled_briefing_is_called_so(client, membership):
    briefing = BriefingFactory(agency=membership.agency, title_ko="설명회")
    cancel_briefing(briefing, by=membership.user, reason="강사 사정")

    (title,) = titles(client)
    (event,) = events(client)

    assert title != "설명회"
    assert event["status"] == "CANCELLED"


def test_a_control_character_leaves_the_feed_readable(db, client):
    BriefingFactory(title_ko="설명\x0b회")

    assert titles(client) == ["설명 회"]


@pytest.mark.parametrize("query", [{"province": "busan"}, {"kind": "forum"}, {"q": "포럼"}])
def test_filters_are_those_of_the_page(db, client, query):
    BriefingFactory(title_ko="부산 포럼", kind="forum", province=ProvinceFactory(code="busan"))
    BriefingFactory(title_ko="다른 행사")

    assert titles(client, **query) == ["부산 포럼"]
    assert [str(event["summary"]) for event in events(client, **query)] == ["부산 포럼"]
    feed = ET.fromstring(client.get(FEED, query).content)
    ((name, _value),) = query.items()
    assert f"?{name}=" in feed.find(f"{ATOM}link[@rel='self']").get("href")


@pytest.mark.parametrize("path", [FEED, CALENDAR])
def test_a_bad_filter_is_refused_with_its_reason(db, client, path):
    response = client.get(path, {"held_from": "2030-02-30"})

    assert response.status_code == 400
    assert response["Content-Type"].startswith("text/plain")


def test_an_entry_of_the_calendar_is_the_one_of_its_own_file(db, client):
    briefing = BriefingFactory(venue_ko="특구재단", address="대전 유성구")

    (listed,) = events(client)
    own = client.get(reverse("programs:briefing-event", args=[briefing.pk])).content
    (alone,) = Calendar.from_ical(own).walk("VEVENT")

    assert listed.to_ical() == alone.to_ical()
    assert str(listed["location"]) == "특구재단, 대전 유성구"


def test_a_changed_programme_raises_the_one_number_of_all_entries(client, membership):
    briefing = BriefingFactory(agency=membership.agency)
    before = events(client)[0]["sequence"]
    write_programme(
        briefing,
        by=membership.user,
        parts=[],
        organisations=[{"role": "host", "name_ko": "재단", "name_en": ""}],
        seen=programme_digest(briefing),
    )

    assert events(client)[0]["sequence"] == before + 1


@pytest.mark.parametrize("path", [FEED, CALENDAR])
def test_a_reader_who_has_it_all_gets_nothing_new(db, client, path):
    BriefingFactory()
    etag = client.get(path)["ETag"]

    assert client.get(path, headers={"if-none-match": etag}).status_code == 304


@pytest.mark.parametrize("path", [FEED, CALENDAR])
def test_every_change_gives_something_new(client, membership, path):
    hidden = BriefingFactory(agency=membership.agency)
    call = CallFactory(agency=membership.agency)
    hidden.calls.add(call)
    shown = BriefingFactory(agency=membership.agency)
    etags = [client.get(path)["ETag"]]

    def look():
        etags.append(client.get(path)["ETag"])

    cancel_briefing(shown, by=membership.user, reason="강사 사정")
    look()
    BriefingFactory()
    look()
    public = open_call()
    hidden.calls.add(public)
    look()
    shown.calls.add(public)
    look()
    set_moments(shown, starts_at=days(-2), ends_at=days(-1))
    look()
    membership.agency.name_ko = "새 이름"
    membership.agency.save()
    look()

    assert len(set(etags)) == len(etags)


@pytest.mark.parametrize("item_count", [1, 3])
@pytest.mark.parametrize("path", [FEED, CALENDAR])
def test_they_cost_three_statements(db, client, item_count, path):
    for _number in range(item_count):
        BriefingFactory().zones.add(ZoneFactory())

    assert statements(client, path) == 3
