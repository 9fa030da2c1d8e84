"""A visitor whose line is gone reads so on a page of the portal, and goes on when it is back."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import TIMEOUT_MS

GONE = "인터넷 연결이 끊겼습니다"
READY = "navigator.serviceWorker.ready.then((it) => it.active !== null)"
KEPT = """async () => {
  const kept = [];
  for (const name of await caches.keys()) {
    for (const request of await (await caches.open(name)).keys()) kept.push(new URL(request.url).pathname);
  }
  return kept;
}"""
PARTS = {
    "/offline/",
    "/static/portal/standalone.css",
    "/static/portal/fonts.css",
    "/static/portal/offline.js",
}


@pytest.fixture
def visitor(chromium, portal):
    context = chromium.new_context(
        base_url=portal, locale="ko-KR", viewport={"width": 360, "height": 800}
    )
    context.set_default_timeout(TIMEOUT_MS)
    page = context.new_page()
    page.goto("/results/register/")
    assert page.evaluate(READY)
    page.wait_for_function("caches.keys().then((names) => names.length === 1)")
    yield page
    context.set_offline(False)
    context.close()


def test_without_a_line_the_portal_says_so_and_goes_on_by_itself(visitor: Page):
    visitor.context.set_offline(True)

    answer = visitor.goto("/calls/?q=특구")

    assert (answer.status, answer.from_service_worker) == (503, True)
    expect(visitor.get_by_role("heading", name=GONE)).to_be_visible()
    assert (
        visitor.evaluate("getComputedStyle(document.querySelector('.button')).color")
        == "rgb(255, 255, 255)"
    )

    visitor.context.set_offline(False)

    expect(visitor.get_by_role("heading", name=GONE)).to_have_count(0)
    assert "/calls/?q=" in visitor.url
    expect(visitor.locator("h1")).not_to_be_empty()


def test_only_that_page_is_kept_whatever_else_was_read(visitor: Page):
    for path in ("/", "/calls/", "/accounts/login/", "/results/register.json"):
        visitor.request.get(path)
    visitor.goto("/calls/")

    assert set(visitor.evaluate(KEPT)) == PARTS


def test_what_the_browser_keeps_of_a_text_is_told_where_there_is_one(visitor: Page):
    visitor.context.set_offline(True)
    visitor.goto("/calls/")
    words = visitor.locator("[data-kept]").first
    expect(words).to_be_hidden()

    visitor.evaluate("localStorage.setItem('kept:1:/desk/ 1', '{}')")
    visitor.reload()

    expect(words).to_be_visible()


def test_a_form_that_is_sent_does_not_pass_the_worker(visitor: Page):
    seen = []
    visitor.on("response", lambda response: seen.append(response))
    visitor.set_viewport_size({"width": 1280, "height": 800})
    visitor.get_by_role("button", name="English").first.click()
    visitor.wait_for_load_state()

    sent = [one for one in seen if one.request.method == "POST"]
    assert [(one.status, one.from_service_worker) for one in sent] == [(302, False)]
