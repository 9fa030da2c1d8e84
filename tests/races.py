"""Several real connections at once: threads that start together, locks that are held."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from urllib.parse import quote

import psycopg
from django.db import connection
from django.utils import timezone

from programs.models import Application

PATIENCE = 30


def at_once(work: Callable[[int], Any], *, count: int) -> list[Any]:
    """What `work(0)` … `work(count - 1)` give or raise, all started at the same moment."""
    start = threading.Barrier(count)

    def run(number: int) -> Any:
        start.wait(PATIENCE)
        return in_own_connection(lambda: work(number))

    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(run, range(count)))


def in_own_connection(work: Callable[[], Any]) -> Any:
    """For threads: what `work` gives or raises; its connection goes back to the pool."""
    try:
        return work()
    except Exception as error:  # the test looks at what was raised
        return error
    finally:
        connection.close()


def another_connection(*, user: str = "") -> psycopg.Connection:
    """To the same database, of its own; as a context manager it commits and closes."""
    place = connection.settings_dict
    return psycopg.connect(
        host=place["HOST"] or None,
        port=place["PORT"] or None,
        dbname=place["NAME"],
        user=user or place["USER"] or None,
        password=place["PASSWORD"] or None,
    )


def database_url(*, user: str = "") -> str:
    """The address of the test database, for a process of its own."""
    place = connection.settings_dict
    password = f":{quote(place['PASSWORD'])}" if place["PASSWORD"] else ""
    port = f":{place['PORT']}" if place["PORT"] else ""
    host = quote(place["HOST"], safe="")
    return f"postgres://{user or place['USER']}{password}@{host}{port}/{place['NAME']}"


def draft_not_held(draft: Application, **_asked: Any) -> tuple[Application, datetime, bool]:
    """`actions.application.draft_held_with` without its lock, to show that races can be lost."""
    rows = Application.objects.select_related("call")
    return rows.get(pk=draft.pk), timezone.now(), False


@contextmanager
def table_held(table: str) -> Iterator[psycopg.Connection]:
    """Nobody else writes to the table until the block ends."""
    with another_connection() as holder:
        holder.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")
        yield holder


def waiting_for_a_lock() -> int:
    with another_connection() as watcher:
        row = watcher.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND wait_event_type = 'Lock'"
        ).fetchone()
    return row[0]


def until(condition: Callable[[], bool]) -> None:
    """Wait until something has come about."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "it never came about"
        time.sleep(0.01)
