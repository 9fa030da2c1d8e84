"""Each kept statement of each test is compared with the one that its QuerySet makes anew."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.db.models.sql.compiler import SQLCompiler

from portal.common.kept import KeptQuery, with_constants


def compared(rows: Callable[..., list[Any]]) -> Callable[..., list[Any]]:
    """`KeptQuery.rows` that tells where it would ask for something else than `make`: for another
    person, in another language, on another day."""

    def compared_rows(query: KeptQuery[Any], *values: Any, shape: Any = None) -> list[Any]:
        found = rows(query, *values, shape=shape)
        if kept := query._kept.get(shape):
            keys = tuple(getattr(value, "pk", value) for value in values)
            asked = whole(kept.sql, kept.filled(keys), kept.compiler)
            assert asked == made_anew(query, values)
        return found

    return compared_rows


def made_anew(query: KeptQuery[Any], values: tuple[Any, ...]) -> str:
    compiler = query.make(*values).query.get_compiler("default")
    return whole(*compiler.as_sql(), compiler)


def whole(sql: str, params: Sequence[Any], compiler: SQLCompiler) -> str:
    """The statement with all that it asks for; of each moment only that it is one."""
    said = ["(moment)" if isinstance(param, datetime) else param for param in params]
    return with_constants(sql, said, compiler)
