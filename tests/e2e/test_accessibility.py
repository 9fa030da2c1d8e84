"""axe finds nothing on any page of the journey: in both languages, on a phone and on a desk, in normal
and in high contrast."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.e2e.stage import API_DOCS, NEWCOMER, PEOPLE, VISITOR

# Each language at one width with all rules; at the other width and in high contrast only with those
# whose answer can be another there (colours go by no language): all eight with all rules would take
# four times as long
VARIANTS = [("ko", 360), ("en", 1280)]
OTHER_WIDTH = {360: 1280, 1280: 360}
PRIMARY = "main form .primary"
REFUSED_FORMS = [
    (VISITOR, "/receipts/", PRIMARY),
    (VISITOR, "/accounts/signup/", PRIMARY),
    (NEWCOMER, "/desk/company/new/", PRIMARY),
    ("agency@example.kr", "/desk/agency/briefings/new/", PRIMARY),
    ("agency@example.kr", "/desk/agency/stories/new/", PRIMARY),
]
# Without preload, which fetches style sheets anew for a rule on CSS that locks the orientation
OPTIONS = {
    "resultTypes": ["violations"],
    "preload": False,
    "rules": {"target-size": {"enabled": True}},  # off by itself, though of WCAG 2.2 AA
}
OF_COLOUR = {**OPTIONS, "runOnly": ["color-contrast", "link-in-text-block"]}
OF_WIDTH = {**OPTIONS, "runOnly": ["target-size", "scrollable-region-focusable"]}
# What the server writes into a page whose reader chose high contrast: tests/e2e/test_looks.py
IN_HIGH_CONTRAST = """() => {
  document.documentElement.dataset.krdsMode = "high-contrast";
  document.body.classList.add("high-contrast");
}"""

SPOILT = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    [data-krds-mode] h1 { color: #222 }
    .spoilt button { width: 12px; height: 12px; min-height: 0; padding: 0; border: 0; overflow: hidden }
    @media (min-width: 1000px) { .spoilt button { width: 44px; height: 44px } }
  `);
  document.adoptedStyleSheets = [sheet];
  const buttons = document.createElement("p");
  buttons.className = "spoilt";
  buttons.innerHTML = "<button>A</button><button>B</button>";
  document.querySelector("h1").after(buttons);
}"""


def start_axe(page: Page, options: dict = OPTIONS) -> None:
    page.evaluate("options => { window.axeResult = axe.run(options) }", options)


def faults_of(page: Page, look: str = "") -> list[str]:
    found = page.evaluate("window.axeResult")["violations"]
    width = page.viewport_size["width"]
    return [
        f"{page.url} at {width}{look}: {fault['id']}: {fault['help']}: "
        + " | ".join(node["html"][:200] for node in fault["nodes"])
        for fault in found
    ]


def faults_in_all_looks(pages: list[Page]) -> list[str]:
    """Of one page in its languages; in each step all start before the first is waited for, as they
    share the processors."""
    faults = []
    for page in pages:
        page.evaluate(Axe().axe_script)
        start_axe(page)
    for page in pages:
        faults += faults_of(page)
    first = pages[0]
    first.evaluate(IN_HIGH_CONTRAST)
    start_axe(first, OF_COLOUR)
    faults += faults_of(first, " in high contrast")
    for page in pages:
        page.set_viewport_size({**page.viewport_size, "width": other_width(page)})
        start_axe(page, OF_WIDTH)
    for page in pages:
        faults += faults_of(page)
        page.set_viewport_size({**page.viewport_size, "width": other_width(page)})
    return faults


def other_width(page: Page) -> int:
    return OTHER_WIDTH[page.viewport_size["width"]]


@pytest.fixture
def open_variants(open_browser):
    """One person's browsers: in one language on a phone, in the other on a desk."""

    def opened(email: str) -> list[Page]:
        return [open_browser(email, language=language, width=width) for language, width in VARIANTS]

    return opened


@pytest.mark.parametrize("email", PEOPLE)
def test_axe_finds_nothing(stage, open_variants, email):
    pages = open_variants(email)
    faults = []
    for path in stage.pages[email]:
        for page in pages:
            page.goto(path)
            if path == API_DOCS:
                page.wait_for_selector("main#operations")
        faults += faults_in_all_looks(pages)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(("email", "path", "button"), REFUSED_FORMS)
def test_axe_finds_nothing_where_a_form_is_refused(stage, open_variants, email, path, button):
    pages = open_variants(email)
    for page in pages:
        page.goto(path)
        page.click(button)
        page.wait_for_selector(".error-summary, .errornote")
    faults = faults_in_all_looks(pages)
    assert not faults, "\n".join(faults)


def test_axe_sees_what_is_wrong_in_one_look_alone(stage, open_variants):
    """The control: words that only high contrast hides, and buttons that only a phone makes small."""
    pages = open_variants(VISITOR)
    for page in pages:
        page.goto("/accessibility/")
        page.evaluate(SPOILT)
    faults = "\n".join(faults_in_all_looks(pages))
    assert "in high contrast: color-contrast" in faults
    assert "at 360: target-size" in faults
    assert "at 1280: target-size" not in faults
    assert "1280: color-contrast" not in faults
