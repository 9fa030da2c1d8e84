"""Nothing typed into an application is lost: a cut line, an ended session, two members at once."""

import json
import re
from contextlib import suppress

import pytest
from django.conf import settings
from django.db import connection
from django.urls import reverse
from playwright.sync_api import Error, Page, Route, expect

from portal.accounts.models import User
from programs.models import Application, Call
from tests.e2e.conftest import session_of
from zones.models import Company, CompanyMember

DEMO_PASSWORD = "example-portal-2026"
OWNER, COLLEAGUE = "company@example.kr", "newcomer@example.kr"
SAVED = ".draft-state [data-saved-last]"
UNSAVED = re.compile("unsaved")
HASTE = """{
  const timeout = AbortSignal.timeout;
  AbortSignal.timeout = (ms) => timeout.call(AbortSignal, ms / 30);
}"""


@pytest.fixture
def draft(stage) -> Application:
    """The draft of the demonstration's company, with a second member beside its owner."""
    company = Company.objects.of(User.objects.get(email=OWNER)).get()
    call = Call.objects.get(code="example-gimhae-growth")
    colleague = User.objects.get(email=COLLEAGUE)
    CompanyMember.objects.get_or_create(company=company, user=colleague)
    return Application.objects.get(call=call, company=company)


def section(application: Application, code: str = "head") -> str:
    return reverse("programs:application-section", args=[application.pk, code])


def title(application: Application) -> str:
    return Application.objects.get(pk=application.pk).title


def wait_until_saved(page: Page, application: Application, text: str) -> None:
    for _moment in range(100):
        if title(application) == text:
            return
        page.wait_for_timeout(100)
    raise AssertionError((title(application), page.locator(".draft-state").inner_text()))


def wait_until_nothing_is_kept(page: Page) -> None:
    for _moment in range(50):
        with suppress(Error):  # the page is loading anew
            if page.evaluate("localStorage.length") == 0:
                return
        page.wait_for_timeout(100)
    raise AssertionError(page.evaluate("JSON.stringify(localStorage)"))


def words(page: Page, name: str) -> str:
    return page.locator("form[data-draft]").get_attribute(f"data-{name}")


def sign_in(page: Page, portal: str, email: str) -> None:
    session = {"name": settings.SESSION_COOKIE_NAME, "value": session_of(email), "url": portal}
    page.context.add_cookies([session])


def end_session(page: Page) -> None:
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)


def test_what_is_typed_is_saved_by_itself_and_the_time_is_told(draft, open_browser):
    page = open_browser(OWNER)
    page.goto(section(draft))

    page.locator("[name=title]").press_sequentially("저절로 저장되는 제목")
    wait_until_saved(page, draft, "저절로 저장되는 제목")

    draft.refresh_from_db()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT to_char(%s AT TIME ZONE 'Asia/Seoul', 'HH24:MI:SS')", [draft.saved_at]
        )
        (at,) = cursor.fetchone()
    expect(page.locator(SAVED)).to_have_text(f"{words(page, 'saved')} {at}")


def test_typing_goes_on_while_the_line_is_cut(draft, open_browser):
    page = open_browser(OWNER)
    page.goto(section(draft))
    page.fill("[name=title]", "끊기기 전")
    wait_until_saved(page, draft, "끊기기 전")

    page.context.set_offline(True)
    page.fill("[name=title]", "끊긴 동안 쓴 제목")
    expect(page.locator("[data-state]")).to_have_text(words(page, "offline"))
    assert page.evaluate("localStorage.length") == 1
    assert title(draft) == "끊기기 전"
    page.context.set_offline(False)

    wait_until_saved(page, draft, "끊긴 동안 쓴 제목")
    wait_until_nothing_is_kept(page)


def kept_texts(page: Page) -> list[str]:
    """The titles that this browser keeps, whatever the page says."""
    kept = page.evaluate("Object.values(localStorage)")
    return [dict(json.loads(one)["entries"])["title"] for one in kept]


