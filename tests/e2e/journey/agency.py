"""An agency writes its call, the foundation approves it, it is published."""

import re
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from programs.models import Call
from tests.e2e.journey.common import DESK, PHONE, TITLE, press, save_and_leave, sign_in, time_passes


def an_agency_writes_a_call(page: Page, shoot) -> str:
    sign_in(page, "agency@example.kr")
    shoot(page, "2-1-agency-desk")
    page.click("a[href='/desk/agency/calls/new/']")
    page.fill("[name=title_ko]", TITLE)
    page.select_option("[name=program]", index=1)
    page.select_option("[name=stage]", "growth")
    press(page)
    fill_in_the_sections(page, shoot)

    page.click("a[href$='/questions/']")
    write_question(page, kind="long", label_ko="과제의 목표를 적어 주십시오.")
    write_question(page, kind="consent", label_ko="사실임을 확인합니다.")
    page.click("aside a[href$='/calls/" + page.url.split("/calls/")[1].split("/")[0] + "/']")
    page.click("a[href$='/sections/documents/']")
    write_rows(page, {"label_ko": "사업계획서"})
    save_and_leave(page)
    page.click("a[href$='/sections/criteria/']")
    write_rows(
        page,
        {"label_ko": "기술성", "weight": "60"},
        {"label_ko": "사업성", "weight": "30"},
    )
    save_and_leave(page)
    expect(page.locator("main")).to_contain_text("90")
    page.click("a[href$='/sections/criteria/']")
    write_rows(page, {}, {"weight": "40"})
    save_and_leave(page)
    give_the_reasons(page)
    shoot(page, "2-3-call-draft")

    press(page, "form[action$='/submit/'] button")
    expect(page.locator("h1 ~ .lead, .lead").first).to_contain_text("gimhae")
    expect(page.locator(".status[data-status=submitted]")).to_be_visible()
    shoot(page, "2-4-submitted")
    announce_a_briefing(page)
    return Call.objects.get(title_ko=TITLE).code


def fill_in_the_sections(page: Page, shoot) -> None:
    """One section after another, each left by its button."""
    texts = {
        "head": {"summary_ko": "지역 병원과 함께하는 의료기기 실증에 최대 5천만원을 지원합니다."},
        "purpose": {"purpose": "의료기기의 시장 진입을 앞당깁니다."},
        "support": {
            "support": "실증 비용과 인허가 자문",
            "support_period": "협약일부터 8개월",
            "award_limit_won": "50000000",
        },
        "zones": {},
        "applicants": {"eligibility": "김해 강소특구 안의 중소기업"},
        "schedule": {},
        "selection": {"procedure": "요건검토 → 서면평가 → 선정"},
        "contact": {
            "contact_name": "김해 강소특구 사업단 (예시)",
            "contact_phone": "055-000-0000",
        },
    }
    sections = page.url.rpartition("head/")[0]
    for section, fields in texts.items():
        page.goto(f"{sections}{section}/")
        for name, text in fields.items():
            page.fill(f"[name={name}]", text)
        if section == "applicants":
            page.check("[name=applicant_kinds][value=company]")
        if section == "schedule":
            a_wrong_closing_comes_back(page, shoot)
        save_and_leave(page)
    expect(page.locator("h1")).to_have_text(TITLE)


def a_wrong_closing_comes_back(page: Page, shoot) -> None:
    closes_at = page.input_value("[name=closes_at]")
    page.fill("[name=closes_at]", "2020-01-01T18:00")
    press(page)
    expect(page.locator("#id_closes_at[aria-invalid=true]")).to_be_visible()
    shoot(page, "2-2-wrong-dates")
    page.fill("[name=closes_at]", closes_at)


def give_the_reasons(page: Page) -> None:
    """Warnings of the linter pass with a reason; errors are mended by now."""
    while (forms := page.locator(".finding details[open] form")).count():
        forms.first.locator("textarea").fill("지역 여건에 따름")
        forms.first.locator("[type=submit]").click()
        page.wait_for_load_state()


def write_question(page: Page, *, kind: str, label_ko: str) -> None:
    page.select_option("[name=kind]", kind)
    press(page, "main form[method=get] button")
    page.fill("[name=label_ko]", label_ko)
    press(page)


def write_rows(page: Page, *rows: dict[str, str]) -> None:
    for number, texts in enumerate(rows):
        for name, text in texts.items():
            page.fill(f"#id_rows-{number}-{name}", text)


def announce_a_briefing(page: Page) -> None:
    page.click("a[href*='/briefings/new/?call=']")
    start = timezone.localtime() + timedelta(days=10)
    page.fill("[name=title_ko]", "의료기기 실증 지원 사업설명회")
    page.fill("[name=starts_at]", start.strftime("%Y-%m-%dT14:00"))
    page.fill("[name=ends_at]", start.strftime("%Y-%m-%dT16:00"))
    page.fill("[name=venue_ko]", "김해 강소특구 사업단 대회의실")
    page.fill("[name=capacity]", "30")
    press(page)
    page.wait_for_url(re.compile(r"/briefings/\d+/$"))


def the_foundation_approves_it(page: Page, shoot, code: str) -> None:
    sign_in(page, "approver@example.kr")
    page.goto("/admin/")
    shoot(page, "2-5-admin-start")
    page.click(".waiting-piles a[href*='/programs/call/']")
    page.click(f"#result_list a:has-text('{code}')")
    shoot(page, "2-6-admin-call")
    page.click(".next-step a[href$='/approve/']")
    press(page, ".submit-row input[type=submit]")
    expect(page.locator(".messagelist .success")).to_be_visible()


def it_appears_at_its_publication_time(page: Page, shoot, code: str) -> None:
    address = f".card-list a[href='/calls/{code}/']"
    page.goto("/calls/")
    expect(page.locator(address)).to_have_count(0)
    now = timezone.now()
    time_passes(code, published_at=now, opens_at=now)
    page.goto("/calls/?status=open&zone=gimhae")
    expect(page.locator(address)).to_be_visible()
    shoot(page, "2-7-published")
    page.set_viewport_size(PHONE)
    page.goto(f"/calls/{code}/")
    expect(page.locator("main a[href$='/apply/']")).to_be_visible()
    shoot(page, "2-8-on-a-phone")
    page.set_viewport_size(DESK)
