"""Requests of the tests are answered as the portal's own database role, so that they show that its
rights suffice."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

from django.db import connection

from portal.postgres import APPLICATION_ROLE


@contextmanager
def application_role() -> Iterator[None]:
    """Past Django's cursors: what the portal asks is counted, this is not."""
    connection.ensure_connection()
    connection.connection.execute(f"SET ROLE {APPLICATION_ROLE}")
    try:
        yield
    finally:
        # A connection that was given back has forgotten it; in a failed block nothing can be asked
        if connection.connection is not None and not connection.connection.closed:
            connection.connection.execute("RESET ROLE")


def answered_as_application(request: Callable) -> Callable:
    """`django.test.Client.request`, asked as that role."""

    @wraps(request)
    def as_application(client: Any, **asked: Any) -> Any:
        try:
            connection.ensure_connection()
        except RuntimeError:
            return request(client, **asked)  # of a test without a database
        with application_role():
            return request(client, **asked)

    return as_application
