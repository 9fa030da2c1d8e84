"""The foundation screens and decides; reviewers score in between."""

import re
from datetime import timedelta

from django.core import mail
from django.utils import timezone
from playwright.sync_api import Page, expect

from programs.models import Application, Selection
from tests.e2e.journey.common import TITLE, press, sign_in
from tests.factories.programs import PanelFactory, at_its_instant


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
    panel = PanelFactory(call=application.call, per_application=2, quorum=2)
    page.click(".next-step a[href$='/assign/']")
    page.select_option("[name=panel]", str(panel.pk))
    for reviewer in ("예시 평가위원 1", "예시 평가위원 2"):
        page.check(f"label:has-text('{reviewer}') input")
    shoot(page, "5-3-assign")
    press(page, ".submit-row input[type=submit]")
    expect(page.locator(".messagelist .success")).to_be_visible()


def a_reviewer_scores(
    page: Page, shoot, application: Application, *, number: int, share: float
) -> None:
    reviewer = f"reviewer{number}@example.kr"
    asked = next(
        message for message in mail.outbox if message.to == [reviewer] and TITLE in message.body
    )
    sign_in(page, reviewer)
    page.goto(re.search(r"http\S+/desk/reviews/panels/\d+/", asked.body)[0])
    press(page, "form[action$='/accept/'] button")
    press(page, "form[action$='/pledge/'] button")
    page.click(".card-title a")
    expect(page.locator("main")).not_to_contain_text("병원 두 곳에서 화질과")
    shoot(page, f"5-4-reviewer-{number}-pledge")
    press(page, "form[action$='/pledge/'] button")
    expect(page.locator("main")).to_contain_text("병원 두 곳에서 화질과")
    for criterion in application.call.criteria.all():
        page.fill(f"[name=points_{criterion.pk}]", str(criterion.weight * share))
        page.fill(f"[name=reason_{criterion.pk}]", f"{criterion.label_ko}이 뚜렷합니다.")
    page.fill("[name=opinion]", f"위원 {number}: 실증 계획이 구체적입니다.")
    with page.expect_navigation():
        press(page, "form[action$='/scores/'] button.secondary")
    shoot(page, f"5-5-reviewer-{number}-scores")
    press(page, "button[formaction$='/finish/']")
    press(page, "dialog button[value=yes]")
    page.wait_for_url("**/desk/reviews/")


def staff_propose(page: Page, shoot, application: Application) -> None:
    pk = application.pk
    page.goto(f"/admin/programs/application/{pk}/change/")
    page.click(".next-step a[href*='/ranking/freeze/']")
    press(page, ".submit-row input[type=submit]")
    expect(page.locator(".messagelist .success")).to_be_visible()
    page.goto(f"/admin/programs/application/{pk}/change/")
    page.click(".next-step a[href*='/selection/propose/']")
    expect(page.locator("#content")).to_contain_text("85.00")
    page.select_option(f"[name=outcome_{pk}]", "selected")
    page.fill(f"[name=reason_{pk}]", "실증 병원이 확보되어 있고 시장성이 높습니다.")
    shoot(page, "5-6-propose")
    press(page, ".submit-row input[type=submit]")
    expect(page.locator(".messagelist .success")).to_be_visible()


def another_confirms(page: Page, shoot, application: Application) -> None:
    """Public in an hour; until then it stands in no list."""
    sign_in(page, "approver@example.kr")
    page.goto(f"/admin/programs/selection/?q={application.call.code}")
    page.click("#result_list tbody th a")
    page.click(".next-step a[href$='/confirm/']")
    instant = timezone.localtime(timezone.now() + timedelta(hours=1))
    page.fill("[name=publishes_at]", f"{instant:%Y-%m-%dT%H:%M}")
    shoot(page, "5-7-confirm")
    press(page, ".submit-row input[type=submit]")
    expect(page.locator(".messagelist .success")).to_be_visible()
    page.goto("/results/")
    expect(page.locator("main")).not_to_contain_text(TITLE)


def the_instant_comes(page: Page, shoot, application: Application) -> None:
    at_its_instant(Selection.objects.get(decisions__application=application))
    page.goto("/results/")
    page.click(f"a[href='/results/{application.call.code}/']")
    expect(page.locator("main")).to_contain_text(application.company.name)
    expect(page.locator("main")).not_to_contain_text("85.00")
    shoot(page, "5-8-result")
