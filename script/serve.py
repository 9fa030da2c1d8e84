"""Starts private database, job worker and web server, watches them, and ends what it started."""

import contextlib
import fcntl
import http.client
import itertools
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from portal import postgres
from portal.postgres import APPLICATION_ROLE

VAR = Path(__file__).resolve().parent.parent / "var"
PYTHON = sys.executable
ENDING_SIGNALS = [signal.SIGINT, signal.SIGTERM]
if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # nohup script/server stays
    ENDING_SIGNALS.append(signal.SIGHUP)
READY_SECONDS = 90
STOP_SECONDS = 25
LONGEST_PAUSE = 60
TICK_SECONDS = 0.5
DATABASE_CHECK_TICKS = 20
WORKER = [PYTHON, "manage.py", "procrastinate", "worker", "--shutdown-graceful-timeout", "15"]
WORKER += ["--delete-jobs", "successful"]  # a mail that was sent is not kept
WEB = [PYTHON, "-m", "gunicorn", "script.web", "--worker-class", "gthread", "--preload"]
WEB += ["--graceful-timeout", "15", "--no-control-socket", "--log-level", "warning"]


class ServerError(Exception):
    """The portal cannot start or go on; the text says why."""


@dataclass(frozen=True)
class Address:
    """Where the web server listens."""

    host: str
    port: int

    @classmethod
    def from_environment(cls) -> "Address":
        port = os.environ.get("PORT") or "8000"
        if not port.isdigit() or not 0 < int(port) < 65536:
            raise ServerError(f"PORT is {port!r}, but must be a number from 1 to 65535.")
        return cls(os.environ.get("HOST") or "127.0.0.1", int(port))

    @property
    def bind(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    @property
    def url(self) -> str:
        is_local = self.host in ("127.0.0.1", "0.0.0.0", "::", "::1")
        return f"http://localhost:{self.port}/" if is_local else f"http://{self.bind}/"

    @property
    def reachable_host(self) -> str:
        return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)

    def refuse_if_taken(self) -> None:
        try:
            family, kind, protocol, _, place = socket.getaddrinfo(
                self.host, self.port, type=socket.SOCK_STREAM
            )[0]
            with socket.socket(family, kind, protocol) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind(place)
        except OSError as error:
            raise ServerError(
                f"Cannot listen on {self.bind}: {error.strerror}. Nothing was started; "
                "choose another port with PORT=8080 script/server."
            ) from error


def main() -> int:
    for number in ENDING_SIGNALS:
        signal.signal(number, end)
    try:
        address = Address.from_environment()
        address.refuse_if_taken()
        os.environ.setdefault("SITE_URL", address.url.rstrip("/"))
        with only_server_of_this_checkout():
            run(address)
    except (ServerError, postgres.PostgresError) as error:
        say(f"\n{error}")
        return 1
    return 0


def run(address: Address) -> None:
    database = Database()
    try:
        database.start()
        run_site(address, database)
    finally:
        database.stop()


def end(number: int, _frame: object) -> None:
    raise SystemExit(0)


