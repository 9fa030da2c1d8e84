"""Each kept statement of each test is compared with the one that its QuerySet makes anew."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from portal.common.kept import KeptQuery


def compared(rows: Callable[..., list[Any]]) -> Callable[..., list[Any]]:
    """`KeptQuery.rows` that tells where it would ask for something else than `make`: for another
    person, in another language, on another day."""

    def compared_rows(query: KeptQuery[Any], *values: Any, shape: Any = None) -> list[Any]:
        found = rows(query, *values, shape=shape)
        if kept := query._kept.get(shape):
            keys = tuple(getattr(value, "pk", value) for value in values)
            assert (kept.sql, moments_apart(kept.filled(keys))) == made_anew(query, values)
        return found

    return compared_rows


def made_anew(query: KeptQuery[Any], values: tuple[Any, ...]) -> tuple[str, list[Any]]:
    sql, params = query.make(*values).query.sql_with_params()
    return sql, moments_apart(params)


def moments_apart(params: tuple[Any, ...]) -> list[Any]:
    return [datetime if isinstance(param, datetime) else param for param in params]