def hold(page: Page, application: Application, answer) -> None:
    """What is sent to the section is in the hands of `answer`."""
    page.route(
        f"**{section(application)}",
        lambda route: answer(route) if route.request.method == "POST" else route.continue_(),
    )


def swallow(route: Route) -> None:
    """It arrives, and the line is cut before the answer."""
    route.fetch()
    route.abort("internetdisconnected")


def test_what_is_typed_is_kept_before_anything_is_sent(draft, open_browser):
    page = open_browser(OWNER)
    page.goto(section(draft))

    page.fill("[name=title]", "보내기 전의 제목")

    assert kept_texts(page) == ["보내기 전의 제목"]
    wait_until_saved(page, draft, "보내기 전의 제목")
    wait_until_nothing_is_kept(page)


def test_a_line_that_is_stalled_is_as_good_as_cut(draft, open_browser):
    page = open_browser(OWNER)
    page.add_init_script(HASTE)
    page.goto(section(draft))
    hold(page, draft, lambda route: None)

    page.fill("[name=title]", "막힌 동안 쓴 제목")

    expect(page.locator("[data-state]")).to_have_text(words(page, "offline"))
    assert kept_texts(page) == ["막힌 동안 쓴 제목"]
    page.unroute_all()
    wait_until_saved(page, draft, "막힌 동안 쓴 제목")
    wait_until_nothing_is_kept(page)


def test_a_save_whose_answer_is_lost_is_no_conflict_with_oneself(draft, open_browser):
    page = open_browser(OWNER)
    page.goto(section(draft))
    hold(page, draft, swallow)

    page.fill("[name=title]", "왔으나 답이 없던 제목")
    wait_until_saved(page, draft, "왔으나 답이 없던 제목")
    expect(page.locator("[data-state]")).to_have_text(words(page, "offline"))
    page.fill("[name=title]", "그 뒤에 쓴 제목")
    page.unroute_all()

    wait_until_saved(page, draft, "그 뒤에 쓴 제목")
    wait_until_nothing_is_kept(page)


def test_a_page_that_is_closed_in_the_middle_of_a_save_is_no_conflict_with_oneself(
    draft, open_browser
):
    page = open_browser(OWNER)
    page.goto(section(draft))
    hold(page, draft, swallow)
    page.fill("[name=title]", "저장되던 제목")
    wait_until_saved(page, draft, "저장되던 제목")

    page.fill("[name=title]", "저장되는 동안 쓴 제목")
    page.context.set_offline(True)
    page.goto("about:blank")
    page.context.set_offline(False)
    page.unroute_all()
    page.goto(section(draft))

    expect(page.locator("[name=title]")).to_have_value("저장되는 동안 쓴 제목")
    wait_until_saved(page, draft, "저장되는 동안 쓴 제목")
    expect(page.locator("[data-kept]")).to_be_hidden()
    wait_until_nothing_is_kept(page)


def test_what_was_saved_is_not_offered_where_it_reads_differently(draft, open_browser):
    page = open_browser(OWNER)
    page.goto(section(draft))
    hold(page, draft, swallow)

    page.fill("[name=title]", "  빈칸이 빠진 제목 ")
    wait_until_saved(page, draft, "빈칸이 빠진 제목")
    page.context.set_offline(True)
    page.goto("about:blank")
    page.context.set_offline(False)
    page.unroute_all()
    page.goto(section(draft))

    wait_until_nothing_is_kept(page)
    expect(page.locator("[data-kept]")).to_be_hidden()
    expect(page.locator("[name=title]")).to_have_value("빈칸이 빠진 제목")


