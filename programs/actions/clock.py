"""The database's clock: the only one that decides what is in time."""

from datetime import datetime

from django.db import connection

from programs.models import Call

# The clock is read outside of what waits for the row: after it is held, never before
HELD = """
WITH held AS (SELECT * FROM programs_call WHERE id = %s FOR {strength})
SELECT held.*, clock_timestamp() AS held_at FROM held
"""


def database_now() -> datetime:
    """`clock_timestamp()`: the moment of asking, not the start of the transaction, in UTC."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (now,) = cursor.fetchone()
    return now


def call_held_open(call_id: int) -> tuple[Call, datetime]:
    """The call's row, held FOR SHARE: it cannot be closed, moved or sealed until commit; and the
    moment, by the database's clock in UTC, at which it was held.

    Many submissions may hold it at the same time. Needs a transaction.
    """
    return _held(call_id, "SHARE")


def call_held_for_count(call_id: int) -> tuple[Call, datetime]:
    """As `call_held_open`, but alone: where seats or money close it, one submission after another."""
    return _held(call_id, "UPDATE")


def _held(call_id: int, strength: str) -> tuple[Call, datetime]:
    (call,) = Call.objects.raw(HELD.format(strength=strength), [call_id])
    return call, call.held_at
