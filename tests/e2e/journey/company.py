"""A company signs up, applies, takes a seat, and reads what was decided."""

import re

import pypdfium2
from django.core import mail
from playwright.sync_api import Page, expect

from programs.models import Application
from tests.e2e.journey.common import COMPANY, COMPANY_PASSWORD, PROJECT, TITLE, press
from tests.factories.programs import PDF


def a_company_signs_up_and_registers(page: Page, shoot) -> None:
    page.goto("/accounts/signup/")
    for name, text in {
        "email": COMPANY,
        "name": "박대표",
        "phone": "010-0000-0009",
        "password1": COMPANY_PASSWORD,
        "password2": COMPANY_PASSWORD,
    }.items():
        page.fill(f"[name={name}]", text)
    page.check("[name=privacy]")
    shoot(page, "3-1-sign-up")
    press(page, "main form button[type=submit]")
    page.wait_for_url("**/desk/company/")

    page.click("main a[href='/desk/company/new/']")
    for name, text in {
        "name": "예시바이오 주식회사",
        "business_number": "000-00-00035",
        "representative_name": "박대표",
        "founded_on": "2022-03-02",
        "address": "경상남도 김해시 예시로 9",
        "phone": "055-000-0009",
    }.items():
        page.fill(f"[name={name}]", text)
    press(page)
    expect(page.locator("#id_business_number[aria-invalid=true]")).to_have_value("000-00-00035")
    expect(page.locator("#id_address")).to_have_value("경상남도 김해시 예시로 9")
    shoot(page, "3-2-wrong-check-digit")
    page.fill("[name=business_number]", "000-00-00034")
    press(page)
    expect(page.locator("main aside")).to_contain_text("000-00-00034")
    shoot(page, "3-3-company-desk")


def it_applies(page: Page, shoot, code: str) -> None:
    page.goto(f"/calls/{code}/")
    page.click("aside a[href$='/apply/']")
    press(page)
    page.wait_for_url("**/edit/")
    press(page, ".form-actions .primary")
    page.fill("[name=title]", PROJECT)
    page.fill("[name=requested_won]", "45000000")
    shoot(page, "3-4-form")
    press(page)
    page.wait_for_url("**/sections/questions/")

    page.click(".section-steps a[href$='/check/']")
    # Two answers, two consents and a document
    expect(page.locator(".tasks:not(.judgements) li")).to_have_count(5)
    expect(page.locator("form[action$='/submit/']")).to_have_count(0)
    shoot(page, "3-5-missing")

    page.click(".tasks a[href*='/documents/']")
    page.set_input_files("input[type=file]", upload("plan.pdf", b"not a PDF"))
    press(page, "main form[enctype] [type=submit]")
    expect(page.locator("[data-error]").first).to_be_visible()
    page.set_input_files("input[type=file]", upload("사업계획서.pdf", PDF))
    press(page, "main form[enctype] [type=submit]")
    expect(page.locator(".files")).to_contain_text("사업계획서.pdf")
    shoot(page, "3-6-documents")

    page.click(".section-steps a[href$='/questions/']")
    page.fill("textarea", "병원 두 곳에서 화질과 사용 편의를 실증합니다.")
    page.check("main input[type=checkbox]")
    press(page)
    page.wait_for_url("**/sections/consents/")
    shoot(page, "3-7-consents")
    for topic in ("personal_data", "provision"):
        page.check(f"[name={topic}][value=yes]")
    press(page)
    page.wait_for_url("**/documents/")


def upload(name: str, content: bytes) -> dict:
    return {"name": name, "mimeType": "application/pdf", "buffer": content}


def it_submits_and_gets_a_receipt(page: Page, visitor: Page, shoot) -> None:
    page.click(".form-actions a[href$='/check/']")
    expect(page.locator(".tasks:not(.judgements)")).to_have_count(0)
    shoot(page, "3-7-complete")
    press(page, "form[action$='/submit/'] button")
    expect(page.locator(".notice.success").first).to_be_visible()
    number = page.locator(".lead.num").inner_text()
    sha256 = page.locator("dd .digest").first.inner_text()
    shoot(page, "3-8-received")

    with page.expect_download() as download:
        page.click("a[href$='/receipt.pdf']")
    document = pypdfium2.PdfDocument(download.value.path())
    text = document[0].get_textpage().get_text_bounded()
    assert number in text
    assert PROJECT in text

    visitor.goto("/receipts/")
    visitor.fill("[name=number]", number)
    visitor.fill("[name=sha256]", sha256)
    press(visitor)
    expect(visitor.locator(".notice.success")).to_be_visible()
    shoot(visitor, "3-9-receipt-check")


def it_confirms_its_address(page: Page) -> None:
    """As the mail asks that was sent at the sign-up; a seat is given to confirmed addresses only."""
    asked = next(message for message in mail.outbox if message.to == [COMPANY])
    page.goto(re.search(r"http\S+/confirm-email/\S+", asked.body)[0])
    press(page)


def it_registers_a_seat(page: Page, shoot, code: str) -> None:
    page.goto(f"/calls/{code}/")
    page.click("aside a[href^='/briefings/']")
    page.click("main a[href$='/register/']")
    expect(page.locator("[name=attendee_name]")).to_have_value("박대표")
    press(page)
    expect(page.locator(".notice.success").first).to_be_visible()
    shoot(page, "4-seat")


def the_company_reads_decision_scores_and_reasons(
    page: Page, shoot, application: Application
) -> None:
    page.goto("/desk/company/")
    page.click(f"a[href='/applications/{application.pk}/']")
    main = page.locator("main")
    for text in (
        "85.00",
        "실증 병원이 확보되어",
        "위원 1: 실증",
        "위원 2: 실증",
        "예시 평가위원 1",
    ):
        expect(main).to_contain_text(text)
    expect(page.locator(".timeline")).to_contain_text("자격과 서류를 확인했습니다.")
    shoot(page, "5-9-decision")


def the_company_got_its_mails(page: Page) -> None:
    """Confirm the address, received, seat, screened, decided: each leads to its page."""
    mails = [message for message in mail.outbox if message.to == [COMPANY]]
    assert len(mails) == 5
    decided = mails[-1]
    assert TITLE in decided.subject + decided.body
    page.goto(re.search(r"http\S+/applications/\d+/", decided.body)[0])
    expect(page.locator(".status[data-status=selected]").first).to_be_visible()
