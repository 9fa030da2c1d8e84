"""What the database checks at commit, in tests that do not commit."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


def check_as_at_commit() -> None:
    """Deferred triggers run now instead of at commit."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@contextmanager
def one_commit() -> Iterator[None]:
    with transaction.atomic():
        yield
        check_as_at_commit()
