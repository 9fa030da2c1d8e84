"""The way of a call to its approval with the keyboard alone: Tab, Enter, Space, arrows, and what is typed."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from portal.accounts.models import User
from programs.models import Call
from tests.e2e.journey.common import time_passes
from tests.e2e.keyboard import press_at, skip_to_main, tab_to, write_at
from tests.e2e.stage import STAFF
from tests.factories.programs import CallFactory
from zones.models import Agency

WRITER = "agency@example.kr"


@pytest.fixture
def shown(stage):
    """Calls that are public while a test runs; afterwards the lists are as other tests know them."""
    calls: list[Call] = []
    yield calls
    later = timezone.now() + timedelta(days=300)
    for call in calls:
        time_passes(
            call.code,
            published_at=later,
            opens_at=later,
            closes_at=later + timedelta(days=30),
        )


def go(page: Page, selector: str, address: str = "") -> None:
    """By a link or button of the main part; the head is skipped."""
    page.wait_for_load_state()
    skip_to_main(page)
    tab_to(page, selector)
    if address:
        page.keyboard.press("Enter")
        page.wait_for_url(address)


def test_an_error_takes_the_focus_and_leads_to_its_field(stage, open_browser):
    page = open_browser(WRITER)
    page.goto("/desk/agency/briefings/new/")
    skip_to_main(page)
    press_at(page, "main .form-actions .primary")
    summary = page.locator(".error-summary")

    expect(summary).to_be_focused()
    expect(page).to_have_title(re.compile("^오류"))
    press_at(page, ".error-summary a")
    expect(page.locator("main [aria-invalid=true]").first).to_be_focused()


def test_an_agency_submits_its_call_and_the_foundation_approves_it(shown, open_browser):
    agency = Agency.objects.get(slug="gimhae")
    writer = User.objects.get(email=WRITER)
    draft = CallFactory(agency=agency, created_by=writer, zones=[agency.zone], parts=True)
    shown.append(draft)
    desk = f"/desk/agency/calls/{draft.pk}/"
    page = open_browser(WRITER)
    page.goto(f"{desk}sections/purpose/")
    skip_to_main(page)
    write_at(page, "[name=purpose]", "키보드로 쓴 목적")
    press_at(page, "[name=done]")
    page.wait_for_url(lambda address: "/sections/" not in address)
    page.goto(desk)
    skip_to_main(page)
    press_at(page, "form[action$='/submit/'] button")
    expect(page.locator(".status[data-status=submitted]").first).to_be_visible()

    page = open_browser(STAFF)
    page.goto("/admin/")
    go(page, ".waiting-piles a[href*='/programs/call/']", "**/programs/call/**")
    go(page, f"#result_list a[href*='/call/{draft.pk}/']", f"**/call/{draft.pk}/**")
    go(page, ".next-step a[href$='/approve/']", "**/approve/")
    skip_to_main(page)
    press_at(page, ".submit-row input[type=submit]")
    expect(page.locator(".messagelist .success")).to_be_visible()
    approved = Call.objects.get(pk=draft.pk)
    assert (approved.state, approved.purpose) == ("approved", "키보드로 쓴 목적")


def test_focus_that_nobody_sees_would_be_found(stage, open_browser):
    """The control."""
    page = open_browser()
    for spoilt, why in {
        "main :focus { outline: none !important; box-shadow: none !important }": "not outlined",
        ".help { position: fixed; inset: 0; margin: 0; z-index: 9 }": "covered",
        "main :focus { position: fixed; top: -500px }": "out of view",
    }.items():
        page.goto("/accessibility/")
        skip_to_main(page)
        page.evaluate(
            "css => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css);"
            " document.adoptedStyleSheets = [sheet]; }",
            spoilt,
        )
        with pytest.raises(AssertionError, match=why):
            tab_to(page, "main .never")
