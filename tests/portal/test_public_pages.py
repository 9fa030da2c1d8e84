"""Every page that a visitor can open says whether it is kept for everybody, and costs little."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve

from tests.address_tables import READ
from tests.addresses import addresses, path_of

KEPT = """
offline
accessibility
home
programs:briefing-detail
programs:briefing-list
programs:briefing-map
programs:briefing-month
programs:call-detail
programs:call-history
programs:call-list
programs:call-month
programs:call-version
programs:faq-detail
programs:faq-list
programs:incident-detail
programs:indicator
programs:notice-detail
programs:notice-list
programs:results-register
programs:series-detail
programs:series-list
programs:statistics
programs:story-detail
programs:story-list
programs:summary-detail
programs:summary-list
programs:voice-statistics
zones:zone-detail
zones:zone-list
"""
MADE_ANEW = {
    "programs:call-matches": "hardly two ask for the same profile",
    "programs:result-list": "a result is public at its instant",
    "programs:round-statistics": "a result is public at its instant",
    "search": "hardly two look for the same words",
}
OF_ONE_READER = {
    "account_confirm_email": "the address of one person",
    "account_email_verification_sent": "part of the sign-up of one person",
    "account_inactive": "part of a sign-in",
    "account_login": "a form with a token",
    "account_reset_password": "a form with a token",
    "account_reset_password_done": "part of a sign-in",
    "account_reset_password_from_key": "the address of one person",
    "account_reset_password_from_key_done": "part of a sign-in",
    "account_signup": "a form with a token",
    "api-docs": "a shell that a library draws; its content is the schema",
    "programs:briefing-register": "a form with a token",
    "programs:receipt-check": "a form with a token, and somebody's receipt",
    "programs:subscriptions": "a form with a token",
}


def public_pages(world) -> dict[str, str]:
    """Name → path of all that answers a visitor with a page."""
    by_name = {address.name: address.parameters for address in addresses()}
    paths = {
        name: path_of(name, by_name[name], of, world)
        for (name, of), outcomes in READ.items()
        if outcomes["anonymous"] == "200" and name in by_name
    }
    return {name: path for name, path in paths.items() if is_page(Client().get(path))}


def is_page(response) -> bool:
    if response.streaming:
        b"".join(response.streaming_content)  # which closes the file
    return response.status_code == 200 and response["Content-Type"].startswith("text/html")


def test_every_public_page_says_whether_it_is_the_same_for_everybody(world):
    found = {
        name: getattr(resolve(path).func, "kept_by", "of one reader")
        for name, path in public_pages(world).items()
    }

    kept = {name for name, names in found.items() if isinstance(names, tuple)}
    anew = {name for name, names in found.items() if names is None}
    assert kept == set(KEPT.split())
    assert anew == set(MADE_ANEW)
    assert found.keys() - kept - anew == set(OF_ONE_READER)


MOST_STATEMENTS = 4


def test_no_public_page_asks_the_database_more_than_four_times(world):
    """Of a second visit, through all that stands before a view."""
    found = {}
    for name, path in public_pages(world).items():
        with CaptureQueriesContext(connection) as queries:
            Client().get(path)
        found[name] = len(queries)

    too_many = {name: number for name, number in found.items() if number > MOST_STATEMENTS}
    assert too_many == {}
    assert len(found) > 30


@pytest.mark.parametrize("name", KEPT.split())
def test_what_is_kept_sets_no_cookie(world, name):
    """A cookie, as of a form with a token, would keep it from being kept at all."""
    path = public_pages_by_name(world)[name]

    response = Client().get(path)

    assert (response.status_code, response.cookies.output()) == (200, "")


def public_pages_by_name(world) -> dict[str, str]:
    by_name = {address.name: address.parameters for address in addresses()}
    return {
        name: path_of(name, by_name[name], of, world)
        for name, of in READ
        if name in KEPT.split() and READ[name, of]["anonymous"] == "200"
    }
