"""Pages that visitors are given as they were kept: never another's, never too old, never an error."""

import gzip
from itertools import count
from threading import Event, Thread
from types import SimpleNamespace

import brotli
import pytest
from django.db import connection
from django.http import HttpResponse, StreamingHttpResponse
from django.middleware.csrf import get_token
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import path, reverse
from django.views.decorators.cache import never_cache

from portal.common import pages
from portal.common.compression import encoding_for
from portal.common.pages import KEPT, for_everybody, made_anew_for_everybody
from portal.urls import urlpatterns as of_the_portal
from tests.addresses import client_of
from tests.factories.accounts import UserFactory
from tests.factories.programs import open_call
from tests.factories.stories import StoryFactory
from tests.factories.zones import ZoneFactory
from zones.models import Zone

TURNS = count()
LONG = "특구 " * 1000


def turn(request):
    return HttpResponse(f"{next(TURNS)} {request.get_host()} {request.GET.urlencode()}")


def with_token(request):
    return HttpResponse(f"{next(TURNS)} {get_token(request)} {LONG}")


def failing(request):
    raise RuntimeError


def broken(request):
    return HttpResponse(f"{next(TURNS)}", status=503)


def streamed(request):
    return StreamingHttpResponse([f"{next(TURNS)}".encode()])


def secret(request):
    return HttpResponse(LONG, headers={"Cache-Control": "private, no-store"})


def cookies(request):
    return HttpResponse(f"{list(request.COOKIES)}")


VIEWS = [turn, with_token, failing, broken, streamed, never_cache(turn), cookies]
urlpatterns = [
    *(path(f"kept/{place}/", for_everybody("q")(view)) for place, view in enumerate(VIEWS)),
    path("anew/", made_anew_for_everybody(never_cache(with_token))),
    path("secret/", secret),
    path("secret-anew/", made_anew_for_everybody(secret)),
    *of_the_portal,
]
TURN, TOKEN, FAILING, BROKEN, STREAMED, NEVER, COOKIES = (
    f"/kept/{place}/" for place in range(len(VIEWS))
)


@pytest.fixture
def clock(settings, monkeypatch):
    """Pages are kept, by a clock that stands at the twentieth second of a minute until it is set."""
    now = SimpleNamespace(at=6_000_020.0)
    stopped = SimpleNamespace(monotonic=lambda: now.at, time=lambda: now.at)
    monkeypatch.setattr(pages, "time", stopped)
    settings.PAGE_SECONDS = 10
    settings.ROOT_URLCONF = __name__
    KEPT.clear()
    yield now
    KEPT.clear()


def text(response) -> str:
    return response.content.decode()


def asked(path: str) -> tuple[str, int]:
    """What a visitor is given, and how many statements it cost."""
    with CaptureQueriesContext(connection) as queries:
        page = text(Client().get(path))
    return page, len(queries)


@pytest.mark.parametrize(("seconds", "is_kept"), [(10, True), (0, False)])
def test_a_second_visitor_costs_no_statement(db, clock, settings, seconds, is_kept):
    settings.PAGE_SECONDS = seconds
    path = open_call().get_absolute_url()
    Client().get(path)

    _page, statements = asked(path)

    assert (statements == 0) == is_kept


def test_a_change_is_there_after_ten_seconds(db, clock):
    zone = ZoneFactory(name_ko="처음 이름")
    seen = []
    for seconds in (0, 0, 9.9, 0.2):
        clock.at += seconds
        seen.append("처음 이름" in asked(zone.get_absolute_url())[0])
        Zone.objects.filter(pk=zone.pk).update(name_ko="새 이름")

    assert seen == [True, True, True, False]


def test_it_says_to_caches_how_old_it_may_be(clock):
    first = Client().get(TURN)
    clock.at += 7.5
    later = Client().get(TURN)

    assert first["Cache-Control"] == "public, max-age=10, stale-while-revalidate=30"
    assert first["Vary"] == "Cookie, Accept-Encoding"
    assert {name: value for name, value in later.items() if name != "Age"} == dict(first.items())
    assert ("Age" in first, later["Age"]) == (False, "7")


