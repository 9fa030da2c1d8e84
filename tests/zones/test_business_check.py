"""The tax service's check of business numbers, against a service of our own on the loopback."""

import json
import socket
import threading
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.factories.accounts import UserFactory
from tests.factories.zones import (
    BusinessCheckFactory,
    CompanyFactory,
    CompanyMemberFactory,
    business_number,
)
from tests.words import said
from zones.actions.business_check import record_answer, record_match
from zones.actions.company import correct_company, register_company
from zones.business_check import KeyRefused, NoAnswer, match_of_business, state_of_business
from zones.enums import ApplicantKind, BusinessMatch, BusinessState
from zones.models import BusinessCheck
from zones.tasks import check_business, check_waiting_businesses

NUMBER = "1234567891"
NO_MATCH = "확인할 수 없습니다."
OPENED = date(2020, 3, 2)
OPENED_AT = datetime(2020, 3, 2, tzinfo=UTC)
ADVICE = (
    "Compare the founding day and the name of the representative with the certificate of business "
    "registration, and correct them here if they are not as printed there. It is compared anew "
    "then. If they are, or if the company was founded on another day than it opened for business, "
    "nothing is to be done: you can apply all the same."
)


def answer_about(number: str, code: str, words: str) -> bytes:
    row = {"b_no": number, "b_stt": words, "b_stt_cd": code, "tax_type": "", "end_dt": ""}
    found = {"status_code": "OK", "match_cnt": int(code != ""), "request_cnt": 1, "data": [row]}
    return json.dumps(found, ensure_ascii=False).encode()


def match_of(number: str, valid: str) -> bytes:
    """As `validate` answers; `valid` is 01 or 02."""
    row = {"b_no": number, "valid": valid, "valid_msg": "" if valid == "01" else NO_MATCH}
    found = {"status_code": "OK", "request_cnt": 1, "valid_cnt": int(valid == "01"), "data": [row]}
    return json.dumps(found, ensure_ascii=False).encode()


def all_is_well(number: str) -> tuple[int, bytes]:
    return 200, match_of(number, "01")


@contextmanager
def service(answer, *, validated=all_is_well):
    """`answer(number)` gives the status and the body, `validated` to the other question; yields its
    address and what it was asked."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            asked.append((self.path, body))
            if "businesses" in body:
                status, content = validated(body["businesses"][0]["b_no"])
            else:
                status, content = answer(body["b_no"][0])
            self.send_response(status)
            if status == 302:
                self.send_header("Location", "http://192.0.2.1/")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def ask(answer, *, key="a+b/c==", seconds=3) -> BusinessState:
    with service(answer) as (url, _asked):
        return state_of_business(NUMBER, url=url, key=key, seconds=seconds)


@pytest.mark.parametrize(
    ("code", "words", "state"),
    [
        ("01", "계속사업자", BusinessState.ACTIVE),
        ("02", "휴업자", BusinessState.SUSPENDED),
        ("03", "폐업자", BusinessState.CLOSED),
        ("", "", BusinessState.UNKNOWN),
    ],
)
def test_answer_is_understood(code, words, state):
    assert ask(lambda number: (200, answer_about(number, code, words))) == state


@pytest.mark.parametrize("key", ["a+b/c==", "a%2Bb%2Fc%3D%3D"])
def test_key_is_sent_quoted_once_in_whichever_way_it_was_given(key):
    with service(lambda number: (200, answer_about(number, "01", ""))) as (url, asked):
        state_of_business(NUMBER, url=url, key=key, seconds=3)

    ((path, body),) = asked
    assert urlsplit(path).path == "/v1/status"
    assert parse_qs(urlsplit(path).query) == {"serviceKey": ["a+b/c=="]}
    assert body == {"b_no": [NUMBER]}


@pytest.mark.parametrize(
    ("status", "content"),
    [
        (500, b"Internal Server Error"),
        (503, b""),
        (302, b""),
        (200, b""),
        (200, b"<html>maintenance</html>"),
        (200, b"\xff\xfe\x00"),
        (200, b"[]"),
        (200, b"null"),
        (200, b"{}"),
        (200, b'{"data": []}'),
        (200, b'{"data": [1]}'),
        (200, b'{"data": {"b_no": "1234567891"}}'),
        (200, answer_about("9999999999", "01", "")),
        (200, answer_about(NUMBER, "99", "")),
        (200, b'{"data": [{"b_no": "1234567891", "b_stt_cd": null}]}'),
        (200, b'{"data": [{"b_no": "1234567891", "b_stt_cd": []}]}'),
        (200, b" " * 70_000 + answer_about(NUMBER, "01", "")),
        (200, b"[" * 60_000),
    ],
)
def test_rubbish_is_no_answer(status, content):
    with pytest.raises(NoAnswer):
        ask(lambda number: (status, content))


@pytest.mark.parametrize(
    ("status", "content"),
    [
        (401, b""),
        (403, b""),
        (400, b'{"code": -4, "msg": "x"}'),
        (200, b'{"code": -401, "msg": "x"}'),
    ],
)
def test_refused_key_is_told_apart(status, content):
    with pytest.raises(KeyRefused):
        ask(lambda number: (status, content))


def test_silent_service_is_waited_for_no_longer_than_said():
    with socket.create_server(("127.0.0.1", 0)) as listener:  # takes the call and says nothing
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/v1"

        with pytest.raises(NoAnswer):
            state_of_business(NUMBER, url=url, key="k", seconds=0.2)


def test_service_that_trickles_is_waited_for_no_longer_than_said(monkeypatch):
    """A byte now and then is no answer either."""
    clock = iter(range(0, 10_000, 2))
    monkeypatch.setattr("zones.business_check.monotonic", lambda: next(clock))

    with pytest.raises(NoAnswer):
        ask(lambda number: (200, answer_about(number, "01", "")), seconds=1)


@contextmanager
def sending(start: bytes, *, then: bytes = b""):
    """A service that sends the beginning of an answer, then a byte now and then, until it is left."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        is_over = threading.Event()

        def serve() -> None:
            line, _address = listener.accept()
            with line, suppress(OSError):
                line.recv(65_536)
                line.sendall(start)
                while then and not is_over.wait(0.05):
                    line.sendall(then)
                is_over.wait()

        thread = threading.Thread(target=serve)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/v1"
        is_over.set()
        thread.join()


