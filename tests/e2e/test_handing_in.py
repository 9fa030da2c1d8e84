"""Nobody hands in a draft without what their browser keeps of it."""

import json

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page, Route, expect

from programs.models import Application, Submission
from tests.e2e.conftest import session_of

OWNER = "company2@example.kr"


@pytest.fixture
def complete(stage) -> Application:
    """Submitted, and with everything there to be submitted again."""
    return Application.objects.get(
        call__code="example-gimhae-growth", company__members__user__email=OWNER
    )


def head(application: Application) -> str:
    return reverse("programs:application-section", args=[application.pk, "head"])


def check(application: Application) -> str:
    return reverse("programs:application-check", args=[application.pk])


def submissions(application: Application) -> int:
    return Submission.objects.filter(application=application).count()


@pytest.fixture
def keeper(complete, open_browser, portal):
    """A browser that keeps a title which the server does not have."""

    def opened(title: str) -> Page:
        page = open_browser(OWNER)
        page.goto(head(complete))
        page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
        page.fill("[name=title]", title)
        page.goto("/calls/")
        session = {"name": settings.SESSION_COOKIE_NAME, "value": session_of(OWNER), "url": portal}
        page.context.add_cookies([session])
        return page

    return opened


def test_a_kept_text_is_sent_first_and_shown_before_it_is_handed_in(complete, keeper):
    page = keeper("이 브라우저에만 있던 제목")
    on_their_way: list[Route] = []
    page.route(f"**{head(complete)}", lambda route: on_their_way.append(route))
    before = submissions(complete)
    page.goto(check(complete))

    page.click("form[data-hand-in] button")
    state = page.locator("form[data-hand-in] [data-state]")
    expect(state).to_have_text(state.get_attribute("data-sending"))
    assert submissions(complete) == before
    on_their_way.pop().continue_()
    expect(page.locator("main .summary").first).to_contain_text("이 브라우저에만 있던 제목")
    assert submissions(complete) == before
    page.click("form[data-hand-in] button")
    page.wait_for_url("**/receipts/**")

    last = Submission.objects.filter(application=complete).latest("pk")
    assert (json.loads(last.content)["title"], submissions(complete)) == (
        "이 브라우저에만 있던 제목",
        before + 1,
    )


def test_where_a_text_stays_unsent_nothing_is_submitted(complete, keeper):
    page = keeper("동료의 글과 다른 제목")
    before = submissions(complete)
    Application.objects.filter(pk=complete.pk).update(title="그동안 동료가 쓴 제목")
    page.goto(check(complete))

    page.click("form[data-hand-in] button")

    stopped = page.locator("form[data-hand-in] [data-stopped]")
    expect(stopped).to_be_visible()
    assert submissions(complete) == before
    stopped.locator("a").click()
    page.click("[data-forget]")
    page.goto(check(complete))
    page.click("form[data-hand-in] button")
    page.wait_for_url("**/receipts/**")
    assert submissions(complete) == before + 1


def test_of_a_text_typed_in_the_middle_of_a_save_the_check_page_sends_the_rest(
    complete, open_browser
):
    """Its page had sent another one before, and never got the answer."""
    page = open_browser(OWNER)
    page.goto(head(complete))

    def swallow(route: Route) -> None:
        route.fetch()
        route.abort("internetdisconnected")

    page.route(f"**{head(complete)}", swallow)
    page.fill("[name=title]", "왔으나 답이 없던 제목")
    words = page.locator("form[data-draft]").get_attribute("data-offline")
    expect(page.locator("[data-state]")).to_have_text(words)
    page.fill("[name=title]", "그 뒤에 쓴 제목")
    page.context.set_offline(True)
    page.goto("about:blank")
    page.context.set_offline(False)
    page.unroute_all()

    page.goto(check(complete))
    expect(page.locator("main .summary").first).to_contain_text("그 뒤에 쓴 제목")
    page.click("form[data-hand-in] button")
    page.wait_for_url("**/receipts/**")

    last = Submission.objects.filter(application=complete).latest("pk")
    assert json.loads(last.content)["title"] == "그 뒤에 쓴 제목"


def test_where_nothing_is_kept_one_press_is_enough(complete, open_browser):
    page = open_browser(OWNER)
    page.goto(check(complete))

    page.click("form[data-hand-in] button")

    page.wait_for_url("**/receipts/**")
