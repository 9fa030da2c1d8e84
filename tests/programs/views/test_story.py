"""Stories as everybody reads them: list, page, pictures, what is withdrawn."""

import json
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from programs.actions.story import withdraw_story
from tests.counting import statements
from tests.factories.accounts import UserFactory
from tests.factories.stories import PictureFactory, StoryFactory
from tests.factories.zones import AgencyMemberFactory, ZoneFactory
from tests.words import said

LIST = "/stories/"


def page_of(client, path) -> str:
    return client.get(path).content.decode()


def graph_in(page) -> dict:
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return json.loads(text)


@pytest.mark.parametrize("item_count", [1, 3])
def test_list_costs_two_statements(db, client, item_count):
    for _number in range(item_count):
        picture = PictureFactory(story__zone=ZoneFactory())
        PictureFactory(story=picture.story)

    assert statements(client, LIST) == 2


@pytest.mark.parametrize("item_count", [1, 3])
def test_page_costs_one_statement(db, client, item_count):
    story = StoryFactory(published=True, zone=ZoneFactory())
    for _number in range(item_count):
        PictureFactory(story=story)

    assert statements(client, story.get_absolute_url()) == 1


def test_list_shows_what_is_published_newest_first(db, client):
    old = StoryFactory(published=True, published_at=timezone.now() - timezone.timedelta(days=1))
    new, draft, gone = (
        StoryFactory(published=True),
        StoryFactory(),
        StoryFactory(withdrawn=True),
    )

    page = page_of(client, LIST)

    assert page.index(new.title) < page.index(old.title)
    assert draft.title not in page
    assert gone.title not in page


def test_list_without_stories_says_so(db, client):
    assert said("No story is published yet") in page_of(client, LIST)
    assert said("No story fits these filters") in page_of(client, f"{LIST}?q=없는말")


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("q=의생명", True),
        ("q=반도체", False),
        ("kind=site_visit", True),
        ("kind=success", False),
        ("zone=gimhae", True),
        ("zone=ansan", False),
    ],
)
def test_filters(db, client, query, is_found):
    zone = ZoneFactory(slug="gimhae")
    story = StoryFactory(
        published=True,
        kind="site_visit",
        visited_on="2026-03-02",
        zone=zone,
        title_ko="의생명 기업을 찾아서",
    )

    assert (story.title in page_of(client, f"{LIST}?{query}")) is is_found


def test_page_shows_text_and_pictures_with_their_words(db, client):
    story = StoryFactory(
        published=True, title_ko="제목", lead_ko="요약", body_ko="첫 줄\n\n둘째 줄"
    )
    first = PictureFactory(story=story, alt_ko="첫 사진의 설명", caption_ko="자막", credit="찍은이")
    PictureFactory(story=story, alt_ko="둘째 사진의 설명")

    page = page_of(client, story.get_absolute_url())

    assert "<p>첫 줄</p>" in page
    assert f'src="{first.address}"' in page
    assert f'srcset="{first.address_small} 640w, {first.address} 1600w"' in page
    for words in ("첫 사진의 설명", "둘째 사진의 설명", "자막", "찍은이", "요약"):
        assert words in page
    assert 'alt=""' not in page


def test_page_in_english_falls_back_to_korean(db, client):
    story = StoryFactory(published=True, title_en="Title in English")
    PictureFactory(story=story, alt_en="What is seen")
    client.cookies["django_language"] = "en"

    page = page_of(client, story.get_absolute_url())

    assert "Title in English" in page
    assert 'alt="What is seen"' in page
    assert story.body_ko in page


def test_text_of_a_story_is_no_markup(db, client):
    story = StoryFactory(
        published=True, title_ko="</script><b>x", body_ko="<script>alert(1)</script>"
    )

    page = page_of(client, story.get_absolute_url())

    assert "<script>alert(1)" not in page
    assert "</script><b>x" not in page
    assert graph_in(page)["headline"] == "</script><b>x"


def test_page_tells_machines_what_it_is(db, client):
    story = StoryFactory(published=True, zone=ZoneFactory())
    picture = PictureFactory(story=story, credit="찍은이")

    page = page_of(client, story.get_absolute_url())

    graph = graph_in(page)
    assert (graph["@type"], graph["headline"]) == ("Article", story.title)
    assert graph["image"][0]["url"].endswith(picture.address)
    assert graph["image"][0]["caption"] == picture.alt
    assert graph["contentLocation"]["name"] == story.zone.name
    assert f'<link rel="canonical" href="{graph["url"]}">' in page
    assert f'<meta property="og:image" content="{graph["image"][0]["url"]}">' in page