def test_it_is_not_kept_past_the_full_minute_at_which_calls_open_and_close(clock):
    clock.at += 35
    first = Client().get(TURN)
    clock.at += 4.9
    before = Client().get(TURN)
    clock.at += 0.2

    assert first["Cache-Control"].startswith("public, max-age=5,")
    assert (text(before) == text(first), text(Client().get(TURN)) == text(first)) == (True, False)


def mixed(first: Client, second: Client, path: str) -> bool:
    """Whether the second reader is given what was made for the first."""
    return text(first.get(path)) == text(second.get(path))


@pytest.mark.parametrize(
    ("is_visitor_first", "is_guarded", "is_mixed"),
    [
        (True, True, False),
        (False, True, False),
        (True, False, True),
        (False, False, False),  # the page of a person says besides that nobody may keep it
    ],
)
def test_nobody_is_given_the_page_of_somebody_who_is_signed_in(
    db, clock, monkeypatch, is_visitor_first, is_guarded, is_mixed
):
    if not is_guarded:
        monkeypatch.setattr(pages, "is_visitor", lambda request: True)
    person, visitor = client_of(UserFactory()), Client()
    readers = (visitor, person) if is_visitor_first else (person, visitor)

    assert mixed(*readers, reverse("home")) == is_mixed


def test_who_is_signed_in_is_told_to_keep_nothing(db, clock):
    Client().get(reverse("home"))

    response = client_of(UserFactory()).get(reverse("home"))

    assert response["Cache-Control"] == "private, no-store"
    assert 'name="person"' in text(response)


@pytest.mark.parametrize("is_guarded", [True, False])
def test_looks_are_not_mixed(db, clock, monkeypatch, is_guarded):
    if not is_guarded:  # the control
        monkeypatch.setattr(pages, "wants_high_contrast", lambda request: False)
    plain, high = Client(), Client()
    high.cookies["contrast"] = "high"

    assert mixed(plain, high, reverse("home")) == (not is_guarded)


@pytest.mark.parametrize("is_guarded", [True, False])
def test_languages_are_not_mixed(db, clock, monkeypatch, is_guarded):
    if not is_guarded:
        monkeypatch.setattr(pages, "chosen_language", lambda request: "ko")
    korean, english = Client(), Client()
    english.cookies["django_language"] = "en"

    assert mixed(korean, english, reverse("home")) == (not is_guarded)


def test_a_view_is_shown_no_cookie_that_is_not_part_of_the_key(clock):
    reader = Client()
    reader.cookies.load({"planted": "planted", "django_language": "en"})

    assert text(reader.get(COOKIES)) == "['django_language']"


@pytest.mark.parametrize("cookie", ["sessionid", "messages"])
def test_cookies_that_tell_of_a_person_get_a_page_of_their_own(clock, cookie):
    marked, known = Client(), Client()
    marked.cookies[cookie] = "x"
    known.cookies["csrftoken"] = "x" * 32

    first = Client()
    assert not mixed(first, marked, TURN)
    assert not mixed(marked, marked, TURN)
    assert mixed(first, known, TURN)


def test_credentials_get_a_page_of_their_own(clock):
    assert not mixed(Client(), Client(headers={"authorization": "Bearer x"}), TURN)


@pytest.mark.parametrize("path", [TOKEN, BROKEN, STREAMED, NEVER])
def test_what_is_of_one_reader_or_of_no_use_is_not_kept(clock, path):
    def content():
        response = Client().get(path)
        return response.getvalue() if response.streaming else response.content

    assert content() != content()
    assert len(KEPT) == 0


