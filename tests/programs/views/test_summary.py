"""What everybody reads of the voices of the field."""

import pytest

from tests.counting import statements
from tests.factories.voices import VoiceFactory, VoiceSummaryFactory
from tests.factories.zones import ZoneFactory

pytestmark = pytest.mark.django_db


def published(**fields):
    said = {name: fields.pop(name) for name in ("zone", "theme", "text") if name in fields}
    return VoiceSummaryFactory(voice=VoiceFactory(answered=True, **said), published=True, **fields)


def found(client, **query) -> list[str]:
    page = client.get("/voices/", query)
    assert page.status_code == 200
    return [summary.title_ko for summary in page.context["page_obj"]]


def test_only_what_is_published(client):
    shown = published()
    hidden = [VoiceSummaryFactory(), VoiceSummaryFactory(agreed=True)]

    assert found(client) == [shown.title_ko]
    assert client.get(shown.get_absolute_url()).status_code == 200
    assert [client.get(one.get_absolute_url()).status_code for one in hidden] == [404, 404]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"q": "입주난"}, ["입주난"]),
        ({"q": "비밀"}, []),
        ({"theme": "people"}, ["사람"]),
        ({"theme": "space", "q": "사람"}, []),
        ({"theme": "nonsense"}, ["사람", "입주난"]),
        ({"zone": "nowhere"}, []),
    ],
)
def test_filters_look_at_what_is_public_alone(client, query, expected):
    published(title_ko="입주난", theme="space", text="비밀")
    published(title_ko="사람", theme="people")

    assert found(client, **query) == expected


def test_a_zone_that_is_not_said_is_not_found_by(client):
    zone = ZoneFactory()
    published(zone=zone, title_ko="말한다")
    silent = published(zone=zone, title_ko="말하지 않는다", shows_zone=False)

    assert found(client, zone=zone.slug) == ["말한다"]
    assert zone.get_absolute_url() not in client.get(silent.get_absolute_url()).content.decode()


def test_english_where_there_is_one(client):
    summary = published(title_en="A shared workshop")
    client.cookies["django_language"] = "en"

    assert "A shared workshop" in client.get(summary.get_absolute_url()).content.decode()
    assert found(client, q="workshop") == [summary.title_ko]


@pytest.mark.parametrize(
    "query", ["?page=99999999999", "?page=x", "?q=%00", "?zone=%00", "?q=" + "가" * 500]
)
def test_garbage_in_the_address(client, query):
    published()

    assert client.get(f"/voices/{query}").status_code == 200


@pytest.mark.parametrize("item_count", [1, 3])
def test_lists_cost_the_same_with_more_rows(client, item_count):
    for _number in range(item_count):
        summary = published(zone=ZoneFactory())

    assert statements(client, "/voices/") == 3
    assert statements(client, summary.get_absolute_url()) == 1


def test_who_reads_pages_for_machines_finds_them(client):
    summary = published()
    VoiceSummaryFactory()

    page = client.get("/sitemap.xml").content.decode()

    assert page.count("/voices/") == 3  # the list, the statistics, one summary
    assert summary.get_absolute_url() in page


def test_the_menu_leads_there(client):
    page = client.get("/voices/").content.decode()

    assert page.count('href="/voices/" aria-current="true"') >= 2
    assert 'href="/stats/voices/"' in page


def test_the_statistics_say_fewer_than_three(client):
    zone = ZoneFactory()
    VoiceFactory(zone=zone, title="비밀 제목", theme="people")

    page = client.get("/stats/voices/").content.decode()

    assert zone.name_ko in page
    assert "비밀" not in page
    assert page.count("hidden-count") == 1
