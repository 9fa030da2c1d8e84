"""A large file goes up part by part, and goes on where it had come to whatever happens."""

import hashlib

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page, Route, expect

from programs.models import Application, Document, Upload
from programs.views import upload as door
from tests.e2e.conftest import session_of

COMPANY = "company@example.kr"
PART = 20_000
CONTENT = (
    b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n" + bytes(range(128, 256)) * 1500 + b"\n%%EOF\n"
)
# A minute of waiting is over in a second
HASTE = """{
  const { set } = Object.getOwnPropertyDescriptor(XMLHttpRequest.prototype, "timeout");
  Object.defineProperty(XMLHttpRequest.prototype, "timeout", { set(ms) { set.call(this, ms / 60); } });
}"""
DIGEST = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def application(stage, monkeypatch) -> Application:
    """A draft; a part is short, so that there are ten."""
    monkeypatch.setattr(door, "PART_BYTES", PART)
    application = Application.objects.get(
        call__code="example-gimhae-growth", company__members__user__email=COMPANY
    )
    Document.objects.filter(application=application).delete()
    Upload.objects.all().delete()
    return application


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "사업계획서.pdf"
    path.write_bytes(CONTENT)
    return path


def documents(application) -> str:
    return reverse("programs:document-list", args=[application.pk])


def choose(page: Page, file) -> None:
    form = page.locator("form[data-upload]").first
    form.locator("[type=file]").set_input_files(file)
    form.locator("[type=submit]").click()


def cut_after(page: Page, parts: int) -> list[int]:
    """The line holds for so many parts; the list is of the places where parts began."""
    begun: list[int] = []

    def part(route: Route) -> None:
        if route.request.method != "PATCH":
            return route.continue_()
        begun.append(int(route.request.headers["upload-offset"]))
        return route.abort() if len(begun) > parts else route.continue_()

    page.route("**/uploads/**", part)
    return begun


def expect_document(page: Page, application) -> None:
    expect(page.locator(".digest").first).to_have_text(DIGEST)
    document = application.documents.get()
    assert (document.name, document.sha256) == ("사업계획서.pdf", DIGEST)


def test_a_cut_line_is_waited_for(application, file, open_browser):
    page = open_browser(COMPANY)
    page.goto(documents(application))
    begun = cut_after(page, parts=3)
    form = page.locator("form[data-upload]").first

    choose(page, file)
    expect(form.locator("[data-state]")).to_have_text(form.get_attribute("data-offline"))
    page.unroute("**/uploads/**")

    expect_document(page, application)
    assert begun[:4] == [0, PART, 2 * PART, 3 * PART]


def test_a_stalled_part_is_given_up_and_sent_again(application, file, open_browser):
    page = open_browser(COMPANY)
    page.add_init_script(HASTE)
    page.goto(documents(application))
    form = page.locator("form[data-upload]").first
    begun: list[int] = []

    def part(route: Route) -> None:
        if route.request.method != "PATCH":
            return route.continue_()
        begun.append(int(route.request.headers["upload-offset"]))
        return None if len(begun) == 4 else route.continue_()  # which nobody answers

    page.route("**/uploads/**", part)
    choose(page, file)

    expect(form.locator("[data-state]")).to_have_text(form.get_attribute("data-offline"))
    expect_document(page, application)
    assert begun[3:5] == [3 * PART, 3 * PART]


def test_after_a_reload_it_goes_on(application, file, open_browser):
    page = open_browser(COMPANY)
    page.goto(documents(application))
    cut_after(page, parts=3)
    form = page.locator("form[data-upload]").first
    choose(page, file)
    expect(form.locator("[data-state]")).to_have_text(form.get_attribute("data-offline"))
    page.unroute("**/uploads/**")

    page.on("dialog", lambda dialog: dialog.accept())  # whether to leave
    form.locator("[data-pause]").click()
    page.goto(documents(application))
    expect(page.locator("[data-upload-known]")).to_contain_text("사업계획서.pdf")
    come = application.uploads.get().received_bytes
    begun = cut_after(page, parts=100)
    choose(page, file)

    expect_document(page, application)
    assert come >= 3 * PART
    assert begun[0] == come


def test_after_a_new_sign_in_it_goes_on(application, file, portal, open_browser):
    page = open_browser(COMPANY)
    page.goto(documents(application))
    form = page.locator("form[data-upload]").first
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)

    choose(page, file)
    expect(form.locator("[data-state]")).to_have_text(form.get_attribute("data-signed-out"))
    expect(form.locator("[data-sign-in-again]")).to_be_visible()
    session = {"name": settings.SESSION_COOKIE_NAME, "value": session_of(COMPANY), "url": portal}
    page.context.add_cookies([session])

    expect_document(page, application)


def test_what_is_not_taken_says_so_at_its_place(application, tmp_path, open_browser):
    page = open_browser(COMPANY, language="en", width=360)
    page.goto(documents(application))
    program = tmp_path / "plan.pdf"
    program.write_bytes(b"MZ none")

    choose(page, program)

    form = page.locator("form[data-upload]").first
    expect(form.locator("[data-error]")).to_contain_text("content is not what the name")
    expect(form.locator("[type=file]")).to_be_focused()
    assert (application.documents.count(), application.uploads.count()) == (0, 0)


def test_without_scripts_the_form_takes_it(application, file, open_browser):
    page = open_browser(COMPANY, has_scripts=False)
    page.goto(documents(application))

    choose(page, file)

    expect_document(page, application)


def test_a_colleagues_file_that_the_page_did_not_show_is_not_replaced(
    application, file, open_browser
):
    page, other = open_browser(COMPANY), open_browser(COMPANY)
    for one in (page, other):
        one.goto(documents(application))
    choose(other, file)
    expect_document(other, application)
    file.write_bytes(CONTENT + b"\n")

    choose(page, file)

    expect(page.locator(".digest").first).to_have_text(DIGEST)
    page.locator("form[action$='/restore/'] [type=submit]").first.click()
    expect(page.locator(".digest").first).not_to_have_text(DIGEST)
    assert application.documents.former().get().sha256 == DIGEST
