"""The whole way of an applicant through the real server, beside the least that Django can do.

    .venv/bin/python tests/bench/bench_flow.py [flows]

All run in one run on the same database and the same kind of server (two workers, two threads),
32 at once: the applicant's flow is the page of the call, a section of the form, its save, the
submission, and the receipt; the bare one a list, a row, and a row of 4 kB that is committed
(`bare.py`), once as `startproject` lays Django out, which the limit is about, and once with nothing
around the view. Prints flows per second and their ratios, the slowest in a hundred, the processor
time of the web workers, and the statements of a flow, without the BEGIN and COMMIT of its two
transactions; ends with 1 where one of them is over its limit.
"""

import http.client
import os
import re
import statistics
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import django

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
os.environ.setdefault("LOG_LEVEL", "ERROR")
django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client, override_settings  # noqa: E402

from programs.models import Application, Submission  # noqa: E402
from tests.bench.server import free_port, processor_seconds, web_server  # noqa: E402
from tests.drafting import give_consents  # noqa: E402
from tests.factories.programs import complete_application, open_call  # noqa: E402
from tests.factories.zones import CompanyMemberFactory  # noqa: E402
from tests.flow import hidden_fields, statements_of_a_flow  # noqa: E402
from tests.races import database_url  # noqa: E402

AT_ONCE = 32
SIGN_IN = "allauth.account.auth_backends.AuthenticationBackend"
NOTES = 1000
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
# What the flow may cost, and how much of the bare one's pace it must have
LEAST_RATIO, MOST_SECONDS, MOST_PROCESSOR_MS = 0.25, 0.7, 25
MOST_STATEMENTS, MOST_WRITING = 20, 8


@dataclass(frozen=True)
class Applicant:
    """Somebody signed in, with a complete draft."""

    session: str
    code: str
    application: int


class Line:
    """One connection of one browser."""

    def __init__(self, port: int, cookies: dict[str, str] | None = None) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies = dict(cookies or {})

    def ask(self, method: str, path: str, body: str = "", *, expect: int = 200, **headers: str):
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        sent = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded", **headers}
        self.connection.request(method, path, body.encode(), sent)
        response = self.connection.getresponse()
        text = response.read().decode(errors="replace")
        if response.status != expect:
            raise RuntimeError(f"{method} {path}: {response.status} {text[:300]}")
        for header in response.headers.get_all("Set-Cookie") or []:
            name, _, value = header.partition(";")[0].partition("=")
            self.cookies[name] = value
        return response, text


def whole_flow(port: int, applicant: Applicant) -> None:
    line = Line(port, {settings.SESSION_COOKIE_NAME: applicant.session})
    base = f"/applications/{applicant.application}"
    line.ask("GET", f"/calls/{applicant.code}/")
    _response, page = line.ask("GET", f"{base}/sections/head/")
    hidden = hidden_fields(page)
    typed = hidden | {"title": "의료기기 실증 사업화 과제", "requested_won": "90,000,000"}
    line.ask("POST", f"{base}/sections/head/", urlencode(typed), Accept="application/json")
    token = {"csrfmiddlewaretoken": hidden["csrfmiddlewaretoken"]}
    response, _text = line.ask("POST", f"{base}/submit/", urlencode(token), expect=302)
    _response, receipt = line.ask("GET", response.headers["Location"])
    if "digest" not in receipt:
        raise RuntimeError("no receipt")
    line.connection.close()


def laid_out_flow(port: int, number: int) -> None:
    line = Line(port)
    _response, page = line.ask("GET", "/")
    line.ask("GET", f"/{number % NOTES + 1}/")
    typed = {"text": "가" * 1365, "csrfmiddlewaretoken": TOKEN.findall(page)[0]}
    line.ask("POST", "/new/", urlencode(typed), expect=302)
    line.connection.close()


def bare_flow(port: int, number: int) -> None:
    line = Line(port)
    line.ask("GET", "/")
    line.ask("GET", f"/{number % NOTES + 1}/")
    line.ask("POST", "/new/", "가" * 1365, expect=201)
    line.connection.close()


def fill(flows: int) -> list[Applicant]:
    call_command("ensure_consent_texts")
    call, applicants = open_call(), []
    for _number in range(flows):
        member = CompanyMemberFactory()
        draft = complete_application(call=call, company=member.company, created_by=member.user)
        give_consents(draft, by=member.user)
        client = Client()
        client.force_login(member.user, backend=SIGN_IN)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        applicants.append(Applicant(session, call.code, draft.pk))
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bare_note (id bigserial PRIMARY KEY, text text NOT NULL)")
        cursor.execute(
            "INSERT INTO bare_note (text) SELECT repeat('가', 40) FROM generate_series(1, %s)",
            [NOTES],
        )
        cursor.execute("VACUUM ANALYZE")
    return applicants


