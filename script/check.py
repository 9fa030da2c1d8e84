"""Checks the source, then runs pytest on a private PostgreSQL of its own: for people and CI."""

import contextlib
import fcntl
import os
import secrets
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from portal import postgres

CHECKOUT = Path(__file__).resolve().parent.parent
CLUSTER = CHECKOUT / "var" / "test-postgres"
PYTHON = sys.executable
MANAGE = [PYTHON, "manage.py"]
CHROMIUMS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
OWN_CHROMIUM = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""
CHECKS = {
    "format": [PYTHON, "-m", "ruff", "format", "--check", "--quiet", "."],
    "lint": [PYTHON, "-m", "ruff", "check", "--quiet", "."],
    "contracts": [PYTHON, "-c", "from importlinter.cli import lint_imports_command as run; run()"],
    "deployment": [*MANAGE, "check", "--deploy", "--fail-level", "WARNING"],
    "migrations": [*MANAGE, "makemigrations", "--check", "--dry-run"],
    "types": [PYTHON, "-m", "mypy"],
}


# In the order of tests/conftest.py: xdist would begin with the files of most tests, not the slowest
WHOLE = ["--numprocesses=2", "--dist=loadfile", "--no-loadscope-reorder"]


class CheckError(Exception):
    """The tests cannot go on; the text says why."""


def main() -> int:
    arguments = sys.argv[1:]
    only_pytest = arguments[:1] == ["--only-pytest"]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    # A shell that starts us in the background ignores it, and pytest would inherit that
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        os.environ["CHROMIUM"] = chromium()
        provide_korean_font()
        with only_run_of_this_checkout(), database():
            if not only_pytest:
                run_checks()
            return run_pytest(arguments[only_pytest:])
    except (CheckError, postgres.PostgresError) as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def run_checks() -> None:
    """Run every check, so that one run tells all that is wrong."""
    failed = [name for name, command in CHECKS.items() if not passes(name, command)]
    if failed:
        raise CheckError(f"Checks failed: {', '.join(failed)}. The tests were not run.")


def passes(name: str, command: list[str]) -> bool:
    """Run one check and show what it says only if it fails."""
    result = subprocess.run(
        command,
        env=environment_of(name),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    print(f"{'ok    ' if result.returncode == 0 else 'FAILED'} {name}", flush=True)
    if result.returncode:
        print(result.stdout, flush=True)
    return result.returncode == 0


def environment_of(name: str) -> dict[str, str]:
    """The environment of one check; the deployment check sees the portal as it runs in public."""
    if name != "deployment":
        return dict(os.environ)
    public = {
        "HTTPS": "1",
        "DEBUG": "0",
        "ALLOWED_HOSTS": "portal.example.kr",
        "SECRET_KEY": secrets.token_urlsafe(64),
    }
    return os.environ | public


def run_pytest(arguments: list[str]) -> int:
    """Run pytest; when we are to end, let it put things away (Ctrl-C has reached it, too).

    All tests run in two processes, each with a database of its own, file by file.
    """
    process = subprocess.Popen([PYTHON, "-m", "pytest", *(arguments or WHOLE)])
    try:
        return process.wait()
    except SystemExit:
        process.send_signal(signal.SIGINT)
        raise
    finally:
        process.wait()


@contextlib.contextmanager
def only_run_of_this_checkout() -> Iterator[None]:
    """Two runs would share one test database: the later one waits."""
    with open(CHECKOUT / "var" / "test.lock", "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print(
                "Waiting for another script/test in this checkout ...", file=sys.stderr, flush=True
            )
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextlib.contextmanager
def database() -> Iterator[None]:
    """DATABASE_URL as it is set, else a private cluster that is stopped at the end."""
    if os.environ.get("DATABASE_URL"):
        yield
        return
    postgres.start(CLUSTER)
    os.environ["DATABASE_URL"] = postgres.cluster_url(CLUSTER)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        postgres.stop(CLUSTER)


def chromium() -> str:
    """The path of a Chromium that runs: the machine's, else Debian's, else Playwright's."""
    for provide in (machine_chromium, playwright_chromium, debian_chromium, downloaded_chromium):
        if path := provide():
            return path
    raise CheckError(
        "The browser tests need Chromium, and none could be found or installed. "
        "Install it, or set CHROMIUM to its path."
    )


def machine_chromium() -> str | None:
    candidates = (shutil.which(name) for name in (os.environ.get("CHROMIUM"), *CHROMIUMS) if name)
    return next((path for path in candidates if path and runs(path)), None)


def playwright_chromium() -> str | None:
    """The one that Playwright downloaded earlier."""
    path = subprocess.run(
        [PYTHON, "-c", OWN_CHROMIUM], capture_output=True, text=True, check=False
    ).stdout.strip()
    return path if path and runs(path) else None


def debian_chromium() -> str | None:
    return machine_chromium() if installed_by_apt("chromium") else None


def downloaded_chromium() -> str | None:
    say("Downloading Chromium with Playwright ...")
    subprocess.run(
        [PYTHON, "-m", "playwright", "install", "chromium"], stdout=sys.stderr, check=False
    )
    return playwright_chromium()


def runs(path: str) -> bool:
    """Whether it starts at all: some systems have a stub of that name, some lack its libraries."""
    try:
        return (
            subprocess.run(
                [path, "--version"], capture_output=True, timeout=60, check=False
            ).returncode
            == 0
        )
    except (OSError, subprocess.TimeoutExpired):
        return False


def provide_korean_font() -> None:
    """Without one, pictures of pages show boxes; the tests themselves do not need it."""
    if has_korean_font() or installed_by_apt("fonts-nanum"):
        return
    say("Warning: no Korean font found; screenshots will show boxes instead of Hangul.")


def has_korean_font() -> bool:
    if not shutil.which("fc-list"):
        return sys.platform == "darwin"
    return bool(subprocess.run(["fc-list", ":lang=ko"], capture_output=True, check=False).stdout)


def installed_by_apt(package: str) -> bool:
    """Install a Debian package, if we are root and apt is there, whose lists may be old."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    say(f"Installing {package} with apt-get ...")
    apt = ["apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
    install = [*apt, "install", "-y", "--no-install-recommends", package]
    return any(apt_succeeds(*commands) for commands in ([install], [[*apt, "update"], install]))


def apt_succeeds(*commands: list[str]) -> bool:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    return all(
        subprocess.run(
            command, env=environment, stdin=subprocess.DEVNULL, stdout=sys.stderr, check=False
        ).returncode
        == 0
        for command in commands
    )


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
