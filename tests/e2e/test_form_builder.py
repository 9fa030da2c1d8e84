"""The form builder without a mouse."""

from playwright.sync_api import Locator, Page, expect

from portal.accounts.models import User
from programs.models import Call
from tests.factories.programs import CallFactory, QuestionFactory
from zones.models import Agency

MOST_STOPS = 200  # of the tab key, from the beginning of a page to its end


def test_questions_change_places_by_the_keyboard(portal, open_browser):
    call = draft_with("지원 동기", "추진 계획")
    first, second = call.questions.order_by("position")
    page = open_browser("agency@example.kr")
    page.goto(f"/desk/agency/calls/{call.pk}/questions/")

    tab_to(page.locator(f"#question-{first.pk} button[value=down]"), page)
    page.keyboard.press("Enter")

    expect(page.locator("ol.tasks > li strong")).to_have_text([second.label_ko, first.label_ko])
    expect(page.locator(f"#question-{first.pk} button[value=down]")).to_be_focused()

    tab_to(page.locator(f"#question-{first.pk} button[value=up]"), page, key="Shift+Tab")
    page.keyboard.press("Enter")

    expect(page.locator("ol.tasks > li strong")).to_have_text([first.label_ko, second.label_ko])


def draft_with(*labels: str) -> Call:
    agency = Agency.objects.get(slug="gimhae")
    writer = User.objects.get(email="agency@example.kr")
    call = CallFactory(agency=agency, created_by=writer, zones=[agency.zone])
    for position, label in enumerate(labels, start=1):
        QuestionFactory(call=call, position=position, label_ko=label)
    return call


def tab_to(button: Locator, page: Page, *, key: str = "Tab") -> None:
    for _stop in range(MOST_STOPS):
        page.keyboard.press(key)
        if button.evaluate("node => node === document.activeElement"):
            return
    raise AssertionError("The tab key does not reach it")