@dataclass(frozen=True)
class Measured:
    per_second: float
    slowest_in_hundred: float  # seconds
    processor_ms: float


def measured(server, flow: Callable[[int, object], None], port: int, things: list) -> Measured:
    """The first 32 warm the server up and are not counted."""

    def timed(thing: object) -> float:
        begun = time.perf_counter()
        flow(port, thing)
        return time.perf_counter() - begun

    with ThreadPoolExecutor(AT_ONCE) as browsers:
        list(browsers.map(timed, things[:AT_ONCE]))
        used, begun = processor_seconds(server), time.perf_counter()
        times = list(browsers.map(timed, things[AT_ONCE:]))
        seconds = time.perf_counter() - begun
    processor = (processor_seconds(server) - used) / len(times) * 1000
    slowest = statistics.quantiles(times, n=100)[98]
    return Measured(len(times) / seconds, slowest, processor)


def show(name: str, found: Measured) -> None:
    print(
        f"  {name:12} {found.per_second:7.1f} flows/s   slowest in a hundred "
        f"{found.slowest_in_hundred:6.3f} s   {found.processor_ms:6.1f} ms of processor a flow",
        flush=True,
    )


def measure(flows: int) -> bool:
    applicants = fill(flows + AT_ONCE + 2)
    url, first, second = database_url(), applicants.pop(), applicants.pop()
    port = free_port()
    numbers = list(range(flows * 2 + AT_ONCE))
    with web_server("tests.bench.bare", port=port, DATABASE_URL=url) as server:
        bare = measured(server, bare_flow, port, numbers)
    port = free_port()
    layout = {"DATABASE_URL": url, "BARE": "startproject"}
    with web_server("tests.bench.bare", port=port, **layout) as server:
        laid_out = measured(server, laid_out_flow, port, numbers)
    port = free_port()
    with web_server("script.web", port=port, DATABASE_URL=url, ALLOWED_HOSTS="127.0.0.1") as server:
        whole = measured(server, whole_flow, port, applicants)
    received = Application.objects.filter(state="submitted").count()
    # Afterwards: the server has collected the static files by now
    with override_settings(ALLOWED_HOSTS=["testserver"]):
        for one in (first, second):
            counts = statements_of_a_flow(one.session, one.code, one.application)
    print(f"{flows} flows, {AT_ONCE} at once; {Submission.objects.count()} submissions")
    show("nothing", bare)
    show("startproject", laid_out)
    show("applicant", whole)
    ratio, least = (whole.per_second / other.per_second for other in (laid_out, bare))
    print(f"  ratio {ratio:.2f}, beside nothing at all {least:.2f}; {received} received")
    for step, (count, writing) in counts.items():
        print(f"  {step:12} {count:3} statements, {writing} of them write")
    total, writes = map(sum, zip(*counts.values(), strict=True))
    print(f"  {'whole flow':12} {total:3} statements, {writes} of them write")
    is_within = {
        f"at least {LEAST_RATIO} of the pace of startproject": ratio >= LEAST_RATIO,
        f"the slowest in a hundred within {MOST_SECONDS} s": whole.slowest_in_hundred
        <= MOST_SECONDS,
        f"at most {MOST_PROCESSOR_MS} ms of processor": whole.processor_ms <= MOST_PROCESSOR_MS,
        f"at most {MOST_STATEMENTS} statements": total <= MOST_STATEMENTS,
        f"at most {MOST_WRITING} that write": writes <= MOST_WRITING,
    }
    for limit, is_kept in is_within.items():
        print(f"  {'kept' if is_kept else 'NOT KEPT':12} {limit}")
    return all(is_within.values())


def main() -> int:
    flows = int(sys.argv[1]) if sys.argv[1:] else 640
    name = connection.settings_dict["NAME"]
    connection.settings_dict.setdefault("TEST", {})["NAME"] = f"bench_{name}"
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        with override_settings(
            PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        ):
            return 0 if measure(flows) else 1
    finally:
        connection.close()
        connection.creation.destroy_test_db(name, verbosity=0)


if __name__ == "__main__":
    sys.exit(main())
