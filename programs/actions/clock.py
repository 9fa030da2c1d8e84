"""The database's clock: the only one that decides what is in time."""

from datetime import datetime

from django.db import connection

from programs.models import Call

# The clock is read outside of what waits for the row: after it is held, never before
AT_THIS_MOMENT = """
WITH found AS (SELECT * FROM programs_call WHERE id = %s {lock})
SELECT found.*, clock_timestamp() AS found_at FROM found
"""


def database_now() -> datetime:
    """`clock_timestamp()`: the moment of asking, not the start of the transaction, in UTC."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (now,) = cursor.fetchone()
    return now


def call_seen(call_id: int) -> tuple[Call, datetime]:
    """The call's row as it stands and the moment, by the database's clock in UTC; nothing is held.

    For writing drafts: saves that hold the call would keep the gate waiting while they come without
    a gap, and nothing that a draft says counts before the gate has it.
    """
    return _call(call_id, "")


def call_held_open(call_id: int) -> tuple[Call, datetime]:
    """The call's row, held FOR SHARE: it cannot be closed, moved or sealed until commit; and the
    moment, by the database's clock in UTC, at which it was held.

    Many submissions may hold it at the same time. Needs a transaction.
    """
    return _call(call_id, "FOR SHARE")


def call_held_for_count(call_id: int) -> tuple[Call, datetime]:
    """As `call_held_open`, but alone: where seats or money close it, one submission after another.

    New applications in the call need not wait for it.
    """
    return _call(call_id, "FOR NO KEY UPDATE")


def _call(call_id: int, lock: str) -> tuple[Call, datetime]:
    (call,) = Call.objects.raw(AT_THIS_MOMENT.format(lock=lock), [call_id])
    return call, call.found_at
