"""Kills web workers and PostgreSQL while applications are submitted, then looks for every receipt.

    .venv/bin/python tests/bench/crash_in_burst.py [submits]

Starts a private PostgreSQL and the real web server on loopback, submits complete drafts (400 if
nothing is said) from 16 browsers at once over HTTP, and in the middle kills with signal 9 first a
web worker and then all of PostgreSQL, which is started again. A submit that was answered with its
receipt is acknowledged: it must be there afterwards, true to its digest and signature. Submits that
were not answered are sent again, as a person would, and must end in exactly one submission.
Ends with 1 where one is lost, doubled or untrue, and where not both were killed.
"""

import http.client
import os
import signal
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
HOME = Path(tempfile.mkdtemp(prefix="portal-crash-"))
HOME.chmod(0o755)  # started by root, PostgreSQL runs as somebody else

from portal import postgres  # noqa: E402

os.environ["DATABASE_URL"] = postgres.cluster_url(HOME)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
os.environ.setdefault("LOG_LEVEL", "CRITICAL")
postgres.start(HOME)

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, connections  # noqa: E402
from django.test import override_settings  # noqa: E402

from portal.common.signing import is_signed  # noqa: E402
from programs.models import Submission  # noqa: E402
from programs.queries.receipt import bytes_of, statement_of  # noqa: E402
from tests.bench.bench_flow import Applicant, Line, fill  # noqa: E402
from tests.bench.server import free_port, web_server, workers_of  # noqa: E402

AT_ONCE = 16
TRIES = 40
VICTIMS = WEB, POSTGRES = "a web worker", "PostgreSQL"
LINE_ERRORS = (OSError, http.client.HTTPException, RuntimeError)


class Burst:
    """What was acknowledged so far, and how often a submit had to be sent."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.receipts: dict[int, str] = {}
        self.sent = 0
        self.is_over = False

    def wait_for(self, receipts: int) -> None:
        """Raises RuntimeError where the burst ends with fewer."""
        while len(self.receipts) <= receipts:
            if self.is_over:
                raise RuntimeError(f"the burst ended after {len(self.receipts)} receipts")
            time.sleep(0.02)

    def submit(self, applicant: Applicant) -> None:
        for _try in range(TRIES):
            try:
                self.receipts[applicant.application] = self._receipt(applicant)
            except LINE_ERRORS:
                time.sleep(0.5)
            else:
                return

    def _receipt(self, applicant: Applicant) -> str:
        line = Line(self.port, {settings.SESSION_COOKIE_NAME: applicant.session})
        _response, page = line.ask("GET", f"/applications/{applicant.application}/check/")
        token = page.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
        self.sent += 1
        path = f"/applications/{applicant.application}/submit/"
        response, _text = line.ask("POST", path, f"csrfmiddlewaretoken={token}", expect=302)
        place = response.headers["Location"]
        if "/receipts/" not in place:
            raise RuntimeError(place)
        return place.rstrip("/").rpartition("/")[2]


class Killing(threading.Thread):
    """Both kills, in a thread of its own; `done` says which have been."""

    def __init__(self, burst: Burst, server, submits: int) -> None:
        super().__init__()
        self.burst, self.server, self.submits = burst, server, submits
        self.done: list[str] = []

    def run(self) -> None:
        kill_in_the_middle(self.burst, self.server, self.submits, self.done)

    def faults(self) -> list[str]:
        """What was to be killed and was not: nothing is shown then, whatever the receipts say."""
        return [f"{victim} was not killed" for victim in VICTIMS if victim not in self.done]


def kill_in_the_middle(burst: Burst, server, submits: int, done: list[str]) -> None:
    burst.wait_for(submits // 4)
    os.kill(workers_of(server)[0], signal.SIGKILL)
    done.append(WEB)
    print(f"a web worker killed after {len(burst.receipts)} receipts", flush=True)
    burst.wait_for(submits // 2)
    kill_postgres()
    done.append(POSTGRES)
    print(f"PostgreSQL killed after {len(burst.receipts)} receipts", flush=True)
    while not postgres.is_running(HOME):
        try:
            postgres.start(HOME)
        except postgres.PostgresError:
            time.sleep(0.5)


def kill_postgres() -> None:
    """The first process and all its children, none of which may finish anything."""
    pid_file = next(HOME.rglob("postmaster.pid"))
    first = int(pid_file.read_text().split()[0])
    children = Path(f"/proc/{first}/task/{first}/children").read_text().split()
    for pid in (first, *map(int, children)):
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue


def faults(burst: Burst, applicants: list[Applicant]) -> list[str]:
    rows = {row.number: row for row in Submission.objects.select_related("application__call")}
    found = [f"{number} is lost" for number in burst.receipts.values() if number not in rows]
    of_each: dict[int, int] = {}
    for row in rows.values():
        of_each[row.application_id] = of_each.get(row.application_id, 0) + 1
        statement = bytes_of(statement_of(row, row.application.call))
        if not is_signed(statement, key_id=row.key_id, value=row.signature):
            found.append(f"{row.number} is untrue")
    for applicant in applicants:
        if of_each.get(applicant.application) != 1:
            count = of_each.get(applicant.application, 0)
            found.append(f"application {applicant.application} has {count} submissions")
    return found


def main() -> int:
    submits = int(sys.argv[1]) if sys.argv[1:] else 400
    call_command("migrate", verbosity=0, interactive=False)
    hashers = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with override_settings(PASSWORD_HASHERS=hashers):
        applicants = fill(submits)
    connections.close_all()
    connection.close_pool()
    port = free_port()
    with web_server("script.web", port=port, ALLOWED_HOSTS="127.0.0.1", DEMO="0") as server:
        burst = Burst(port)
        killing = Killing(burst, server, submits)
        killing.start()
        with ThreadPoolExecutor(AT_ONCE) as browsers:
            list(browsers.map(burst.submit, applicants))
        burst.is_over = True
        killing.join()
    found = killing.faults() + faults(burst, applicants)
    print(f"{len(burst.receipts)} receipts for {submits} applications, {burst.sent} submits sent")
    print("\n".join(found) or "every receipt is there, once and true")
    connection.close_pool()
    postgres.stop(HOME)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
