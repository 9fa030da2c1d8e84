"""Parts of pages that are kept as text (`{% cache … using="fragments" %}`) under all that is in them."""

import hashlib
from collections.abc import Collection
from typing import Any

from django.db import models


def content_key(row: models.Model, *facts: Any, without: Collection[str] = ()) -> str:
    """A key for what a template makes of a row: the digest of every column and annotation that its
    statement brought, those of its parents (select_related), and `facts` that go by the clock.

    `without` names annotations that are of one reader alone, and that the part does not show. What
    is kept under such a key is never stale: whatever changes in the row makes another key.
    """
    told = repr([_brought(row, without), facts])
    return hashlib.blake2b(told.encode(), digest_size=20).hexdigest()


def _brought(row: models.Model, without: Collection[str]) -> list[Any]:
    columns = {
        name: value
        for name, value in vars(row).items()
        if name not in without and not name.startswith("_")
    }
    parents = row._state.fields_cache
    return [columns, [(name, _brought(parent, ())) for name, parent in parents.items() if parent]]
