import pytest

from tests.counting import statements
from tests.factories.zones import (
    BudgetFactory,
    DesignationFactory,
    InstitutionFactory,
    MunicipalityFactory,
    ProvinceFactory,
    StrategyFactory,
    ZoneFactory,
)

PATH = "/api/v1/zones/"


def furnished_zone(**kwargs):
    zone = ZoneFactory(**kwargs)
    DesignationFactory(zone=zone)
    BudgetFactory(zone=zone)
    StrategyFactory(zone=zone)
    zone.institutions.add(InstitutionFactory())
    municipality = MunicipalityFactory()
    zone.municipalities.add(municipality)
    zone.provinces.add(municipality.province)
    return zone


@pytest.mark.parametrize("item_count", [1, 3])
def test_list_costs_two_statements(db, client, item_count):
    for _number in range(item_count):
        furnished_zone()

    assert statements(client, PATH) == 2


def test_keys(db, client):
    zone = furnished_zone()

    data = client.get(f"{PATH}{zone.slug}/").json()

    assert set(data) == {
        "slug", "kind", "name_ko", "name_en", "specialization_ko", "specialization_en",
        "provinces", "municipalities", "institutions", "designations", "strategies", "budgets",
    }  # fmt: skip
    assert set(data["designations"][0]) == {
        "decided_on", "effective_on", "notice_number", "stage", "area_km2", "hinterland_ko",
        "hinterland_en", "is_confirmed", "note_ko", "note_en",
    }  # fmt: skip
    assert data["budgets"] == [
        {
            "year": 2020,
            "national_won": 6_000_000_000,
            "local_won": 1_200_000_000,
            "total_won": 7_200_000_000,
            "is_approximate": False,
            "stages": [],
        }
    ]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=김해", ["gimhae"]),
        ("q=Pohang", ["pohang"]),
        ("kind=wide", ["pohang"]),
        ("province=gyeongnam", ["gimhae"]),
        ("q=없음", []),
    ],
)
def test_filters(db, client, query, expected):
    gimhae = ZoneFactory(slug="gimhae", name_ko="경남 김해", kind="small")
    gimhae.provinces.add(ProvinceFactory(code="gyeongnam"))
    ZoneFactory(slug="pohang", name_ko="경북 포항", name_en="Pohang", kind="wide")

    data = client.get(f"{PATH}?{query}").json()

    assert [zone["slug"] for zone in data["results"]] == expected


def test_a_bad_value_is_named(db, client):
    response = client.get(f"{PATH}?kind=big")

    assert (response.status_code, list(response.json())) == (400, ["kind"])