def test_of_two_windows_each_keeps_its_text(draft, open_browser, portal):
    first = open_browser(OWNER)
    first.goto(section(draft))
    second = first.context.new_page()
    second.goto(section(draft))
    end_session(first)
    for page, text in [(first, "한 창의 제목"), (second, "다른 창의 제목")]:
        page.fill("[name=title]", text)
        page.goto("/calls/")
    sign_in(first, portal, OWNER)

    first.goto(section(draft))
    wait_until_saved(first, draft, "다른 창의 제목")
    first.click("[data-restore]")

    wait_until_saved(first, draft, "한 창의 제목")


def test_a_page_that_stays_open_saves_after_a_new_sign_in_elsewhere(draft, open_browser):
    page = open_browser(OWNER)
    page.goto(section(draft))
    end_session(page)
    page.fill("[name=title]", "세션이 끝난 뒤에 쓴 제목")
    expect(page.locator("[data-state]")).to_have_text(words(page, "signed-out"))

    other_tab = page.context.new_page()  # and with it, a new token for forms
    other_tab.goto("/accounts/login/")
    other_tab.fill("[name=login]", OWNER)
    other_tab.fill("[name=password]", DEMO_PASSWORD)
    other_tab.click("main button[type=submit]")

    wait_until_saved(page, draft, "세션이 끝난 뒤에 쓴 제목")
    wait_until_nothing_is_kept(page)


def test_a_page_that_was_left_saves_when_it_is_opened_again(draft, open_browser, portal):
    page = open_browser(OWNER)
    page.goto(section(draft))
    end_session(page)
    page.fill("[name=title]", "보내다 로그인 화면으로 간 제목")
    page.click("main form [type=submit] >> nth=0")
    page.wait_for_url("**/accounts/login/**")

    sign_in(page, portal, OWNER)
    page.goto(section(draft))

    expect(page.locator("[name=title]")).to_have_value("보내다 로그인 화면으로 간 제목")
    wait_until_saved(page, draft, "보내다 로그인 화면으로 간 제목")
    wait_until_nothing_is_kept(page)


def test_the_overview_sends_what_the_browser_kept(draft, open_browser, portal):
    page = open_browser(OWNER)
    page.goto(section(draft))
    end_session(page)
    page.fill("[name=title]", "떠난 뒤에 보낸 제목")
    page.goto("/calls/")

    sign_in(page, portal, OWNER)
    page.goto(reverse("programs:application-edit", args=[draft.pk]))

    wait_until_saved(page, draft, "떠난 뒤에 보낸 제목")
    wait_until_nothing_is_kept(page)


def test_another_person_at_this_machine_sends_nothing(draft, open_browser, portal):
    page = open_browser(OWNER)
    page.goto(section(draft))
    before = title(draft)
    end_session(page)
    page.fill("[name=title]", "남이 보내면 안 되는 제목")
    expect(page.locator("[data-state]")).to_have_text(words(page, "signed-out"))

    sign_in(page, portal, COLLEAGUE)

    expect(page.locator("[data-state]")).to_have_text(words(page, "another"))
    assert title(draft) == before


@pytest.fixture
def clashing(draft, open_browser):
    """The page of one who typed a title while a colleague saved another, and pressed "save"."""
    Application.objects.filter(pk=draft.pk).update(title="처음 제목")
    mine, theirs = open_browser(OWNER), open_browser(COLLEAGUE)
    mine.goto(section(draft))
    theirs.goto(section(draft))
    theirs.fill("[name=title]", "동료가 쓴 제목")
    wait_until_saved(theirs, draft, "동료가 쓴 제목")

    mine.fill("[name=title]", "내가 쓴 제목")
    expect(mine.locator("[data-state]")).to_contain_text(words(mine, "changed"))
    expect(mine.locator(".draft-state")).to_have_class(UNSAVED)
    mine.click(".form-actions [type=submit] >> nth=0")
    expect(mine.locator("[role=alert] td:has-text('동료가 쓴 제목')")).to_be_visible()
    return mine


