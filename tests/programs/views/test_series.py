"""Tours and yearly events: announced at the desk, read in public."""

from datetime import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from programs.models import Briefing, BriefingSeries
from tests.counting import statements
from tests.factories.programs import (
    BriefingFactory,
    BriefingOrganisationFactory,
    BriefingSeriesFactory,
    CallFactory,
    days,
    open_call,
)
from tests.factories.zones import ProvinceFactory, ZoneFactory
from tests.words import said

NEW = "/desk/agency/briefings/series/new/"
YEARLY = "/desk/agency/briefings/series/yearly/"
LIST = "/briefings/series/"
DESK = "/desk/agency/briefings/"


def korean(text):
    return timezone.make_aware(datetime.fromisoformat(text))


def stop(city, day, **changes):
    return {
        "city_ko": city,
        "day": day,
        "starts": "14:00",
        "ends": "16:00",
        "venue_ko": f"{city} 회의실",
        **changes,
    }


def tour(membership, *stops, **changes):
    sent = {
        "briefing_kind": "briefing",
        "agency": membership.agency.pk,
        "title_ko": "특구 사업설명회",
        "stops-TOTAL_FORMS": len(stops),
        "stops-INITIAL_FORMS": 0,
    }
    for place, row in enumerate(stops):
        sent |= {f"stops-{place}-{name}": value for name, value in row.items()}
    return sent | changes


FOUR = [
    stop("대구", "2030-04-08"),
    stop("광주", "2030-04-03"),
    stop("부산", "2030-04-09"),
    stop("대덕", "2030-04-10"),
]


def test_one_act_announces_a_tour(as_agency, membership):
    zone, province, call = ZoneFactory(), ProvinceFactory(), open_call(agency=membership.agency)
    rows = [
        *FOUR[:3],
        stop("대덕", "2030-04-10", zone=zone.pk, province=province.pk, capacity="80"),
    ]

    response = as_agency.post(NEW, tour(membership, *rows, calls=[call.pk]))

    series = BriefingSeries.objects.get()
    stops = list(series.briefings.order_by("number"))
    assert response.url == DESK
    assert [one.title_ko for one in stops] == [
        f"특구 사업설명회 ({city})" for city in ("광주", "대구", "부산", "대덕")
    ]
    assert [one.starts_at for one in stops][:2] == [
        korean("2030-04-03 14:00"),
        korean("2030-04-08 14:00"),
    ]
    assert {one.calls.get() for one in stops} == {call}
    last = stops[-1]
    assert (last.zones.get(), last.province, last.capacity) == (zone, province, 80)
    assert {one.verb for one in last.events.all()} == {"announce"}


def test_a_stop_has_an_english_title_where_the_city_has_one(as_agency, membership):
    rows = [stop("광주", "2030-04-03", city_en="Gwangju"), stop("대구", "2030-04-08")]

    as_agency.post(NEW, tour(membership, *rows, title_en="Briefing"))

    assert list(Briefing.objects.order_by("number").values_list("title_en", flat=True)) == [
        "Briefing (Gwangju)",
        "Briefing",
    ]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"day": "2020-04-03"}, "day"),
        ({"day": "2030-02-30"}, "day"),
        ({"day": "3030-04-03"}, "day"),
        ({"day": ""}, "day"),
        ({"ends": "13:00"}, "ends"),
        ({"starts": "25:00"}, "starts"),
        ({"map_url": "http://map.example/"}, "map_url"),
        ({"map_url": "https://"}, "map_url"),
        ({"capacity": "0"}, "capacity"),
        ({"city_ko": ""}, "city_ko"),
        ({"zone": "999999"}, "zone"),
    ],
)
def test_one_mistake_is_named_and_all_stops_stay(as_agency, membership, changes, field):
    rows = [FOUR[0], FOUR[1] | changes, FOUR[2]]

    response = as_agency.post(NEW, tour(membership, *rows))

    stops = response.context["forms"].stops
    page = response.content.decode()
    assert [list(form.errors) for form in stops] == [[], [field], []]
    assert f'id="id_stops-1-{field}_error"' in page
    assert "대구 회의실" in page
    assert "부산 회의실" in page
    assert (Briefing.objects.count(), BriefingSeries.objects.count()) == (0, 0)


