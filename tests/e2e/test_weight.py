"""What a page weighs on the line, at first and when one comes back, and that nothing in it moves.

The server of these tests gives static files as they are; they are weighed as `collectstatic` packs
them for script/server, and pages as the portal packs them.
"""

import brotli
import pytest
from playwright.sync_api import Page, Response

from portal.common.compression import PACK
from programs.models import Briefing

PAGE_BYTES, FIRST_BYTES, LATER_BYTES = 30_000, 250_000, 40_000
TEXTS = ("text/css", "text/javascript", "image/svg+xml")
# Notes how far what is seen has moved by itself, as browsers reckon it (cumulative layout shift)
WATCH = """
window.moved = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    if (!entry.hadRecentInput) {
      window.moved.push(...entry.sources.map((source) => [
        entry.value, source.node?.outerHTML?.slice(0, 80) || String(source.node?.nodeName)
      ]));
    }
  }
}).observe({type: 'layout-shift', buffered: true});
"""


def weight(response: Response) -> int:
    kind = response.headers.get("content-type", "").partition(";")[0]
    if kind == "text/html":
        return len(PACK["br"](response.body()))
    return len(brotli.compress(response.body())) if kind in TEXTS else len(response.body())


def visited(page: Page, path: str) -> tuple[dict[str, int], list]:
    """What came over the line, without what the browser had, and what moved."""
    came: list[Response] = []
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    had: set[str] = set()
    line.on(
        "Network.responseReceived",
        lambda event: event["response"].get("fromDiskCache") and had.add(event["response"]["url"]),
    )
    line.on("Network.requestServedFromCache", lambda event: had.add(event["requestId"]))
    asked: dict[str, str] = {}
    line.on(
        "Network.requestWillBeSent",
        lambda event: asked.setdefault(event["request"]["url"], event["requestId"]),
    )

    def note(response: Response) -> None:
        came.append(response)

    page.on("response", note)
    page.goto(path, wait_until="load")
    page.evaluate("document.fonts.ready")
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")  # pictures that wait for it
    page.wait_for_load_state("networkidle")
    moved = page.evaluate("window.moved")
    page.remove_listener("response", note)
    line.detach()
    sent = [one for one in came if one.url not in had and asked.get(one.url) not in had]
    weighed = {
        one.url: weight(one)
        for one in sent
        if one.ok and not one.url.startswith(("data:", "blob:"))
    }
    return weighed, moved


def told(weighed: dict[str, int]) -> str:
    parts = sorted(weighed.items(), key=lambda part: -part[1])
    return "\n".join(f"{size:7} {url}" for url, size in parts)


@pytest.fixture
def paths(stage) -> list[str]:
    briefing = Briefing.objects.get(kind="policy_sharing")
    return [
        "/",
        "/calls/",
        "/calls/2020-gimhae-01/",
        "/briefings/",
        briefing.get_absolute_url(),
        "/zones/",
        "/zones/gimhae/",
        "/search/?q=특구",
    ]


@pytest.mark.parametrize("width", [360, 1280])
def test_pages_are_light_and_nothing_moves(paths, open_browser, width):
    for path in paths:
        page = open_browser(width=width)
        page.add_init_script(WATCH)
        first, moved = visited(page, path)
        later, moved_later = visited(page, path)

        html = max(
            size
            for url, size in first.items()
            if url.endswith(path.partition("?")[0]) or "?" in url
        )
        print(f"{path}: page {html}, first {sum(first.values())}, later {sum(later.values())}")
        assert html <= PAGE_BYTES, path
        assert sum(first.values()) <= FIRST_BYTES, told(first)
        assert sum(later.values()) <= LATER_BYTES, told(later)
        assert (moved, moved_later) == ([], []), path


def test_a_picture_that_comes_without_its_size_would_be_noticed(open_browser, portal):
    """The control of what is watched."""
    page = open_browser()
    page.add_init_script(WATCH)
    page.goto("/", wait_until="load")

    page.evaluate("document.querySelector('main').style.paddingTop = '200px'")
    page.wait_for_function("window.moved.length > 0")
