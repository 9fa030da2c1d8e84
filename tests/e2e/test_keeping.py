"""Nothing typed is lost: kept in the browser where the server did not get it, and offered again."""

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page, expect

from programs.models import Call
from tests.e2e.conftest import session_of
from tests.e2e.stage import STAFF

AGENCY = "agency@example.kr"
TEXT = "세션이 끝난 뒤에 보낸 글"
SIGN_OUT = ".site-tools button[form='sign-out']"


@pytest.fixture
def sign_in(portal):
    """A new session in a browser whose session has ended."""

    def signed_in(page: Page, email: str) -> None:
        session = {"name": settings.SESSION_COOKIE_NAME, "value": session_of(email), "url": portal}
        page.context.add_cookies([session])

    return signed_in


@pytest.fixture
def draft(stage) -> Call:
    drafts = Call.objects.filter(created_by__email=AGENCY, state="draft")
    return drafts.earliest("pk")


def end_session(page: Page) -> None:
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)


def section(call: Call) -> str:
    return reverse("programs:call-section", args=[call.pk, "purpose"])


def kept(page: Page) -> int:
    return page.evaluate(
        "Object.keys(localStorage).filter((key) => key.startsWith('kept:')).length"
    )


def wait_until_nothing_is_kept(page: Page) -> None:
    for _moment in range(50):
        if kept(page) == 0:
            return
        page.wait_for_timeout(100)
    raise AssertionError(page.evaluate("JSON.stringify(localStorage)"))


def test_a_section_survives_the_end_of_a_session(draft, open_browser, sign_in):
    """Typed when the session had ended, sent all the same, put back by itself after a new sign-in."""
    page = open_browser(AGENCY)
    page.goto(section(draft))
    end_session(page)
    page.fill("[name=purpose]", "세션이 끝난 뒤에 쓴 글")
    words = page.locator("form[data-draft]").get_attribute("data-signed-out")
    expect(page.locator("[data-state]")).to_have_text(words)

    page.fill("[name=purpose]", TEXT)
    page.click("[name=done]")
    page.wait_for_url("**/accounts/login/**")
    sign_in(page, AGENCY)
    page.goto(section(draft))
    expect(page.locator("[name=purpose]")).to_have_value(TEXT)
    wait_until_nothing_is_kept(page)
    assert Call.objects.get(pk=draft.pk).purpose == TEXT


def test_a_section_that_is_left_at_once_is_saved(draft, open_browser):
    """Also where it is shown in other words then: a blank less, and new empty rows."""
    page = open_browser(AGENCY)
    path = section(draft).replace("purpose", "criteria")
    page.goto(path)

    page.fill("[name=rows-0-label_ko]", "두 초가 지나기 전에 적은 항목 ")
    page.fill("[name=rows-0-weight]", "100")
    page.click(".section-around a >> nth=1")
    page.wait_for_url("**/adjustments/")
    page.wait_for_timeout(500)
    page.goto(path)

    expect(page.locator("[name=rows-0-label_ko]")).to_have_value("두 초가 지나기 전에 적은 항목")
    wait_until_nothing_is_kept(page)


def test_a_text_that_was_refused_is_kept(draft, open_browser):
    page = open_browser(AGENCY)
    path = reverse("programs:call-question-new", args=[draft.pk]) + "?kind=choice"
    page.goto(path)
    page.fill("[name=help_ko]", TEXT)
    page.click("main form[data-keep] [type=submit]")
    expect(page.locator(".error-summary")).to_be_visible()

    page.goto("/calls/")
    page.goto(path)

    page.click("[data-restore]")
    expect(page.locator("[name=help_ko]")).to_have_value(TEXT)


def test_a_text_put_back_does_not_overwrite_a_colleagues(draft, open_browser, sign_in):
    page = open_browser(AGENCY)
    page.goto(section(draft))
    end_session(page)
    page.fill("[name=purpose]", "나의 글")
    page.goto("/calls/")
    Call.objects.filter(pk=draft.pk).update(purpose="동료의 글")

    sign_in(page, AGENCY)
    page.goto(section(draft))
    page.click("[data-restore]")
    page.click("[name=done]")

    expect(page.locator("[role=alert] td:has-text('동료의 글')")).to_be_visible()
    expect(page.locator("[name=purpose]")).to_have_value("나의 글")
    assert Call.objects.get(pk=draft.pk).purpose == "동료의 글"