@pytest.mark.parametrize("rows", [[], FOUR[:1]])
def test_a_tour_has_two_stops(as_agency, membership, rows):
    response = as_agency.post(NEW, tour(membership, *rows))

    assert response.context["forms"].stops.non_form_errors() == [
        said("A tour has two stops at least. A single session is announced on its own page.")
    ]
    assert Briefing.objects.count() == 0


def test_a_stop_stands_once(as_agency, membership):
    response = as_agency.post(NEW, tour(membership, FOUR[0], FOUR[0], FOUR[1]))

    assert [list(form.errors) for form in response.context["forms"].stops] == [[], ["starts"], []]


def test_more_rows_are_given_and_nothing_is_announced(as_agency, membership):
    response = as_agency.post(NEW, tour(membership, *FOUR, more="1"))

    stops = response.context["forms"].stops
    assert len(stops.forms) == 6
    assert stops.forms[3]["city_ko"].value() == "대덕"
    assert Briefing.objects.count() == 0


def test_a_tour_is_announced_by_an_agency_of_ones_own(as_agency, membership):
    strange = open_call()
    sent = tour(membership, *FOUR, agency=strange.agency.pk, calls=[strange.pk])

    response = as_agency.post(NEW, sent)

    assert set(response.context["forms"].form.errors) == {"agency", "calls"}


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_page_of_a_tour_costs_the_same_with_many_zones(as_agency, membership, item_count):
    for _number in range(item_count):
        ZoneFactory()
        ProvinceFactory()
        open_call(agency=membership.agency)

    assert statements(as_agency, NEW) == 9


def test_a_yearly_event_needs_no_date(as_agency, membership, client):
    sent = {"agency": membership.agency.pk, "title_ko": "특구 기념일"}

    response = as_agency.post(YEARLY, sent)

    series = BriefingSeries.objects.get()
    page = client.get(LIST).content.decode()
    assert response.url == series.get_absolute_url()
    assert (series.kind, series.month) == ("yearly", None)
    assert said("Every year; the date is not set yet") in page


@pytest.mark.parametrize(("language", "day"), [("ko", "2. 29."), ("en", "February 29")])
def test_a_yearly_event_says_its_day(db, client, language, day):
    series = BriefingSeriesFactory(kind="yearly", month=2, day=29)
    client.cookies["django_language"] = language

    assert day in client.get(series.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("month", "day", "fields"),
    [
        ("2", "30", ["__all__"]),
        ("11", "", ["day"]),
        ("13", "1", ["__all__"]),
        ("x", "1", ["month"]),
    ],
)
def test_a_day_that_is_none_is_refused(as_agency, membership, month, day, fields):
    sent = {"agency": membership.agency.pk, "title_ko": "기념일", "month": month, "day": day}

    response = as_agency.post(YEARLY, sent)

    assert list(response.context["form"].errors) == fields


def edition_path(series):
    return reverse("programs:series-edition", args=[series.pk])


def test_the_next_edition_takes_over_what_stays(as_agency, membership):
    series = BriefingSeriesFactory(kind="yearly", agency=membership.agency, title_ko="기념일")
    last = BriefingFactory(
        agency=membership.agency,
        series=series,
        number=1,
        venue_ko="엑스포타워",
        starts_at=korean("2029-11-14 10:00"),
        ends_at=korean("2029-11-14 12:00"),
    )
    BriefingOrganisationFactory(briefing=last, name_ko="재단")

    initial = as_agency.get(edition_path(series)).context["form"].initial
    sent = {
        "title_ko": initial["title_ko"],
        "starts_at": f"{timezone.localtime(initial['starts_at']):%Y-%m-%dT%H:%M}",
        "ends_at": f"{timezone.localtime(initial['ends_at']):%Y-%m-%dT%H:%M}",
        "venue_ko": initial["venue_ko"],
    }
    as_agency.post(edition_path(series), sent)

    edition = series.briefings.get(number=2)
    assert (edition.title_ko, edition.kind) == ("기념일 2030", "anniversary")
    assert edition.starts_at == korean("2030-11-14 10:00")
    assert (edition.venue_ko, edition.agency) == ("엑스포타워", membership.agency)
    assert edition.organisations.get().name_ko == "재단"


