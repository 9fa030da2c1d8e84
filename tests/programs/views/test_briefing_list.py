"""The public list of briefings: filters, month, map."""

from datetime import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from programs.queries.briefing_map import TILES
from tests.counting import statements
from tests.factories.programs import (
    BriefingFactory,
    BriefingOrganisationFactory,
    BriefingPartFactory,
    CallFactory,
    PartPersonFactory,
    days,
    open_call,
)
from tests.factories.zones import ProvinceFactory, ZoneFactory
from tests.words import said
from zones.provinces import PROVINCES

LIST, MONTH, MAP = "/briefings/", "/briefings/calendar/", "/briefings/map/"


def korean(text):
    return timezone.make_aware(datetime.fromisoformat(text))


def held(title, starts, ends, **fields):
    hours = {"starts_at": korean(starts), "ends_at": korean(ends)}
    return BriefingFactory(title_ko=title, **hours, **fields)


def titles(client, path, **query):
    response = client.get(path, query)
    return {one.title_ko for one in response.context["page_obj"]}


def days_of(client, month, **query):
    """The titles on each day of the month's sheet that has one."""
    weeks = client.get(MONTH, {"month": month, **query}).context["weeks"]
    return {
        day.date.isoformat(): [one.title_ko for one in day.turns]
        for week in weeks
        for day in week
        if day.turns and day.is_in_month
    }


@pytest.mark.parametrize("item_count", [1, 3])
@pytest.mark.parametrize("query", ["", "?province=busan&held_from=2020-01-01&when=coming&q=hall"])
def test_the_list_costs_two_statements(db, client, item_count, query):
    province = ProvinceFactory(code="busan")
    for _number in range(item_count):
        briefing = BriefingFactory(province=province, venue_ko="hall")
        briefing.zones.add(briefing.agency.zone)
        briefing.calls.add(open_call())

    assert statements(client, f"{LIST}{query}") == 2


@pytest.mark.parametrize("item_count", [1, 3])
@pytest.mark.parametrize("path", [MONTH, MAP])
def test_month_and_map_cost_one_statement(db, client, item_count, path):
    for _number in range(item_count):
        BriefingFactory(starts_at=days(0), ends_at=days(1), province=ProvinceFactory())

    assert statements(client, path) == 1


def test_filter_by_province(db, client):
    BriefingFactory(title_ko="부산에서", province=ProvinceFactory(code="busan"))
    BriefingFactory(title_ko="어디선가")

    assert titles(client, LIST, province="busan") == {"부산에서"}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"held_from": "2030-03-05"}, {"over midnight", "later"}),
        ({"held_until": "2030-03-04"}, {"early", "over midnight"}),
        ({"held_from": "2030-03-04", "held_until": "2030-03-04"}, {"early", "over midnight"}),
        ({"held_from": "2030-03-06", "held_until": "2030-03-09"}, set()),
        (
            {"held_from": "0001-01-01", "held_until": "9999-12-31"},
            {"early", "over midnight", "later"},
        ),
    ],
)
def test_filter_by_period_in_days_of_korea(db, client, query, expected):
    held("early", "2030-03-04 09:00", "2030-03-04 10:00")
    held("over midnight", "2030-03-04 22:00", "2030-03-05 02:00")
    held("later", "2030-03-10 00:00", "2030-03-10 10:00")

    assert titles(client, LIST, **query) == expected


@pytest.mark.parametrize(
    "query",
    [{"held_from": "2030-02-30"}, {"province": "atlantis"}, {"kind": "party"}, {"q": "x" * 201}],
)
@pytest.mark.parametrize("path", [LIST, MONTH, MAP])
def test_a_bad_filter_is_said_and_the_list_still_stands(db, client, path, query):
    BriefingFactory(title_ko="그래도 보이는")

    response = client.get(path, query)

    expected = [] if path == MAP and "province" in query else list(query)
    assert list(response.context["filter"].errors) == expected
    assert len(response.context["faults"]) == len(expected)
    assert response.status_code == 200


@pytest.mark.parametrize("text", ["기술사업화 강연", "김연사", "연구원협회", "엑스포타워"])
def test_search_finds_words_of_the_programme_and_the_place(db, client, text):
    briefing = BriefingFactory(title_ko="찾을 행사", venue_ko="엑스포타워")
    part = BriefingPartFactory(briefing=briefing, title_ko="기술사업화 강연")
    PartPersonFactory(part=part, name_ko="김연사")
    BriefingOrganisationFactory(briefing=briefing, name_ko="연구원협회")
    BriefingFactory(title_ko="다른 행사")

    assert titles(client, LIST, q=text) == {"찾을 행사"}
    assert [one.title_ko for one in client.get("/search/", {"q": text}).context["briefings"]] == [
        "찾을 행사"
    ]