def test_two_members_get_both_texts_and_one_presses_whose_stands(draft, clashing, shoot):
    expect(clashing.locator("[name=title]")).to_have_value("내가 쓴 제목")
    shoot(clashing, "two-texts")
    assert title(draft) == "동료가 쓴 제목"

    clashing.fill("[name=title]", "둘을 합친 제목")
    clashing.click("[name=mine]")

    wait_until_saved(clashing, draft, "둘을 합친 제목")
    expect(clashing.locator("[name=mine]")).to_have_count(0)
    wait_until_nothing_is_kept(clashing)


def test_nothing_is_saved_by_itself_while_two_texts_stand_side_by_side(draft, clashing):
    posts = []
    clashing.on("request", lambda request: request.method == "POST" and posts.append(request.url))

    clashing.fill("[name=title]", "내가 쓴 제목 더")
    clashing.wait_for_timeout(2500)
    assert (posts, title(draft)) == ([], "동료가 쓴 제목")
    clashing.locator("[name=title]").press("Enter")
    clashing.wait_for_load_state()

    expect(clashing.locator("[role=alert] td:has-text('내가 쓴 제목 더')")).to_be_visible()
    assert title(draft) == "동료가 쓴 제목"


def test_the_text_of_the_colleague_is_taken_over_by_one_press(draft, clashing):
    clashing.click("[name=theirs]")

    expect(clashing.locator("[name=title]")).to_have_value("동료가 쓴 제목")
    expect(clashing.locator("[name=theirs]")).to_have_count(0)
    wait_until_nothing_is_kept(clashing)
    assert title(draft) == "동료가 쓴 제목"


def test_two_members_in_different_fields_are_both_saved(draft, open_browser):
    mine, theirs = open_browser(OWNER), open_browser(COLLEAGUE)
    mine.goto(section(draft))
    theirs.goto(section(draft))
    theirs.fill("[name=title]", "동료만 고친 제목")
    wait_until_saved(theirs, draft, "동료만 고친 제목")

    mine.fill("[name=requested_won]", "7,654,321")
    with mine.expect_navigation():
        mine.click("[name=more]")

    draft.refresh_from_db()
    assert (draft.title, draft.requested_won) == ("동료만 고친 제목", 7_654_321)


def test_save_that_is_pressed_without_a_line_stays_on_the_page(draft, open_browser):
    page = open_browser(OWNER)
    page.goto(section(draft))
    page.context.set_offline(True)
    page.fill("[name=title]", "끊긴 채 저장을 누른 제목")
    page.click("[name=more]")

    expect(page.locator("[data-state]")).to_have_text(words(page, "offline"))
    expect(page.locator(".draft-state")).to_have_class(UNSAVED)
    expect(page.locator("[name=title]")).to_have_value("끊긴 채 저장을 누른 제목")
    page.context.set_offline(False)

    wait_until_saved(page, draft, "끊긴 채 저장을 누른 제목")
    expect(page.locator(".draft-state")).not_to_have_class(UNSAVED)
    with page.expect_navigation():
        page.click("[name=more]")
    expect(page.locator("[name=title]")).to_have_value("끊긴 채 저장을 누른 제목")


def test_what_is_not_valid_is_named_and_kept_and_the_rest_is_saved(draft, open_browser):
    page = open_browser(OWNER)
    page.goto(section(draft))

    page.fill("[name=requested_won]", "많이")
    page.fill("[name=title]", "금액이 틀린 제목")
    wait_until_saved(page, draft, "금액이 틀린 제목")
    label = page.locator("label[for=id_requested_won]").evaluate("label => label.firstChild.data")
    expect(page.locator("[data-state]")).to_contain_text(label.strip())
    expect(page.locator(".draft-state")).to_have_class(UNSAVED)
    expect(page.locator("[name=requested_won]")).to_have_attribute("aria-invalid", "true")
    page.goto("/calls/")
    page.goto(section(draft))

    expect(page.locator("[name=requested_won]")).to_have_value("많이")
    expect(page.locator("[name=title]")).to_have_value("금액이 틀린 제목")
