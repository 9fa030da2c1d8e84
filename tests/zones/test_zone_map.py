"""The map: places lie where they lie, markers cover nothing, every shape is whole."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from programs.demo.content import read
from zones.models import Zone
from zones.outlines import (
    EAST_SEA,
    FILE,
    KOREA,
    PATHS,
    ULLEUNGDO,
    Frame,
    corners_of,
    place_on_map,
    province_at,
)
from zones.provinces import PROVINCES
from zones.queries.zone_map import APART, RADIUS, map_of, stands_of

LONGITUDES = st.floats(124, 132)
LATITUDES = st.floats(33, 39)
PLACES = st.lists(st.builds(place_on_map, LONGITUDES, LATITUDES), max_size=40).map(tuple)
# City halls, from their own pages: far from borders
CITY_HALLS = {
    "seoul": (126.978, 37.566), "busan": (129.075, 35.180), "daegu": (128.601, 35.871),
    "incheon": (126.705, 37.456), "gwangju": (126.852, 35.160), "daejeon": (127.385, 36.350),
    "ulsan": (129.311, 35.539), "sejong": (127.289, 36.480), "chungbuk": (127.491, 36.636),
    "jeju": (126.531, 33.499), "gangwon": (127.730, 37.885), "gyeongnam": (128.692, 35.238),
}  # fmt: skip


def test_every_province_has_a_shape():
    assert sorted(PATHS) == sorted(province["code"] for province in PROVINCES)


@pytest.mark.parametrize("path", [*PATHS.values(), ULLEUNGDO])
def test_shapes_are_whole_and_in_the_frame(path):
    polygons = corners_of(path)

    assert all(len(polygon) >= 3 for polygon in polygons)
    assert all(KOREA.top <= y <= KOREA.bottom for polygon in polygons for _x, y in polygon)


def test_ulleungdo_stands_in_its_box():
    assert all(EAST_SEA.holds(x, y) for polygon in corners_of(ULLEUNGDO) for x, y in polygon)


def test_the_outlines_weigh_little():
    assert len(FILE.read_bytes()) <= 12_000


@pytest.mark.parametrize(("code", "place"), CITY_HALLS.items())
def test_city_halls_lie_in_their_provinces(code, place):
    assert province_at(*place_on_map(*place)) == code


def test_the_sea_is_no_province():
    assert province_at(*place_on_map(130, 37)) is None


@given(LONGITUDES, LONGITUDES, LATITUDES, LATITUDES)
def test_east_is_right_and_north_is_up(west, east, south, north):
    left, below = place_on_map(*(min(west, east), min(south, north)))
    right, above = place_on_map(*(max(west, east), max(south, north)))

    assert left <= right
    assert above <= below


@given(LONGITUDES, LATITUDES)
def test_a_kilometre_is_as_wide_as_it_is_high(longitude, latitude):
    """Mercator: the drawing squeezes no shape."""
    step = 0.01
    x, y = place_on_map(longitude, latitude)
    wide = place_on_map(longitude + step / math.cos(math.radians(latitude)), latitude)[0] - x
    high = y - place_on_map(longitude, latitude + step)[1]

    assert math.isclose(wide, high, rel_tol=0.01)


@settings(max_examples=30)
@given(PLACES)
def test_no_marker_covers_another_or_leaves_the_frame(places):
    stands = stands_of(places)

    assert len(stands) == len(places)
    for at, (x, y) in enumerate(stands):
        assert KOREA.holds(x, y, margin=RADIUS)
        assert not EAST_SEA.holds(x, y)
        for other_x, other_y in stands[:at]:
            assert max(abs(x - other_x), abs(y - other_y)) >= APART


@settings(max_examples=30)
@given(PLACES)
def test_a_marker_stands_at_its_place_where_that_is_free(places):
    first = places[:1]

    moved = [
        place
        for place, stand in zip(first, stands_of(places), strict=False)
        if place != stand
        and KOREA.holds(*place, margin=RADIUS)
        and not EAST_SEA.holds(*place, margin=-RADIUS)
    ]

    assert moved == []


def test_all_at_one_place_find_room():
    assert len(set(stands_of((place_on_map(127, 37.5),) * 60))) == 60


def test_a_full_map_says_so():
    with pytest.raises(ValueError, match="no room"):
        stands_of(((0, 0),) * 10, frame=Frame(left=0, top=0, width=90, height=90))


@pytest.mark.parametrize("row", read("zones"), ids=lambda row: row["slug"])
def test_zones_of_the_demonstration_lie_in_their_provinces(row):
    place = place_on_map(float(row["longitude"]), float(row["latitude"]))

    assert province_at(*place) in row["provinces"]


def test_markers_are_numbered_small_zones_first():
    zones = [
        Zone(slug="a", kind="wide", name_ko="가", latitude=37, longitude=127),
        Zone(slug="b", kind="small", name_ko="나", latitude=36, longitude=128),
        Zone(slug="c", kind="small", name_ko="다"),
    ]

    drawn = map_of(zones)

    assert [(number, zone.slug) for number, zone in drawn.zones] == [(1, "b"), (2, "c"), (3, "a")]
    assert [(marker.number, marker.zone.slug) for marker in drawn.markers] == [(1, "b"), (3, "a")]


def test_markers_are_wide_enough_for_a_finger_on_a_small_screen():
    """24 CSS px (WCAG 2.5.8) where the map is 328 px wide, as on a screen of 360."""
    drawn = map_of([])

    assert min(drawn.size, 2 * drawn.radius) * 328 / KOREA.width >= 24
