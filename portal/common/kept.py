"""Statements whose SQL is made once a process and planned once a connection; afterwards only what
they ask for changes.

Making the SQL of a statement with a dozen nested lists, and planning it, each cost more than the
database needs to answer.
"""

import copy
import re
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.models.query import ModelIterable
from django.db.models.sql.compiler import SQLCompiler
from django.utils import timezone
from psycopg.sql import Literal

T = TypeVar("T", bound=models.Model)
# Keys that stand for the values while the SQL is made, and how far apart they are. It is made twice:
# what was made of a value (one more, a pattern) differs between, and is no mark
MARKS_FROM = 2_147_400_000
STEPS = (1, 1_000)


class NotForKeeping(TypeError):
    """A QuerySet of which a KeptQuery could not give what it gives itself."""


class _Now:
    """A parameter that is the moment of asking."""


class _Unknown:
    """A parameter that may differ the next time."""


@dataclass(frozen=True)
class _Kept:
    compiler: SQLCompiler
    sql: str  # with all that never changes in it
    params: tuple[Any, ...]  # values are there as _Value, moments as _Now
    converters: dict[int, Any]

    def filled(self, values: tuple[Any, ...]) -> tuple[Any, ...]:
        now = timezone.now()
        return tuple(
            values[param.place] if isinstance(param, _Value) else now if param is _Now else param
            for param in self.params
        )


@dataclass(frozen=True)
class _Value:
    place: int


class KeptQuery(Generic[T]):
    """A question that is asked again and again, with other values.

    `make` gives the QuerySet for the values, which are keys, texts, or objects that it asks the key
    of. It must not decide by them (that is what `shape` is for), and nothing but the moment may
    change what it makes: no language, no setting, no year taken out of today. Where the SQL shows
    that it does, it is not kept; what SQL cannot show, the tests do: in them each answer is compared
    with what `make` would have asked (`tests/conftest.py`). Raises NotForKeeping of a QuerySet that
    prefetches or gives no objects, where `make` asks the database itself, and of a value without key.
    """

    def __init__(self, make: Callable[..., models.QuerySet[T]]) -> None:
        self.make = make
        self._kept: dict[Hashable, _Kept] = {}

    def rows(self, *values: Any, shape: Hashable = None) -> list[T]:
        """What there is now; `shape` names whatever `make` decides by."""
        kept = self._kept.get(shape)
        if kept is None:
            made = self._made(values)
            if made is None:
                return list(self.make(*values))
            kept = self._kept[shape] = made
        keys = tuple(_key(value) for value in values)
        if None in keys:
            raise NotForKeeping("A value without a key: SQL asks for it in another way.")
        return _objects(kept, kept.filled(keys))

    def first(self, *values: Any, shape: Hashable = None) -> T | None:
        return next(iter(self.rows(*values, shape=shape)), None)

    def _made(self, values: tuple[Any, ...]) -> _Kept | None:
        """The SQL with its places; None where it names something that may differ the next time."""
        begun = timezone.now()
        marks, others = [
            [_mark(value, MARKS_FROM + step * place) for place, value in enumerate(values, start=1)]
            for step in STEPS
        ]
        try:
            compiler, sql, params = self._compiled(marks)
            _compiler, other_sql, other_params = self._compiled(others)
        except EmptyResultSet:
            return None
        moments = begun, timezone.now()
        places = {
            (_key(one), _key(other)): place
            for place, (one, other) in enumerate(zip(marks, others, strict=True))
        }
        if sql != other_sql or len(params) != len(other_params):
            return None
        found = [
            _place_of(pair, places, moments) for pair in zip(params, other_params, strict=True)
        ]
        named = {one.place for one in found if isinstance(one, _Value)}
        if _Unknown in found or named != set(places.values()):
            return None
        columns = [column[0] for column in compiler.select]
        return _Kept(
            compiler,
            with_constants(sql, found, compiler),
            tuple(param for param in found if isinstance(param, _Value) or param is _Now),
            compiler.get_converters(columns),
        )

    def _compiled(self, marks: list[Any]) -> tuple[SQLCompiler, str, tuple[Any, ...]]:
        with connection.execute_wrapper(_refused):
            queryset = self.make(*marks)
            if queryset._prefetch_related_lookups or queryset._iterable_class is not ModelIterable:
                raise NotForKeeping("It prefetches, or gives something else than objects.")
            compiler = queryset.query.get_compiler(using=queryset.db)
            sql, params = compiler.as_sql()
        return compiler, sql, tuple(params)


def _refused(*_statement: Any) -> None:
    raise NotForKeeping("What it asks the database would be kept for ever.")


def _place_of(
    pair: tuple[Any, Any], places: dict[tuple[Any, Any], int], moments: tuple[datetime, datetime]
) -> Any:
    """What stands at a place of the SQL, of which both times are known."""
    one, other = pair
    if isinstance(one, int | str) and pair in places:
        return _Value(places[pair])
    if isinstance(one, datetime) and moments[0] <= one <= other <= moments[1]:
        return _Now
    return one if one == other and isinstance(one, int | str | None) else _Unknown


def _literal(param: Any, compiler: SQLCompiler) -> str:
    """A constant as SQL writes it: the database cannot tell its type from a place alone."""
    compiler.connection.ensure_connection()
    return Literal(param).as_string(compiler.connection.connection).replace("%", "%%")


def with_constants(sql: str, found: list[Any], compiler: SQLCompiler) -> str:
    """The SQL with its constants in it; values and moments keep their places."""
    filled = iter(found)

    def written(place: re.Match[str]) -> str:
        if place[0] == "%%":
            return place[0]
        param = next(filled)
        if isinstance(param, _Value) or param is _Now:
            return "%s"
        return _literal(param, compiler)

    return re.sub("%%|%s", written, sql)


def _key(value: Any) -> Any:
    return value.pk if hasattr(value, "pk") else value


def _mark(value: Any, number: int) -> Any:
    if isinstance(value, str):
        return f"\ue000{number}"
    if isinstance(value, int):
        return number
    marked = copy.copy(value)
    marked.pk = number
    return marked


class _Answering:
    """Stands for a QuerySet, and its query, whose SQL is there already."""

    _known_related_objects: dict[Any, Any] = {}

    def __init__(self, compiler: SQLCompiler, db: str) -> None:
        self.compiler, self.db, self.query = compiler, db, self

    def get_compiler(self, using: str) -> SQLCompiler:
        return self.compiler


def _objects(kept: _Kept, params: tuple[Any, ...]) -> list[Any]:
    compiler = copy.copy(kept.compiler)
    compiler.connection = connections[compiler.using]  # that of this thread
    compiler.execute_sql = lambda **_asked: [_fetched(compiler.connection, kept.sql, params)]
    compiler.get_converters = lambda _columns: kept.converters
    return list(ModelIterable(_Answering(compiler, compiler.using)))


class PlannedCursor(ServerBindingCursor):
    """Tells Django's log of statements what was asked, which psycopg forgets of those planned."""

    def _convert_query(self, *args: Any) -> Any:
        self._query = super()._convert_query(*args)
        return self._query


def _fetched(connection: BaseDatabaseWrapper, sql: str, params: tuple[Any, ...]) -> list[Any]:
    """The rows; psycopg has a statement planned that a connection has asked a few times.

    Django's own cursors write the values into the SQL, so that each one is a statement of its own.
    """
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    with connection.wrap_database_errors:
        cursor = connection._prepare_cursor(PlannedCursor(connection.connection))
    with cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()
