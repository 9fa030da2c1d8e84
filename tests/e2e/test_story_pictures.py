"""A photo of a phone goes into a story: small before it is sent, by a bad line, without JavaScript."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from programs.models import Picture, Story
from tests.pictures import CAMERA, HEIC, phone_photo

AGENCY = "agency@example.kr"
SEEN = "연구원이 장비를 살펴보고 있다."
CHOSEN = "async (input) => [input.files[0].size, await input.files[0].text()]"


@pytest.fixture
def story(stage) -> Story:
    story = Story.objects.filter(agency__slug="gimhae").earliest("pk")
    story.pictures.exclude(name__in=["lab.webp", "meeting.webp"]).delete()
    return story


@pytest.fixture(scope="module")
def photo() -> bytes:
    """12 megapixels."""
    return phone_photo(4000, 3000, quality=95)


def open_page(open_browser, story, **browser) -> Page:
    page = open_browser(AGENCY, **browser)
    page.goto(reverse("programs:story-pictures", args=[story.pk]))
    return page


def form_of(page: Page):
    return page.locator("form[data-holds-file]")


def choose(page: Page, content: bytes, name: str = "IMG_0001.jpg") -> None:
    file = {"name": name, "mimeType": "image/jpeg", "buffer": content}
    form_of(page).locator("[type=file]").set_input_files(file)


def send(page: Page) -> None:
    form_of(page).locator("[name=alt_ko]").fill(SEEN)
    form_of(page).locator("[type=submit]").click()


def added(story) -> Picture:
    return story.pictures.get(alt_ko=SEEN)


def test_a_photo_is_small_and_without_its_place_before_it_is_sent(open_browser, story, photo):
    page = open_page(open_browser, story)
    choose(page, photo)
    chosen = form_of(page).locator("[type=file]")
    page.wait_for_function(
        "(most) => document.querySelector('[data-shrink]').files[0].size < most",
        arg=len(photo),
    )

    size, text = chosen.evaluate(CHOSEN)

    assert CAMERA in photo
    assert CAMERA.decode() not in text
    assert size < len(photo)
    send(page)
    expect(page.locator(f"img[alt='{SEEN}']")).to_be_visible()
    assert (added(story).width, added(story).height) == (1600, 1200)


def test_the_line_is_cut_and_nothing_has_to_be_chosen_again(open_browser, story, photo):
    page = open_page(open_browser, story)
    choose(page, photo)
    page.context.set_offline(True)
    send(page)
    expect(form_of(page).locator("[data-said]")).to_have_text(
        form_of(page).get_attribute("data-offline")
    )

    page.context.set_offline(False)
    form_of(page).locator("[type=submit]").click()

    expect(page.locator(f"img[alt='{SEEN}']")).to_be_visible()


def test_a_photo_that_is_refused_says_why_and_leaves_the_words(open_browser, story):
    page = open_page(open_browser, story)
    choose(page, HEIC, "IMG_0001.HEIC")
    send(page)

    expect(page.locator(".error-summary")).to_contain_text("HEIC")
    expect(form_of(page).locator("[name=alt_ko]")).to_have_value(SEEN)


def test_without_javascript(open_browser, story, photo):
    page = open_page(open_browser, story, has_scripts=False)
    choose(page, photo)
    send(page)

    expect(page.locator(f"img[alt='{SEEN}']")).to_be_visible()
    assert added(story).width == 1600