def test_who_agreed_for_the_company_is_never_public(db, client):
    story = StoryFactory(published=True, names_company=True)
    paths = [
        LIST,
        story.get_absolute_url(),
        "/api/v1/stories/",
        f"/api/v1/stories/{story.pk}/",
        "/",
    ]

    told = [path for path in paths if "김대표" in page_of(client, path)]

    assert told == []
    assert "주식회사 예시" in page_of(client, story.get_absolute_url())


@pytest.mark.parametrize("scan", [{"scan_state": "waiting"}, {"removed_at": timezone.now()}])
def test_a_picture_that_is_not_shown_is_nowhere(db, client, scan):
    picture = PictureFactory(**scan)

    assert picture.alt not in page_of(client, picture.story.get_absolute_url())
    assert picture.alt not in page_of(client, LIST)
    assert client.get(picture.address).status_code == 404


def test_a_draft_is_nowhere(db, client):
    picture = PictureFactory(story=StoryFactory())

    for path in (picture.story.get_absolute_url(), picture.address, picture.address_small):
        assert client.get(path).status_code == 404


def test_picture_is_served_inline_and_kept(db, client):
    picture = PictureFactory()

    for address, file in (
        (picture.address, picture.file),
        (picture.address_small, picture.file_small),
    ):
        response = client.get(address)
        with file.open() as stored:
            assert response.getvalue() == stored.read()
        assert response.headers["Content-Type"] == "image/webp"
        assert response.headers["Content-Disposition"].startswith("inline")
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in response.headers["Content-Security-Policy"]
        assert "immutable" in response.headers["Cache-Control"]
        assert "s-maxage=300" in response.headers["Cache-Control"]
        assert "Cookie" not in response.headers.get("Vary", "")


def test_picture_that_is_known_is_not_sent_again(db, client):
    picture = PictureFactory()

    response = client.get(picture.address, headers={"If-None-Match": f'"{picture.sha256}"'})

    assert response.status_code == 304


def test_picture_under_the_address_of_another_story(db, client):
    picture, other = PictureFactory(), StoryFactory(published=True)

    path = reverse("programs:story-picture", args=[other.pk, picture.sha256])

    assert client.get(path).status_code == 404


def test_picture_that_the_storage_has_not(db, client):
    picture = PictureFactory()
    picture.file.storage.delete(picture.file.name)

    assert client.get(picture.address).status_code == 404


def test_pictures_of_a_draft_are_its_agencys(db, client):
    member = AgencyMemberFactory()
    picture = PictureFactory(story=StoryFactory(agency=member.agency))
    client.force_login(member.user)

    response = client.get(picture.address)

    assert response.getvalue()
    assert response.headers["Cache-Control"] == "private, no-store"
    client.force_login(AgencyMemberFactory().user)
    assert client.get(picture.address).status_code == 404


@pytest.mark.parametrize("language", ["ko", "en"])
def test_withdrawn_story_says_that_it_is_gone(db, client, language):
    picture = PictureFactory()
    story = picture.story
    assert client.get(story.get_absolute_url()).status_code == 200
    withdraw_story(story, by=UserFactory(), reason="기업의 요청")
    client.cookies["django_language"] = language

    response = client.get(story.get_absolute_url())

    assert response.status_code == 410
    assert "noindex" in response.headers["X-Robots-Tag"]
    assert response.headers["Cache-Control"] == "no-store"
    page = response.content.decode()
    assert story.title not in page
    assert "기업의 요청" not in page
    assert picture.address not in page
    assert client.get(picture.address).status_code == 404
    assert client.get(picture.address_small).status_code == 404
    assert story.get_absolute_url() not in page_of(client, reverse("sitemap"))
    assert story.title not in page_of(client, LIST)


def test_sitemap_and_footer_lead_to_stories(db, client):
    story, draft = StoryFactory(published=True), StoryFactory()

    sitemap = page_of(client, reverse("sitemap"))

    assert story.get_absolute_url() in sitemap
    assert draft.get_absolute_url() not in sitemap
    assert f'href="{LIST}"' in page_of(client, "/zones/")


def test_home_shows_the_newest_three(db, client):
    stories = [StoryFactory(published=True) for _number in range(4)]

    shown = client.get("/").context["stories"]

    assert list(shown) == stories[:0:-1]


def test_home_without_stories_says_nothing_of_them(db, client):
    assert 'id="stories-head"' not in page_of(client, "/")
