"""What pages tell while somebody writes: how far the draft is, the way back, what is really unsaved."""

import re
from collections.abc import Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from portal.accounts.models import User
from programs.models import Application, Call
from tests.e2e.test_application_draft import OWNER, end_session, section, sign_in
from tests.factories.programs import PDF
from zones.models import Company


@pytest.fixture
def company(stage) -> Company:
    return Company.objects.of(User.objects.get(email=OWNER)).get()


@pytest.fixture
def draft(company) -> Iterator[Application]:
    """All tests here share it, so it is left as it was."""
    call = Call.objects.get(code="example-gimhae-growth")
    draft = Application.objects.get(call=call, company=company)
    before = {"title": draft.title, "requested_won": draft.requested_won}
    yield draft
    Application.objects.filter(pk=draft.pk).update(**before)


def count(page: Page) -> int:
    return int(page.locator("#progress").evaluate("bar => bar.value"))


def test_progress_moves_with_what_is_saved(draft, open_browser):
    page = open_browser(OWNER)
    page.goto(section(draft))
    page.fill("[name=requested_won]", "50,000,000")
    page.fill("[name=title]", "진행을 따르는 제목")
    step = page.locator('[data-step="head"]')
    expect(step).to_have_class(re.compile("done"))
    before, words = count(page), page.locator("[data-progress-words]").inner_text()

    page.fill("[name=title]", "")

    expect(step).not_to_have_class(re.compile("done"))
    expect(page.locator("[data-progress-words]")).not_to_have_text(words)
    assert count(page) == before - 1
    page.fill("[name=title]", "진행을 따르는 제목")
    expect(page.locator("[data-progress-words]")).to_have_text(words)
    expect(step).to_have_class(re.compile("done"))


def test_who_was_signed_out_gets_the_way_back(draft, open_browser, portal):
    page = open_browser(OWNER)
    page.goto(section(draft))
    link = page.locator("[data-sign-in-again]")
    expect(link).to_be_hidden()
    end_session(page)

    page.fill("[name=title]", "세션이 끝난 뒤의 제목")
    expect(link).to_be_visible()
    with page.expect_popup() as opened:
        link.click()
    expect(opened.value.locator("main .notice")).to_be_visible()
    assert f"next={section(draft)}" in opened.value.url
    opened.value.close()
    sign_in(page, portal, OWNER)
    page.evaluate("window.dispatchEvent(new Event('focus'))")

    expect(link).to_be_hidden()
    expect(page.locator(".draft-state")).not_to_have_class(re.compile("unsaved"))
    draft.refresh_from_db()
    assert draft.title == "세션이 끝난 뒤의 제목"


@pytest.mark.parametrize(
    ("typed", "is_offered"), [(" 055-000-0001 ", False), ("055-000-0009", True)]
)
def test_only_what_differs_is_offered(company, open_browser, typed, is_offered):
    company.refresh_from_db()
    Company.objects.filter(pk=company.pk).update(phone="055-000-0001")
    path = reverse("zones:company-edit", args=[company.pk])
    page = open_browser(OWNER)
    page.goto(path)
    page.fill("[name=phone]", typed)
    page.goto("/calls/")

    page.goto(path)

    expect(page.locator("[data-kept]")).to_be_visible(visible=is_offered)
    assert page.evaluate("localStorage.length") == int(is_offered)


def test_a_chosen_file_stays_chosen_when_the_form_is_refused(company, open_browser):
    page = open_browser(OWNER)
    page.goto(reverse("programs:company-vault", args=[company.pk]))
    page.select_option("[name=kind]", "other")
    page.fill("[name=issued_on]", "2026-01-05")
    file = {"name": "확인서.pdf", "mimeType": "application/pdf", "buffer": PDF}
    page.set_input_files("[name=upload]", files=[file])
    page.click("form[data-holds-file] [type=submit]")
    expect(page.locator(".error-summary a[href='#id_label']")).to_be_visible()
    expect(page.locator("[data-choose-again]")).to_have_count(0)

    page.fill("[name=label]", "보관할 확인서")
    with page.expect_navigation():
        page.click("form[data-holds-file] [type=submit]")

    expect(page.locator("main li strong", has_text="보관할 확인서")).to_be_visible()
    assert company.vault.get(label="보관할 확인서").name == "확인서.pdf"


def test_a_founder_is_asked_for_neither_number_nor_size(open_browser):
    page = open_browser("founder@example.kr")
    company = Company.objects.of(User.objects.get(email="founder@example.kr")).get()
    page.goto(reverse("zones:company-edit", args=[company.pk]))

    for name in ("business_number", "corporate_number", "size"):
        expect(page.locator(f"[name={name}]")).to_be_hidden()
    page.check("[name=applicant_kind][value=company]")
    expect(page.locator("[name=size]")).to_be_visible()
