"""axe finds nothing on any page of the journey, in both languages, on a phone and on a desk."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.e2e.stage import API_DOCS, NEWCOMER, PEOPLE, VISITOR

# What axe finds hangs on the words or on the width: each once, as all four take twice as long
VARIANTS = [("ko", 360), ("en", 1280)]
PRIMARY = "main form .primary"
REFUSED_FORMS = [
    (VISITOR, "/receipts/", PRIMARY),
    (VISITOR, "/accounts/signup/", PRIMARY),
    (NEWCOMER, "/desk/company/new/", PRIMARY),
    ("agency@example.kr", "/desk/agency/briefings/new/", PRIMARY),
    ("agency@example.kr", "/desk/agency/stories/new/", PRIMARY),
]
# Without preload, which fetches style sheets anew for a rule on CSS that locks the orientation
OPTIONS = {"resultTypes": ["violations"], "preload": False}


def start_axe(page: Page) -> None:
    page.evaluate(Axe().axe_script)
    page.evaluate("options => { window.axeResult = axe.run(options) }", OPTIONS)


def faults_of(page: Page) -> list[str]:
    found = page.evaluate("window.axeResult")["violations"]
    width = page.viewport_size["width"]
    return [
        f"{page.url} at {width}: {fault['id']}: {fault['help']}: "
        + " | ".join(node["html"][:200] for node in fault["nodes"])
        for fault in found
    ]


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
        for page in pages:  # all start before the first is waited for: they share the processors
            page.goto(path)
            if path == API_DOCS:
                page.wait_for_selector("main#operations")
            start_axe(page)
        faults += [fault for page in pages for fault in faults_of(page)]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(("email", "path", "button"), REFUSED_FORMS)
def test_axe_finds_nothing_where_a_form_is_refused(stage, open_variants, email, path, button):
    pages = open_variants(email)
    for page in pages:
        page.goto(path)
        page.click(button)
        page.wait_for_selector(".error-summary, .errornote")
        start_axe(page)
    faults = [fault for page in pages for fault in faults_of(page)]
    assert not faults, "\n".join(faults)
