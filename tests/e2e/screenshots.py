"""Every page of the stage as a picture: what script/screenshots draws, for looking at; no test of the suite.

SCREENSHOTS_CONTRAST=high draws them in high contrast, into folders of their own.
"""

import os
import re
import shutil
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page

from portal.common.contrast import COOKIE, HIGH
from tests.e2e.conftest import CHECKOUT
from tests.e2e.stage import API_DOCS

FOLDER = CHECKOUT / "var" / "screenshots"
CONTRAST = os.environ.get("SCREENSHOTS_CONTRAST", "")


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("language", ["ko", "en"])
def test_draw_every_page(stage, portal, chromium, open_browser, language, width):
    folder = FOLDER / "-".join([language, str(width), *([CONTRAST] if CONTRAST else [])])
    shutil.rmtree(folder, ignore_errors=True)
    for email, paths in stage.pages.items():
        page = open_browser(email, language=language, width=width)
        if CONTRAST == HIGH:
            page.context.add_cookies([{"name": COOKIE, "value": HIGH, "url": portal}])
        for path in paths:
            draw(page, path, folder / (email.partition("@")[0] or "visitor"))


def draw(page: Page, path: str, folder) -> None:
    page.goto(path)
    if path == API_DOCS:
        page.wait_for_selector("main#operations")
    name = re.sub(r"[^\w.=-]+", "-", unquote(path)).strip("-")[:80] or "home"
    page.screenshot(path=folder / f"{name}.png", full_page=True)
