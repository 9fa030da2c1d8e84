"""What anybody reads without signing in."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.journey.common import press


def a_visitor_finds_call_briefing_and_zone(page: Page, shoot) -> None:
    page.goto("/")
    shoot(page, "1-1-home")
    page.click(".site-nav a[href='/calls/']")
    expect(page.locator(".card-list .card")).to_have_count(14)
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
