"""Submits around the closing instant, on real connections, while the call is sealed.

    .venv/bin/python tests/bench/race_at_closing.py [runs [submits]] [--seed N]

Each run (20 of 2,000 if nothing is said) fills a scratch database (dropped again) with complete
drafts of one call, submits them from many connections at random moments around its closing, and
seals the call at the very moment that it closes. Then it looks for

- late: received at or after the closing, by the moment that the gate wrote; or accepted though it
  was begun after the closing, by the clock of who submits,
- refused: begun two seconds before the closing or earlier, and refused,
- lost: accepted without its row or without a true receipt,
- unsealed: a row that the seal does not hold, or a seal that does not verify.

All must be 0. The last runs are the control: the gate does not hold the call, and something must be
found. Prints the seed of each run; ends with 1 where a run fails or the control does not.
"""

import argparse
import os
import random
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path
from unittest import mock

import django

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
os.environ.setdefault("LOG_LEVEL", "CRITICAL")
django.setup()

from django.db import connection  # noqa: E402

from portal.common.signing import is_signed  # noqa: E402
from programs.actions import application as gate  # noqa: E402
from programs.actions.clock import database_now  # noqa: E402
from programs.actions.errors import CallClosed  # noqa: E402
from programs.actions.seal import seal_call  # noqa: E402
from programs.models import Application, Call, Seal, Submission  # noqa: E402
from programs.queries.receipt import bytes_of, statement_of  # noqa: E402
from programs.queries.received import faults_of_applications, faults_of_contents  # noqa: E402
from programs.queries.seal import faults_of_seal, faults_of_seals, faults_of_submissions  # noqa: E402
from tests.factories.accounts import UserFactory  # noqa: E402
from tests.factories.programs import CallFactory, approved, set_moments  # noqa: E402
from tests.factories.zones import CompanyFactory  # noqa: E402
from tests.races import in_own_connection  # noqa: E402

CONNECTIONS = 8
BEFORE, AFTER = 0.8, 0.2  # of the submits begin before the closing, and after it
A_SECOND = 70  # submits begun: about as many as one process gets through
CROWD, CROWD_LASTS = 0.05, 0.1  # of the submits begin within so many seconds of the closing itself
CONTROLS = 10  # runs without the lock, until one of them finds what the lock keeps out
IN_TIME = timedelta(seconds=2)
CLOCKS = timedelta(milliseconds=20)  # the two clocks may part by so much within a run


@dataclass(frozen=True)
class Attempt:
    """One submit: when it was begun by the database's clock, and what came of it."""

    begun_at: datetime
    outcome: object


def filled(count: int) -> tuple[Call, list[Application]]:
    """A call that asks for nothing but title and amount, with so many complete drafts."""
    owner = UserFactory()
    call = CallFactory(parts=True)
    call.questions.update(is_required=False)
    call.required_documents.update(is_required=False)
    approved(call)
    companies = CompanyFactory.create_batch(count, created_by=owner)
    drafts = Application.objects.bulk_create(
        Application(call=call, company=one, title="의료기기", requested_won=1, created_by=owner)
        for one in companies
    )
    return call, drafts


def submitted_around(
    call: Call, drafts: list[Application], chance: random.Random
) -> tuple[list[Attempt], Seal]:
    """All attempts, and what sealing gave; the call closes in the middle of them."""
    begins, lasts = time.monotonic() + 0.5, len(drafts) / A_SECOND
    ahead = database_now().timestamp() - time.monotonic()  # of this process's monotonic clock
    closes_at = datetime.fromtimestamp(begins + BEFORE * lasts + ahead, tz=call.opens_at.tzinfo)
    set_moments(call, closes_at=closes_at)
    closing = BEFORE * lasts
    moments = sorted(
        chance.uniform(closing - CROWD_LASTS, closing + CROWD_LASTS)
        if chance.random() < CROWD
        else chance.uniform(0, (BEFORE + AFTER) * lasts)
        for _draft in drafts
    )
    chance.shuffle(drafts)

    def submit(draft: Application, moment: float) -> Attempt:
        time.sleep(max(0.0, begins + moment - time.monotonic()))
        begun_at = datetime.fromtimestamp(time.monotonic() + ahead, tz=closes_at.tzinfo)
        work = in_own_connection(lambda: gate.submit_application(draft, by=draft.created_by))
        return Attempt(begun_at, work)

    sealed: list[Seal] = []

    def seal() -> None:
        time.sleep(max(0.0, begins + BEFORE * lasts - time.monotonic()))
        while not sealed:
            outcome = in_own_connection(lambda: seal_call(call))
            if not isinstance(outcome, Exception):
                sealed.append(outcome)

    sealing = threading.Thread(target=seal)
    sealing.start()
    with ThreadPoolExecutor(CONNECTIONS) as threads:
        attempts = list(threads.map(submit, drafts, moments))
    sealing.join()
    return attempts, sealed[0]