def forms(draft: Call) -> list[tuple[str, str, str]]:
    """Who, where, and in which field."""
    waiting = Call.objects.filter(created_by__email=AGENCY, state="submitted").earliest("pk")
    new_question = reverse("programs:call-question-new", args=[draft.pk])
    return [
        (AGENCY, f"{new_question}?kind=long", "[name=help_ko]"),
        (AGENCY, reverse("programs:call-import"), "[name=text]"),
        (AGENCY, reverse("programs:call-draft", args=[draft.pk]), "[name=reason] >> nth=0"),
        (STAFF, reverse("admin:programs_call_send_back", args=[waiting.pk]), "[name=reason]"),
        (STAFF, reverse("admin:programs_incident_add"), "[name=notice_ko]"),
        ("company@example.kr", reverse("zones:company-register"), "[name=address]"),
    ]


def test_every_form_survives_the_end_of_a_session(draft, open_browser, sign_in):
    for email, path, field in forms(draft):
        page = open_browser(email)
        page.goto(path)
        page.fill(field, TEXT)
        end_session(page)
        page.locator(field).locator("xpath=ancestor::form").locator("[type=submit]").first.click()
        page.wait_for_url("**/accounts/login/**")

        sign_in(page, email)
        page.goto(path)
        page.click("[data-kept]:not([hidden]) [data-restore]")
        expect(page.locator(field)).to_have_value(TEXT)


def test_a_kept_text_is_for_its_writer_until_it_is_saved_or_the_writer_signs_out(
    stage, open_browser, sign_in
):
    page = open_browser("company@example.kr")
    path = reverse("programs:inquiry-ask", args=["example-gimhae-growth"])
    page.goto(path)
    page.fill("[name=text]", TEXT)
    page.goto("/calls/")

    sign_in(page, "founder@example.kr")
    page.goto(path)
    expect(page.locator("[data-kept]")).to_be_hidden()
    sign_in(page, "company@example.kr")
    page.goto(path)
    page.click("[data-restore]")
    page.click(".form-actions [type=submit]")
    expect(page.locator("[data-saved-at]")).to_be_visible()
    assert kept(page) == 0

    page.fill("[name=text]", TEXT)
    page.click(SIGN_OUT)
    page.click("dialog [value=no]")
    expect(page.locator("[name=text]")).to_have_value(TEXT)
    assert kept(page) == 1
    page.click(SIGN_OUT)
    expect(page.locator("dialog a")).to_have_attribute("href", path)
    page.click("dialog [value=yes]")
    page.wait_for_url(lambda address: "/ask/" not in address)
    assert kept(page) == 0


def test_who_signs_out_is_asked_where_a_text_was_refused_and_loses_nothing_of_others(
    draft, open_browser, sign_in
):
    page = open_browser("company@example.kr")
    path = reverse("programs:inquiry-ask", args=["example-gimhae-growth"])
    page.goto(path)
    page.fill("[name=text]", TEXT)
    end_session(page)
    page.goto("/calls/")
    sign_in(page, AGENCY)
    page.goto(section(draft).replace("purpose", "criteria"))
    page.fill("[name=rows-0-weight]", "-5")
    words = page.locator("form[data-draft]").get_attribute("data-invalid")
    expect(page.locator("[data-state]")).to_have_text(words)

    page.goto("/desk/agency/")
    page.click(SIGN_OUT)
    expect(page.locator("dialog a")).to_have_count(1)
    page.click("dialog [value=yes]")
    page.wait_for_url(lambda address: "/desk/" not in address)

    sign_in(page, "company@example.kr")
    page.goto(path)
    page.click("[data-restore]")
    expect(page.locator("[name=text]")).to_have_value(TEXT)


def test_what_is_typed_is_saved_before_signing_out_and_nobody_is_asked(draft, open_browser):
    page = open_browser(AGENCY)
    page.goto(section(draft))
    page.fill("[name=purpose]", "로그아웃 직전에 쓴 글")

    page.click(SIGN_OUT)
    page.wait_for_url(lambda address: "/desk/" not in address)

    assert Call.objects.get(pk=draft.pk).purpose == "로그아웃 직전에 쓴 글"
    assert kept(page) == 0


