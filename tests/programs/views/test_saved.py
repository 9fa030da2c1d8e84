"""Saved calls and searches, the private calendar, one-click unsubscribe."""

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from programs.actions.saved import renew_calendar, save_call, save_search
from programs.enums import RegistrationState
from programs.models import SavedCall, SavedSearch
from programs.queries.saved import calendar_path, unsubscribe_path
from tests.addresses import client_of
from tests.counting import statements
from tests.factories.accounts import UserFactory
from tests.factories.programs import (
    BriefingFactory,
    CallFactory,
    RegistrationFactory,
    days,
    open_call,
    set_moments,
)
from tests.factories.zones import ZoneFactory

LIST = "/desk/saved/"
SEARCHES = "/desk/saved/searches/"


@pytest.fixture
def as_reader(client, stranger):
    client.force_login(stranger)
    return client


def save_path(call) -> str:
    return reverse("programs:call-save", args=[call.code])


def test_save_a_call_twice(as_reader, call, stranger):
    assert b"/save/" in as_reader.get(call.get_absolute_url()).content

    answers = [as_reader.post(save_path(call)).url for _time in range(2)]

    assert answers == [LIST, LIST]
    assert SavedCall.objects.get().user == stranger
    assert b"/save/" not in as_reader.get(call.get_absolute_url()).content


def test_save_a_draft(as_reader):
    assert as_reader.post(save_path(CallFactory())).status_code == 404


def test_visitors_are_led_to_the_sign_in_and_get_no_cookie(client, call):
    for path in (call.get_absolute_url(), "/calls/?q=a"):
        response = client.get(path)

        assert "/accounts/login/?next=" in response.content.decode()
        assert response.cookies == {}


def test_public_pages_take_no_save_without_the_token(call, stranger):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(stranger)

    assert strict.post(save_path(call)).status_code == 403


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("", ""),
        ("status=open&q=%EC%9D%98%EB%A3%8C&page=3", "q=%EC%9D%98%EB%A3%8C&status=open"),
        ("ordering=title&zone=gimhae&utm=x", "zone=gimhae"),
        ("q=&stage=", ""),
    ],
)
def test_save_a_search_in_its_normal_form(as_reader, query, kept):
    as_reader.post(SEARCHES, {"query": query})

    assert SavedSearch.objects.get().query == kept


@pytest.mark.parametrize(
    "query", ["status=x", "year=abc", "q=" + "%EA%B0%80" * 190, "q=a%00b", "a=1&" * 2000, "a\0b"]
)
def test_a_search_that_is_no_good_is_not_saved(as_reader, query):
    response = as_reader.post(SEARCHES, {"query": query})

    assert (response.status_code, SavedSearch.objects.count()) == (302, 0)


def test_frequency_and_removal(as_reader, call, stranger):
    saved, search = save_call(call, by=stranger), save_search(by=stranger, name="a", query="")

    for kind, row in (("savedcall", saved), ("savedsearch", search)):
        path = reverse(f"programs:{kind}-change", args=[row.pk])
        as_reader.post(path, {"frequency": "weekly"})
        as_reader.post(path, {"frequency": "hourly"})
        row.refresh_from_db()
        assert row.frequency == "weekly"
        as_reader.post(reverse(f"programs:{kind}-remove", args=[row.pk]))
        assert not type(row).objects.exists()


def test_what_others_saved_is_theirs(as_reader, call):
    other = UserFactory()
    saved, search = save_call(call, by=other), save_search(by=other, name="남의 것", query="")

    paths = [
        reverse(f"programs:{kind}-{verb}", args=[row.pk])
        for kind, row in (("savedcall", saved), ("savedsearch", search))
        for verb in ("change", "remove")
    ]

    assert [as_reader.post(path).status_code for path in paths] == [404] * 4
    assert "남의 것" not in as_reader.get(LIST).content.decode()


@pytest.mark.parametrize("item_count", [1, 3])
def test_list_costs_four_statements(as_reader, stranger, item_count):
    for number in range(item_count):
        save_call(open_call(), by=stranger)
        save_search(by=stranger, name=f"{number}", query=f"q={number}")

    assert statements(as_reader, LIST) == 4


