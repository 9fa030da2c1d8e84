"""What all stations of the journey share: its people and words, and how a page is used."""

import pgtrigger
from playwright.sync_api import Page

from programs.models import Call

DEMO_PASSWORD = "example-portal-2026"
COMPANY = "park@example.kr"
COMPANY_PASSWORD = "journey-of-a-company-1"
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 780}
TITLE = "2026년 김해 강소특구 의료기기 실증 지원 공고"
PROJECT = "휴대형 초음파 진단기 실증"


def sign_in(page: Page, email: str, password: str = DEMO_PASSWORD) -> None:
    page.goto("/accounts/login/")
    page.fill("[name=login]", email)
    page.fill("[name=password]", password)
    page.click("form[action*=login] button[type=submit]")
    page.wait_for_url(lambda url: "/accounts/login/" not in url)


def press(page: Page, selector: str = "main form .form-actions .primary") -> None:
    page.click(selector)


def save_and_leave(page: Page) -> None:
    """A section's form is sent once the autosave on its way has arrived."""
    page.click("[name=done]")
    page.wait_for_url(lambda address: "/sections/" not in address)


def time_passes(code: str, **moments) -> None:
    with pgtrigger.ignore("programs.Call:content_frozen"):
        Call.objects.filter(code=code).update(**moments)
