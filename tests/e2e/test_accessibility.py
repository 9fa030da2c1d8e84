"""axe finds nothing on any page of the journey, in both languages, on a phone and on a desk."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.e2e.stage import PEOPLE

LANGUAGES = ["ko", "en"]
WIDTHS = [1280, 360]
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


@pytest.mark.parametrize("email", PEOPLE)
def test_axe_finds_nothing(stage, open_browser, email):
    pages = [
        open_browser(email, language=language, width=width)
        for language in LANGUAGES
        for width in WIDTHS
    ]
    faults = []
    for path in stage.pages[email]:
        for page in pages:  # all start before the first is waited for: they share the processors
            page.goto(path)
            page.wait_for_load_state("networkidle") if "/docs/" in path else None
            start_axe(page)
        faults += [fault for page in pages for fault in faults_of(page)]
    assert not faults, "\n".join(faults)
