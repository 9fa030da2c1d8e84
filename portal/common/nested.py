"""Children fetched in the statement of their parent, as JSON, and made into objects again.

A page that shows a thing with five kinds of children costs one statement instead of six.
"""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models.functions import JSONObject

T = TypeVar("T", bound=models.Model)


def rows_of(children: models.QuerySet[Any], *fields: str, **expressions: Any) -> ArraySubquery:
    """An annotation: the children (filtered by OuterRef) as a list of JSON objects."""
    return ArraySubquery(
        children.values(row=JSONObject(**{field: field for field in fields}, **expressions))
    )


def objects_from(model: type[T], rows: Iterable[Mapping[str, Any]]) -> list[T]:
    """Unsaved-looking objects of `model` from rows of `rows_of`, each value in its own type."""
    return [
        model(**{name: model._meta.get_field(name).to_python(value) for name, value in row.items()})
        for row in rows
    ]
