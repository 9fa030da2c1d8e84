"""Statements whose SQL is made once a process; afterwards only what they ask for changes.

Making the SQL of a statement with a dozen nested lists costs more than the database needs to answer.
"""

import copy
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connections, models
from django.db.models.query import ModelIterable
from django.db.models.sql.compiler import SQLCompiler
from django.utils import timezone

T = TypeVar("T", bound=models.Model)
# Stand for the values while the SQL is made, and are found again among its parameters
FIRST_MARK = 2_147_400_000


class _Now:
    """A parameter that is the moment of asking."""


@dataclass(frozen=True)
class _Kept:
    compiler: SQLCompiler
    sql: str
    params: tuple[Any, ...]  # marks are there as _Value, moments as _Now
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
    change what it makes. QuerySets that prefetch are not for this.
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
        keys = tuple(value.pk if _has_key(value) else value for value in values)
        return _objects(kept, kept.filled(keys))

    def first(self, *values: Any, shape: Hashable = None) -> T | None:
        return next(iter(self.rows(*values, shape=shape)), None)

    def _made(self, values: tuple[Any, ...]) -> _Kept | None:
        """The SQL with its places; None where it names something that may differ the next time."""
        marks = [_mark(value, place) for place, value in enumerate(values)]
        begun = timezone.now()
        queryset = self.make(*marks)
        compiler = queryset.query.get_compiler(using=queryset.db)
        try:
            sql, params = compiler.as_sql()
        except EmptyResultSet:
            return None
        ended = timezone.now()
        places = {
            value.pk if _has_key(value) else value: place for place, value in enumerate(marks)
        }
        found = []
        for param in params:
            if isinstance(param, int | str) and param in places:
                found.append(_Value(places[param]))
            elif isinstance(param, datetime) and begun <= param <= ended:
                found.append(_Now)
            elif param is None or isinstance(param, int | str):
                found.append(param)
            else:
                return None
        if {param.place for param in found if isinstance(param, _Value)} != set(places.values()):
            return None
        columns = [column[0] for column in compiler.select]
        return _Kept(compiler, sql, tuple(found), compiler.get_converters(columns))


def _has_key(value: Any) -> bool:
    return hasattr(value, "pk")


def _mark(value: Any, place: int) -> Any:
    if isinstance(value, str):
        return f"\ue000{place}"
    if isinstance(value, int):
        return FIRST_MARK + place
    marked = copy.copy(value)
    marked.pk = FIRST_MARK + place
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
    compiler.as_sql = lambda: (kept.sql, params)
    compiler.get_converters = lambda _columns: kept.converters
    return list(ModelIterable(_Answering(compiler, compiler.using)))
