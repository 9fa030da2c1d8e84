from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.common.models import localized
from zones.enums import DesignationStage, ZoneKind


class Zone(models.Model):
    """연구개발특구: an area designated by the ministry for research and its commercial use."""

    slug = models.SlugField(_("address"), unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=ZoneKind)
    name_ko = models.CharField(_("name (Korean)"), max_length=40)
    name_en = models.CharField(_("name (English)"), max_length=60)
    specialization_ko = models.CharField(_("field (Korean)"), max_length=120)
    specialization_en = models.CharField(_("field (English)"), max_length=200, blank=True)
    provinces = models.ManyToManyField(
        "zones.Province", related_name="zones", verbose_name=_("provinces")
    )
    municipalities = models.ManyToManyField(
        "zones.Municipality", related_name="zones", blank=True, verbose_name=_("municipalities")
    )
    institutions = models.ManyToManyField(
        "zones.Institution", related_name="zones", blank=True, verbose_name=_("anchor institutions")
    )
    name = localized("name")
    specialization = localized("specialization")

    class Meta:
        verbose_name = _("zone")
        verbose_name_plural = _("zones")
        ordering = ["kind", "name_ko"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("zones:zone-detail", args=[self.slug])


class Designation(models.Model):
    """지정·변경 고시: a dated record of a zone's area. A zone has several over time."""

    zone = models.ForeignKey(
        Zone, on_delete=models.CASCADE, related_name="designations", verbose_name=_("zone")
    )
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    effective_on = models.DateField(_("in force from"), null=True, blank=True)
    notice_number = models.CharField(
        pgettext_lazy("designation", "number of the notice"), max_length=80, blank=True
    )
    stage = models.CharField(_("stage"), max_length=20, choices=DesignationStage, blank=True)
    area_km2 = models.DecimalField(
        _("area (km²)"),
        max_digits=8,
        decimal_places=3,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    hinterland_ko = models.CharField(_("hinterland (Korean)"), max_length=200, blank=True)
    hinterland_en = models.CharField(_("hinterland (English)"), max_length=200, blank=True)
    is_confirmed = models.BooleanField(
        _("confirmed by an official source"),
        default=False,
        help_text=_("Unconfirmed days and areas are shown with a note."),
    )
    note_ko = models.CharField(_("note (Korean)"), max_length=200, blank=True)
    note_en = models.CharField(_("note (English)"), max_length=200, blank=True)
    sources = models.CharField(_("sources"), max_length=200, blank=True)
    hinterland = localized("hinterland")
    note = localized("note")

    class Meta:
        verbose_name = _("designation")
        verbose_name_plural = _("designations")
        ordering = ["zone", models.F("decided_on").asc(nulls_last=True), "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(area_km2__gt=0) | models.Q(area_km2=None),
                name="zones_designation_area_is_positive",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_on__isnull=False) | models.Q(effective_on__isnull=False),
                name="zones_designation_has_a_day",
            ),
            models.UniqueConstraint(
                fields=["zone", "decided_on", "effective_on"],
                nulls_distinct=False,
                name="zones_designation_one_per_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.zone} {self.effective_on or self.decided_on}"


class Strategy(models.Model):
    """전략방향: how a zone grows its field in a year's programme."""

    zone = models.ForeignKey(
        Zone, on_delete=models.CASCADE, related_name="strategies", verbose_name=_("zone")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    direction_ko = models.CharField(_("direction (Korean)"), max_length=120)
    direction_en = models.CharField(_("direction (English)"), max_length=200, blank=True)
    focus_ko = models.CharField(_("focus (Korean)"), max_length=120)
    focus_en = models.CharField(_("focus (English)"), max_length=200, blank=True)
    direction = localized("direction")
    focus = localized("focus")

    class Meta:
        verbose_name = _("strategy")
        verbose_name_plural = _("strategies")
        ordering = ["zone", "-year"]
        constraints = [
            models.UniqueConstraint(fields=["zone", "year"], name="zones_strategy_one_per_year")
        ]

    def __str__(self) -> str:
        return f"{self.zone} {self.year}"
