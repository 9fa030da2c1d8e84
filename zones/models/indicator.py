"""성과지표: what is counted in the zones, and in which sense of the word since when."""

import pgtrigger
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.common.models import kept_history, localized
from zones.enums import Combination
from zones.validators import validate_indicator_code


class Indicator(models.Model):
    """성과지표: one thing that is counted in every zone, year by year."""

    code = models.SlugField(
        _("address"), max_length=40, unique=True, validators=[validate_indicator_code]
    )
    name_ko = models.CharField(_("name (Korean)"), max_length=80)
    name_en = models.CharField(_("name (English)"), max_length=120)
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    combination = models.CharField(
        _("all zones together"), max_length=10, choices=Combination, default=Combination.SUM
    )
    has_average = models.BooleanField(
        _("the average of the zones says something"),
        default=True,
        help_text=_("The pages then show the total divided by the number of zones in it."),
    )
    name = localized("name")

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("programs:indicator", args=[self.code])


class IndicatorVersion(models.Model):
    """지표 정의: what the number means from a day on. Another meaning is another version.

    What figures were counted by never changes under them; only its translation may be mended.
    """

    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, related_name="versions", verbose_name=_("indicator")
    )
    number = models.PositiveSmallIntegerField(
        _("version"), default=1, validators=[MinValueValidator(1)]
    )
    valid_from = models.DateField(_("in force from"))
    unit_ko = models.CharField(_("unit (Korean)"), max_length=20)
    unit_en = models.CharField(_("unit (English)"), max_length=40)
    definition_ko = models.TextField(_("definition (Korean)"), max_length=2000)
    definition_en = models.TextField(_("definition (English)"), max_length=3000, blank=True)
    sources = models.CharField(_("sources"), max_length=200, blank=True)
    unit = localized("unit")
    definition = localized("definition")

    class Meta:
        verbose_name = _("definition of an indicator")
        verbose_name_plural = _("definitions of indicators")
        ordering = ["indicator", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "number"], name="zones_indicatorversion_one_per_number"
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1), name="zones_indicatorversion_number_from_one"
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="meaning_never_changes",
                fields=["indicator", "number", "valid_from", "unit_ko", "definition_ko"],
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator} v{self.number}"


@kept_history("TargetHistory")
class Target(models.Model):
    """목표값: what a zone, or all of them together, is to reach in a year."""

    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, related_name="targets", verbose_name=_("indicator")
    )
    zone = models.ForeignKey(
        "zones.Zone",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="targets",
        verbose_name=_("zone"),
        help_text=_("Empty: all zones together."),
    )
    year = models.PositiveSmallIntegerField(_("year"))
    value = models.DecimalField(
        _("target"), max_digits=16, decimal_places=2, validators=[MinValueValidator(0)]
    )
    sources = models.CharField(_("sources"), max_length=200)

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ["indicator", "-year", "zone"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "zone", "year"],
                nulls_distinct=False,
                name="zones_target_one_per_year",
            ),
            models.CheckConstraint(condition=Q(value__gte=0), name="zones_target_not_negative"),
        ]

    def __str__(self) -> str:
        zone = self.zone or _("all zones")
        return f"{self.indicator} {zone} {self.year}"