@pytest.mark.parametrize(
    ("start", "then"),
    [
        (b"HTTP/1.1 500 X\r\nContent-Length: 100\r\n\r\nabc", b""),
        (b"HTTP/1.1 500 X\r\nContent-Length: 10000\r\n\r\nabc", b"x"),
        (b"HTTP/1.1 200 OK\r\nX: ", b"x"),
        (b"HTTP/1.1 200 OK\r\n", b"X: x\r\n"),
    ],
    ids=[
        "refusal without its end",
        "refusal that trickles",
        "header that trickles",
        "many headers",
    ],
)
def test_service_that_never_comes_to_an_end_is_no_answer(start, then):
    with sending(start, then=then) as url, pytest.raises(NoAnswer):
        state_of_business(NUMBER, url=url, key="k", seconds=0.3)


def test_nobody_there_is_no_answer():
    with service(lambda number: (200, b"")) as (url, _asked):
        pass

    with pytest.raises(NoAnswer):
        state_of_business(NUMBER, url=url, key="k", seconds=1)


@pytest.fixture
def on(settings):
    """Switches the check on, at this address."""

    def switch(url: str = "http://127.0.0.1:1/v1") -> None:
        settings.BUSINESS_CHECK_KEY = "key"
        settings.BUSINESS_CHECK_URL = url

    switch()
    return switch


def queued() -> int:
    return ProcrastinateJob.objects.filter(task_name=check_business.name).count()


@pytest.mark.django_db
def test_without_a_key_nothing_is_asked():
    register_company(CompanyFactory.build(created_by=None), by=UserFactory())

    check_waiting_businesses(0)

    assert (BusinessCheck.objects.count(), queued()) == (0, 0)


@pytest.mark.django_db
def test_registered_company_is_checked_by_the_worker(on):
    company = register_company(CompanyFactory.build(created_by=None), by=UserFactory())
    assert (company.business_check.state, queued()) == ("waiting", 1)

    with service(lambda number: (200, answer_about(number, "01", ""))) as (url, _asked):
        on(url)
        check_business(company_id=company.pk)

    company.business_check.refresh_from_db()
    assert company.business_check.state == BusinessState.ACTIVE
    assert company.business_check.checked_at is not None


@pytest.mark.django_db
def test_founder_has_nothing_to_check(on):
    founder = CompanyFactory.build(
        created_by=None, applicant_kind=ApplicantKind.FOUNDER, business_number=None
    )

    register_company(founder, by=UserFactory())

    assert (BusinessCheck.objects.count(), queued()) == (0, 0)