def faults(call: Call, attempts: list[Attempt], seal: Seal) -> Iterator[str]:
    rows = {row.pk: row for row in Submission.objects.filter(application__call=call)}
    accepted = {one.outcome.pk for one in attempts if isinstance(one.outcome, Submission)}
    yield from ("late" for row in rows.values() if row.received_at >= call.closes_at)
    yield from ("late" for attempt in attempts if is_wrongly_accepted(attempt, call))
    yield from ("refused" for attempt in attempts if is_wrongly_refused(attempt, call))
    yield from ("lost" for row in rows.values() if not has_true_receipt(row, call))
    yield from ("lost" for _pk in accepted ^ rows.keys())
    seal.call = call
    found = chain(
        faults_of_seal(seal),
        faults_of_seals(call),
        faults_of_submissions(call),
        faults_of_contents(call),
        faults_of_applications(call),
    )
    yield from ("unsealed" for _fault in found)


def is_wrongly_accepted(attempt: Attempt, call: Call) -> bool:
    """Begun when the call had closed already: the gate did not have to be asked about that."""
    is_accepted = isinstance(attempt.outcome, Submission)
    return is_accepted and attempt.begun_at > call.closes_at + CLOCKS


def is_wrongly_refused(attempt: Attempt, call: Call) -> bool:
    """Refused for another reason than the closing, or though there were two seconds left."""
    if isinstance(attempt.outcome, Submission):
        return False
    is_closed = isinstance(attempt.outcome, CallClosed)
    return not is_closed or attempt.begun_at <= call.closes_at - IN_TIME


def has_true_receipt(row: Submission, call: Call) -> bool:
    return is_signed(bytes_of(statement_of(row, call)), key_id=row.key_id, value=row.signature)


def run(number: int, submits: int, seed: int) -> Counter:
    chance = random.Random(seed)
    call, drafts = filled(submits)
    attempts, seal = submitted_around(call, drafts, chance)
    call = Call.objects.get(pk=call.pk)
    found = Counter(faults(call, attempts, seal))
    taken = sum(isinstance(one.outcome, Submission) for one in attempts)
    print(
        f"run {number:2}  seed {seed:10}  {taken:5} received  {submits - taken:5} refused  "
        + "  ".join(f"{name} {found[name]}" for name in ("late", "refused", "lost", "unsealed")),
        flush=True,
    )
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("runs", type=int, nargs="?", default=20)
    parser.add_argument("submits", type=int, nargs="?", default=2000)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(2**32))
    given = parser.parse_args()
    name = connection.settings_dict["NAME"]
    connection.settings_dict.setdefault("TEST", {})["NAME"] = f"race_{name}"
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        found = sum(
            (run(n + 1, given.submits, given.seed + n) for n in range(given.runs)), Counter()
        )
        print("control: the gate does not hold the call")
        with mock.patch.object(gate, "HELD_OPEN", gate.SEEN):
            control = Counter()
            for n in range(CONTROLS):
                control += run(n + 1, given.submits, given.seed - n - 1)
                if control.total():
                    break
    finally:
        connection.close()
        connection.creation.destroy_test_db(name, verbosity=0)
    print("holds" if not found and control else "FAILS")
    return 0 if not found and control else 1


if __name__ == "__main__":
    sys.exit(main())
