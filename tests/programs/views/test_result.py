"""What everybody reads of results."""

from datetime import timedelta

import pytest

from programs.actions.selection import tell_of_all_results
from tests.counting import statements
from tests.factories.programs import finished_round
from tests.factories.zones import ZoneFactory
from zones.models import Company

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
API = "/api/v1/results/"


def found(client, **query) -> list[str]:
    page = client.get("/results/", query)
    assert page.status_code == 200
    return [call.code for call in page.context["page_obj"]]


@pytest.mark.parametrize("item_count", [1, 3])
@pytest.mark.parametrize("path", ["/results/", "/results/feed.atom", API])
def test_lists_cost_the_same_whatever_their_length(client, path, item_count):
    for _number in range(item_count):
        finished_round(100, rejected=2)

    assert statements(client, path) == (1 if path.endswith("atom") else 2)


@pytest.mark.parametrize("item_count", [1, 3])
def test_a_result_costs_two_statements(client, item_count):
    call = finished_round(*range(100, 100 + item_count))

    assert statements(client, f"/results/{call.code}/") == 2
    assert statements(client, f"{API}{call.code}/") == 2


def test_the_newest_result_comes_first_and_only_public_ones(client):
    first, second = finished_round(100), finished_round(100)
    finished_round(100, publishes_in=DAY)

    assert found(client) == [second.code, first.code]


def test_results_are_found_by_zone_stage_and_year(client):
    zone = ZoneFactory()
    call = finished_round(100, zones=[zone], stage="growth")
    other = finished_round(100, zones=[ZoneFactory()], stage="transfer")

    assert found(client, zone=zone.slug) == [call.code]
    assert found(client, stage="transfer") == [other.code]
    assert found(client, year=call.program.year - 1) == []


def test_who_was_selected_stands_with_the_amount_and_nobody_else(client):
    call = finished_round(30_000_000, 20_000_000, rejected=1)
    decided = call.applications.order_by("pk").values_list("company__name", flat=True)
    first, second, rejected = decided

    page = client.get(f"/results/{call.code}/").content.decode()
    told = client.get(f"{API}{call.code}/").json()

    assert (first in page, second in page, rejected in page) == (True, True, False)
    assert {one["company"]: one["awarded_won"] for one in told["selected"]} == {
        first: 30_000_000,
        second: 20_000_000,
    }
    counted = ("applied_count", "selected_count", "awarded_won")
    assert [told[name] for name in counted] == [3, 2, 50_000_000]


def test_of_a_founder_the_family_name_alone(client):
    call = finished_round(100)
    Company.objects.update(applicant_kind="founder", business_number=None, name="김비밀")

    assert client.get(f"{API}{call.code}/").json()["selected"] == [
        {"company": "김○○", "awarded_won": 100}
    ]
    assert "비밀" not in client.get(f"/results/{call.code}/").content.decode()


@pytest.mark.parametrize(("rejected", "expected"), [(0, None), (1, None), (2, 3)])
def test_how_many_applied_is_told_from_three_on(client, rejected, expected):
    call = finished_round(100, rejected=rejected)

    assert client.get(f"{API}{call.code}/").json()["applied_count"] == expected
    assert client.get("/results/").context["page_obj"][0].applied_count == expected
    assert b" applied" not in client.get("/results/feed.atom").content or expected


def test_who_is_told_changes_nothing_in_public(client):
    call = finished_round(100, rejected=2)
    before = client.get(f"{API}{call.code}/").content

    assert tell_of_all_results() == 1

    assert client.get(f"{API}{call.code}/").content == before


def test_the_page_of_the_call_leads_to_its_result_from_the_instant_on(client):
    public, waiting = finished_round(100), finished_round(100, publishes_in=DAY)

    pages = [client.get(call.get_absolute_url()).content.decode() for call in (public, waiting)]

    assert [
        f"/results/{call.code}/" in page
        for call, page in zip((public, waiting), pages, strict=True)
    ] == [True, False]