@pytest.mark.django_db
def test_only_a_changed_number_is_checked_anew(on):
    check = BusinessCheckFactory()
    company = check.company
    correct_company(company, by=UserFactory())
    assert queued() == 0
    company.business_number = business_number(777_777_777)

    correct_company(company, by=UserFactory())

    check.refresh_from_db()
    assert (check.business_number, check.state, queued()) == (
        company.business_number,
        "waiting",
        1,
    )


@pytest.mark.django_db
def test_answer_about_a_former_number_goes_when_the_check_is_off(settings):
    check = BusinessCheckFactory()
    company = check.company
    company.business_number = business_number(777_777_777)

    correct_company(company, by=UserFactory())

    assert not BusinessCheck.objects.exists()


@pytest.mark.django_db
def test_companies_from_before_the_check_are_made_up_for(on):
    company = CompanyFactory()
    CompanyFactory(applicant_kind=ApplicantKind.FOUNDER, business_number=None)

    with service(lambda number: (200, answer_about(number, "02", ""))) as (url, asked):
        on(url)
        check_waiting_businesses(0)

    company.refresh_from_db()
    assert company.business_check.state == BusinessState.SUSPENDED
    assert len(asked) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("status", [500, 401])
def test_without_an_answer_it_is_checked_later(on, status):
    check = BusinessCheckFactory()
    with service(lambda number: (status, b"")) as (url, _asked):
        on(url)
        check_business(company_id=check.company_id)
    check.refresh_from_db()
    assert (check.state, check.attempts) == ("waiting", 1)

    with service(lambda number: (200, answer_about(number, "03", ""))) as (url, _asked):
        on(url)
        check_waiting_businesses(0)

    check.refresh_from_db()
    assert (check.state, check.attempts) == ("closed", 2)


@pytest.mark.django_db
def test_silent_service_is_left_alone_until_next_time(on):
    BusinessCheckFactory.create_batch(3)

    with service(lambda number: (500, b"")) as (url, asked):
        on(url)
        check_waiting_businesses(0)

    assert len(asked) == 1


@pytest.mark.django_db
def test_answer_about_a_former_number_is_dropped(on):
    check = BusinessCheckFactory()

    BusinessCheck.objects.filter(pk=check.pk).update(business_number="1010101010")

    record_answer(check, state=BusinessState.CLOSED)

    check.refresh_from_db()
    assert (check.business_number, check.state) == ("1010101010", "waiting")


@pytest.mark.django_db(transaction=True)
def test_it_is_asked_outside_of_any_transaction(on):
    check = BusinessCheckFactory()
    inside = []

    def look(number):
        inside.append(in_transaction())
        return 200, answer_about(number, "01", "")

    main = transaction.get_connection()

    def in_transaction():
        return main.in_atomic_block

    with service(look) as (url, _asked):
        on(url)
        check_business(company_id=check.company_id)

    assert inside == [False]


def compare(validated, *, seconds=3) -> BusinessMatch:
    with service(lambda number: (500, b""), validated=validated) as (url, _asked):
        return match_of_business(NUMBER, OPENED, "김예시", url=url, key="k", seconds=seconds)


@pytest.mark.parametrize(
    ("valid", "match"), [("01", BusinessMatch.MATCHES), ("02", BusinessMatch.DIFFERS)]
)
def test_comparison_is_understood(valid, match):
    assert compare(lambda number: (200, match_of(number, valid))) == match


def test_what_is_compared_is_sent_as_the_service_asks():
    with service(lambda number: (500, b"")) as (url, asked):
        match_of_business(NUMBER, OPENED, "김예시", url=url, key="k", seconds=3)

    ((path, body),) = asked
    assert urlsplit(path).path == "/v1/validate"
    assert body == {"businesses": [{"b_no": NUMBER, "start_dt": "20200302", "p_nm": "김예시"}]}


@pytest.mark.parametrize(
    ("status", "content", "error"),
    [
        (500, b"", NoAnswer),
        (200, b"{}", NoAnswer),
        (200, match_of(NUMBER, "03"), NoAnswer),
        (200, match_of("9999999999", "01"), NoAnswer),
        (200, b'{"data": [{"b_no": "1234567891"}]}', NoAnswer),
        (401, b"", KeyRefused),
        (200, b'{"code": -10, "msg": "x"}', KeyRefused),
    ],
)
def test_rubbish_is_no_comparison(status, content, error):
    with pytest.raises(error):
        compare(lambda number: (status, content))


def registered(**stated):
    company = CompanyFactory.build(created_by=None, **{"founded_on": OPENED, **stated})
    return register_company(company, by=UserFactory())


