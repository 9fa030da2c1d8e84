"""The database's clock: the only one that decides what is in time."""

from datetime import datetime

from django.db import connection

from programs.models import Call


def database_now() -> datetime:
    """`clock_timestamp()`: the moment of asking, not the start of the transaction, in UTC."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (now,) = cursor.fetchone()
    return now


def call_held_open(call_id: int) -> Call:
    """The call's row, held FOR SHARE: it cannot be closed, moved or sealed until commit.

    Many submissions may hold it at the same time. Needs a transaction.
    """
    (call,) = Call.objects.raw("SELECT * FROM programs_call WHERE id = %s FOR SHARE", [call_id])
    return call


def call_held_for_count(call_id: int) -> Call:
    """The call's row, held alone: where seats or money close it, one submission after another.

    Needs a transaction.
    """
    return Call.objects.select_for_update().get(pk=call_id)
