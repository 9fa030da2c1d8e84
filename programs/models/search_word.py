"""The words of public titles, by which a search that found nothing is put right."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

LONGEST_WORD = 40


class SearchWordQuerySet(models.QuerySet["SearchWord"]):
    def near(self, pieces: set[str]) -> Self:
        """Those that share pieces of keys, the most first."""
        asked = models.Value(sorted(pieces), output_field=ArrayField(models.CharField()))
        shared = models.Func(
            models.F("pieces"),
            asked,
            template="cardinality(ARRAY(SELECT unnest(%(expressions)s)))",
            arg_joiner=") INTERSECT SELECT unnest(",
            output_field=models.IntegerField(),
        )
        found = self.filter(pieces__overlap=sorted(pieces)).annotate(shared=shared)
        return found.order_by("-shared", "-times", "word")


class SearchWord(models.Model):
    """A word that stands in what everybody may read: in how many titles, and how it is typed.

    `renew_search_words` keeps them; nothing but the search reads them.
    """

    word = models.CharField(_("word"), max_length=LONGEST_WORD, unique=True)
    times = models.PositiveIntegerField(_("times"))
    # Runs of three keys (`portal.common.keystrokes`)
    pieces = ArrayField(models.CharField(max_length=3))

    objects = SearchWordQuerySet.as_manager()

    class Meta:
        verbose_name = _("word of the search")
        verbose_name_plural = _("words of the search")
        indexes = [GinIndex(fields=["pieces"], name="programs_searchword_pieces")]

    def __str__(self) -> str:
        return self.word
