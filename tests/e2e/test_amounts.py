"""Amounts while they are typed: grouped and said in words, and never other than the server reads."""

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, expect

from portal.common.money import UnreadableWon, readable_won, won_from
from programs.models import Call

AGENCY = "agency@example.kr"


@pytest.fixture
def amount(stage, open_browser) -> Locator:
    call = Call.objects.filter(created_by__email=AGENCY, state="draft").earliest("pk")
    page = open_browser(AGENCY)
    page.goto(reverse("programs:call-section", args=[call.pk, "support"]))
    field = page.locator("[name=budget_won]")
    field.fill("")
    return field


def said_by_the_server(text: str) -> str:
    try:
        return f"= {readable_won(won_from(text))}"
    except UnreadableWon:
        return ""


TYPED = {
    "150000000": "150,000,000",
    "150,000,000": "150,000,000",
    "1,5": "1,5",
    "1,5억": "1,5억",
    "1,50": "1,50",
    "1.00000001만": "1.00000001만",
    "1.0001억": "1.0001억",
    "1억 5,000만": "1억 5,000만",
}


def test_what_is_typed_says_the_same_as_on_the_server(amount):
    for text, shown in TYPED.items():
        amount.fill("")
        amount.press_sequentially(text)

        expect(amount).to_have_value(shown)
        words = amount.locator("xpath=following-sibling::*[@class='won-words']")
        expect(words).to_have_text(said_by_the_server(text))


def test_digits_are_grouped_anew_wherever_they_are_put_in_or_taken_out(amount):
    amount.press_sequentially("12345678")
    for _letter in range(2):
        amount.press("Backspace")
    expect(amount).to_have_value("123,456")

    amount.press("Home")
    amount.press_sequentially("99")

    expect(amount).to_have_value("99,123,456")


def test_comma_that_stands_wrong_is_left_to_the_server(amount):
    amount.fill("1,5")

    amount.press("End")
    amount.press_sequentially("00")
    expect(amount).to_have_value("1,500")
    amount.press("Backspace")
    amount.press(",")

    expect(amount).to_have_value("150,")