def test_an_error_is_not_kept(db, clock):
    story = StoryFactory()
    path = reverse("programs:story-detail", args=[story.pk])
    missing = Client().get(path)
    shown = StoryFactory(published=True)
    failed = Client(raise_request_exception=False).get(FAILING)

    assert (missing.status_code, failed.status_code, len(KEPT)) == (404, 500, 0)
    assert missing["Cache-Control"] == "private, no-store"
    assert Client().get(shown.get_absolute_url()).status_code == 200


def test_a_page_that_is_gone_is_not_given_any_more(db, clock):
    story = StoryFactory(published=True)
    path = story.get_absolute_url()
    Client().get(path)
    story.delete()
    clock.at += 11

    assert [Client().get(path).status_code for _turn in range(2)] == [404, 404]
    assert len(KEPT) == 0


def test_head_is_answered_from_what_is_kept_and_keeps_nothing(clock):
    Client().head(TURN)
    assert len(KEPT) == 0
    got = Client().get(TURN)

    head = Client().head(TURN)

    assert (head.content, dict(head.items())) == (b"", dict(got.items()))
    assert len(KEPT) == 1


def test_who_has_it_is_told_that_it_is_still_right(clock):
    etag = Client().get(TURN)["ETag"]
    known = Client(headers={"If-None-Match": etag})

    same = known.get(TURN)
    clock.at += 11
    changed = known.get(TURN)

    assert (same.status_code, same.content, same["ETag"]) == (304, b"", etag)
    assert same["Cache-Control"] == "public, max-age=10, stale-while-revalidate=30"
    assert (changed.status_code, changed["ETag"] == etag) == (200, False)


def test_names_that_the_view_does_not_know_fill_nothing_and_are_nowhere(db, clock):
    open_call()
    path = reverse("programs:call-list")
    plain = asked(path)[0]

    for number in range(5):
        page, statements = asked(f"{path}?utm_source=planted{number}&q=")
        assert (page, statements) == (plain, 0)
    assert len(KEPT) == 1
    assert "planted" not in plain


def test_a_first_visitor_leaves_no_trace_of_unknown_names(db, clock):
    path = reverse("programs:call-list")

    first = asked(f"{path}?utm_source=planted&status=open")[0]

    assert "planted" not in first
    assert asked(f"{path}?status=open") == (first, 0)


def test_names_that_the_view_knows_make_pages_of_their_own(clock):
    found = [text(Client().get(f"{TURN}?{query}")) for query in ("", "q=a", "q=b", "q=a&q=b")]

    assert len(set(found)) == 4
    assert [text(Client().get(f"{TURN}?{query}")) for query in ("x=1", "q=a&x=1")] == found[:2]


def test_hosts_are_not_mixed_and_strange_ones_are_refused(clock, settings):
    settings.ALLOWED_HOSTS = ["one.example", "two.example"]
    found = {
        host: Client(headers={"host": host}).get(TURN)
        for host in ("one.example", "two.example", "evil.example")
    }

    assert "one.example" in text(found["one.example"])
    assert "two.example" in text(found["two.example"])
    assert found["evil.example"].status_code == 400
    secure = Client(headers={"host": "one.example"}).get(TURN, secure=True)
    assert text(secure) != text(found["one.example"])


def test_as_many_pages_are_kept_as_there_is_room_for(clock, monkeypatch):
    monkeypatch.setattr(pages, "MOST_PAGES", 3)
    first = text(Client().get(f"{TURN}?q=0"))
    for number in range(1, 6):
        Client().get(f"{TURN}?q={number}")
        assert text(Client().get(f"{TURN}?q=0")) == first  # asked for again and again

    assert len(KEPT) == 3
    monkeypatch.setattr(pages, "MOST_BYTES", 3)
    Client().get(f"{TURN}?q=large")
    assert len(KEPT) == 3


def test_it_keeps_what_protects_the_page(db, clock):
    first = Client().get(reverse("home"))
    kept = Client().get(reverse("home"))

    names = ("Content-Security-Policy", "X-Frame-Options", "X-Content-Type-Options")
    names += ("Referrer-Policy", "Content-Language", "Content-Type")
    assert [kept[name] for name in names] == [first[name] for name in names]
    assert "default-src 'self'" in kept["Content-Security-Policy"]