def test_filters_stay_from_view_to_view(db, client):
    zone = ZoneFactory(slug="gimhae", name_ko="김해")
    BriefingFactory().zones.add(zone)

    response = client.get(LIST, {"zone": "gimhae", "kind": "briefing", "page": "1"})

    page = response.content.decode()
    assert response.context["view_urls"]["month"] == f"{MONTH}?zone=gimhae&kind=briefing"
    assert response.context["takeaways"]["feed"].endswith("feed.atom?zone=gimhae&kind=briefing")
    assert '<input type="hidden" name="zone" value="gimhae">' in page
    assert [chip["text"] for chip in response.context["chips"]] == ["김해"]


def test_a_month_has_each_briefing_on_its_days_in_korea(db, client):
    held("evening", "2030-02-28 23:30", "2030-03-01 00:30")
    held("until midnight", "2030-03-10 20:00", "2030-03-11 00:00")
    held("three days", "2030-03-30 09:00", "2030-04-01 18:00")
    held("another month", "2030-04-02 09:00", "2030-04-02 10:00")

    assert days_of(client, "2030-03") == {
        "2030-03-01": ["evening"],
        "2030-03-10": ["until midnight"],
        "2030-03-30": ["three days"],
        "2030-03-31": ["three days"],
    }
    assert "2030-04-01" in days_of(client, "2030-04")


def test_a_month_keeps_the_filters(db, client):
    held("forum", "2030-03-04 09:00", "2030-03-04 10:00", kind="forum")
    held("briefing", "2030-03-04 09:00", "2030-03-04 10:00")

    assert days_of(client, "2030-03", kind="forum") == {"2030-03-04": ["forum"]}


def test_a_month_without_a_briefing_says_so(db, client):
    page = client.get(MONTH, {"month": "2031-01"}).content.decode()

    assert said("Nothing takes place in this month, as far as is announced.") in page


@pytest.mark.parametrize("month", ["2030-13", "1999-12", "x", "2030-3"])
def test_a_month_that_is_none_is_named(db, client, month):
    response = client.get(MONTH, {"month": month})

    assert [label for label, _message in response.context["faults"]] == [said("Month")]
    assert response.context["month"] == timezone.localdate().replace(day=1)


@pytest.mark.parametrize(
    ("month", "names"),
    [
        ("2000-01", ["next_url"]),
        ("2099-12", ["previous_url"]),
        ("2030-02", ["previous_url", "next_url"]),
    ],
)
def test_a_sheet_leads_to_its_neighbours(db, client, month, names):
    context = client.get(MONTH, {"month": month}).context

    assert [name for name in ("previous_url", "next_url") if context[name]] == names


def test_every_province_has_a_tile_of_its_own():
    assert {row["code"] for row in PROVINCES} == set(TILES)
    assert len(set(TILES.values())) == len(TILES) == 17


def test_the_map_counts_by_province_and_leads_to_the_list(db, client):
    busan = ProvinceFactory(code="busan", name_ko="부산")
    BriefingFactory(province=busan)
    BriefingFactory(province=busan, starts_at=days(-2), ends_at=days(-1))
    BriefingFactory()
    BriefingFactory(province=busan, published_at=days(1))

    response = client.get(MAP, {"province": "busan", "kind": "briefing"})

    (tile,) = [tile for tile, _url in response.context["tiles"] if tile.code == "busan"]
    page = response.content.decode()
    assert (tile.coming, tile.past, tile.shade) == (1, 1, "some")
    assert response.context["map"].coming_elsewhere == 1
    assert page.count('href="/briefings/?kind=briefing&amp;province=busan"') == 2
    assert 'href="/briefings/?kind=briefing&amp;province=jeju"' not in page


def test_the_map_is_read_without_colours(db, client):
    BriefingFactory(province=ProvinceFactory(code="busan", name_ko="부산"))

    page = client.get(MAP).content.decode()

    assert page.count("<text") == 2 * len(TILES)
    assert page.count('<th scope="row">') == len(TILES) + 1
    assert 'role="group"' in page
    assert "style=" not in page


@pytest.mark.parametrize(
    "path", [LIST, MONTH, MAP, "/briefings/feed.atom", "/briefings/calendar.ics"]
)
def test_what_is_not_public_is_in_no_list(db, client, path):
    busan = ProvinceFactory(code="busan")
    hidden = BriefingFactory(
        title_ko="숨은 행사", starts_at=days(0), ends_at=days(1), province=busan
    )
    hidden.calls.add(CallFactory())

    page = client.get(path).content.decode()

    assert "숨은 행사" not in page
    assert f"/briefings/?province={busan.code}" not in page
    assert reverse("programs:briefing-detail", args=[hidden.pk]) not in page


@pytest.mark.parametrize("path", [LIST, MONTH, MAP])
def test_a_zone_that_no_database_can_hold_is_said_at_the_filter(db, client, path):
    response = client.get(f"{path}?zone=%00")

    assert response.status_code == 200
    assert response.context["faults"]
