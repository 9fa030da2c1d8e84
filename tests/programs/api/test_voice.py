import pytest

from tests.counting import statements
from tests.factories.voices import VoiceFactory
from tests.factories.zones import ZoneFactory

PATH = "/api/v1/voices/statistics/"


def test_statistics_hide_what_names_a_company(db, client):
    zone = ZoneFactory()
    for _number in range(3):
        VoiceFactory(zone=zone, theme="space")
    VoiceFactory(zone=zone, theme="people", title="비밀 제목")

    response = client.get(PATH)

    data = response.json()
    assert set(data) == {"fewest", "zones", "themes", "total", "median_days"}
    (line,) = data["zones"]
    cells = {cell["theme"]: cell["number"] for cell in line["themes"]}
    assert (line["zone"], cells["space"], cells["people"], cells["market"]) == (
        zone.slug, 3, None, 0,
    )  # fmt: skip
    assert data["total"] == {"number": 4, "is_exact": False}
    assert "비밀" not in response.content.decode()


@pytest.mark.parametrize("item_count", [1, 3])
def test_statistics_cost_two_statements(db, client, item_count):
    for _number in range(item_count):
        VoiceFactory(zone=ZoneFactory())

    assert statements(client, PATH) == 2
    assert statements(client, "/stats/voices/") == 2
