"""A project plan in a real browser: rows that grow, and a budget that is judged while it is typed."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from programs.models import Application, BudgetLine, Call, Participant
from zones.models import Company

OWNER = "company@example.kr"


@pytest.fixture
def draft(stage) -> Application:
    company = Company.objects.get(members__user__email=OWNER)
    return Application.objects.get(call=Call.objects.get(code="example-joint-rbd"), company=company)


def opened(open_browser, draft: Application, section: str, **options) -> Page:
    page = open_browser(OWNER, language="en", **options)
    page.goto(reverse(f"programs:application-{section}", args=[draft.pk]))
    return page


def partners(draft: Application) -> list[Participant]:
    return list(draft.participants.exclude(role="lead"))


def wait_for_name(page: Page, draft: Application, name: str) -> None:
    for _moment in range(100):
        if name in [one.name for one in partners(draft)]:
            return
        page.wait_for_timeout(100)
    raise AssertionError([one.name for one in partners(draft)])


def test_a_new_row_keeps_its_organisation_while_it_is_typed_on(draft, open_browser):
    page = opened(open_browser, draft, "participants")
    page.click("[data-add-row]")
    row = page.locator("table.entry tbody tr").last

    row.locator("[name$=-name]").fill("새")
    wait_for_name(page, draft, "새")
    first = {one.key for one in partners(draft)}
    row.locator("[name$=-name]").fill("새 기관")
    wait_for_name(page, draft, "새 기관")

    assert {one.key for one in partners(draft)} == first
    row.locator("[name$=-name]").fill("")


def test_a_budget_is_judged_while_it_is_typed_and_nothing_of_that_is_saved_by_the_check(
    draft, open_browser
):
    page = opened(open_browser, draft, "budget")

    page.fill("[name=lead-materials-government_won]", "1억")

    check = page.locator("[data-budget-check]")
    expect(check).to_contain_text("KRW 100,000,075")
    expect(check.locator("[data-status=fails]").first).to_be_visible()
    expect(page.locator("[data-budget-said]")).not_to_be_empty()


def test_an_amount_is_read_whole_on_a_phone(draft, open_browser):
    page = opened(open_browser, draft, "budget", width=360)
    page.context.set_offline(True)  # the draft stays as it was

    for amount in page.locator(".amounts [name^=lead-labour-]").all():
        amount.fill("1500000000")
        expect(amount).to_have_value("1,500,000,000")
        assert amount.evaluate("field => field.scrollWidth <= field.clientWidth")


def test_the_button_of_a_row_stands_on_one_line(draft, open_browser):
    page = open_browser(OWNER, language="ko")
    for section in ["participants", "people", "milestones"]:
        page.goto(reverse(f"programs:application-{section}", args=[draft.pk]))
        button = page.locator(".taking-out button").first
        assert button.bounding_box()["height"] < 50, section


def test_without_scripts_the_button_saves_and_checks(draft, open_browser):
    page = opened(open_browser, draft, "budget", has_scripts=False)

    page.fill("[name=lead-activities-cash_won]", "1,234")
    page.click("[name=more]")

    assert (
        BudgetLine.objects.get(participant__application=draft, item="activities").cash_won == 1234
    )
    expect(page.locator("[data-budget-check]")).to_contain_text("1,239")


def test_a_row_is_taken_out_whole(draft, open_browser):
    page = opened(open_browser, draft, "participants")
    page.click("[data-add-row]")
    row = page.locator("table.entry tbody tr").last
    row.locator("[name$=-name]").fill("지울 기관")
    row.locator("[name$=-task]").fill("할 일")
    wait_for_name(page, draft, "지울 기관")

    row.get_by_role("button", name="Take row").click()

    for _moment in range(100):
        if "지울 기관" not in [one.name for one in partners(draft)]:
            break
        page.wait_for_timeout(100)
    assert {"지울 기관", "할 일"}.isdisjoint(
        text for one in partners(draft) for text in (one.name, one.task)
    )
    page.click("[data-add-row]")
    names = page.eval_on_selector_all("table.entry [name$=-name]", "all => all.map(o => o.name)")
    assert len(names) == len(set(names))


def test_without_scripts_a_tick_takes_the_row_out(draft, open_browser):
    page = opened(open_browser, draft, "milestones", has_scripts=False)
    page.locator("[name=rows-0-what]").fill("지울 일정")
    page.locator("[name=rows-0-first_month]").fill("1")
    page.locator("button[name=more]").last.click()
    assert draft.milestones.filter(what="지울 일정").exists()
    number = draft.milestones.filter(what="지울 일정").get().position - 1

    page.locator(f"[name=rows-{number}-taken_out]").check()
    page.locator("button[name=more]").last.click()

    assert not draft.milestones.filter(what="지울 일정").exists()
