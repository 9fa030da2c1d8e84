"""Rounds by zone and stage: what the public results come to, and nothing more."""

from datetime import timedelta

import pytest

from programs.queries.round_statistics import Figures, round_statistics
from tests.counting import statements
from tests.factories.programs import finished_round
from tests.factories.zones import ZoneFactory

pytestmark = pytest.mark.django_db
PAGE = "/stats/rounds/"
CSV = "/stats/rounds.csv"


def lines(year=None) -> list[tuple]:
    found = []
    for line in round_statistics(year).lines:
        figures, zone = line.figures, line.zone.slug if line.zone else None
        found.append((zone, str(line.stage), figures.rounds, figures.applied, figures.selected))
    return found


@pytest.mark.parametrize("item_count", [1, 3])
def test_page_costs_one_statement(client, item_count):
    for _number in range(item_count):
        finished_round(100, zones=[ZoneFactory()])

    assert statements(client, PAGE) == 1
    assert statements(client, CSV) == 1


def test_rounds_are_summed_up_by_zone_and_stage():
    zone = ZoneFactory()
    finished_round(100, rejected=3, zones=[zone], stage="growth")
    finished_round(300, 200, rejected=4, zones=[zone], stage="growth")
    finished_round(100, rejected=2, zones=[zone], stage="transfer")
    other = ZoneFactory(name_ko="힣")
    finished_round(100, rejected=5, zones=[other], stage="growth")
    finished_round(100, rejected=2, zones=[zone, other], stage="transfer")

    assert lines() == [
        (zone.slug, "transfer", 1, 3, 1),
        (zone.slug, "growth", 2, 10, 3),
        (other.slug, "growth", 1, 6, 1),
        (None, "transfer", 1, 3, 1),
    ]
    assert round_statistics().lines[1].figures == Figures(
        rounds=2, applied=10, is_exact=True, selected=3, awarded_won=600, rate=30.0
    )
    assert round_statistics().lines[1].figures.mean_won == 200


def test_a_round_of_two_is_in_no_number_of_those_who_applied():
    zone = ZoneFactory()
    finished_round(100, rejected=1, zones=[zone], stage="growth")
    assert lines() == [(zone.slug, "growth", 1, None, 1)]

    finished_round(100, rejected=3, zones=[zone], stage="growth")

    (line,) = round_statistics().lines
    assert line.figures == Figures(
        rounds=2, applied=4, is_exact=False, selected=2, awarded_won=200, rate=25.0
    )


def test_nothing_of_a_round_before_its_instant(client):
    finished_round(100, rejected=2, publishes_in=timedelta(days=1))

    assert lines() == []
    assert client.get(PAGE).context["statistics"].years == []


def test_one_year_alone(client):
    call = finished_round(100, rejected=2)
    year = call.program.year

    assert len(lines(year)) == 1
    assert lines(year - 1) == []
    for bad in ("", "soon", "٢٠٢٦", f"{year}0"):
        assert client.get(PAGE, {"year": bad}).context["year"] in (None, 2026)


def test_csv_has_no_number_that_is_hidden(client):
    finished_round(100, rejected=1, zones=[ZoneFactory(name_ko="=김해")], stage="growth")

    head, line = client.get(CSV).content.decode().splitlines()

    assert head.startswith("\ufeff")
    assert line == "'=김해,기업성장지원,1,,1,,100,100"


def test_an_average_is_in_whole_won_and_half_a_won_goes_up():
    figures = Figures(rounds=1, applied=4, is_exact=True, selected=2, awarded_won=5, rate=50.0)

    assert figures.mean_won == 3
