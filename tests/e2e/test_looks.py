"""The pages as their reader set the browser or the system: contrast, colours, motion, size of text, paper."""

import pytest
from playwright.sync_api import Page, expect

CALL = "/calls/2020-gimhae-01/"
IS_HIGH = "document.documentElement.dataset.krdsMode === 'high-contrast'"
GROUND = "getComputedStyle(document.body).backgroundColor"
BLACK, WHITE = "rgb(0, 0, 0)", "rgb(255, 255, 255)"
# Ratio of brightness between the lines of a table and the ground, as WCAG counts it
LINES = """() => {
  const [r, g, b] = getComputedStyle(document.querySelector(".summary > div")).borderBottomColor
    .match(/\\d+/g).map((part) => part / 255)
    .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  return 1.05 / (0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05);
}"""
MOVING = """() => [...document.querySelectorAll("*")].filter((part) => {
  const { animationName, transitionDuration, transitionProperty } = getComputedStyle(part);
  const moves = transitionProperty !== "none" && /[1-9]/.test(transitionDuration);
  return animationName !== "none" || moves;
}).length + document.getAnimations().length"""
EDGES = "getComputedStyle(document.querySelector('.help')).borderTopWidth"


@pytest.mark.parametrize(("width", "opens_menu"), [(1280, False), (360, True)])
def test_high_contrast_needs_no_javascript_and_is_kept(portal, open_browser, width, opens_menu):
    page = open_browser(width=width, has_scripts=False)
    page.goto(CALL)
    assert page.evaluate(GROUND) == "rgba(0, 0, 0, 0)" or page.evaluate(GROUND) == WHITE

    switch(page, "고대비 화면", opens_menu=opens_menu)
    assert page.url.endswith(CALL)
    assert page.evaluate(IS_HIGH)
    assert page.evaluate(GROUND) == BLACK
    page.goto("/briefings/")
    assert page.evaluate(IS_HIGH)

    switch(page, "기본 화면", opens_menu=opens_menu)
    assert page.url.endswith("/briefings/")
    assert not page.evaluate(IS_HIGH)


def test_high_contrast_goes_over_into_the_admin(portal, open_browser):
    page = open_browser("approver@example.kr")
    page.goto("/")
    switch(page, "고대비 화면")

    page.goto("/admin/")
    assert page.evaluate(GROUND) == BLACK
    switch(page, "기본 화면")
    assert page.url.endswith("/admin/")
    assert page.evaluate(GROUND) == WHITE


def switch(page: Page, name: str, *, opens_menu: bool = False) -> None:
    if opens_menu:
        page.locator(".site-menu > summary").click()
    page.get_by_role("button", name=name).locator("visible=true").click()
    page.wait_for_load_state()


def test_wishes_of_the_system_are_followed(portal, open_browser):
    page = open_browser()
    page.goto(CALL)
    assert page.evaluate(LINES) < 3
    assert page.evaluate(EDGES) == "0px"

    page.emulate_media(contrast="more")
    assert page.evaluate(LINES) >= 4.5
    assert page.evaluate(EDGES) == "1px"

    page.emulate_media(contrast="no-preference", forced_colors="active")
    assert page.evaluate(EDGES) == "1px"


@pytest.mark.parametrize("path", ["/", "/calls/", CALL, "/admin/login/"])
def test_nothing_moves_where_less_motion_is_wished(portal, open_browser, path):
    page = open_browser()
    page.goto(path)
    page.hover(".logo, #site-name a")
    assert page.evaluate(MOVING) == 0

    page.emulate_media(reduced_motion="no-preference")
    assert page.evaluate(MOVING) > 0  # the control: there is something that could move


def test_on_paper_stands_what_belongs_there(portal, open_browser):
    page = open_browser()
    page.goto(CALL)
    page.emulate_media(media="print")

    for part in (".site-header", ".site-footer", ".help", ".breadcrumb", "aside .krds-btn"):
        for found in page.locator(part).all():
            expect(found).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()
    for folded in page.locator("main details > :not(summary)").all():
        expect(folded).to_be_visible()
    address = "getComputedStyle(document.querySelector('.prose a[href^=http]'), '::after').content"
    page.evaluate("""() => {
      const link = Object.assign(document.createElement("a"), { href: "https://example.kr/plan" });
      document.querySelector(".prose").append(link);
    }""")
    assert "https://example.kr/plan" in page.evaluate(address)
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_high_contrast_is_not_printed(portal, open_browser):
    """Bright words on a white sheet would not be read, and black sheets waste ink."""
    page = open_browser()
    page.goto(CALL)
    switch(page, "고대비 화면")
    page.emulate_media(media="print")

    colour = page.evaluate("getComputedStyle(document.querySelector('h1')).color")
    assert sum(int(part) for part in colour.strip("rgb()").split(",")) < 200
    assert page.evaluate(GROUND) != BLACK
