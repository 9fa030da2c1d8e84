"""The web application of script/server: brings database and static files up to date, then serves.

In the web server's own process, because importing everything is most of what a start takes; once,
because the server loads it before it forks (--preload).
"""

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import dj_database_url
import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup()

from portal.common.garbage import settle  # noqa: E402
from programs.management.commands.load_demo import LANDMARK  # noqa: E402
from programs.models import Call  # noqa: E402


def prepared_application() -> Callable:
    bring_up_to_date()
    tell_sign_ins()
    close_connections()
    serve_as_application()
    # Only now: it reads the list of static files once
    made = get_wsgi_application()
    settle()
    return made


def bring_up_to_date() -> None:
    run("migrate", interactive=False)
    run("createcachetable", verbosity=0)
    run("ensure_rights", verbosity=0)
    run("ensure_groups")
    run("ensure_provinces")
    run("ensure_consent_texts")
    if is_demo():
        load_demo_in_a_process_of_its_own()
    collect_static_if_changed()


def run(name: str, *arguments: str, **options: object) -> None:
    """Run a management command; stdout is kept for the sign-ins."""
    call_command(name, *arguments, stdout=sys.stderr, **options)


def load_demo_in_a_process_of_its_own() -> None:
    """It makes PDFs, and the threads that typst starts for them would not live on in the server's
    workers: a receipt asked of a worker that was forked afterwards would hang for ever."""
    if Call.objects.filter(code=LANDMARK).exists():
        return
    command = [sys.executable, "manage.py", "load_demo", "--once"]
    subprocess.run(command, check=True, stdout=sys.stderr)


def is_demo() -> bool:
    """Only in the private database unless asked for: its passwords are published."""
    by_default = "0" if os.environ.get("DATABASE_URL") else "1"
    return os.environ.get("DEMO", by_default) != "0"


def tell_sign_ins() -> None:
    """Hand the demo sign-ins to script/server, which shows them when the portal answers."""
    if is_demo():
        call_command("demo_signins")
    sys.stdout.flush()
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())


def close_connections() -> None:
    """The server's processes must not share a connection, nor inherit a pool without its threads."""
    for connection in connections.all(initialized_only=True):
        connection.close()
        connection.close_pool()


def serve_as_application() -> None:
    """Go on as the role that may not touch what guards the rows; it migrates as their owner."""
    os.environ.pop("DATABASE_OWNER_URL", None)
    if url := os.environ.pop("SERVED_DATABASE_URL", ""):
        place = dj_database_url.parse(url)
        served = {name: place[name] for name in ("HOST", "NAME", "PASSWORD", "PORT", "USER")}
        settings.DATABASES["default"].update(served)
        os.environ["DATABASE_URL"] = url  # of the processes that the workers start


def collect_static_if_changed() -> None:
    """Copying, hashing and compressing takes seconds, so only do it when a source changed."""
    target = Path(settings.STATIC_ROOT)
    stamp = target.with_suffix(".stamp")
    wanted = fingerprint_of_sources()
    if target.is_dir() and stamp.exists() and stamp.read_text() == wanted:
        return
    stamp.unlink(missing_ok=True)
    print("Collecting and compressing static files; once, and when they change.", file=sys.stderr)
    run("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(wanted)


def fingerprint_of_sources() -> str:
    """Names, sizes and times of all static files, and how they are to be stored."""
    digest = hashlib.sha256(repr(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            path = storage.path(name)
            found = os.stat(path)
            digest.update(f"{path} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


application = prepared_application()
