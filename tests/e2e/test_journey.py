"""One real case from the visitor's first page to the decision, as issue 2 tells it."""

import asyncio
import re
import threading
from datetime import timedelta
from pathlib import Path

import pgtrigger
import pypdfium2
import pytest
from asgiref.sync import sync_to_async
from django.core import mail
from django.db import connections
from django.utils import timezone
from playwright.sync_api import Page, expect
from procrastinate.contrib.django import app

from programs.models import Application, Call
from tests.factories.programs import PDF

DEMO_PASSWORD = "example-portal-2026"
COMPANY = "park@example.kr"
COMPANY_PASSWORD = "journey-of-a-company-1"
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 780}
TITLE = "2026년 김해 강소특구 의료기기 실증 지원 공고"
PROJECT = "휴대형 초음파 진단기 실증"


@pytest.fixture
def run_jobs():
    """What the worker beside the web server does: all jobs that wait, to their end."""

    def run() -> None:
        worker = threading.Thread(target=work_off_jobs)
        worker.start()
        worker.join()

    return run


def work_off_jobs() -> None:
    """In a thread of its own: Playwright's event loop is in the way in the test's."""
    worker = app.with_connector(app.connector.get_worker_connector())
    worker.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)
    # What it deferred by the clock went over Django's connection of the thread for such calls
    asyncio.run(sync_to_async(connections.close_all)())


def test_the_whole_journey(portal, open_browser, shoot, run_jobs):
    visitor = open_browser()
    a_visitor_finds_call_briefing_and_zone(visitor, shoot)

    code = an_agency_writes_a_call(open_browser(), shoot)
    the_foundation_approves_it(open_browser(), shoot, code)
    it_appears_at_its_publication_time(visitor, shoot, code)

    company = open_browser()
    a_company_signs_up_and_registers(company, shoot)
    it_applies(company, shoot, code)
    it_submits_and_gets_a_receipt(company, visitor, shoot)
    it_registers_a_seat(company, shoot, code)

    time_passes(code, closes_at=timezone.now())
    application = Application.objects.get(call__code=code)
    staff = open_browser()
    staff_screen_and_assign(staff, shoot, application)
    run_jobs()
    for number, share in ((1, "0.9"), (2, "0.8")):
        a_reviewer_scores(open_browser(), shoot, application, number=number, share=float(share))
    staff_decide(staff, shoot, application)
    run_jobs()
    the_company_reads_decision_scores_and_reasons(company, shoot, application)
    the_company_got_its_mails(company)

    the_api_answers(visitor, shoot, code)


def sign_in(page: Page, email: str, password: str = DEMO_PASSWORD) -> None:
    page.goto("/accounts/login/")
    page.fill("[name=login]", email)
    page.fill("[name=password]", password)
    page.click("form[action*=login] button[type=submit]")
    page.wait_for_url(lambda url: "/accounts/login/" not in url)


def press(page: Page, selector: str = "main form .form-actions .primary") -> None:
    page.click(selector)


def save_and_leave(page: Page) -> None:
    """A section's form is sent once the autosave on its way has arrived."""
    page.click("[name=done]")
    page.wait_for_url(lambda address: "/sections/" not in address)


def time_passes(code: str, **moments) -> None:
    with pgtrigger.ignore("programs.Call:content_frozen"):
        Call.objects.filter(code=code).update(**moments)


# Station 1


def a_visitor_finds_call_briefing_and_zone(page: Page, shoot) -> None:
    page.goto("/")
    shoot(page, "1-1-home")
    page.click(".site-nav a[href='/calls/']")
    expect(page.locator(".card-list .card")).to_have_count(12)
    shoot(page, "1-2-calls")

    for value in ("zone=gimhae", "stage=discovery", "status=closed"):
        page.click(f".facet a[href*='{value}']")
    found = page.locator(".card-list .card")
    expect(found).to_have_count(1)
    expect(found).to_contain_text("2020년 강소연구개발특구 육성사업 (경남 김해)")
    shoot(page, "1-3-filtered")

    page.goto("/calls/")
    page.fill("#id_q", "특구")
    page.fill("#id_closes_before", "2020-12-31")
    press(page, ".filter button[type=submit]")
    expect(page.locator(".card-list .card")).to_have_count(6)  # those of the six zones
    page.click("a[href='/calls/2020-gimhae-01/']")
    expect(page.locator("h1")).to_contain_text("경남 김해")
    expect(page.locator("main")).to_contain_text("의생명")
    shoot(page, "1-4-call")

    page.click("aside a[href^='/briefings/'] >> nth=0")
    expect(page.locator("h1")).to_contain_text("사업설명회")
    shoot(page, "1-5-briefing")
    with page.expect_download() as download:
        page.click("a[href$='/event.ics']")
    entry = Path(download.value.path()).read_text(encoding="utf-8")
    assert "BEGIN:VEVENT" in entry
    assert "DTSTART;VALUE=DATE:20200304" in entry

    page.goto("/calls/2020-gimhae-01/")
    page.click("aside a[href='/zones/gimhae/']")
    for text in ("인제대학교", "의생명", "72억", "60억", "12억"):
        expect(page.locator("main")).to_contain_text(text)
    page.locator(".figures").first.scroll_into_view_if_needed()
    shoot(page, "1-6-zone")


