"""Statistics as everybody reads them: charts, tables, corrections, open data."""

import csv
import io
import json
import re
from datetime import date

import pytest

from programs.exports.figures import COLUMNS
from tests.counting import statements
from tests.factories.figures import (
    FigureFactory,
    GradeFactory,
    IndicatorVersionFactory,
    TargetFactory,
    correction_of,
)
from tests.factories.zones import ZoneFactory

pytestmark = pytest.mark.django_db


def page_of(client, path) -> str:
    return client.get(path).content.decode()


def transfers():
    """552 as published in 2024, 522 since 2025."""
    first = FigureFactory(
        national=True, published=True, year=2023, value=552, published_on=date(2024, 6, 28)
    )
    correction_of(first, value=522, published_on=date(2025, 7, 31), reason="다시 발표")
    return first.version.indicator


@pytest.mark.parametrize("item_count", [1, 3])
def test_pages_cost_few_statements(client, item_count):
    for _number in range(item_count):
        total = FigureFactory(national=True, published=True)
        correction_of(total)
        own = FigureFactory(published=True, version=total.version)
        GradeFactory(zone=own.zone)
        TargetFactory(indicator=total.version.indicator)
    address = total.version.indicator.get_absolute_url()

    assert statements(client, "/stats/") == 3
    for path in (address, f"{address[:-1]}.csv", f"{address[:-1]}.json"):
        assert statements(client, path) == 2
    assert statements(client, own.zone.get_absolute_url()) <= 4


@pytest.mark.parametrize("where", ["/stats/", "/stats/{}/"])
def test_a_correction_stands_beside_what_it_corrects(client, where):
    page = re.sub(r"\s+|<[^>]+>", " ", page_of(client, where.format(transfers().code)))
    page = " ".join(page.split())

    assert "522" in page
    assert "552 ( 2024. 6. 28.(금)" in page
    assert "다시 발표" in page
    assert "522*" in page  # on its bar


def test_the_chart_has_a_name_a_table_and_a_bar_for_every_year(client):
    total = FigureFactory(national=True, published=True, year=2024, value=0)
    FigureFactory(national=True, published=True, version=total.version, value=669)
    TargetFactory(indicator=total.version.indicator, value=700)

    page = page_of(client, total.version.indicator.get_absolute_url())

    chart = page[page.index("<svg viewBox") : page.index("</figure>")]
    assert 'role="img"' in chart
    assert "<title" in chart
    assert chart.count('class="bar"') == 2
    assert chart.count('class="bar-target"') == 1
    assert "style=" not in chart
    assert page.index("</figure>") < page.index("<table")


@pytest.mark.parametrize(
    ("order", "expected"), [("value", ["나", "다", "가"]), ("name", ["가", "나", "다"])]
)
def test_zones_are_compared_in_the_order_that_is_asked_for(client, order, expected):
    version = IndicatorVersionFactory()
    for name, value in (("가", 1), ("나", 3), ("다", 2)):
        FigureFactory(
            published=True, version=version, zone=ZoneFactory(name_ko=f"{name}특구"), value=value
        )
    FigureFactory(published=True, version=version, year=2024, value=99)

    page = page_of(client, f"{version.indicator.get_absolute_url()}?order={order}")

    assert sorted(expected, key=lambda name: page.index(f"{name}특구")) == expected
    assert page.count("aria-sort") == 1
    assert "<strong>99</strong>" not in page  # of another year


@pytest.mark.parametrize("asked", ["year=x&order=x", "year=١٩٩٩", "year=99999999999&order="])
def test_what_is_asked_for_and_is_not_there_is_left_out(client, asked):
    figure = FigureFactory(published=True)

    response = client.get(f"{figure.version.indicator.get_absolute_url()}?{asked}")

    assert response.status_code == 200
    assert figure.zone.name_ko in response.content.decode()


def test_a_period_that_is_no_calendar_year_is_named(client):
    figure = FigureFactory(
        published=True, year=2023, period_from=date(2022, 7, 1), period_to=date(2023, 6, 30)
    )
    address = figure.version.indicator.get_absolute_url()

    assert "2022-07-01 ~ 2023-06-30" in page_of(client, address)
    assert "2022-07-01 ~ 2023-06-30" in page_of(client, figure.zone.get_absolute_url())
    assert "2022-07-01,2023-06-30" in page_of(client, f"{address[:-1]}.csv")


def test_a_day_that_is_not_known_is_told_as_its_year(client):
    figure = FigureFactory(published=True, is_day_known=False, published_on=date(2026, 12, 31))
    address = figure.version.indicator.get_absolute_url()

    assert "12. 31." not in page_of(client, address)
    (row,) = client.get(f"{address[:-1]}.json").json()["figures"]
    assert (row["as_published_on"], row["published_on_precision"]) == ("2026", "year")


def test_open_data_has_every_figure_that_was_ever_published(client):
    indicator = transfers()
    address = f"/stats/{indicator.code}"

    document = client.get(f"{address}.json").json()
    rows = list(
        csv.DictReader(io.StringIO(page_of(client, f"{address}.csv").removeprefix("\ufeff")))
    )

    assert document["schema_version"] == "1.0"
    assert document["definitions"][0]["unit_ko"] == "건"
    first, second = document["figures"]
    assert (first["value"], first["is_current"], first["corrects"]) == (552, False, None)
    assert (second["value"], second["is_current"]) == (522, True)
    assert second["corrects"] == first["figure"]
    assert second["average_per_zone"] == 37.3
    assert [row["value"] for row in rows] == ["552", "522"]
    assert tuple(rows[0]) == COLUMNS == tuple(first)


def test_a_formula_in_a_source_stays_a_text(client):
    figure = FigureFactory(published=True, sources="=1+1")

    assert "'=1+1" in page_of(client, f"/stats/{figure.version.indicator.code}.csv")


def test_drafts_notes_and_lower_grades_are_nowhere(client):
    """With controls: what is published of the same zones is there."""
    shown = FigureFactory(published=True, value=4321, note="비밀메모")
    zone = shown.zone
    for number, state in enumerate(("submitted", "approved")):
        FigureFactory(version=shown.version, year=2020 + number, value=98765, **{state: True})
    FigureFactory(version=shown.version, value=98765, national=True)
    GradeFactory(zone=zone, year=2024)
    GradeFactory(zone=zone, year=2023, level="poor", published_on=None)
    GradeFactory(zone=ZoneFactory(name_ko="미흡특구"), level="fair", published_on=None)
    code = shown.version.indicator.code
    paths = ["/stats/", f"/stats/{code}/", f"/stats/{code}.csv", f"/stats/{code}.json",
             zone.get_absolute_url()]  # fmt: skip

    pages = {path: page_of(client, path) for path in paths}
    text = json.dumps(pages, ensure_ascii=False)

    for word in ("98765", "98,765", "비밀메모", "미흡", "보통", "poor", "fair", "2023</dt>"):
        assert word not in text
    assert "최우수" in pages["/stats/"]
    assert "최우수" in pages[paths[-1]]
    assert "4321" in pages[paths[2]]


def test_an_indicator_that_is_not_defined_has_no_page(client):
    for ending in ("/", ".csv", ".json"):
        assert client.get(f"/stats/unknown{ending}").status_code == 404


def test_a_zone_of_which_nothing_is_published_says_nothing_of_figures(client):
    zone = ZoneFactory()
    GradeFactory(zone=zone, level="fair", published_on=None)
    FigureFactory(zone=zone)

    assert 'id="figures"' not in page_of(client, zone.get_absolute_url())
