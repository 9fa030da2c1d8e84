"""연차평가 등급 of a zone: only the two upper ones are ever published."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.common.models import kept_history
from zones.enums import PUBLIC_GRADES, GradeLevel


class GradeQuerySet(models.QuerySet["Grade"]):
    def published(self) -> Self:
        """Those of PUBLIC_GRADES whose day has come; of no other does anybody outside learn."""
        return self.filter(level__in=PUBLIC_GRADES, published_on__lte=timezone.localdate())


@kept_history("GradeHistory")
class Grade(models.Model):
    """연차평가 등급 (특구법 제7조의2): 최우수 and 우수 are published, 보통 and 미흡 stay internal."""

    zone = models.ForeignKey(
        "zones.Zone", on_delete=models.PROTECT, related_name="grades", verbose_name=_("zone")
    )
    year = models.PositiveSmallIntegerField(_("year evaluated"))
    level = models.CharField(_("grade"), max_length=20, choices=GradeLevel)
    published_on = models.DateField(
        _("public from"),
        null=True,
        blank=True,
        help_text=_("Only the two upper grades are ever published."),
    )
    sources = models.CharField(_("sources"), max_length=200, blank=True)

    objects = GradeQuerySet.as_manager()

    class Meta:
        verbose_name = _("evaluation grade")
        verbose_name_plural = _("evaluation grades")
        ordering = ["-year", "zone"]
        constraints = [
            models.UniqueConstraint(fields=["zone", "year"], name="zones_grade_one_per_year"),
            models.CheckConstraint(
                condition=Q(published_on=None) | Q(level__in=PUBLIC_GRADES),
                name="zones_grade_only_upper_ones_public",
                violation_error_message=_("Only the two upper grades are ever published."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.zone} {self.year}"