# Station 2


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


# Station 3


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
    page.check("[name=news][value=no]")
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


# Station 4


def it_registers_a_seat(page: Page, shoot, code: str) -> None:
    page.goto(f"/calls/{code}/")
    page.click("aside a[href^='/briefings/']")
    page.click("main a[href$='/register/']")
    expect(page.locator("[name=attendee_name]")).to_have_value("박대표")
    press(page)
    expect(page.locator(".notice.success").first).to_be_visible()
    shoot(page, "4-seat")


# Station 5


def staff_screen_and_assign(page: Page, shoot, application: Application) -> None:
    sign_in(page, "staff@example.kr")
    page.goto("/admin/programs/application/")
    page.fill("#searchbar", "예시바이오")
    press(page, "#changelist-search [type=submit]")
    page.click("#changelist-filter a[href*='state__exact=submitted']")
    expect(page.locator("#result_list tbody tr")).to_have_count(1)
    shoot(page, "5-1-admin-applications")
    page.click("#result_list a:has-text('예시바이오')")
    expect(page.locator("#content")).to_contain_text("병원 두 곳에서 화질과")
    shoot(page, "5-2-admin-application")

    page.click(".next-step a[href$='/screen/']")
    page.check("[name=result][value=eligible]")
    page.fill("[name=reason]", "자격과 서류를 확인했습니다.")
    press(page, ".submit-row input[type=submit]")
    page.click(".next-step a[href$='/assign/']")
    for reviewer in ("예시 평가위원 1", "예시 평가위원 2"):
        page.check(f"label:has-text('{reviewer}') input")
    shoot(page, "5-3-assign")
    press(page, ".submit-row input[type=submit]")
    expect(page.locator("#content")).to_contain_text("예시 평가위원 2")


def a_reviewer_scores(
    page: Page, shoot, application: Application, *, number: int, share: float
) -> None:
    reviewer = f"reviewer{number}@example.kr"
    asked = next(
        message for message in mail.outbox if message.to == [reviewer] and TITLE in message.body
    )
    sign_in(page, reviewer)
    page.goto(re.search(r"http\S+/desk/reviews/\d+/", asked.body)[0])
    expect(page.locator("main")).not_to_contain_text("병원 두 곳에서 화질과")
    shoot(page, f"5-4-reviewer-{number}-pledge")
    press(page, "form[action$='/pledge/'] button")
    expect(page.locator("main")).to_contain_text("병원 두 곳에서 화질과")
    for criterion in application.call.criteria.all():
        page.fill(f"[name=points_{criterion.pk}]", str(criterion.weight * share))
        page.fill(f"[name=reason_{criterion.pk}]", f"{criterion.label_ko}이 뚜렷합니다.")
    page.fill("[name=opinion]", f"위원 {number}: 실증 계획이 구체적입니다.")
    press(page, "form[action$='/scores/'] button.secondary")
    shoot(page, f"5-5-reviewer-{number}-scores")
    press(page, "button[formaction$='/finish/']")
    press(page, "dialog button[value=yes]")
    page.wait_for_url("**/desk/reviews/")


def staff_decide(page: Page, shoot, application: Application) -> None:
    page.goto(f"/admin/programs/application/{application.pk}/change/")
    page.click(".next-step a[href$='/decide/']")
    expect(page.locator("#content")).to_contain_text("85.00")
    page.check("[name=outcome][value=selected]")
    page.fill("[name=reason]", "실증 병원이 확보되어 있고 시장성이 높습니다.")
    shoot(page, "5-6-decide")
    press(page, ".submit-row input[type=submit]")
    expect(page.locator(".messagelist .success")).to_be_visible()
    shoot(page, "5-7-decided")


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
    expect(page.locator(".timeline")).to_contain_text("실증 병원이 확보되어")
    shoot(page, "5-8-decision")


def the_company_got_its_mails(page: Page) -> None:
    """Confirm the address, received, seat, screened, decided: each leads to its page."""
    mails = [message for message in mail.outbox if message.to == [COMPANY]]
    assert len(mails) == 5
    decided = mails[-1]
    assert TITLE in decided.subject + decided.body
    page.goto(re.search(r"http\S+/applications/\d+/", decided.body)[0])
    expect(page.locator(".status[data-status=selected]").first).to_be_visible()


# Station 6


def the_api_answers(page: Page, shoot, code: str) -> None:
    def ask(path: str) -> dict:
        answer = page.request.get(f"/api/v1/{path}")
        assert answer.status == 200
        return answer.json()

    zones = ask("zones/")
    assert "gimhae" in {zone["slug"] for zone in zones["results"]}
    calls = ask("calls/?zone=gimhae&stage=discovery&status=closed&q=특구")
    assert [call["code"] for call in calls["results"]] == ["2020-gimhae-01"]
    briefings = ask(f"briefings/?call={code}")
    assert [briefing["title_ko"] for briefing in briefings["results"]] == [
        "의료기기 실증 지원 사업설명회"
    ]
    assert "/api/v1/calls/" in ask("schema/?format=json")["paths"]
    page.goto("/api/v1/docs/")
    expect(page.locator("#swagger-ui")).to_contain_text("/api/v1/calls/")
    shoot(page, "6-api")