@pytest.mark.parametrize("kind", ["new", "digest"])
def test_unsubscribe(client, stranger, kind):
    frequency = "at_once" if kind == "new" else "daily"
    search = SavedSearch.objects.create(user=stranger, name="a", query="", frequency=frequency)
    path = unsubscribe_path(stranger, kind)

    page = client.get(path)
    search.refresh_from_db()
    assert (page.status_code, page.cookies, search.frequency) == (200, {}, frequency)
    assert stranger.name not in page.content.decode()

    strict = Client(enforce_csrf_checks=True)  # a mail program, without cookie or token
    for _time in range(2):
        answer = strict.post(path, {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
    search.refresh_from_db()
    assert search.frequency == "never"


def test_unsubscribe_says_which_mails_end(client, stranger):
    client.cookies["django_language"] = "en"
    pages = {
        kind: client.get(unsubscribe_path(stranger, kind)).content.decode()
        for kind in ("new", "digest", "changes")
    }

    for kind, words in {
        "new": "No more mails about new calls as soon as they are published.",
        "digest": "No more mails with changes, deadlines and new finds.",
        "changes": "No more mails about the calls that you saved.",
    }.items():
        assert [other for other, page in pages.items() if words in page] == [kind]


@pytest.mark.parametrize("name", ["programs:unsubscribe", "programs:private-calendar"])
@pytest.mark.parametrize("token", ["x", "W10:x", "%00", "가" * 300, "a:b:c"])
def test_forged_tokens_are_unknown(db, client, name, token):
    path = reverse(name, args=[token])

    assert client.get(path).status_code == 404
    assert client.post(path).status_code in (404, 405)


def test_a_token_of_one_kind_is_no_other(client, stranger):
    renew_calendar(by=stranger)
    token = unsubscribe_path(stranger, "new").split("/")[2]

    assert client.get(f"/calendar/{token}.ics").status_code == 404


def events(response) -> dict:
    found = Calendar.from_ical(response.content).walk("VEVENT")
    return {str(event["uid"]).partition("@")[0]: event for event in found}


def test_calendar(client, stranger):
    call, strange, briefing = open_call(), open_call(), BriefingFactory()
    save_call(call, by=stranger)
    save_call(strange, by=UserFactory())
    RegistrationFactory(briefing=briefing, user=stranger, attendee_name="이손님")
    waiting = RegistrationFactory(user=stranger, state=RegistrationState.WAITING)
    RegistrationFactory(user=stranger, state=RegistrationState.CANCELLED)

    response = client.get(calendar_path(renew_calendar(by=stranger)))

    assert set(events(response)) == {
        f"call-{call.code}",
        f"briefing-{briefing.pk}",
        f"briefing-{waiting.briefing_id}",
    }
    text = response.content.decode()
    assert [word for word in ("이손님", stranger.name, stranger.email) if word in text] == []
    assert response["Cache-Control"] == "private, no-cache"


def test_calendar_updates_the_same_entry_as_the_public_one(client, world):
    """The call of the world was extended after an outage."""
    call, reader = world.open.call, UserFactory()
    save_call(call, by=reader)

    event = events(client.get(calendar_path(renew_calendar(by=reader))))[f"call-{call.code}"]
    public = events(client.get("/calls/calendar.ics"))[f"call-{call.code}"]

    assert event["uid"] == public["uid"]
    assert event["dtstart"].dt == call.closes_at.replace(microsecond=0)
    assert (event["sequence"], event["last-modified"].dt) == (
        2,
        call.changed_at.replace(microsecond=0),
    )


def test_cancelled_call_in_the_calendar(client, stranger, staff):
    call = open_call()
    save_call(call, by=stranger)
    path = calendar_path(renew_calendar(by=stranger))
    before = events(client.get(path))[f"call-{call.code}"]

    call.state, call.cancelled_at, call.cancelled_by = "cancelled", days(0), staff
    call.save()
    after = events(client.get(path))[f"call-{call.code}"]

    assert ("status" in before, after["status"]) == (False, "CANCELLED")
    assert after["sequence"] > before["sequence"]


def test_calendar_answers_304_until_something_changes(client, call, stranger):
    save_call(call, by=stranger)
    path = calendar_path(renew_calendar(by=stranger))
    etag = client.get(path)["ETag"]

    assert client.get(path, headers={"If-None-Match": etag}).status_code == 304

    set_moments(call, closes_at=days(50))
    assert client.get(path, headers={"If-None-Match": etag}).status_code == 200


def test_revoked_calendar_is_unknown(as_reader, stranger):
    path = calendar_path(renew_calendar(by=stranger))
    assert (client_of(None).get(path).status_code, path in page_of(as_reader)) == (200, True)

    as_reader.post("/desk/saved/calendar/", {"revoke": "1"})

    assert (client_of(None).get(path).status_code, path in page_of(as_reader)) == (404, False)


def page_of(client) -> str:
    return client.get(LIST).content.decode()


@pytest.mark.parametrize("item_count", [1, 3])
def test_calendar_costs_three_statements(client, stranger, item_count):
    for _number in range(item_count):
        save_call(open_call(), by=stranger)
        RegistrationFactory(user=stranger)

    assert statements(client, calendar_path(renew_calendar(by=stranger))) == 3


@pytest.mark.parametrize(
    ("language", "query", "name"),
    [
        ("ko", "zone=gimhae&status=open", "경남 김해 · 접수 중"),
        ("en", "status=open&zone=gimhae&year=2027", "Gimhae · Open · 2027"),
        ("ko", "q=수소+전지&stage=growth", "수소 전지 · 기업성장지원"),
        ("ko", "zone=nowhere", "nowhere"),
        ("ko", "", "전체 공고"),
        ("en", "", "all calls"),
    ],
)
def test_a_search_is_called_by_the_labels_of_its_filters(as_reader, language, query, name):
    ZoneFactory(slug="gimhae", name_ko="경남 김해", name_en="Gimhae")
    as_reader.cookies["django_language"] = language

    as_reader.post(f"{SEARCHES}", {"query": query})

    assert SavedSearch.objects.latest("pk").name == name


def test_a_name_that_is_given_is_kept_and_a_long_one_cut(as_reader):
    as_reader.post(SEARCHES, {"query": "year=2027", "name": "내 검색"})
    as_reader.post(SEARCHES, {"query": f"q={'a' * 190}"})

    last = SavedSearch.objects.order_by("-pk")[:2]
    assert [search.name for search in last] == ["a" * 120, "내 검색"]
