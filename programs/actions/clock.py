"""The database's clock: the only one that decides what is in time."""

from datetime import datetime

from django.db import connection

from programs.models import Call

# How a call is held until commit. SEEN does not: saves that hold the call would keep the gate
# waiting while they come without a gap, and nothing that a draft says counts before the gate has it
SEEN = ""
# It cannot be closed, moved or sealed; many submissions may hold it at the same time
HELD_OPEN = "FOR SHARE"
# Where seats or money close it, one submission after another; new drafts need not wait for it
HELD_ALONE = "FOR NO KEY UPDATE"

# The clock is read outside of what waits for the row: after it is held, never before
AT_THIS_MOMENT = """
WITH found AS (SELECT * FROM programs_call WHERE id = %s {hold})
SELECT found.*, clock_timestamp() AS found_at FROM found
"""


def database_now() -> datetime:
    """`clock_timestamp()`: the moment of asking, not the start of the transaction, in UTC."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (now,) = cursor.fetchone()
    return now


def call_taken(call_id: int, *, hold: str) -> tuple[Call, datetime]:
    """The call's row as it stands, held as `hold` says, and the moment at which it was, by the
    database's clock in UTC.

    To hold it needs a transaction.
    """
    (call,) = Call.objects.raw(AT_THIS_MOMENT.format(hold=hold), [call_id])
    return call, call.found_at
