"""The share card of a call, its content as JSON, and the schema of that content."""

import struct

import pytest
from django.urls import reverse
from django.utils import translation
from jsonschema import Draft202012Validator

from programs.call_format import SCHEMA
from programs.exports import card_digest, card_facts, card_png
from programs.models import CallZone
from tests.factories.programs import CallFactory, days, open_call, set_moments
from tests.factories.zones import AgencyMemberFactory, ZoneFactory

PNG = b"\x89PNG\r\n\x1a\n"


def card(client, call, **headers):
    return client.get(reverse("programs:call-card", args=[call.code]), headers=headers)


def test_the_card_is_a_picture_of_1200_by_630(db, client):
    response = card(client, open_call())

    assert (response.status_code, response["Content-Type"]) == (200, "image/png")
    assert response.content.startswith(PNG)
    assert struct.unpack(">II", response.content[16:24]) == (1200, 630)
    assert response["Cache-Control"] == "public, max-age=600"


def test_a_repeated_request_is_answered_with_304(db, client):
    call = open_call()
    etag = card(client, call)["ETag"]

    again = card(client, call, if_none_match=etag)

    assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)


def test_a_moved_deadline_makes_another_card(db, client):
    call = open_call()
    etag = card(client, call)["ETag"]
    set_moments(call, closes_at=days(60))

    again = card(client, call, if_none_match=etag)

    assert again.status_code == 200
    assert again["ETag"] != etag


def test_a_card_is_drawn_once(db, client, monkeypatch):
    call = open_call()
    first = card(client, call).content
    monkeypatch.setattr("programs.views.call_sharing.card_png", lambda facts: b"drawn anew")

    assert card(client, call).content == first


def test_the_card_is_the_same_in_every_language(db):
    call = open_call(title_en="Growth")
    with translation.override("en"):
        english = card_facts(call)
    with translation.override("ko"):
        korean = card_facts(call)

    assert english == korean
    assert korean["title"] == call.title_ko


@pytest.mark.parametrize("title", ["가" * 160, "x" * 160, "가나다 " * 40, "\U0001f600\u202e" * 40])
def test_long_and_strange_titles_fit_on_the_card(db, title):
    facts = card_facts(open_call(title_ko=title))

    assert len(facts["title"]) < 76 * len("<U+1F600>")
    assert struct.unpack(">II", card_png(facts)[16:24]) == (1200, 630)


def test_many_zones_are_counted(db):
    call = CallFactory()
    for number in range(4):
        CallZone.objects.create(call=call, zone=ZoneFactory(name_ko=f"특구{number}"))

    zones = card_facts(call)["facts"][1]["value"]

    assert zones.endswith(" 외 2곳")


def test_equal_calls_have_equal_digests(db):
    call = open_call()

    assert card_digest(card_facts(call)) == card_digest(card_facts(type(call).objects.get()))


@pytest.mark.parametrize("name", ["call-card", "call-export"])
def test_nothing_of_a_draft_even_for_its_agency(db, client, name):
    call = CallFactory()
    client.force_login(AgencyMemberFactory(agency=call.agency).user)

    assert client.get(reverse(f"programs:{name}", args=[call.code])).status_code == 404


def test_the_schema_is_served_and_is_one(client, settings):
    settings.SITE_URL = "https://portal.example"

    response = client.get("/calls/schema.json")

    schema = response.json()
    Draft202012Validator.check_schema(schema)
    assert response["Content-Type"] == "application/schema+json"
    assert schema == {**SCHEMA, "$id": "https://portal.example/calls/schema.json"}


def test_the_content_of_a_published_call_fits_the_schema(db, client):
    call = open_call()

    response = client.get(f"/calls/{call.code}/call.json")

    Draft202012Validator(SCHEMA).validate(response.json())
    assert (response["Content-Type"], response.json()["title_ko"]) == (
        "application/json",
        call.title_ko,
    )