class Slow:
    """A page whose making waits until it is let go."""

    def __init__(self) -> None:
        self.made, self.begun, self.let_go = 0, Event(), Event()
        self.let_go.set()

    def __call__(self, request):
        self.made += 1
        self.begun.set()
        assert self.let_go.wait(20)
        return HttpResponse(f"made {self.made}")


@pytest.fixture
def slow(clock, settings):
    view = Slow()
    asked = for_everybody()(lambda request: view(request))
    settings.ROOT_URLCONF = type("Urls", (), {"urlpatterns": [path("slow/", asked)]})
    return view


def made_by_another(found: list[str]) -> Thread:
    thread = Thread(target=lambda: found.append(text(Client().get("/slow/"))))
    thread.start()
    return thread


def test_while_one_makes_it_anew_the_others_are_given_the_old_one(slow, clock):
    Client().get("/slow/")
    clock.at += 11
    slow.begun.clear()
    slow.let_go.clear()
    found: list[str] = []
    maker = made_by_another(found)
    assert slow.begun.wait(20)

    meanwhile = [text(Client().get("/slow/")) for _reader in range(3)]
    slow.let_go.set()
    maker.join()

    assert (meanwhile, found, slow.made) == (["made 1"] * 3, ["made 2"], 2)
    assert text(Client().get("/slow/")) == "made 2"


def test_while_it_is_made_anew_none_is_given_that_is_older_than_said(clock):
    Client().get(TURN)
    (key,) = KEPT._pages
    clock.at += 11

    first, others = KEPT.take(key), [KEPT.take(key) for _reader in range(3)]
    clock.at += 30

    assert first is None
    assert None not in others
    assert KEPT.take(key) is None


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", ""),
        ("gzip, deflate, br, zstd", "br"),
        ("GZIP;q=0.5", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.0,gzip;q=0", ""),
        ("identity", ""),
        ("brotli", ""),
    ],
)
def test_encoding_is_one_that_the_reader_takes(rf, header, expected):
    assert encoding_for(rf.get("/", headers={"accept-encoding": header})) == expected


UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress}


@pytest.mark.parametrize("encoding", UNPACK)
@pytest.mark.parametrize("seconds", [10, 0])
def test_pages_are_packed(db, clock, settings, encoding, seconds):
    settings.PAGE_SECONDS = seconds
    plain = Client().get(reverse("home"))

    for _turn in range(2):
        packed = Client(headers={"accept-encoding": encoding}).get(reverse("home"))
        assert packed["Content-Encoding"] == encoding
        assert UNPACK[encoding](packed.content) == plain.content
        assert int(packed["Content-Length"]) == len(packed.content) < len(plain.content) / 2
        assert "Accept-Encoding" in packed["Vary"]


def encoding_of(client: Client, path: str) -> str:
    return client.get(path, headers={"accept-encoding": "br"}).get("Content-Encoding", "")


def test_what_may_hold_a_secret_is_not_packed(db, clock):
    """A token of a form, an address that opens a thing of one person, a page of who is signed in."""
    person = client_of(UserFactory())
    paths = ["/kept/1/", "/anew/", "/secret/", reverse("account_login")]

    assert {path: encoding_of(Client(), path) for path in paths} == dict.fromkeys(paths, "")
    assert encoding_of(person, reverse("home")) == ""
    assert encoding_of(Client(), reverse("home")) == "br"


def test_what_is_for_everybody_is_packed_whatever_it_says_to_caches(db, clock):
    assert encoding_of(Client(), "/secret-anew/") == "br"
    assert encoding_of(Client(), reverse("programs:result-list")) == "br"
    assert encoding_of(Client(), reverse("api-call-list")) == ""  # nothing to win in a short one
    open_call()
    assert encoding_of(Client(), reverse("api-call-list")) == "br"
