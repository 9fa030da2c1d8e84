import pytest

from tests.counting import statements
from tests.factories.stories import PictureFactory, StoryFactory
from tests.factories.zones import ZoneFactory

PATH = "/api/v1/stories/"


@pytest.mark.parametrize("item_count", [1, 3])
def test_list_costs_two_statements(db, client, item_count):
    for _number in range(item_count):
        PictureFactory(story__zone=ZoneFactory())

    assert statements(client, PATH) == 2


def test_only_published_stories_and_pictures_that_are_shown(db, client):
    picture = PictureFactory()
    PictureFactory(story=picture.story, scan_state="waiting")
    draft, gone = StoryFactory(), StoryFactory(withdrawn=True)

    (shown,) = client.get(PATH).json()["results"]

    assert shown["id"] == picture.story.pk
    assert [one["url"] for one in shown["pictures"]] == [picture.address]
    assert client.get(f"{PATH}{draft.pk}/").status_code == 404
    assert client.get(f"{PATH}{gone.pk}/").status_code == 404


def test_keys(db, client):
    data = client.get(f"{PATH}{PictureFactory().story.pk}/").json()

    assert set(data) == {
        "id", "url", "kind", "agency", "zone", "title_ko", "title_en", "lead_ko", "lead_en",
        "body_ko", "body_en", "company_name", "visited_on", "published_at", "changed_at",
        "pictures", "is_example",
    }  # fmt: skip
    assert set(data["pictures"][0]) == {
        "url", "width", "height", "url_small", "width_small", "height_small", "alt_ko", "alt_en",
        "caption_ko", "caption_en", "credit",
    }  # fmt: skip


def test_a_bad_value_is_named(db, client):
    response = client.get(PATH, {"kind": "party"})

    assert (response.status_code, list(response.json())) == (400, ["kind"])
