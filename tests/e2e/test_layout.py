"""Every page of the journey fits a phone, and the core of the journey needs no JavaScript."""

import pytest

LANGUAGES = ["ko", "en"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_is_wider_than_a_phone(stage, open_browser, language):
    too_wide = []
    for email, paths in stage.pages.items():
        page = open_browser(email, language=language, width=360)
        for path in paths:
            page.goto(path)
            width = page.evaluate("document.documentElement.scrollWidth")
            if width > 360:
                too_wide.append(f"{path}: {width}")
    assert not too_wide, "\n".join(too_wide)
