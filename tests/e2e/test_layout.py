"""Every page of the journey fits a phone and text of twice the size, and the core of the journey needs no JavaScript."""

import pytest
from playwright.sync_api import Page, expect

from tests.factories.programs import PDF

LANGUAGES = ["ko", "en"]
PHONE = 360
# A width, and how many times as large the reader set the text: WCAG 1.4.4 and 1.4.10. What fits 320
# fits a phone; the admin's wide tables are for a desk, and there only a phone's width counts
SIZES = [(320, 1), (1280, 2)]
SIZES_OF_ADMIN = [(PHONE, 1)]
SET_TEXT = """times => {
  const root = document.documentElement;
  root.style.fontSize = "";
  root.style.fontSize = `${parseFloat(getComputedStyle(root).fontSize) * times}px`;
}"""
WIDTH = "document.documentElement.scrollWidth"
# Words of the main part that do not fit into their box; a day of the calendar alone may shorten a
# title, which its link says whole, and a list to choose from scrolls
CUT = """() => [...document.querySelectorAll("main *")].filter((part) => {
  const { overflowX, overflowY, position } = getComputedStyle(part);
  const hides = [overflowX, overflowY].some((way) => ["hidden", "clip"].includes(way));
  const isCut = part.scrollWidth > part.clientWidth + 1 || part.scrollHeight > part.clientHeight + 1;
  return hides && isCut && position !== "absolute" && part.innerText?.trim()
    && !part.closest(".sr-only, .turn-title, select");
}).map((part) => part.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_fits_its_width_and_the_size_of_text(stage, open_browser, language):
    misfits = []
    for email, paths in stage.pages.items():
        page = open_browser(email, language=language, width=PHONE)
        for path in paths:
            page.goto(path, wait_until="domcontentloaded")
            misfits += [f"{path} {misfit}" for misfit in misfits_of(page, path)]
    assert not misfits, "\n".join(misfits)


def misfits_of(page: Page, path: str) -> list[str]:
    misfits = []
    for width, times in SIZES_OF_ADMIN if path.startswith("/admin/") else SIZES:
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate(SET_TEXT, times)
        if (taken := page.evaluate(WIDTH)) > width:
            misfits.append(f"takes {taken} of {width} with text × {times}")
        misfits += [f"cuts, with text × {times}: {part}" for part in page.evaluate(CUT)]
    page.set_viewport_size({"width": PHONE, "height": 900})
    return misfits


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
