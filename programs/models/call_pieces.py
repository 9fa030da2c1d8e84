"""What the search finds a call by, kept by the database."""

import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F
from django.db.models.functions import Concat

from portal.common.search import Bigrams

# What a call is found by, beside its files and the names of its agency and zones
SEARCHED = (
    "code", "notice_number", "title_ko", "title_en", "summary_ko", "summary_en", "purpose", "support",
    "eligibility",
)  # fmt: skip


def pieces_of(*fields: str) -> models.GeneratedField:
    """The pieces of these fields of the row itself."""
    parts = [part for field in fields for part in (F(field), models.Value(" "))]
    return models.GeneratedField(
        expression=Bigrams(Concat(*parts, output_field=models.TextField())),
        output_field=SearchVectorField(),
        db_persist=True,
    )


def pieces_of_call_kept(call: str, *columns: str) -> pgtrigger.Trigger:
    """After a change of `columns` the call with the key in the column `call` is found by it."""
    return pgtrigger.Trigger(
        name="pieces_kept",
        level=pgtrigger.Row,
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf(*columns) | pgtrigger.Delete,
        func=f"PERFORM keep_call_pieces(coalesce(NEW.{call}, OLD.{call})); RETURN NULL;",
    )


class CallPieces(models.Model):
    """The pieces (`portal.common.search`) of what a call says and of its files, in one row.

    Narrow, and one row for a call with many files: a word may stand in every one of them, and then
    the search reads a row for each. Nobody writes it but the SQL function `keep_call_pieces`. That
    one holds the row while it reads, so that of two files whose text comes at once none is lost;
    who changes several files of a call takes their rows first.
    """

    call = models.OneToOneField(
        "programs.Call", on_delete=models.CASCADE, primary_key=True, related_name="pieces"
    )
    pieces = SearchVectorField()

    class Meta:
        indexes = [GinIndex(fields=["pieces"], name="programs_callpieces_pieces")]

    def __str__(self) -> str:
        return str(self.call_id)
