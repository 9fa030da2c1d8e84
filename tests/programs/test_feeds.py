"""What programs read of the call list: Atom, calendar file, table."""

import csv
import xml.etree.ElementTree as ET
from io import StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from programs.actions.amendment import cancel_call, close_call
from programs.enums import ClosingMode
from tests.factories.accounts import FoundationUserFactory
from tests.factories.programs import CallFactory, attached, close, days, open_call, set_moments
from tests.factories.zones import AgencyFactory, ZoneFactory
from tests.programs.views.test_call import three_calls
from zones.models import Agency, Zone

__all__ = ["three_calls"]  # a fixture
ATOM = "{http://www.w3.org/2005/Atom}"
FEED, CALENDAR, TABLE = (reverse(f"programs:call-{name}") for name in ("feed", "calendar", "csv"))
ALL = pytest.mark.parametrize("path", [FEED, CALENDAR, TABLE])


def entries(response):
    return ET.fromstring(response.content).findall(f"{ATOM}entry")


def rows(response):
    text = response.getvalue().decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(StringIO(text.removeprefix("\ufeff"))))


def again(client, path, first):
    return client.get(path, headers={"If-None-Match": first["ETag"]})


def test_feed_is_valid_atom_of_published_calls(db, client):
    call, _draft = open_call(), CallFactory()

    response = client.get(FEED)

    feed = ET.fromstring(response.content)
    assert response["Content-Type"].startswith("application/atom+xml")
    assert [entry.find(f"{ATOM}title").text for entry in entries(response)] == [call.title]
    assert entries(response)[0].find(f"{ATOM}link").get("href").endswith(call.get_absolute_url())
    assert feed.find(f"{ATOM}updated").text


def test_an_entry_is_as_new_as_its_last_change(db, client):
    older, newer = open_call(published_at=days(-9)), open_call(published_at=days(-6))
    changed_at = timezone.now()
    set_moments(older, changed_at=changed_at)

    found = entries(client.get(FEED))

    assert [entry.find(f"{ATOM}title").text for entry in found] == [older.title, newer.title]
    assert found[0].find(f"{ATOM}updated").text[:19] == f"{changed_at:%FT%T}"
    assert found[0].find(f"{ATOM}published").text[:19] == f"{older.published_at:%FT%T}"


def test_addresses_and_ids_are_those_of_the_site_whoever_was_asked(db, client, settings):
    settings.SITE_URL, settings.ALLOWED_HOSTS = "https://portal.example", ["*"]
    call = open_call()
    site = f"https://portal.example{call.get_absolute_url()}"

    bodies = [client.get(FEED, headers={"Host": host}) for host in ("a.kr", "b.kr:81")]

    feed = ET.fromstring(bodies[0].content)
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links["self"] == f"https://portal.example{FEED}"
    filtered = ET.fromstring(client.get(f"{FEED}?zone=gimhae").content)
    itself = filtered.find(f"{ATOM}link[@rel='self']")
    assert itself.get("href") == f"https://portal.example{FEED}?zone=gimhae"
    assert feed.find(f"{ATOM}id").text == "https://portal.example/calls/"
    entry = feed.find(f"{ATOM}entry")
    assert (entry.find(f"{ATOM}id").text, entry.find(f"{ATOM}link").get("href")) == (site, site)
    assert bodies[0].content == bodies[1].content


def test_no_control_character_of_a_row_breaks_the_feed(db, client):
    ours = "\v\x1f\ufffe\U0010ffff"
    agency = AgencyFactory(name_ko=f"기관{ours}")
    zone = ZoneFactory(name_ko=f"특구{ours}")
    open_call(title_ko=f"제목{ours}", summary_ko=f"요약{ours}", agency=agency, zones=[zone])

    entry = entries(client.get(FEED))[0]

    text = " ".join(entry.itertext())
    assert all(word in text for word in ("제목", "요약", "기관"))
    assert "특구 " in [category.get("term") for category in entry.findall(f"{ATOM}category")]


@pytest.mark.parametrize("item_count", [1, 3])
@ALL
def test_each_costs_two_statements(db, client, path, item_count):
    for _number in range(item_count):
        open_call()

    client.get(path)
    assert statements_of(client, path) == 2


def statements_of(client, path, **headers):
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path, **headers)
        if response.streaming:
            response.getvalue()
    return len(queries)


@ALL
def test_a_repeated_request_costs_one_statement_and_no_body(three_calls, client, path):
    first = client.get(path)

    second = again(client, path, first)

    assert (second.status_code, second.content) == (304, b"")
    assert second["ETag"] == first["ETag"]
    assert statements_of(client, path, headers={"If-None-Match": first["ETag"]}) == 1


def test_last_modified_is_enough(three_calls, client):
    first = client.get(FEED)

    second = client.get(FEED, headers={"If-Modified-Since": first["Last-Modified"]})

    assert second.status_code == 304


@pytest.mark.parametrize("query", ["?status=open", "?q=공고"])
def test_what_has_no_moment_claims_none(three_calls, client, query):
    assert "Last-Modified" not in client.get(FEED + query).headers


