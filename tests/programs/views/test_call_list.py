"""The catalogue of calls: facets, chips, table, month, and the addresses that its state leads to."""

import re
from datetime import datetime

import pytest
from django.utils import timezone

from programs.enums import ClosingMode
from tests.counting import statements
from tests.factories.programs import days, open_call, set_moments
from tests.programs.views.test_call import three_calls

__all__ = ["three_calls"]  # a fixture
LIST, MONTH = "/calls/", "/calls/calendar/"


def group(response, label):
    """The values of a facet: value → (count, address)."""
    found = next(group for group in response.context["groups"] if group.label == label)
    return {choice.value: (choice.count, url) for choice, url in [*found.first, *found.others]}


@pytest.mark.parametrize(("path", "cost"), [(LIST, 3), (f"{LIST}?view=table", 3), (MONTH, 1)])
@pytest.mark.parametrize("item_count", [1, 3])
def test_statements_of_every_view(db, client, path, cost, item_count):
    for _number in range(item_count):
        open_call()

    assert statements(client, path) == cost


def test_facets_are_links_with_counts(three_calls, client):
    client.cookies["django_language"] = "en"

    response = client.get(LIST, {"status": "open", "view": "table"})

    assert group(response, "Zone") == {"gimhae": (1, "/calls/?zone=gimhae&status=open&view=table")}
    assert group(response, "Status") == {
        "open": (1, "/calls/?view=table"),
        "upcoming": (1, "/calls/?status=upcoming&view=table"),
        "closed": (1, "/calls/?status=closed&view=table"),
    }
    assert 'href="/calls/?zone=gimhae&amp;status=open&amp;view=table"' in response.content.decode()


def test_chips_take_one_filter_away(three_calls, client):
    response = client.get(f"{LIST}?q=수소&zone=pohang&ordering=title&page=3")

    chips = [(chip["text"], chip["url"]) for chip in response.context["chips"]]
    assert chips == [
        ("수소", "/calls/?zone=pohang&ordering=title"),
        ("pohang", "/calls/?q=%EC%88%98%EC%86%8C&ordering=title"),
    ]


@pytest.mark.parametrize("path", [LIST, MONTH])
def test_chip_has_the_name_of_its_value_though_no_call_has_it(three_calls, client, path):
    response = client.get(path, {"status": "open", "zone": "nowhere"})

    assert [chip["text"] for chip in response.context["chips"]] == ["nowhere", "접수 중"]


def test_a_state_of_the_filters_leads_to_feed_calendar_table_and_api(three_calls, client):
    response = client.get(f"{LIST}?view=table&status=open&zone=gimhae&page=1&x=y")

    query = "zone=gimhae&status=open"
    assert response.context["takeaways"] == {
        "feed": f"/calls/feed.atom?{query}",
        "calendar": f"/calls/calendar.ics?{query}",
        "csv": f"/calls/calls.csv?{query}",
        "api": f"/api/v1/calls/?{query}",
        "bizinfo": f"/api/v1/catalogues/bizinfo/?{query}",
        "kstartup": f"/api/v1/catalogues/kstartup/?{query}",
    }
    for address in response.context["takeaways"].values():
        assert client.get(address).status_code == 200


def test_the_search_keeps_the_facets(three_calls, client):
    page = client.get(f"{LIST}?zone=gimhae&view=table").content.decode()

    assert '<input type="hidden" name="zone" value="gimhae">' in page
    assert '<input type="hidden" name="view" value="table">' in page


def test_table_shows_the_calls(three_calls, client):
    page = client.get(f"{LIST}?view=table").content.decode()

    assert re.findall(r'<th scope="row"><a class="link" href="([^"]*)"', page) == [
        "/calls/gimhae-1/",
        "/calls/pohang-1/",
        "/calls/jinju-1/",
    ]


@pytest.mark.parametrize("path", [LIST, MONTH])
@pytest.mark.parametrize(
    "query",
    [
        "zone=nowhere",
        "agency=nobody",
        "zone=%00",
        "q=%00",
        "year=99999999999999999999",
        "year=2020.5",
        "year=NaN",
        "closes_before=0000-00-00",
        f"q={'가' * 201}",
        f"zone={'a' * 51}",
    ],
)
def test_a_bad_value_is_said(three_calls, client, path, query):
    response = client.get(f"{path}?{query}")

    assert response.status_code == 200
    assert len(response.context["faults"]) == 1
    assert 'role="alert"' in response.content.decode()


@pytest.mark.parametrize("page", ["9" * 30, "٣", "-5", "1.5", "0", "", "%00", "9999999", "²"])
def test_any_page_number_gives_a_page(three_calls, client, page):
    response = client.get(f"{LIST}?page={page}")

    assert (response.status_code, len(response.context["page_obj"])) == (200, 3)


@pytest.mark.parametrize("text", ["2026-13", "2026-00", "1999-12", "2100-01", "x", "%00", "2026-1"])
def test_a_bad_month_is_said_and_today_is_shown(three_calls, client, text):
    response = client.get(f"{MONTH}?month={text}")

    assert response.status_code == 200
    assert len(response.context["faults"]) == 1
    assert response.context["month"] == timezone.localdate().replace(day=1)


def turns(response):
    return {
        day.date.day: [(turn.is_closing, turn.call.code) for turn in day.turns]
        for week in response.context["weeks"]
        for day in week
        if day.turns
    }


def korea(*parts):
    return timezone.make_aware(datetime(*parts))


@pytest.fixture
def november(db):
    """Closes in the last second of November in Korea; opens in its first."""
    call = open_call(code="edge")
    set_moments(
        call,
        published_at=korea(2020, 10, 1),
        opens_at=korea(2020, 11, 1),
        closes_at=korea(2020, 11, 30, 23, 59, 59),
    )
    return call


def test_month_shows_openings_and_closings_by_days_of_korea(november, client):
    assert turns(client.get(f"{MONTH}?month=2020-11")) == {
        1: [(False, "edge")],
        30: [(True, "edge")],
    }
    assert turns(client.get(f"{MONTH}?month=2020-10")) == {}
    assert turns(client.get(f"{MONTH}?month=2020-12")) == {}


def test_month_keeps_the_filters(november, client):
    zone = november.agency.zone.slug

    response = client.get(f"{MONTH}?month=2020-11&zone={zone}&view=table")

    assert response.context["next_url"] == f"{MONTH}?zone={zone}&month=2020-12"
    assert response.context["previous_url"] == f"{MONTH}?zone={zone}&month=2020-10"
    assert response.context["view_urls"]["cards"] == f"{LIST}?zone={zone}"
    assert turns(client.get(f"{MONTH}?month=2020-11&stage=discovery")) == {}


@pytest.mark.parametrize(
    ("month", "missing"), [("2000-01", "previous_url"), ("2099-12", "next_url")]
)
def test_the_calendar_ends(db, client, month, missing):
    assert client.get(f"{MONTH}?month={month}").context[missing] is None


def test_a_call_without_a_closing_time_is_in_the_month_of_its_opening(db, client):
    call = open_call(closing_mode=ClosingMode.BUDGET, closes_at=None, opens_at=days(-1))

    response = client.get(f"{MONTH}?month={timezone.localtime(call.opens_at):%Y-%m}")

    assert turns(response) == {timezone.localtime(call.opens_at).day: [(False, call.code)]}
