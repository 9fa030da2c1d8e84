from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.common.models import LONGEST_TEXT, kept_history, localized
from programs.enums import SeriesKind

# The last day that each month can have
LEAP_YEAR = 2000
LONG_MONTHS, SHORT_MONTHS, FEBRUARY = (1, 3, 5, 7, 8, 10, 12), (4, 6, 9, 11), 2


class BriefingSeriesQuerySet(models.QuerySet["BriefingSeries"]):
    def published(self) -> Self:
        """Yearly events, dated or not; a tour as soon as one of its stops is public."""
        briefings = self.model._meta.get_field("briefings").related_model.objects
        stops = briefings.published().filter(series=OuterRef("pk"))
        return self.filter(Q(kind=SeriesKind.YEARLY) | Exists(stops))


@kept_history("BriefingSeriesHistory")
class BriefingSeries(models.Model):
    """Briefings that belong together: a tour through several cities, or what is held every year."""

    kind = models.CharField(_("kind"), max_length=20, choices=SeriesKind)
    agency = models.ForeignKey(
        "zones.Agency",
        on_delete=models.PROTECT,
        related_name="briefing_series",
        verbose_name=_("agency"),
    )
    title_ko = models.CharField(_("title (Korean)"), max_length=140)
    title_en = models.CharField(_("title (English)"), max_length=180, blank=True)
    note_ko = models.TextField(_("description (Korean)"), max_length=LONGEST_TEXT, blank=True)
    note_en = models.TextField(_("description (English)"), max_length=LONGEST_TEXT, blank=True)
    month = models.PositiveSmallIntegerField(_("month of the year"), null=True, blank=True)
    day = models.PositiveSmallIntegerField(_("day of the month"), null=True, blank=True)
    is_example = models.BooleanField(_("example"), default=False)
    sources = models.CharField(_("sources"), max_length=200, blank=True)
    title = localized("title")
    note = localized("note")

    objects = BriefingSeriesQuerySet.as_manager()

    class Meta:
        verbose_name = _("series of briefings")
        verbose_name_plural = _("series of briefings")
        ordering = ["title_ko", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=SeriesKind.YEARLY) | Q(month=None, day=None),
                name="programs_briefingseries_only_yearly_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(month=None, day=None)
                | Q(month__isnull=False, day__isnull=False)
                & (
                    Q(month__in=LONG_MONTHS, day__range=(1, 31))
                    | Q(month__in=SHORT_MONTHS, day__range=(1, 30))
                    | Q(month=FEBRUARY, day__range=(1, 29))
                ),
                name="programs_briefingseries_day_of_a_year",
                violation_error_message=_("There is no such day in any year."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("programs:series-detail", args=[self.pk])

    @property
    def day_of_year(self) -> date | None:
        """Month and day, in a year that has 29 February; None where they are not set."""
        return date(LEAP_YEAR, self.month, self.day) if self.month and self.day else None

    @property
    def is_yearly(self) -> bool:
        return self.kind == SeriesKind.YEARLY
