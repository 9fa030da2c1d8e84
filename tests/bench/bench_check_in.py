"""500 guests checked in through the real server, beside the least that Django can do.

    .venv/bin/python tests/bench/bench_check_in.py [guests]

Eight phones at the desk send their scans, one at a time and then, for as many other guests, 50 at
once as after a bad line; then all of them once more, which must only say when the first was. Beside
it a bare `startproject` takes as many forms with one row each (`bare.py`), on the same database and
the same kind of server. Prints the processor time of the web workers and its ratio to the bare
form's; ends with 1 where a guest is missing or counted twice, or a limit is not kept.
"""

import json
import os
import sys
import uuid
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

import django

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
os.environ.setdefault("LOG_LEVEL", "ERROR")
django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client, override_settings  # noqa: E402

from programs.models import Attendance  # noqa: E402
from programs.queries.attendance import ticket_address  # noqa: E402
from tests.bench.bench_flow import NOTES, SIGN_IN, TOKEN, Line  # noqa: E402
from tests.bench.server import free_port, processor_seconds, web_server  # noqa: E402
from tests.factories.programs import BriefingFactory, RegistrationFactory, days  # noqa: E402
from tests.factories.zones import AgencyMemberFactory  # noqa: E402
from tests.races import database_url  # noqa: E402

PHONES, AT_ONCE = 8, 50
MOST_SECONDS, MOST_MS = 60, 20


def fill(guests: int) -> tuple[str, str, list[str]]:
    """The session of a helper, the address of the check-in, and what the tickets hold."""
    member = AgencyMemberFactory()
    briefing = BriefingFactory(agency=member.agency, starts_at=days(0.01), capacity=guests)
    registered = [RegistrationFactory(briefing=briefing, place=n + 1) for n in range(guests)]
    client = Client()
    client.force_login(member.user, backend=SIGN_IN)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bare_note (id bigserial PRIMARY KEY, text text NOT NULL)")
        cursor.execute(
            "INSERT INTO bare_note (text) SELECT repeat('가', 40) FROM generate_series(1, %s)",
            [NOTES],
        )
        cursor.execute("VACUUM ANALYZE")
    path = f"/desk/agency/briefings/{briefing.pk}/check-in/"
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    return session, path, [ticket_address(one.code) for one in registered]


def batches(tickets: list[str]) -> list[tuple[str, ...]]:
    return [tuple(tickets[start : start + AT_ONCE]) for start in range(0, len(tickets), AT_ONCE)]


class Phone:
    """At the desk, signed in, with the page open."""

    def __init__(self, port: int, session: str, page: str) -> None:
        self.line = Line(port, {settings.SESSION_COOKIE_NAME: session})
        self.page = page
        _response, text = self.line.ask("GET", page)
        self.token = TOKEN.findall(text)[0]

    def send(self, tickets: tuple[str, ...]) -> list[str]:
        """The outcomes."""
        scans = [{"text": text, "key": str(uuid.uuid4()), "ago": 0} for text in tickets]
        typed = {"scans": json.dumps(scans), "csrfmiddlewaretoken": self.token}
        _response, text = self.line.ask("POST", f"{self.page}scans/", urlencode(typed))
        return [answer["outcome"] for answer in json.loads(text)["answers"]]


class Form:
    """A page of a bare Django, open."""

    def __init__(self, port: int) -> None:
        self.line = Line(port)
        _response, page = self.line.ask("GET", "/")
        self.token = TOKEN.findall(page)[0]

    def send(self, number: int) -> list[str]:
        typed = {"text": f"{number}" * 20, "csrfmiddlewaretoken": self.token}
        self.line.ask("POST", "/new/", urlencode(typed), expect=302)
        return ["taken"]


def measured(server, senders: list[Callable], things: list) -> tuple[float, Counter]:
    """Processor seconds of the workers, and the outcomes; each sender sends one after another."""
    shares = [things[number :: len(senders)] for number in range(len(senders))]

    def work(sender: Callable, share: list) -> Counter:
        found: Counter = Counter()
        for thing in share:
            found.update(sender(thing))
        return found

    used = processor_seconds(server)
    with ThreadPoolExecutor(len(senders)) as threads:
        outcomes = sum(threads.map(work, senders, shares), Counter())
    return processor_seconds(server) - used, outcomes


def measure(guests: int) -> bool:
    session, page, tickets = fill(guests * 2)
    url, port = database_url(), free_port()
    layout = {"DATABASE_URL": url, "BARE": "startproject"}
    with web_server("tests.bench.bare", port=port, **layout) as server:
        forms = [Form(port).send for _phone in range(PHONES)]
        bare, _taken = measured(server, forms, list(range(guests)))
    port, web = free_port(), {"DATABASE_URL": url, "ALLOWED_HOSTS": "127.0.0.1"}
    with web_server("script.web", port=port, **web) as server:
        phones = [Phone(port, session, page).send for _phone in range(PHONES)]
        one_by_one, first = measured(server, phones, [(text,) for text in tickets[:guests]])
        in_batches, second = measured(server, phones, batches(tickets[guests:]))
        once_more, again = measured(server, phones, batches(tickets))
    print(f"{guests} guests, {PHONES} phones; {Attendance.objects.count()} rows")
    for name, seconds in (
        ("bare form", bare),
        ("one by one", one_by_one),
        (f"by {AT_ONCE}", in_batches),
        (f"again, {guests * 2} by {AT_ONCE}", once_more),
    ):
        print(f"  {name:20} {seconds:7.2f} s of processor   {seconds / bare:5.2f} of the bare form")
    is_within = {
        "each guest came once": Attendance.objects.count() == guests * 2
        and first == second == {"arrived": guests},
        "a repeated scan says when the first was": again == {"again": guests * 2},
        f"one by one within {MOST_SECONDS} s of processor": one_by_one <= MOST_SECONDS,
        f"at most {MOST_MS} ms of processor a scan": one_by_one / guests * 1000 <= MOST_MS,
        "in batches at most the bare form": in_batches <= bare,
    }
    for limit, is_kept in is_within.items():
        print(f"  {'kept' if is_kept else 'NOT KEPT':12} {limit}")
    return all(is_within.values())


def main() -> int:
    guests = int(sys.argv[1]) if sys.argv[1:] else 500
    name = connection.settings_dict["NAME"]
    connection.settings_dict.setdefault("TEST", {})["NAME"] = f"bench_{name}"
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        with override_settings(
            PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        ):
            return 0 if measure(guests) else 1
    finally:
        connection.close()
        connection.creation.destroy_test_db(name, verbosity=0)


if __name__ == "__main__":
    sys.exit(main())
