"""axe finds nothing on any page of the journey, in both languages, on a phone and on a desk."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.e2e.stage import PEOPLE

LANGUAGES = ["ko", "en"]
WIDTHS = [1280, 360]
# Without preload, which fetches style sheets anew for a rule on CSS that locks the orientation
OPTIONS = {"resultTypes": ["violations"], "preload": False}


def faults_of(page: Page) -> list[str]:
    faults = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        faults += [
            f"{page.url} at {width}: {found['id']}: {found['help']}: "
            + " | ".join(node["html"][:200] for node in found["nodes"])
            for found in Axe().run(page, options=OPTIONS).response["violations"]
        ]
    return faults


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("email", PEOPLE)
def test_axe_finds_nothing(stage, open_browser, email, language):
    page = open_browser(email, language=language)
    faults = []
    for path in stage.pages[email]:
        page.goto(path)
        faults += faults_of(page)
    assert not faults, "\n".join(faults)
