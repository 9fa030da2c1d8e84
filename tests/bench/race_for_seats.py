"""A thousand people for a hundred seats at once, on real connections; then those seats are freed.

    .venv/bin/python tests/bench/race_for_seats.py [runs [people [seats]]]

Each run (3 of 1,000 for 100 if nothing is said) lets all people register at one briefing of a scratch
database (dropped again) from many connections: every third without an account, by the link of a
mail, and every fifth online, where a fifth of the seats is. Then half of the seated cancel at once,
and beside them half of those who wait. Looks for

- oversold: more seated in the hall or online than there are seats, also while seats are freed and
  given on,
- lost: somebody who was told of a place and has none,
- twice: somebody with two places, or a place of two,
- disorder: places that are not 1, 2, 3 …, or somebody who waits before somebody who got a seat of
  the same kind,
- miscounted: the counters of the briefing differ from its registrations.

All must be 0. Then the controls. Where the briefing is not held, the database refuses what is too
much, so people get errors instead of a place in line; where its check is taken away, too, seats must
be oversold. Ends with 1 where a run fails or a control does not.
"""

import argparse
import itertools
import os
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from unittest import mock

import django

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
os.environ.setdefault("LOG_LEVEL", "CRITICAL")
django.setup()

from django.db import connection  # noqa: E402
from django.test import override_settings  # noqa: E402

from programs.actions import registration as seats_of  # noqa: E402
from programs.actions.clock import database_now  # noqa: E402
from programs.enums import RegistrationState, SeatMode  # noqa: E402
from programs.models import Briefing, Registration, RegistrationLink  # noqa: E402
from programs.queries.registration import miscounted_briefings  # noqa: E402
from tests.factories.accounts import UserFactory  # noqa: E402
from tests.factories.guests import RegistrationLinkFactory  # noqa: E402
from tests.factories.programs import BriefingFactory  # noqa: E402

CONNECTIONS = 32
CHECKS = (
    "programs_briefing_no_more_seats_than_there_are",
    "programs_briefing_no_more_online_than_there_are",
)
SEATED, WAITING = RegistrationState.SEATED, RegistrationState.WAITING


