"""The desk on the day with a bad line: what was scanned arrives, each guest once."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, Route, expect

from programs.models import Attendance
from programs.queries.attendance import ticket_address
from tests.factories.programs import BriefingFactory, RegistrationFactory, days
from tests.words import said
from zones.models import Agency

AGENCY = "agency@example.kr"
# A camera that shows what `window.shown` says; headless browsers have neither camera nor detector
CAMERA = """
window.shown = [];
window.BarcodeDetector = class { async detect() { return window.shown.map((rawValue) => ({ rawValue })); } };
navigator.mediaDevices.getUserMedia = async () => document.createElement("canvas").captureStream();
"""


@pytest.fixture
def briefing(stage):
    agency = Agency.objects.get(slug="gimhae")
    return BriefingFactory(agency=agency, starts_at=days(0.01), ends_at=days(0.1))


@pytest.fixture
def guests(briefing):
    names = ("김첫째", "이둘째")
    return [RegistrationFactory(briefing=briefing, attendee_name=name) for name in names]


def open_desk(open_browser, briefing, script: str = "") -> Page:
    page = open_browser(AGENCY, width=360)
    if script:
        page.add_init_script(script)
    page.goto(reverse("programs:briefing-check-in", args=[briefing.pk]))
    return page


def type_number(page: Page, number: str) -> None:
    page.fill("[name=number]", number)
    page.press("[name=number]", "Enter")


def kept(page: Page) -> list[str]:
    return page.evaluate("Object.values(localStorage).filter((text) => text.includes('scan'))")


def came(briefing) -> list[str]:
    found = Attendance.objects.filter(registration__briefing=briefing).order_by("arrived_at")
    return [one.registration.attendee_name for one in found]


def test_what_was_scanned_without_a_line_arrives_once_when_there_is_one(
    open_browser, briefing, guests
):
    first, second = guests
    page = open_desk(open_browser, briefing)
    answers = page.locator("[data-answers] > li")

    page.context.set_offline(True)
    for number in (first.code, second.code.lower(), first.code):
        type_number(page, number)
    expect(answers).to_have_count(3)
    expect(page.locator(".is-waiting")).to_have_count(3)
    texts = kept(page)
    assert len(texts) == 3
    assert not any(guest.attendee_name in text for guest in guests for text in texts)
    assert came(briefing) == []
    page.context.set_offline(False)

    expect(page.locator(".is-new")).to_have_count(2)
    expect(page.locator(".is-doubtful")).to_have_count(1)
    expect(page.locator("[data-present]")).to_have_text("2")
    assert came(briefing) == ["김첫째", "이둘째"]
    assert kept(page) == []


def test_an_answer_that_was_lost_does_not_make_a_guest_one_who_came_before(
    open_browser, briefing, guests
):
    page = open_desk(open_browser, briefing)
    lost = []

    def lose_the_first(route: Route) -> None:
        if lost:
            route.continue_()
            return
        lost.append(route.fetch())
        route.abort("internetdisconnected")

    page.route("**/scans/", lose_the_first)
    type_number(page, guests[0].code)

    expect(page.locator(".is-new")).to_have_count(1)
    assert (len(lost), came(briefing)) == (1, ["김첫째"])


def test_scans_outlive_a_page_that_was_closed_without_a_line(open_browser, briefing, guests):
    page = open_desk(open_browser, briefing)
    page.context.set_offline(True)
    type_number(page, guests[0].code)
    expect(page.locator(".is-waiting")).to_have_count(1)
    page.close()

    page.context.set_offline(False)
    again = page.context.new_page()
    again.goto(reverse("programs:briefing-check-in", args=[briefing.pk]))

    expect(again.locator(".is-new")).to_have_count(1)
    assert came(briefing) == ["김첫째"]


def test_the_camera_takes_a_ticket_once_and_refuses_a_foreign_code(open_browser, briefing, guests):
    page = open_desk(open_browser, briefing, CAMERA)
    page.locator("[data-camera]").click()

    page.evaluate("(text) => { window.shown = [text]; }", ticket_address(guests[0].code))
    expect(page.locator(".is-new")).to_have_count(1)
    page.evaluate("() => { window.shown = ['https://elsewhere.example/' + 'A'.repeat(10_000)]; }")
    expect(page.locator(".is-doubtful")).to_have_count(1)

    assert came(briefing) == ["김첫째"]
    assert kept(page) == []


def test_signing_out_asks_before_scans_are_lost(open_browser, briefing, guests):
    page = open_desk(open_browser, briefing)
    page.route("**/scans/", lambda route: route.abort("internetdisconnected"))
    type_number(page, guests[0].code)
    expect(page.locator(".is-waiting")).to_have_count(1)

    page.evaluate("document.querySelector('form[action$=\"/logout/\"]').requestSubmit()")

    expect(page.locator("dialog")).to_contain_text(said("Check-in"))
    assert len(kept(page)) == 1


def test_without_scripts_a_number_is_checked_in(open_browser, briefing, guests):
    page = open_browser(AGENCY, width=360, has_scripts=False)
    page.goto(reverse("programs:briefing-check-in", args=[briefing.pk]))

    type_number(page, guests[0].code)

    expect(page.locator(".scan-list li")).to_have_count(1)
    assert came(briefing) == ["김첫째"]
