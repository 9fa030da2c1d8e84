"""The time that is left goes by the portal's clock, whatever the computer's says."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from programs.models import Call

# As on a computer whose battery is empty, or whose owner turns the clock back
WRONG_CLOCK = "const Right = Date; Date.now = () => 0; window.Date = class extends Right {" + (
    "constructor(...given) { super(...(given.length ? given : [0])); } };"
)


def seconds(text: str) -> int:
    found = re.search(r"(?:(\d+)일 )?(\d\d):(\d\d):(\d\d) 남음", text)
    assert found, text
    days, hours, minutes, rest = (int(part or 0) for part in found.groups())
    return ((days * 24 + hours) * 60 + minutes) * 60 + rest


@pytest.mark.parametrize("script", ["", WRONG_CLOCK], ids=["right", "wrong"])
def test_countdown_goes_by_the_portals_clock(stage, open_browser, script):
    call = Call.objects.open().exclude(closes_at=None).earliest("pk")
    page = open_browser()
    page.add_init_script(script)
    page.goto(call.get_absolute_url())

    shown = page.locator("[data-countdown]:not([hidden])")
    left = seconds(shown.inner_text())

    assert abs(timedelta(seconds=left) - (call.closes_at - timezone.now())) < timedelta(seconds=30)
    page.wait_for_function(
        "(before) => document.querySelector('[data-countdown]').textContent !== before",
        arg=shown.inner_text(),
    )
    assert seconds(shown.inner_text()) < left


def test_button_goes_with_the_last_second(stage, open_browser):
    """What a page promised while the call was open is not left standing."""
    page = open_browser()
    call = Call.objects.open().exclude(closes_at=None).earliest("pk")
    page.goto(call.get_absolute_url())
    page.evaluate(
        """() => {
          const part = document.createElement("div");
          part.dataset.whileOpen = "";
          part.textContent = "Submit";
          document.querySelector("main").append(part);
        }"""
    )
    part = page.locator("[data-while-open]")
    expect(part).to_be_visible()

    page.evaluate(
        """() => {
          for (const place of document.querySelectorAll("[data-countdown]"))
            place.dataset.countdown = "2000-01-01T00:00:00Z";
        }"""
    )

    expect(part).to_be_hidden()