def asked_about(company, *, state=lambda number: (200, answer_about(number, "01", "")), **answers):
    """What the service was asked by a job for the company."""
    with service(state, **answers) as (url, asked):
        settings.BUSINESS_CHECK_URL = url
        check_business(company_id=company.pk)
    company.business_check.refresh_from_db()
    return [urlsplit(path).path.rpartition("/")[2] for path, _body in asked]


@pytest.mark.django_db
@pytest.mark.parametrize(("valid", "match"), [("01", "matches"), ("02", "differs")])
def test_state_and_statements_are_asked_for(on, valid, match):
    company = registered()

    asked = asked_about(company, validated=lambda number: (200, match_of(number, valid)))

    check = company.business_check
    assert asked == ["status", "validate"]
    assert (check.state, check.match, bool(check.matched_at)) == ("active", match, True)
    assert (check.opened_on, check.representative_name) == (OPENED, company.representative_name)


@pytest.mark.django_db
def test_without_a_founding_day_nothing_is_compared(on):
    company = registered(founded_on=None)

    assert asked_about(company) == ["status"]
    assert company.business_check.match == BusinessMatch.UNASKED


@pytest.mark.django_db
def test_an_answer_to_one_question_is_kept_where_the_other_has_none(on):
    company = registered()
    asked_about(company, validated=lambda number: (500, b""))
    check = company.business_check
    assert (check.state, check.match, check.attempts) == ("active", "waiting", 1)

    asked = asked_about(company)

    assert asked == ["validate"]
    assert (check.match, check.attempts) == ("matches", 2)


CORRECTIONS = {
    "founding day": {"founded_on": date(2021, 5, 3)},
    "representative": {"representative_name": "이다른"},
}


@pytest.mark.django_db
@pytest.mark.parametrize("change", CORRECTIONS.values(), ids=CORRECTIONS)
def test_only_what_was_corrected_is_compared_anew(on, change):
    company = registered()
    asked_about(company, validated=lambda number: (200, match_of(number, "02")))
    for name, value in change.items():
        setattr(company, name, value)

    correct_company(company, by=UserFactory())

    company.business_check.refresh_from_db()
    assert (company.business_check.match, company.business_check.state) == ("waiting", "active")
    assert asked_about(company) == ["validate"]
    assert company.business_check.match == BusinessMatch.MATCHES


@pytest.mark.django_db
def test_what_was_said_of_former_statements_goes_when_the_check_is_off(on, settings):
    company = registered()
    asked_about(company)
    settings.BUSINESS_CHECK_KEY = ""
    company.founded_on = None

    correct_company(company, by=UserFactory())

    company.business_check.refresh_from_db()
    assert (company.business_check.match, company.business_check.state) == ("unasked", "active")


@pytest.mark.django_db
def test_a_comparison_of_what_was_corrected_meanwhile_is_dropped(on):
    registered()
    check = BusinessCheck.objects.get()
    BusinessCheck.objects.update(representative_name="이다른")
    record_match(check, match=BusinessMatch.DIFFERS)

    assert BusinessCheck.objects.get().match == BusinessMatch.WAITING


@pytest.mark.django_db
def test_checks_from_before_the_comparison_are_made_up_for(on):
    company = CompanyFactory(founded_on=OPENED)
    check = BusinessCheckFactory(company=company, state="active", checked_at=company.created_at)
    BusinessCheckFactory()  # without a founding day, and waiting for its state

    with service(lambda number: (200, answer_about(number, "01", ""))) as (url, asked):
        on(url)
        check_waiting_businesses(0)
        check_waiting_businesses(0)

    check.refresh_from_db()
    assert check.match == BusinessMatch.MATCHES
    assert sorted(urlsplit(path).path for path, _body in asked) == ["/v1/status", "/v1/validate"]


@pytest.mark.django_db
@pytest.mark.parametrize("match", ["differs", "matches", "waiting", "unasked"])
def test_its_people_read_what_came_of_the_comparison_and_what_to_do(client, match):
    member = CompanyMemberFactory()
    BusinessCheckFactory(
        company=member.company,
        match=match,
        opened_on=OPENED,
        representative_name="김예시",
        matched_at=OPENED_AT if match in ("differs", "matches") else None,
    )
    client.force_login(member.user)

    page = client.get(reverse("zones:company-edit", args=[member.company_id])).content.decode()

    label = f'data-status="{match}"'
    assert (label in page, said(ADVICE) in page) == (match != "unasked", match == "differs")
