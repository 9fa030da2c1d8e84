"""A real browser on the running portal with the demonstration loaded, once for all tests here."""

import os
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.test import Client, override_settings
from django.test.testcases import LiveServerThread
from playwright.sync_api import Page, expect, sync_playwright

from portal.accounts.models import User
from tests.conftest import forget_jobs
from tests.e2e.stage import Stage, set_stage

CHECKOUT = Path(__file__).resolve().parents[2]
BROWSER_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
]
SIGN_IN = "allauth.account.auth_backends.AuthenticationBackend"
# Longer than a loaded machine takes; nothing waits that long but what fails
TIMEOUT_MS = 20_000
expect.set_options(timeout=TIMEOUT_MS)


@pytest.fixture
def _fast_and_private():
    """All tests here share one portal, and with it what `portal` sets."""


@pytest.fixture(scope="package")
def transactional_db(django_db_setup, django_db_blocker):
    """The test database with what tests wrote, not emptied after each but after the last of them."""
    with django_db_blocker.unblock():
        yield
        call_command("flush", interactive=False, verbosity=0)
        forget_jobs()


@pytest.fixture(scope="package")
def portal(transactional_db, tmp_path_factory):
    """The address of the running portal, with the demonstration loaded.

    Static files come from WhiteNoise as in production, and stay in the browser's cache.
    """
    folder = tmp_path_factory.mktemp("portal")
    (folder / "static").mkdir()
    storages = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    with override_settings(
        ALLOWED_HOSTS=["localhost"],
        MEDIA_ROOT=folder / "media",
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        STATIC_ROOT=folder / "static",
        STORAGES=storages,
        WHITENOISE_MAX_AGE=3600,
        WHITENOISE_USE_FINDERS=True,
    ):
        call_command("load_demo")
        server = LiveServerThread("localhost", static_handler=lambda handler: handler)
        server.start()
        server.is_ready.wait()
        address = f"http://localhost:{server.port}"
        with override_settings(SITE_URL=address):
            yield address
        server.terminate()
        connection.close()
        connection.close_pool()  # of which threads of browsers that have gone may keep some


@pytest.fixture(scope="package")
def stage(portal) -> Stage:
    """Something to see on every page of the journey."""
    return set_stage()


@pytest.fixture(scope="package")
def chromium(portal):
    """Playwright keeps an event loop in this thread, and Django's guard takes it for async code.

    The portal is there before: to load the demonstration beside such a loop would be refused.
    """
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        path = os.environ.get("CHROMIUM", "/usr/bin/chromium")
        browser = playwright.chromium.launch(executable_path=path, args=BROWSER_ARGUMENTS)
        yield browser
        browser.close()
        connections.close_all()  # those of this loop, which nobody reaches once it has ended


@pytest.fixture
def open_browser(chromium, portal):
    """Opens one person's browser; the test fails if any of them complained about a page."""
    contexts, complaints = [], []

    def opened(
        email: str = "", *, language: str = "ko", width: int = 1280, has_scripts: bool = True
    ) -> Page:
        context = chromium.new_context(
            base_url=portal,
            viewport={"width": width, "height": 900},
            java_script_enabled=has_scripts,
            locale="ko-KR",
            timezone_id="Asia/Seoul",
            reduced_motion="reduce",
        )
        contexts.append(context)
        context.set_default_timeout(TIMEOUT_MS)
        cookies = {settings.LANGUAGE_COOKIE_NAME: language}
        if email:
            cookies[settings.SESSION_COOKIE_NAME] = session_of(email)
        context.add_cookies(
            [{"name": name, "value": value, "url": portal} for name, value in cookies.items()]
        )
        page = context.new_page()
        listen(page, portal, complaints)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not complaints, "\n".join(complaints)


def session_of(email: str) -> str:
    client = Client()
    client.force_login(User.objects.get(email=email), backend=SIGN_IN)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def listen(page: Page, portal: str, complaints: list[str]) -> None:
    """Note what the console calls an error (refusals of the CSP are), and foreign addresses."""

    def note(text: str) -> None:
        complaints.append(f"{page.url}: {text}")

    page.on(
        "console",
        lambda message: (
            message.type == "error"
            and not is_about_typing(message.location["url"], message.text)
            and note(message.text)
        ),
    )
    page.on("pageerror", lambda error: note(str(error)))
    page.on(
        "request",
        lambda request: request.url.startswith((portal, "data:", "blob:")) or note(request.url),
    )
    page.on(
        "response",
        lambda response: (
            response.status >= 400
            and not is_about_typing(response.url, f"{response.status}")
            and note(f"{response.status} {response.url}")
        ),
    )


TYPED_AT = ("/sections/", "/uploads/", "/participants/", "/people/", "/budget/", "/milestones/")


def is_about_typing(url: str, text: str) -> bool:
    """A preview or an autosave of a section says that a field is not right yet, that a colleague
    was faster, that the session is over or the line is cut, as the page does; a file that is sent
    says that its line is cut or that it is not taken."""
    if "/uploads/" in url and "net::" in text:
        return True
    if "ERR_INTERNET_DISCONNECTED" in text:  # only a test cuts the line
        return True
    told = ("422", "409", "403")
    return any(word in text for word in told) and any(place in url for place in TYPED_AT)


@pytest.fixture(scope="package")
def shoot():
    """Takes a picture of what a person sees at a station."""
    folder = Path(os.environ.get("SCREENSHOTS_DIR", CHECKOUT / "test-results" / "screenshots"))
    folder.mkdir(parents=True, exist_ok=True)

    def shot(page: Page, name: str) -> None:
        page.screenshot(path=folder / f"{name}.png")

    return shot
