"""Children fetched in the statement of their parent, as JSON, and made into objects again.

A page that shows a thing with five kinds of children costs one statement instead of six.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import Expression
from django.db.models.functions import JSONObject
from django.db.models.sql.compiler import SQLCompiler

T = TypeVar("T", bound=models.Model)


def rows_of(children: models.QuerySet[Any], *fields: str, **expressions: Any) -> ArraySubquery:
    """An annotation: the children (filtered by OuterRef) as a list of JSON objects."""
    return ArraySubquery(
        children.values(row=JSONObject(**{field: field for field in fields}, **expressions))
    )


class KeptRows(Expression):
    """An annotation as `rows_of` gives, for a constant of a module: its SQL is made once a process.

    Making the SQL of a dozen of them costs more than the database needs to answer. `make` is called
    for each statement as long as its SQL names a moment; it must not depend on anything else that
    changes, and refer to columns of its parent's own table alone.
    """

    def __init__(self, make: Callable[[], ArraySubquery]) -> None:
        super().__init__(output_field=ArrayField(models.JSONField()))
        self.make = make
        self.kept: dict[tuple[type[models.Model], str], tuple[str, tuple[Any, ...]]] = {}

    def resolve_expression(self, *args: Any, **kwargs: Any) -> "KeptRows":
        return self

    def relabeled_clone(self, change_map: Mapping[str, str]) -> "KeptRows":
        return self

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[Any, ...]]:
        parent = compiler.query.model, compiler.query.get_initial_alias()
        if parent in self.kept:
            return self.kept[parent]
        sql, params = compiler.compile(self.make().resolve_expression(compiler.query))
        made = sql, tuple(params)
        if all(isinstance(param, str | int | None) for param in params):
            self.kept[parent] = made
        return made


def objects_from(model: type[T], rows: Iterable[Mapping[str, Any]]) -> list[T]:
    """Unsaved-looking objects of `model` from rows of `rows_of`, each value in its own type."""
    return [
        model(**{name: model._meta.get_field(name).to_python(value) for name, value in row.items()})
        for row in rows
    ]
