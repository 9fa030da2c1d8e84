"""What people meet while the portal cannot answer as it should: in its look, with a way on, and
without the database where there may be none."""

import base64
import hashlib
import json
import re
from datetime import datetime, timedelta

import pytest
from django.conf import settings as django_settings
from django.core.cache import caches
from django.core.management import call_command
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone, translation
from django.views import defaults
from django.views.csrf import csrf_failure

from portal.common.standalone import maintenance_page, offline_page, offline_parts

WORKER = "/service-worker.js"
ERRORS = {
    400: lambda request: defaults.bad_request(request, ValueError()),
    403: lambda request: defaults.permission_denied(request, PermissionError()),
    404: lambda request: defaults.page_not_found(request, LookupError()),
    500: defaults.server_error,
    "csrf": csrf_failure,
}


def page_of(error, language: str) -> str:
    """As its handler draws it, for somebody who chose the language; a test without the database
    fails where it is asked."""
    request = RequestFactory().get("/nowhere/")
    request.csp_nonce = ""
    with translation.override(language):
        return ERRORS[error](request).content.decode()


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("error", ERRORS)
def test_error_pages_need_no_database_and_follow_the_language(settings, error, language):
    settings.OPERATOR = {**settings.OPERATOR, "help_phone": "042-123-4567"}

    page = page_of(error, language)

    assert f'<html lang="{language}">' in page
    assert "portal/site.css" in page
    assert "tel:042-123-4567" in page
    assert 'href="/"' in page
    has_korean = re.search("<h1>[^<]*[가-힣]", page) is not None
    assert has_korean == (language == "ko")


def test_who_finds_nothing_can_search_and_has_the_main_lists():
    page = page_of(404, "ko")

    assert 'action="/search/"' in page
    for path in ("/calls/?status=open", "/briefings/", "/results/", "/zones/", "/accounts/login/"):
        assert f'href="{path}"' in page


def test_a_fault_of_ours_says_when_it_was():
    before = timezone.localtime()

    page = page_of(500, "ko")

    times = [datetime.strptime(one, "%H:%M:%S") for one in re.findall(r"\d\d:\d\d:\d\d", page)]
    assert [abs(at.hour * 60 + at.minute - before.hour * 60 - before.minute) <= 1 for at in times]
    assert len(times) == 1


# The page without a connection


def test_the_page_without_a_connection_is_the_same_for_everybody(client, settings):
    settings.OPERATOR = {**settings.OPERATOR, "help_phone": "042-123-4567"}
    korean = client.get("/offline/").content.decode()
    client.cookies["django_language"] = "en"

    page = client.get("/offline/").content.decode()

    assert page == korean == offline_page()
    assert page.count("tel:042-123-4567") == 2
    assert all(part in page for part in offline_parts())
    assert re.search('lang="ko">\\s*<h1>[가-힣]', page)
    assert re.search('lang="en">\\s*<h2>[A-Z]', page)


def test_the_worker_keeps_that_page_and_its_parts_and_nothing_else(client):
    response = client.get(WORKER)
    script = response.content.decode()

    assert response.headers["Content-Type"].startswith("text/javascript")
    assert response.headers["Service-Worker-Allowed"] == "/"
    assert "no-cache" in response.headers["Cache-Control"]
    assert json.loads(re.search(r"PARTS = (\[.*?\]);", script)[1]) == offline_parts()
    assert 'PAGE = "/offline/"' in script
    # The only ways in which a worker keeps anything
    assert (script.count("addAll("), script.count(".put("), script.count(".add(")) == (1, 0, 0)
    assert "indexedDB" not in script


def test_the_worker_is_another_one_when_its_page_is(client, settings):
    before = client.get(WORKER).content
    assert client.get(WORKER).content == before

    settings.OPERATOR = {**settings.OPERATOR, "help_phone": "042-765-4321"}

    assert client.get(WORKER).content != before


def test_the_worker_is_taken_back_by_one_setting(client, settings, db):
    assert f'content="{WORKER}"' in client.get("/stories/").content.decode()

    settings.SERVICE_WORKER = False
    caches["fragments"].clear()
    page, script = client.get("/stories/").content.decode(), client.get(WORKER).content.decode()
    caches["fragments"].clear()

    assert WORKER not in page
    assert "registration.unregister()" in script
    assert '"fetch"' not in script


def test_the_policy_lets_no_worker_of_others_in(client):
    policy = client.get("/robots.txt").headers["Content-Security-Policy"]

    assert "worker-src 'self'" in policy


# While the portal is down on purpose


@pytest.fixture
def down(settings):
    settings.MAINTENANCE = True
    settings.OPERATOR = {**settings.OPERATOR, "help_phone": "042-123-4567"}
    return settings


@pytest.mark.parametrize("method", ["get", "post", "put"])
@pytest.mark.parametrize("path", ["/", "/nowhere/", "/admin/", "/api/v1/calls/", "/readyz", WORKER])
def test_everybody_reads_that_it_is_down(client, down, path, method):
    client.cookies[django_settings.SESSION_COOKIE_NAME] = "x" * 32

    response = getattr(client, method)(path)

    assert response.status_code == 503
    assert response.headers["Retry-After"] == "600"
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Content-Type"].startswith("text/html")
    assert response.content.decode() == maintenance_page()
    assert response.content.decode().count("tel:042-123-4567") == 2


def test_who_watches_the_process_is_told_that_it_lives(client, down):
    assert client.get("/healthz").content == b"ok\n"


def test_when_it_ends_is_said_to_people_and_programs(client, down):
    down.MAINTENANCE_UNTIL = timezone.now() + timedelta(minutes=30)

    response = client.get("/")

    told = timezone.localtime(down.MAINTENANCE_UNTIL)
    assert f"{told:%H:%M}" in response.content.decode()
    assert 1790 <= int(response.headers["Retry-After"]) <= 1800


def test_an_end_that_has_gone_by_is_no_wait_in_the_past(client, down):
    down.MAINTENANCE_UNTIL = timezone.now() - timedelta(minutes=30)

    assert client.get("/").headers["Retry-After"] == "600"


def test_the_page_is_whole_in_one_file(tmp_path):
    path = tmp_path / "of" / "nginx.html"

    call_command("write_maintenance_page", path, verbosity=0)

    page = path.read_text("utf-8")
    assert page == maintenance_page()
    assert not re.search(r"(src|href)=\"(/|http)", page)
    styles = re.search("<style>(.*?)</style>", page, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(styles.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in page
    assert "url(" not in styles


def test_addresses_of_error_pages_exist(db):
    """They are written out, because an error page must not need the resolver."""
    client = Client()
    paths = {
        path
        for error in (403, 404, 500)
        for path in re.findall('(?:href|action)="(/[^"]*)"', page_of(error, "ko"))
        if not path.startswith("/static")
    }

    assert {path: client.get(path).status_code for path in paths} == {
        path: 302 if path == reverse("desk") else 200 for path in paths
    }