def test_an_edition_in_the_past_is_refused_at_its_field(as_agency, membership):
    series = BriefingSeriesFactory(kind="yearly", agency=membership.agency)
    sent = {"title_ko": "기념일", "starts_at": "2020-11-14T10:00", "ends_at": "2020-11-14T12:00"}

    response = as_agency.post(edition_path(series), sent)

    assert list(response.context["form"].errors) == ["starts_at"]
    assert series.briefings.count() == 0


def test_a_tour_has_no_next_edition(as_agency, membership):
    series = BriefingSeriesFactory(agency=membership.agency)

    assert as_agency.get(edition_path(series)).status_code == 404


def test_the_words_of_a_series_are_changed(as_agency, membership):
    series = BriefingSeriesFactory(agency=membership.agency)
    path = reverse("programs:series-edit", args=[series.pk])

    as_agency.post(path, {"agency": membership.agency.pk, "title_ko": "새 이름", "month": "3"})

    former = series.title_ko
    series.refresh_from_db()
    assert (series.title_ko, series.kind, series.month) == ("새 이름", "tour", None)
    assert [one.title_ko for one in series.versions.order_by("pgh_id")] == [former, "새 이름"]


def test_a_tour_is_public_with_its_first_public_stop(db, client):
    series = BriefingSeriesFactory(title_ko="순회")
    hidden = BriefingFactory(series=series, number=1, title_ko="숨은 정거장")
    hidden.calls.add(CallFactory())

    assert client.get(series.get_absolute_url()).status_code == 404
    BriefingFactory(series=series, number=2, title_ko="보이는 정거장")
    page = client.get(series.get_absolute_url()).content.decode()

    assert "보이는 정거장" in page
    assert "숨은 정거장" not in page


def test_stops_stand_in_the_order_of_their_time(db, client):
    series = BriefingSeriesFactory()
    BriefingFactory(series=series, number=2, starts_at=days(3), ends_at=days(3.1))
    BriefingFactory(series=series, number=1, starts_at=days(-3), ends_at=days(-2.9))

    shown = client.get(series.get_absolute_url()).context["briefings"]

    assert [one.number for one in shown] == [1, 2]


@pytest.mark.parametrize("item_count", [1, 3])
def test_lists_of_series_cost_two_statements(db, client, item_count):
    for _number in range(item_count):
        BriefingFactory(series=BriefingSeriesFactory(kind="yearly"), number=1)

    assert statements(client, LIST) == 2


@pytest.mark.parametrize("item_count", [1, 3])
def test_a_series_costs_two_statements(db, client, item_count):
    series = BriefingSeriesFactory()
    for number in range(1, item_count + 1):
        BriefingFactory(series=series, number=number).zones.add(ZoneFactory())

    assert statements(client, series.get_absolute_url()) == 2


def test_the_desk_has_briefings_to_come_first_and_pages(as_agency, membership):
    BriefingFactory(agency=membership.agency, title_ko="past", starts_at=days(-2), ends_at=days(-1))
    for number in range(20):
        hours = {"starts_at": days(1 + number), "ends_at": days(2 + number)}
        BriefingFactory(agency=membership.agency, title_ko=f"{number}", **hours)

    first, last = as_agency.get(DESK), as_agency.get(f"{DESK}?page=2")

    assert [one.title_ko for one in first.context["page_obj"]] == [str(n) for n in range(20)]
    assert [one.title_ko for one in last.context["page_obj"]] == ["past"]


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_desk_costs_five_statements(as_agency, membership, item_count):
    for _number in range(item_count):
        BriefingFactory(agency=membership.agency)
        BriefingSeriesFactory(agency=membership.agency)

    assert statements(as_agency, DESK) == 5