CHANGES = {
    "published": lambda call: open_call(),
    "approved late": lambda call: open_call(published_at=days(-50), opens_at=days(-40)),
    "amended": lambda call: set_moments(call, changed_at=timezone.now()),
    "closed early": lambda call: close_call(call, by=FoundationUserFactory(), reason="조기"),
    "cancelled": lambda call: cancel_call(call, by=FoundationUserFactory(), reason="취소"),
    "time closes it": close,
    "time opens it": lambda call: set_moments(call, opens_at=days(-0.01)),
}


@pytest.mark.parametrize("name", CHANGES)
@ALL
def test_a_change_is_told(groups, client, path, name):
    call = open_call(published_at=days(-9), opens_at=days(-8))
    first = client.get(path)
    assert again(client, path, first).status_code == 304

    CHANGES[name](call)

    assert again(client, path, first).status_code == 200


@pytest.mark.parametrize("model", [Agency, Zone])
@ALL
def test_a_new_name_is_told(db, client, path, model):
    open_call()
    first = client.get(path)

    model.objects.update(name_ko="새 이름")

    assert again(client, path, first).status_code == 200


def test_time_makes_a_call_public(db, client):
    open_call()
    later = open_call(published_at=days(1), opens_at=days(2))
    first = client.get(FEED)

    set_moments(later, published_at=days(-0.001))

    assert again(client, FEED, first).status_code == 200


def test_fullness_is_told_where_the_status_is_asked_for(db, client):
    call = open_call(closing_mode=ClosingMode.SEATS, seat_count=2)
    path = f"{FEED}?status=open"
    first = client.get(path)

    set_moments(call, taken_count=2)

    assert [len(entries(first)), len(entries(again(client, path, first)))] == [1, 0]


def test_a_file_that_was_read_is_told_to_searches(db, client):
    call = open_call()
    path = f"{FEED}?q=플라즈마"
    first = client.get(path)

    attached(call, text="플라즈마건조", reading_state="read")

    assert [len(entries(first)), len(entries(again(client, path, first)))] == [0, 1]


def test_filters_and_languages_have_their_own_etags(three_calls, client):
    korean = client.get(FEED)["ETag"]
    filtered = client.get(f"{FEED}?zone=gimhae")["ETag"]
    client.cookies["django_language"] = "en"

    assert len({korean, filtered, client.get(FEED)["ETag"]}) == 3


@pytest.mark.parametrize(
    ("query", "found"),
    [("status=open", ["gimhae-1"]), ("zone=jinju", ["jinju-1"]), ("q=수소", ["pohang-1"])],
)
def test_all_are_filtered_as_the_page_is(three_calls, client, query, found):
    feed = entries(client.get(f"{FEED}?{query}"))
    calendar = Calendar.from_ical(client.get(f"{CALENDAR}?{query}").content).walk("VEVENT")

    assert [entry.find(f"{ATOM}link").get("href").split("/")[-2] for entry in feed] == found
    assert [event["uid"] for event in calendar] == [f"call-{code}@localhost" for code in found]
    assert [row["공고 코드"] for row in rows(client.get(f"{TABLE}?{query}"))] == found


@pytest.mark.parametrize("query", ["stage=middle", "year=soon", "zone=%00", "q=%00"])
@ALL
def test_bad_filters_are_refused_with_the_reason(three_calls, client, path, query):
    response = client.get(f"{path}?{query}")

    assert response.status_code == 400
    assert response["Content-Type"].startswith("text/plain")
    assert len(response.content.decode()) > 10


@ALL
def test_nothing_is_written_here(db, client, path):
    assert client.post(path).status_code == 405


def test_calendar_tells_deadlines_in_korea_time(three_calls, client):
    response = client.get(f"{CALENDAR}?status=open")

    event = Calendar.from_ical(response.content).walk("VEVENT")[0]
    assert response["Content-Type"].startswith("text/calendar")
    assert event["dtstart"].dt.tzname() == "KST"
    assert client.get(f"{CALENDAR}?status=open").content == response.content


def test_a_moved_deadline_keeps_its_entry(db, client):
    call = open_call()
    before = Calendar.from_ical(client.get(CALENDAR).content).walk("VEVENT")[0]

    set_moments(call, closes_at=days(40), changed_at=timezone.now())

    after = Calendar.from_ical(client.get(CALENDAR).content).walk("VEVENT")[0]
    assert before["uid"] == after["uid"]
    assert before["dtstart"].dt < after["dtstart"].dt
    assert before["dtstamp"].dt < after["dtstamp"].dt


@pytest.mark.parametrize("text", ["=1+1", "+82", "-1", "@SUM(A1)", "\t=1", " =1", "＝1"])
def test_table_has_no_formulas(db, client, text):
    open_call(title_ko=text)

    assert [row["제목"] for row in rows(client.get(TABLE))] == [f"'{text}"]


def test_table_is_a_file_with_dates_of_korea(db, client):
    call = open_call(title_ko='따옴표 " 와, 쉼표\n줄')

    response = client.get(TABLE)

    row = rows(response)[0]
    assert response["Content-Disposition"] == 'attachment; filename="calls.csv"'
    assert row["제목"] == call.title_ko
    assert row["접수마감"] == f"{timezone.localtime(call.closes_at):%Y-%m-%d %H:%M}"