@contextlib.contextmanager
def signals_held() -> Iterator[None]:
    """Put an ending signal off until a step that must not be cut is done."""
    received = []
    before = {
        number: signal.signal(number, lambda *_: received.append(1)) for number in ENDING_SIGNALS
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    if received:
        raise SystemExit(0)


@contextlib.contextmanager
def only_server_of_this_checkout() -> Iterator[None]:
    """A second one would lose its database when the first one ends."""
    VAR.mkdir(mode=0o755, exist_ok=True)
    with open(VAR / "server.lock", "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ServerError("script/server already runs in this checkout.") from None
        yield


class Database:
    """The private cluster, stopped here if started here; nothing where DATABASE_URL is set."""

    def __init__(self) -> None:
        self.is_private = not os.environ.get("DATABASE_URL")
        self.was_started_here = False

    def start(self) -> None:
        if self.is_private:
            with signals_held():
                self.was_started_here |= postgres.start()

    def stop(self) -> None:
        if self.was_started_here:
            with signals_held():
                postgres.stop()

    def of_web(self) -> dict[str, str]:
        """It begins as the owner, to migrate, and serves as the role of the portal."""
        if self.is_private:
            return {"SERVED_DATABASE_URL": self.served_url}
        owner_url = os.environ.get("DATABASE_OWNER_URL")
        return (
            {"DATABASE_URL": owner_url, "SERVED_DATABASE_URL": self.served_url} if owner_url else {}
        )

    def of_worker(self) -> dict[str, str]:
        return {"DATABASE_URL": self.served_url}

    @property
    def served_url(self) -> str:
        """Where web server and worker find the database, as a role that owns nothing."""
        return os.environ.get("DATABASE_URL") or postgres.cluster_url(role=APPLICATION_ROLE)

    def is_gone(self) -> bool:
        return self.is_private and not postgres.is_running()


def run_site(address: Address, database: Database) -> None:
    """Run web server and worker until a signal comes or the web server ends."""
    web = Service("web server", web_command(address), database.of_web())
    worker = Service("job worker", WORKER, database.of_worker())
    try:
        web.start(stdout=subprocess.PIPE)
        sign_ins = web.process.stdout.read()
        # Before that, its tables may not be there
        worker.start()
        wait_until_ready(web, address)
        print(f"\nThe portal runs at {address.url}\n\n{sign_ins}\nCtrl-C ends it.", flush=True)
        watch(web, worker, database)
    finally:
        with signals_held():
            stop_together(web, worker)


def web_command(address: Address) -> list[str]:
    workers = os.environ.get("WEB_WORKERS") or "2"
    threads = os.environ.get("WEB_THREADS") or "4"
    return [*WEB, "--bind", address.bind, "--workers", workers, "--threads", threads]


class Service:
    """A process apart from the terminal, so that Ctrl-C reaches it only through us."""

    def __init__(
        self, name: str, command: list[str], environment: dict[str, str] | None = None
    ) -> None:
        self.name = name
        self.command = command
        self.environment = environment or {}
        self.process: subprocess.Popen | None = None
        self.started_at = 0.0
        self.restart_at: float | None = None
        self.pause = 1

    def start(self, stdout: int | None = None) -> None:
        with signals_held():
            self.process = subprocess.Popen(
                self.command,
                env={**os.environ, **self.environment},
                stdin=subprocess.DEVNULL,
                stdout=stdout,
                text=True,
                start_new_session=True,
            )
        self.started_at = time.monotonic()
        self.restart_at = None

    def start_again_if_ended(self) -> None:
        """Start it again after a pause, which grows while it keeps failing soon after its start."""
        if self.status is None:
            return
        now = time.monotonic()
        if self.restart_at is None:
            failed_soon = now - self.started_at < LONGEST_PAUSE
            self.pause = min(self.pause * 2, LONGEST_PAUSE) if failed_soon else 1
            self.restart_at = now + self.pause
            ended = f"The {self.name} ended (status {self.status})"
            say(f"{ended}; starting it again in {self.pause} s.")
        elif now >= self.restart_at:
            self.start()

    @property
    def status(self) -> int | None:
        """The exit status, None while it runs."""
        return self.process.poll() if self.process else None

    def ask_to_stop(self) -> None:
        if self.process and self.status is None:
            self.process.terminate()

    def wait_or_kill(self, seconds: float) -> None:
        if not self.process:
            return
        try:
            self.process.wait(max(seconds, 0))
        except subprocess.TimeoutExpired:
            say(f"The {self.name} did not stop in {STOP_SECONDS} s and is killed.")
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def wait_until_ready(web: Service, address: Address) -> None:
    patience = time.monotonic() + READY_SECONDS
    while (answer := health(address)) != "200":
        refuse_if_ended(web)
        if time.monotonic() > patience:
            raise ServerError(
                f"/healthz did not answer 200 within {READY_SECONDS} s; it answered: {answer}"
            )
        time.sleep(0.1)


def health(address: Address) -> str:
    """The status of /healthz, or why there is none."""
    line = http.client.HTTPConnection(address.reachable_host, address.port, timeout=10)
    try:
        line.request("GET", "/healthz", headers={"Host": allowed_host()})
        return str(line.getresponse().status)
    except (OSError, http.client.HTTPException) as error:
        return str(error)
    finally:
        line.close()


def allowed_host() -> str:
    first = os.environ.get("ALLOWED_HOSTS", "").split(",")[0].strip().lstrip(".")
    return first if first not in ("", "*") else "localhost"


def refuse_if_ended(web: Service) -> None:
    if web.status is not None:
        raise ServerError(f"The web server ended by itself (status {web.status}): see above.")


def watch(web: Service, worker: Service, database: Database) -> None:
    """Keep worker and database running; end when the web server does."""
    ticks = itertools.count(1)
    while True:
        time.sleep(TICK_SECONDS)
        refuse_if_ended(web)
        worker.start_again_if_ended()
        if next(ticks) % DATABASE_CHECK_TICKS == 0 and database.is_gone():
            say("The database ended by itself; starting it again.")
            database.start()
            # It has lost the connection on which it hears of new jobs
            worker.ask_to_stop()


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def stop_together(*services: Service) -> None:
    for service in services:
        service.ask_to_stop()
    patience = time.monotonic() + STOP_SECONDS
    for service in services:
        service.wait_or_kill(patience - time.monotonic())


if __name__ == "__main__":
    sys.exit(main())
