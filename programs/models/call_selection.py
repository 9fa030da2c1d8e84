from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class SelectionTerms(models.Model):
    """What a call announces about how scores become an order; empty is: not announced.

    `programs.queries.selection_terms` says what holds where a call says nothing. In which order
    criteria decide between equals is said by the criteria themselves (`Criterion.tie_rank`).
    """

    pass_mark = models.PositiveSmallIntegerField(
        _("pass mark"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("Who has fewer points in the end is not selected. Empty: none is announced."),
    )
    bonus_most = models.PositiveSmallIntegerField(
        _("bonus points at most"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(20)],
        help_text=_("All bonus points of an application together. Empty: no limit is announced."),
    )
    penalty_most = models.PositiveSmallIntegerField(
        _("penalty points at most"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(20)],
        help_text=_("All penalty points of an application together. Empty: no limit is announced."),
    )
    trims = models.BooleanField(
        _("the highest and the lowest score are left out"),
        null=True,
        blank=True,
        help_text=_("From five reviewers on; with fewer, all scores count."),
    )

    class Meta:
        abstract = True

    @property
    def announces_terms(self) -> bool:
        given = (self.pass_mark, self.bonus_most, self.penalty_most, self.trims)
        return any(term is not None for term in given)
