import pytest

from tests.counting import statements
from tests.factories.materials import MaterialFactory, RecordingFactory
from tests.factories.programs import (
    BriefingFactory,
    BriefingOrganisationFactory,
    BriefingPartFactory,
    BriefingSeriesFactory,
    CallFactory,
    PartPersonFactory,
    days,
    open_call,
)
from tests.factories.zones import ProvinceFactory

PATH = "/api/v1/briefings/"


@pytest.mark.parametrize("item_count", [1, 3])
def test_list_costs_two_statements(db, client, item_count):
    for _number in range(item_count):
        briefing = BriefingFactory()
        briefing.calls.add(open_call())
        briefing.zones.add(briefing.agency.zone)
        MaterialFactory(briefing=briefing)
        PartPersonFactory(part=BriefingPartFactory(briefing=briefing))
        BriefingOrganisationFactory(briefing=briefing)

    assert statements(client, PATH) == 2


def test_only_published_briefings_and_calls(db, client):
    call = open_call()
    briefing, later = BriefingFactory(), BriefingFactory(published_at=days(1))
    briefing.calls.add(call, CallFactory())

    (shown,) = client.get(PATH).json()["results"]

    assert (shown["id"], shown["calls"]) == (briefing.pk, [call.code])
    assert client.get(f"{PATH}{later.pk}/").status_code == 404


@pytest.mark.parametrize("path", [PATH, "/briefings/"])
def test_a_call_is_filtered_by_once_it_is_published(db, client, path):
    draft, call = CallFactory(), open_call()
    later = open_call(published_at=days(1), opens_at=days(2))
    briefing = BriefingFactory(title_ko="남에게 보이는 설명회")
    briefing.calls.add(draft, later, call)

    def is_found(code):
        return briefing.title_ko in client.get(path, {"call": code}).content.decode()

    assert [is_found(one.code) for one in (draft, later, call)] == [False, False, True]
    assert not is_found("no-such-call")


def test_keys(db, client):
    data = client.get(f"{PATH}{BriefingFactory().pk}/").json()

    assert set(data) == {
        "id", "url", "kind", "agency", "zones", "calls", "title_ko", "title_en", "summary_ko",
        "summary_en", "starts_at", "ends_at", "is_day_only", "venue_ko", "venue_en", "capacity",
        "materials", "recording_url", "seats_taken", "online_capacity", "online_taken",
        "company_cap", "registration_opens_at", "registration_closes_at", "cancelled_at",
        "is_example", "day_note_ko", "day_note_en", "province", "address", "map_url", "series",
        "number", "organisations", "programme",
    }  # fmt: skip


def test_materials_that_are_offered_and_the_recording(db, client):
    material = MaterialFactory(label_ko="발표자료")
    MaterialFactory(briefing=material.briefing, scan_state="waiting")
    recording = RecordingFactory(briefing=material.briefing)

    data = client.get(f"{PATH}{material.briefing.pk}/").json()

    assert data["recording_url"] == recording.url
    assert data["materials"] == [
        {
            "url": material.address,
            "name": material.name,
            "label_ko": "발표자료",
            "label_en": "",
            "size": material.size,
        }
    ]


@pytest.mark.parametrize(
    ("query", "expected"),
    [("when=past", ["past"]), ("kind=forum", ["to come"]), ("q=past", ["past"])],
)
def test_filters_are_those_of_the_page(db, client, query, expected):
    BriefingFactory(title_ko="past", starts_at=days(-5), ends_at=days(-4))
    BriefingFactory(title_ko="to come", kind="forum")

    data = client.get(f"{PATH}?{query}").json()

    assert [briefing["title_ko"] for briefing in data["results"]] == expected


@pytest.mark.parametrize(
    ("name", "value"),
    [("when", "never"), ("kind", "party"), ("province", "atlantis"), ("held_from", "2030-02-30")],
)
def test_a_bad_value_is_named(db, client, name, value):
    response = client.get(PATH, {name: value})

    assert (response.status_code, list(response.json())) == (400, [name])


@pytest.mark.parametrize("key", ["x", "99999999999999999999"])
def test_a_key_that_is_none(db, client, key):
    assert client.get(f"{PATH}{key}/").status_code == 404


def test_a_programme_comes_with_its_people_and_nested_parts(db, client):
    forum = BriefingPartFactory(kind="forum", title_ko="포럼")
    keynote = BriefingPartFactory(briefing=forum.briefing, kind="keynote", is_nested=True)
    PartPersonFactory(part=keynote, name_ko="김발표")
    BriefingOrganisationFactory(briefing=forum.briefing, name_ko="재단")

    data = client.get(f"{PATH}{forum.briefing.pk}/").json()

    (part,) = data["programme"]
    assert (part["title_ko"], part["people"]) == ("포럼", [])
    assert [one["name_ko"] for one in part["parts"][0]["people"]] == ["김발표"]
    assert data["organisations"] == [{"role": "host", "name_ko": "재단", "name_en": ""}]


def test_a_stop_names_its_series_and_its_province(db, client):
    series = BriefingSeriesFactory()
    stop = BriefingFactory(
        series=series,
        number=2,
        province=ProvinceFactory(code="busan"),
        map_url="https://map.example/",
    )

    data = client.get(f"{PATH}{stop.pk}/").json()

    assert (data["province"], data["number"]) == ("busan", 2)
    assert (data["series"]["id"], data["series"]["url"]) == (series.pk, series.get_absolute_url())