def test_in_the_administration_signing_out_asks_as_well(draft, open_browser):
    page = open_browser(STAFF, width=360)
    page.goto(reverse("admin:programs_incident_add"))
    page.fill("[name=notice_ko]", TEXT)

    page.click("#logout-form button")
    page.click("dialog [value=yes]")

    page.wait_for_url(lambda address: "/incident/" not in address)
    assert kept(page) == 0


def test_what_is_offered_is_not_overwritten_by_what_is_typed_instead(stage, open_browser):
    page = open_browser("company@example.kr")
    path = reverse("programs:inquiry-ask", args=["example-gimhae-growth"])
    for text in ("먼저 쓰고 둔 글", "나중에 쓴 글"):
        page.goto(path)
        page.fill("[name=text]", text)
        page.goto("/calls/")

    page.goto(path)
    page.click("[data-restore]")
    expect(page.locator("[name=text]")).to_have_value("나중에 쓴 글")
    page.click("[data-restore]")

    expect(page.locator("[name=text]")).to_have_value("먼저 쓰고 둔 글")
    page.click("[data-restore]")  # what made way comes back as well
    expect(page.locator("[name=text]")).to_have_value("나중에 쓴 글")


def test_an_offer_in_a_section_outlives_what_is_saved_and_what_fails_beside_it(
    draft, open_browser, sign_in
):
    page = open_browser(AGENCY)
    page.goto(section(draft))
    end_session(page)
    page.fill("[name=purpose]", "답을 기다리는 글")
    page.goto("/calls/")
    Call.objects.filter(pk=draft.pk).update(purpose="그동안 동료가 쓴 글")
    sign_in(page, AGENCY)
    page.goto(section(draft))
    expect(page.locator("[data-kept]")).to_be_visible()

    page.fill("[name=purpose]", "새로 쓴 글")
    expect(page.locator("[data-state]")).to_have_class("saved")
    end_session(page)
    page.fill("[name=purpose]", "새로 쓰다 끊긴 글")
    words = page.locator("form[data-draft]").get_attribute("data-signed-out")
    expect(page.locator("[data-state]")).to_have_text(words)
    page.goto("/calls/")
    sign_in(page, AGENCY)
    page.goto(section(draft))

    expect(page.locator("[name=purpose]")).to_have_value("새로 쓰다 끊긴 글")
    page.click("[data-restore]")
    expect(page.locator("[name=purpose]")).to_have_value("답을 기다리는 글")


def test_a_text_too_long_for_a_farewell_is_kept_and_sent_on_the_next_visit(draft, open_browser):
    """While a page goes, a browser sends 64 kB at most, of all its pages together."""
    page = open_browser(AGENCY)
    page.add_init_script(
        "const whole = fetch; window.fetch = (address, options) =>"
        " options?.keepalive ? Promise.reject(new TypeError('too long')) : whole(address, options);"
    )
    long = "가" * 20_000
    page.goto(section(draft))
    page.fill("[name=purpose]", long)
    page.evaluate("location.assign('/calls/')")
    page.wait_for_url("**/calls/")
    assert kept(page) == 1

    page.goto(section(draft))

    expect(page.locator("[name=purpose]")).to_have_value(long)
    wait_until_nothing_is_kept(page)
    assert Call.objects.get(pk=draft.pk).purpose == long


def test_where_nothing_is_kept_signing_out_asks_nothing(stage, open_browser):
    page = open_browser(AGENCY)
    page.goto("/desk/agency/")

    page.click(SIGN_OUT)

    page.wait_for_url(lambda address: "/desk/" not in address)


def test_a_browser_that_can_keep_nothing_says_so_and_does_not_let_go(draft, open_browser):
    page = open_browser(AGENCY)
    page.add_init_script("Storage.prototype.setItem = () => { throw new Error('full'); }")
    page.goto(section(draft))
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.click("[name=purpose]")  # a browser asks only about pages that were touched
    end_session(page)

    page.fill("[name=purpose]", TEXT)

    words = page.locator("form[data-draft]").get_attribute("data-unkept")
    expect(page.locator("[data-state]")).to_have_text(words)
    page.evaluate("location.assign('/calls/')")
    expect(page.locator("[name=purpose]")).to_have_value(TEXT)
    assert asked == ["beforeunload"]