def at_once(act: Callable[[Any], Any], things: list[Any]) -> list[Any]:
    """What each gives, or the exception; each thread has its connection, and all begin together."""
    ready = threading.Barrier(CONNECTIONS)
    rest = iter(things)
    takes = threading.Lock()
    outcomes: list[Any] = []

    def work(_number: int) -> None:
        connection.ensure_connection()
        ready.wait()
        try:
            while True:
                with takes:
                    thing = next(rest, None)
                if thing is None:
                    return
                try:
                    outcomes.append(act(thing))
                except Exception as refusal:
                    outcomes.append(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(CONNECTIONS) as threads:
        list(threads.map(work, range(CONNECTIONS)))
    return outcomes


class Watcher:
    """Counts the seated again and again on a connection of its own; `most` in the hall, online."""

    def __init__(self, briefing: Briefing) -> None:
        self.briefing, self.is_over = briefing, False
        self.most = dict.fromkeys(SeatMode, 0)
        self.thread = threading.Thread(target=self._watch)

    def _watch(self) -> None:
        try:
            while not self.is_over:
                for mode in SeatMode:
                    self.most[mode] = max(self.most[mode], seated(self.briefing, mode))
                time.sleep(0.01)
        finally:
            connection.close()

    def __enter__(self) -> "Watcher":
        self.thread.start()
        return self

    def __exit__(self, *_args: object) -> None:
        self.is_over = True
        self.thread.join()


def seated(briefing: Briefing, mode: str) -> int:
    return briefing.registrations.filter(state=SEATED, mode=mode).count()


def faults(
    briefing: Briefing, acknowledged: list[Any], *, most: dict[SeatMode, int], whole: bool
) -> Counter[str]:
    rows = list(briefing.registrations.order_by("place"))
    active = [row for row in rows if row.state in (SEATED, WAITING)]
    capacity = {SeatMode.HALL: briefing.capacity, SeatMode.ONLINE: briefing.online_capacity}
    found = Counter(
        lost=len({one.pk for one in acknowledged} - {row.pk for row in rows}),
        twice=len(active) - len({row.email for row in active}),
        disorder=int([row.place for row in rows] != list(range(1, len(rows) + 1))),
        miscounted=miscounted_briefings().count(),
    )
    for mode in SeatMode:
        line = [row.state for row in active if row.mode == mode]
        taken = seated(briefing, mode)
        found["oversold"] += max(0, max(most[mode], taken) - (capacity[mode] or 0))
        found["disorder"] += int(line != sorted(line))  # "seated" before "waiting"
        if whole:  # nobody cancelled: all seats are taken, and everybody has a place
            found["lost"] += abs(min(len(line), capacity[mode] or 0) - taken)
    return +found


def comes(briefing: Briefing, number: int, person: Any) -> Registration:
    """Every third by a link, every fifth online."""
    said = {
        "attendee_name": f"손님 {number}",
        "phone": "010-0000-0000",
        "mode": SeatMode.HALL if number % 5 else SeatMode.ONLINE,
    }
    if isinstance(person, RegistrationLink):
        return seats_of.register_guest(briefing, by=None, link=person, language="ko", **said)
    return seats_of.register_seat(briefing, by=person, **said)


def run(number: int, people: int, seats: int) -> Counter[str]:
    online = seats // 5
    briefing = BriefingFactory(capacity=seats - online, online_capacity=online)
    users = [
        UserFactory() if n % 3 else RegistrationLinkFactory(briefing=briefing)
        for n in range(people)
    ]
    begun = time.monotonic()
    with Watcher(briefing) as watcher:
        outcomes = at_once(
            lambda numbered: comes(briefing, *numbered),
            list(enumerate(users)),
        )
    taken = time.monotonic() - begun
    acknowledged = [one for one in outcomes if isinstance(one, Registration)]
    errors = [one for one in outcomes if isinstance(one, Exception)]
    found = faults(briefing, acknowledged, most=watcher.most, whole=not errors)
    rows = list(briefing.registrations.order_by("place"))
    leaving = [row for row in rows if row.state == SEATED][::2]
    leaving += [row for row in rows if row.state == WAITING][::2]
    with Watcher(briefing) as watcher:
        at_once(lambda row: seats_of.cancel_registration(row, by=row.user), leaving)
    found += faults(briefing, acknowledged, most=watcher.most, whole=False)
    print(
        f"run {number}: {len(acknowledged)} of {people} have a place after {taken:.1f} s, "
        f"{len(errors)} errors; {len(leaving)} left; faults {dict(found) or 0}",
        flush=True,
    )
    return found + Counter(errors=len(errors))


def not_held(briefing_id: int) -> tuple[Briefing, Any]:
    return Briefing.objects.get(pk=briefing_id), database_now()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("runs", type=int, nargs="?", default=3)
    parser.add_argument("people", type=int, nargs="?", default=1000)
    parser.add_argument("seats", type=int, nargs="?", default=100)
    given = parser.parse_args()
    name = connection.settings_dict["NAME"]
    connection.settings_dict.setdefault("TEST", {})["NAME"] = f"seats_{name}"
    pool = connection.settings_dict.get("OPTIONS", {}).get("pool")
    if isinstance(pool, dict):
        pool["max_size"] = CONNECTIONS + 2
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    hasher = override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"])
    hasher.enable()
    try:
        found = sum((run(n + 1, given.people, given.seats) for n in range(given.runs)), Counter())
        print("control: the briefing is not held, the database still counts")
        places = itertools.count(1)  # so that not the constraint keeps them out
        with (
            mock.patch.object(seats_of, "briefing_held", not_held),
            mock.patch.object(seats_of, "next_place", side_effect=lambda _briefing: next(places)),
        ):
            refused = run(1, given.people, given.seats)
            print("control: nothing is held and nothing is checked")
            with connection.cursor() as cursor:
                for name_of_check in CHECKS:
                    cursor.execute(f"ALTER TABLE programs_briefing DROP CONSTRAINT {name_of_check}")
            control = run(2, given.people, given.seats)
    finally:
        connection.close()
        connection.close_pool()
        connection.creation.destroy_test_db(name, verbosity=0)
    holds = not found and refused["errors"] and not refused["oversold"] and control["oversold"]
    print("holds" if holds else "FAILS")
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
