"""실적: what an indicator was in a period, as it was published on a day, and what corrected it."""

from typing import Self

import pgtrigger
from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import ExtractYear
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.common.models import Event, kept_history, only_moves, paired
from zones import workflow
from zones.enums import FigureState

SOMETHING = r"\S"  # a letter that can be seen
BEFORE_APPROVAL = [FigureState.DRAFT, FigureState.SUBMITTED, FigureState.RETURNED]

# What waits for approval, or has it, is what was read and approved
FROZEN = (
    "OLD.state IN ('submitted', 'approved') AND"
    " (OLD.version_id, OLD.zone_id, OLD.year, OLD.period_from, OLD.period_to, OLD.value,"
    " OLD.zones_counted, OLD.sources, OLD.corrects_id, OLD.reason) IS DISTINCT FROM"
    " (NEW.version_id, NEW.zone_id, NEW.year, NEW.period_from, NEW.period_to, NEW.value,"
    " NEW.zones_counted, NEW.sources, NEW.corrects_id, NEW.reason)"
)
# A correction speaks of the same thing, of a figure that people have read, and comes after it
CORRECTS_THE_SAME = """
    SELECT * INTO former FROM zones_figure WHERE id = NEW.corrects_id FOR SHARE;
    IF former.state <> 'published'
        OR (former.version_id, former.zone_id, former.year)
            IS DISTINCT FROM (NEW.version_id, NEW.zone_id, NEW.year)
        OR NEW.published_on < former.published_on
    THEN
        RAISE EXCEPTION 'figure % does not correct figure %', NEW.id, NEW.corrects_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'zones_figure_corrects_the_same';
    END IF;
    RETURN NEW;
"""


class FigureQuerySet(models.QuerySet["Figure"]):
    def published(self) -> Self:
        """Everything that was ever published, corrected since or not."""
        return self.filter(state=FigureState.PUBLISHED)

    def current(self) -> Self:
        """Of what was published, that which counts: no later figure corrects it."""
        later = Figure.objects.published().filter(corrects=OuterRef("pk"))
        return self.published().exclude(Exists(later))

    def national(self) -> Self:
        return self.filter(zone=None)

    def oldest_first(self) -> Self:
        """As the series is told: by year, corrections after what they correct."""
        return self.order_by("year", "zone__name_ko", "published_on", "pk")


def by_whom(words: object) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=words,
    )


@kept_history("FigureHistory")
class Figure(models.Model):
    """실적: one number of a zone, or of all of them together, in a period.

    What was published is never changed: a correction is another figure, with the day of its own
    publication and its reason, and both stay readable.
    """

    version = models.ForeignKey(
        "zones.IndicatorVersion",
        on_delete=models.PROTECT,
        related_name="figures",
        verbose_name=_("indicator"),
    )
    zone = models.ForeignKey(
        "zones.Zone",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="figures",
        verbose_name=_("zone"),
    )
    year = models.PositiveSmallIntegerField(_("year"))
    period_from = models.DateField(_("counted from"))
    period_to = models.DateField(_("counted until"))
    value = models.DecimalField(
        _("figure"), max_digits=16, decimal_places=2, validators=[MinValueValidator(0)]
    )
    zones_counted = models.PositiveSmallIntegerField(
        _("zones in the total"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    sources = models.CharField(_("where the figure is from"), max_length=200, blank=True)
    note = models.TextField(_("note to the foundation"), max_length=1000, blank=True)
    corrects = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="correction",
        verbose_name=_("corrects"),
    )
    reason = models.CharField(_("reason of the correction"), max_length=300, blank=True)
    agency = models.ForeignKey(
        "zones.Agency",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="figures",
        verbose_name=_("agency"),
    )
    state = models.CharField(
        _("state"), max_length=20, choices=FigureState, default=FigureState.DRAFT
    )
    created_at = models.DateTimeField(_("created at"), default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("created by"),
    )
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    submitted_by = by_whom(_("submitted by"))
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True)
    approved_by = by_whom(_("approved by"))
    published_at = models.DateTimeField(_("published here at"), null=True, blank=True)
    published_by = by_whom(_("published by"))
    published_on = models.DateField(_("as published on"), null=True, blank=True)
    is_day_known = models.BooleanField(_("the day of publication is known"), default=True)

    objects = FigureQuerySet.as_manager()

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        ordering = ["-year", "version", "zone", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(value__gte=0), name="zones_figure_not_negative"),
            models.CheckConstraint(
                condition=Q(period_from__lte=F("period_to")), name="zones_figure_period_has_order"
            ),
            models.CheckConstraint(
                condition=Q(year=ExtractYear("period_to")), name="zones_figure_year_ends_period"
            ),
            models.CheckConstraint(
                condition=Q(zone=None, zones_counted__gte=1)
                | Q(zone__isnull=False, zones_counted=None),
                name="zones_figure_total_says_of_how_many",
            ),
            # One chain for each: the first figure, then one correction after the other
            models.UniqueConstraint(
                fields=["version", "zone", "year"],
                condition=Q(corrects=None),
                nulls_distinct=False,
                name="zones_figure_one_first",
            ),
            models.CheckConstraint(
                condition=Q(corrects=None) | Q(reason__regex=SOMETHING),
                name="zones_figure_correction_has_reason",
            ),
            paired("submitted_at", "submitted_by", name="zones_figure_submitted_pair"),
            paired("approved_at", "approved_by", name="zones_figure_approved_pair"),
            paired("published_at", "published_by", name="zones_figure_published_pair"),
            models.CheckConstraint(
                condition=Q(state__in=BEFORE_APPROVAL, approved_at=None)
                | ~Q(state__in=BEFORE_APPROVAL)
                & Q(submitted_at__isnull=False, approved_at__isnull=False),
                name="zones_figure_approval_has_stamp",
            ),
            models.CheckConstraint(
                condition=~Q(state=FigureState.SUBMITTED) | Q(submitted_at__isnull=False),
                name="zones_figure_submission_has_stamp",
            ),
            models.CheckConstraint(
                condition=~Q(approved_by=F("submitted_by")), name="zones_figure_approved_by_another"
            ),
            models.CheckConstraint(
                condition=Q(
                    state=FigureState.PUBLISHED,
                    published_at__isnull=False,
                    published_on__isnull=False,
                    sources__regex=SOMETHING,
                )
                | ~Q(state=FigureState.PUBLISHED) & Q(published_at=None, published_on=None),
                name="zones_figure_publication_has_day_and_source",
            ),
        ]
        triggers = [
            only_moves(workflow.FIGURE),
            pgtrigger.Protect(
                name="published_never_changes",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__state=FigureState.PUBLISHED),
            ),
            pgtrigger.Protect(
                name="approved_as_it_was_read",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(FROZEN),
            ),
            pgtrigger.Trigger(
                name="corrects_the_same",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                condition=pgtrigger.Condition("NEW.corrects_id IS NOT NULL"),
                declare=[("former", "zones_figure%ROWTYPE")],
                func=CORRECTS_THE_SAME,
            ),
        ]

    def __str__(self) -> str:
        zone = self.zone or _("all zones")
        return f"{self.version.indicator} {zone} {self.year}"

    @property
    def is_calendar_year(self) -> bool:
        first, last = self.period_from, self.period_to
        whole = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
        return whole and first.year == last.year


class FigureEvent(Event):
    """What happened to a figure before it was published."""

    figure = models.ForeignKey(Figure, on_delete=models.PROTECT, related_name="events")
