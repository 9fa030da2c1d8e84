"""Typing survives a web server that is killed and started again: a real one, of its own process."""

import os
import signal
import subprocess
from contextlib import AbstractContextManager

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from portal.postgres import APPLICATION_ROLE
from programs.models import Application
from tests.bench.server import free_port, web_server, workers_of
from tests.e2e.conftest import session_of
from tests.races import database_url

OWNER = "company@example.kr"
PATIENCE = 60_000  # ms, for what is tried again at growing distances


@pytest.fixture
def draft(stage) -> Application:
    return Application.objects.get(
        call__code="example-joint-rbd", company__members__user__email=OWNER
    )


@pytest.fixture
def port() -> int:
    return free_port()


def serving(port: int) -> AbstractContextManager[subprocess.Popen]:
    """The portal as `script/server` runs it, with the database of these tests."""
    environment = {
        "DATABASE_URL": database_url(user=APPLICATION_ROLE),
        "SITE_URL": f"http://localhost:{port}",
    }
    # With DEBUG the static files need not be collected
    return web_server("portal.wsgi", port=port, DEBUG="1", LOG_LEVEL="CRITICAL", **environment)


def kill(server: subprocess.Popen) -> None:
    """At once, workers too: nothing is finished or answered any more."""
    for pid in (server.pid, *workers_of(server)):
        os.kill(pid, signal.SIGKILL)
    server.wait()


@pytest.fixture
def page(chromium: Browser, port):
    context = chromium.new_context(base_url=f"http://localhost:{port}", locale="ko-KR")
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session_of(OWNER)}
    context.add_cookies([{**cookie, "url": f"http://localhost:{port}"}])
    yield context.new_page()
    context.close()


def address(draft: Application) -> str:
    return reverse("programs:application-section", args=[draft.pk, "head"])


def wait_until_saved(page: Page, draft: Application, title: str) -> None:
    for _moment in range(PATIENCE // 100):
        if Application.objects.get(pk=draft.pk).title == title:
            return
        page.wait_for_timeout(100)
    raise AssertionError(page.locator(".draft-state").inner_text())


def test_what_is_typed_while_the_server_is_dead_arrives_when_it_is_back(draft, page, port):
    with serving(port) as server:
        page.goto(address(draft))
        page.fill("[name=title]", "서버가 죽기 전의 제목")
        wait_until_saved(page, draft, "서버가 죽기 전의 제목")
        kill(server)

        page.fill("[name=title]", "서버가 죽은 동안 쓴 제목")
        words = page.locator("form[data-draft]").get_attribute("data-offline")
        expect(page.locator("[data-state]")).to_have_text(words)

    with serving(port):
        wait_until_saved(page, draft, "서버가 죽은 동안 쓴 제목")
        expect(page.locator("[data-state]")).to_have_text("")
        page.wait_for_function("localStorage.length === 0")  # once the answer has come


def test_a_page_closed_while_the_server_is_dead_sends_its_text_when_it_is_opened_again(
    draft, page, port
):
    with serving(port) as server:
        page.goto(address(draft))
        kill(server)
        page.fill("[name=title]", "닫힌 창에 남은 제목")
        page.goto("about:blank")

    with serving(port):
        page.goto(address(draft))
        wait_until_saved(page, draft, "닫힌 창에 남은 제목")
