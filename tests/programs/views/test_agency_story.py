"""Where an agency writes its stories and adds pictures."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from programs.enums import StoryState
from programs.models import Picture, Story
from tests.counting import statements
from tests.factories.accounts import UserFactory
from tests.factories.stories import PictureFactory, StoryFactory
from tests.factories.zones import ZoneFactory
from tests.pictures import HEIC, phone_photo
from tests.words import said

DESK = "/desk/agency/stories/"
NEW = "/desk/agency/stories/new/"


@pytest.fixture
def story(membership):
    return StoryFactory(agency=membership.agency)


def page(name, story, *more) -> str:
    return reverse(f"programs:{name}", args=[story.pk, *more])


def words(story, **changes):
    return {
        "kind": story.kind,
        "agency": story.agency_id,
        "title_ko": story.title_ko,
        "lead_ko": story.lead_ko,
        "body_ko": story.body_ko,
        **changes,
    }


def seen(client, story) -> str:
    return client.get(page("story-edit", story)).context["seen"]


def photo(content=None, name="IMG_0001.jpg"):
    return SimpleUploadedFile(name, phone_photo() if content is None else content)


@pytest.mark.parametrize("item_count", [1, 3])
def test_desk_costs_the_same_with_more_stories(as_agency, membership, item_count):
    for _number in range(item_count):
        PictureFactory(story=StoryFactory(agency=membership.agency))

    assert statements(as_agency, DESK) == 4


def test_desk_counts_pictures_and_those_that_are_not_shown(as_agency, story):
    PictureFactory(story=story)
    PictureFactory(story=story, scan_state="waiting")
    PictureFactory(story=story, removed_at=timezone.now())

    (row,) = as_agency.get(DESK).context["page_obj"]

    assert (row.picture_count, row.hidden_count) == (2, 1)


def test_desk_without_stories_says_what_to_do(as_agency):
    assert said("No story yet") in as_agency.get(DESK).content.decode()


def test_desk_is_for_agencies(client, db):
    client.force_login(UserFactory())

    assert client.get(DESK).status_code == 403
    assert client.get(NEW).status_code == 403


def test_others_do_not_find_the_story(client, story):
    client.force_login(UserFactory())

    for name in ("story-edit", "story-pictures", "story-preview", "story-withdraw"):
        assert client.get(page(name, story)).status_code == 404


def test_a_new_story_goes_on_to_its_pictures(as_agency, membership):
    sent = {"kind": "success", "agency": membership.agency.pk, "title_ko": "새  이야기"}

    response = as_agency.post(NEW, sent)

    story = Story.objects.get()
    assert response.url == page("story-pictures", story)
    assert (story.title_ko, story.created_by) == ("새 이야기", membership.user)


def test_a_new_story_needs_a_title_and_keeps_what_was_typed(as_agency, membership):
    sent = {"kind": "success", "agency": membership.agency.pk, "body_ko": "긴 글"}

    response = as_agency.post(NEW, sent)

    assert response.context["form"].errors.keys() == {"title_ko"}
    assert "긴 글" in response.content.decode()


def test_a_story_is_changed(as_agency, story):
    sent = words(story, title_ko="바뀐 제목", zone=ZoneFactory().pk, seen=seen(as_agency, story))

    response = as_agency.post(page("story-edit", story), sent)

    story.refresh_from_db()
    assert response.url == page("story-edit", story)
    assert (story.title_ko, story.zone is not None) == ("바뀐 제목", True)


def test_what_a_colleague_saved_meanwhile_stands_beside_ones_own(as_agency, story):
    at = seen(as_agency, story)
    as_agency.post(page("story-edit", story), words(story, body_ko="동료의 글", seen=at))

    response = as_agency.post(page("story-edit", story), words(story, body_ko="나의 글", seen=at))

    text = response.content.decode()
    assert "동료의 글" in text
    assert "나의 글" in text
    story.refresh_from_db()
    assert story.body_ko == "동료의 글"
    again = words(story, body_ko="나의 글", seen=response.context["seen"])
    as_agency.post(page("story-edit", story), again)
    story.refresh_from_db()
    assert story.body_ko == "나의 글"


def test_a_published_story_that_would_lack_the_agreement(as_agency, membership):
    story = StoryFactory(agency=membership.agency, published=True)
    sent = words(story, company_name="주식회사 예시", seen=seen(as_agency, story))

    response = as_agency.post(page("story-edit", story), sent)

    assert response.context["form"].errors.keys() == {"agreement_from"}
    assert "주식회사 예시" in response.content.decode()
    story.refresh_from_db()
    assert story.company_name == ""


@pytest.mark.parametrize("name", ["agreement_on", "visited_on"])
def test_days_to_come_are_refused(as_agency, story, name):
    tomorrow = timezone.localdate() + timezone.timedelta(days=1)

    response = as_agency.post(page("story-edit", story), words(story, **{name: tomorrow}))

    assert response.context["form"].errors.keys() == {name}


def test_an_agency_of_others_cannot_be_chosen(as_agency, story):
    other = StoryFactory().agency

    response = as_agency.post(page("story-edit", story), words(story, agency=other.pk))

    assert response.context["form"].errors.keys() == {"agency"}


def test_preview_publish_and_withdraw(as_agency, story):
    PictureFactory(story=story, alt_ko="사진의 설명")
    assert "사진의 설명" in as_agency.get(page("story-preview", story)).content.decode()

    as_agency.post(page("story-publish", story))
    story.refresh_from_db()
    assert story.state == StoryState.PUBLISHED

    response = as_agency.post(page("story-withdraw", story), {"reason": "기업의 요청"})
    story.refresh_from_db()
    assert response.url == page("story-preview", story)
    assert story.state == StoryState.WITHDRAWN


def test_withdrawing_asks_why(as_agency, membership):
    story = StoryFactory(agency=membership.agency, published=True)

    response = as_agency.post(page("story-withdraw", story), {"reason": " "})

    assert response.context["form"].errors.keys() == {"reason"}
    story.refresh_from_db()
    assert story.state == StoryState.PUBLISHED


def test_what_lacks_something_says_so_and_stays_a_draft(as_agency, membership):
    story = StoryFactory(agency=membership.agency, kind="site_visit")

    response = as_agency.post(page("story-publish", story), follow=True)

    assert said("The day of the visit is missing.") in response.content.decode()
    story.refresh_from_db()
    assert story.state == StoryState.DRAFT


@pytest.mark.parametrize(("verb", "state"), [("publish", {"published": True}), ("withdraw", {})])
def test_second_click_does_no_harm(as_agency, membership, verb, state):
    story = StoryFactory(agency=membership.agency, **state)

    response = as_agency.post(page(f"story-{verb}", story), {"reason": "왜"})

    assert response.url == page("story-preview", story)
    assert not story.events.exists()


def test_preview_says_what_the_public_does_not_see_yet(as_agency, story):
    PictureFactory(story=story, scan_state="waiting")

    assert as_agency.get(page("story-preview", story)).context["hidden"] == 1


def test_a_picture_is_added(as_agency, story):
    sent = {"photo": photo(), "alt_ko": "연구원이 웃고 있다.", "credit": "특구재단"}

    response = as_agency.post(page("story-pictures", story), sent)

    assert response.url == page("story-pictures", story)
    assert story.pictures.get().alt_ko == "연구원이 웃고 있다."


@pytest.mark.parametrize("alt", ["", "  ", "ㅤ", "IMG_0001.JPG", "사진.png"])
def test_a_picture_without_words_is_refused(as_agency, story, alt):
    response = as_agency.post(page("story-pictures", story), {"photo": photo(), "alt_ko": alt})

    assert response.context["form"].errors.keys() == {"alt_ko"}
    assert not Picture.objects.exists()


def test_a_photo_that_is_refused_leaves_the_words(as_agency, story):
    sent = {"photo": photo(HEIC, "IMG_1.HEIC"), "alt_ko": "연구원이 웃고 있다."}

    response = as_agency.post(page("story-pictures", story), sent)

    assert response.context["form"].errors.keys() == {"photo"}
    text = response.content.decode()
    assert "HEIC" in text
    assert "연구원이 웃고 있다." in text


def test_too_many_pictures_say_so(as_agency, story, monkeypatch):
    monkeypatch.setattr("programs.actions.picture.MOST_PICTURES", 0)

    response = as_agency.post(
        page("story-pictures", story), {"photo": photo(), "alt_ko": "연구원이 웃고 있다."}
    )

    assert response.context["form"].errors.keys() == {"photo"}


def test_words_order_and_removal(as_agency, story):
    first, second = PictureFactory(story=story), PictureFactory(story=story)

    as_agency.post(page("picture-describe", story, first.pk), {"alt_ko": "새 설명"})
    as_agency.post(page("picture-move", story, second.pk), {"to": "up"})
    as_agency.post(page("picture-remove", story, first.pk))

    first.refresh_from_db()
    assert (first.alt_ko, first.position) == ("새 설명", 2)
    assert list(story.pictures.current()) == [second]


def test_words_cannot_be_taken_away(as_agency, story):
    picture = PictureFactory(story=story)

    response = as_agency.post(page("picture-describe", story, picture.pk), {"alt_ko": ""})

    assert response.context["wrong"].errors.keys() == {"alt_ko"}
    picture.refresh_from_db()
    assert picture.alt_ko


@pytest.mark.parametrize("verb", ["describe", "move"])
def test_what_a_colleague_removed_meanwhile(as_agency, story, verb):
    picture = PictureFactory(story=story, removed_at=timezone.now())

    response = as_agency.post(
        page(f"picture-{verb}", story, picture.pk), {"alt_ko": "새 설명"}, follow=True
    )

    message = said("Not saved: a colleague has removed %(name)s meanwhile.")
    assert message % {"name": picture.name} in response.content.decode()


def test_page_of_pictures_says_what_waits_and_what_is_withheld(as_agency, story):
    now = timezone.now()
    PictureFactory(story=story, scan_state="waiting", scan_failed_at=now)
    PictureFactory(story=story, scan_state="infected", scan_finding="Odd", scanned_at=now)

    text = as_agency.get(page("story-pictures", story)).content.decode()

    assert 'data-status="waiting"' in text
    assert "Odd" in text
    assert "<img" not in text.partition("<main")[2]


@pytest.mark.parametrize("item_count", [1, 3])
def test_page_of_pictures_costs_the_same_with_more(as_agency, story, item_count):
    for _number in range(item_count):
        PictureFactory(story=story)

    assert statements(as_agency, page("story-pictures", story)) == 4
