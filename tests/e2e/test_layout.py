"""Every page of the journey fits a phone, and the core of the journey needs no JavaScript."""

import pytest
from playwright.sync_api import Page, expect

from tests.factories.programs import PDF

LANGUAGES = ["ko", "en"]
PHONE = 360


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_is_wider_than_a_phone(stage, open_browser, language):
    too_wide = []
    for email, paths in stage.pages.items():
        page = open_browser(email, language=language, width=PHONE)
        for path in paths:
            page.goto(path, wait_until="domcontentloaded")
            width = page.evaluate("document.documentElement.scrollWidth")
            if width > PHONE:
                too_wide.append(f"{path}: {width}")
    assert not too_wide, "\n".join(too_wide)


def test_a_company_applies_without_javascript(stage, open_browser):
    page = open_browser("founder@example.kr", width=PHONE, has_scripts=False)
    page.goto("/calls/")
    page.click(".facets > summary")
    page.click(".facet a[href$='status=open']")
    page.click(".facets > summary")
    page.click(".facet a[href*='zone=pohang']")
    page.click(".card-list a[href='/calls/example-pohang-startup/']")
    page.click("aside a[href$='/apply/']")
    press_primary(page)
    press_primary(page)
    while not page.url.endswith("/documents/"):
        fill_every_field(page)
        press_primary(page)
    for place in range(page.locator("input[type=file]").count()):
        page.locator("input[type=file]").nth(place).set_input_files(
            {"name": f"서류{place}.pdf", "mimeType": "application/pdf", "buffer": PDF}
        )
        page.locator("main form[enctype] [type=submit]").nth(place).click()
        expect(page.locator(f".files a:has-text('서류{place}.pdf')")).to_be_visible()
    press_primary(page)
    page.click("form[action$='/submit/'] button")
    expect(page.locator(".lead.num")).to_be_visible()  # the number of the receipt
    expect(page.locator("a[href$='/receipt.pdf']")).to_be_visible()


def test_the_preview_opens_on_a_phone(stage, open_browser):
    page = open_browser("agency@example.kr", width=PHONE)
    path = next(path for path in stage.pages["agency@example.kr"] if path.endswith("/criteria/"))
    page.goto(path.replace("criteria", "purpose"))
    page.fill("[name=purpose]", "휴대전화에서 쓴 목적")

    page.click(".preview-open button")
    preview = page.get_by_role("dialog")
    expect(preview.locator("[data-part=purpose]")).to_contain_text("휴대전화에서 쓴 목적")
    expect(preview.locator("[data-close]")).to_be_focused()

    page.keyboard.press("Escape")
    expect(preview).to_be_hidden()
    expect(page.locator(".preview-open button")).to_be_focused()


def press_primary(page: Page) -> None:
    page.click("main .form-actions .primary")


def fill_every_field(page: Page) -> None:
    for field in page.locator("main :is(input[type=text], textarea)").all():
        field.fill("예시 답변입니다.")
    for field in page.locator("main input[data-won]").all():
        field.fill("1,000만원")
    for field in page.locator("main input[type=number]").all():
        field.fill("3")
    for field in page.locator("main .choice").all():
        field.locator("input").first.check()
    for field in page.locator("main .check input").all():
        field.check()
