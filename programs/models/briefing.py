from datetime import datetime
from typing import Self

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    Subquery,
)
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.common.model_fields import SecureURLField
from portal.common.models import EARLIEST, LATEST, LONGEST_TEXT, localized, paired
from portal.common.nested import objects_from, rows_of
from portal.common.search import searchable
from programs.enums import BriefingKind, CallState, SeatMode
from programs.models.call import Call
from programs.models.material import Material, has_materials, material_rows, recording_url
from programs.models.programme import ProgrammeQuerySet, WithProgramme, told_in_programmes
from programs.models.registration import ENDED, BriefingEvent
from zones.models import Zone

# What a briefing's page shows of its calls
CALL_FIELDS = ("code", "title_ko", "title_en", "state", "cancelled_at")
GONE = (CallState.CANCELLED, CallState.DISCARDED, CallState.MERGED)


def about_cancelled_calls(briefing: str = "pk") -> Q:
    """The briefing at this path was about calls, and all that were not put away were cancelled."""
    calls = Call.objects.originals().filter(briefings=OuterRef(briefing))
    return Q(Exists(calls.filter(state=CallState.CANCELLED))) & ~Exists(
        calls.exclude(state__in=GONE)
    )


def cancel_reason_of(briefing: str = "pk") -> Subquery:
    """As a column: why the briefing at this path was cancelled, None where it was not."""
    events = BriefingEvent.objects.filter(briefing=OuterRef(briefing), verb="cancel")
    return Subquery(events.filter(registration=None).order_by("-pk").values("reason")[:1])


class BriefingQuerySet(ProgrammeQuerySet):
    def announced(self) -> Self:
        """By their agency; those of a call are public no sooner than it is (`published`)."""
        return self.filter(published_at__lte=timezone.now())

    def published(self) -> Self:
        """Announced, and about no call at all or about one at least that is published."""
        calls = Call.objects.filter(briefings=OuterRef("pk"))
        is_public = ~Exists(calls) | Exists(calls & Call.objects.published())
        return self.announced().filter(is_public)

    def with_publicity(self) -> Self:
        """`is_public`: whether everybody may read of it by now."""
        public = Briefing.objects.published().filter(pk=OuterRef("pk"))
        return self.annotate(is_public=Exists(public))

    def standing(self) -> Self:
        """Neither they nor all their calls were cancelled."""
        return self.filter(~about_cancelled_calls(), cancelled_at=None)

    def coming(self) -> Self:
        return self.published().standing().filter(ends_at__gt=timezone.now())

    def past(self) -> Self:
        return self.published().filter(ends_at__lte=timezone.now())

    def matching(self, text: str) -> Self:
        """Briefings, or briefings of a zone, whose words or programme contain the text."""
        text = searchable(text)
        zones = Zone.objects.filter(Q(name_ko__icontains=text) | Q(name_en__icontains=text))
        return self.filter(
            Q(title_ko__icontains=text)
            | Q(title_en__icontains=text)
            | Q(summary_ko__icontains=text)
            | Q(venue_ko__icontains=text)
            | Q(pk__in=told_in_programmes(text))
            | Q(pk__in=Briefing.zones.through.objects.filter(zone__in=zones).values("briefing"))
        )

    def with_zones(self) -> Self:
        """The zones that a list shows, in the same statement."""
        zones = Zone.objects.filter(briefings=models.OuterRef("pk"))
        return self.annotate(zone_rows=rows_of(zones, "slug", "name_ko", "name_en"))

    def with_call_codes(self) -> Self:
        codes = Call.objects.published().filter(briefings=models.OuterRef("pk"))
        return self.annotate(call_codes=ArraySubquery(codes.order_by("code").values("code")))

    def with_call_rows(self) -> Self:
        """`call_rows`: the published calls that they are about."""
        calls = Call.objects.published().filter(briefings=models.OuterRef("pk")).order_by("code")
        return self.annotate(call_rows=rows_of(calls, *CALL_FIELDS))

    def with_fate_of_calls(self) -> Self:
        """Whether all their calls were cancelled, in the same statement."""
        fate = ExpressionWrapper(about_cancelled_calls(), output_field=BooleanField())
        return self.annotate(fate_of_calls=fate)

    def with_cancel_reason(self) -> Self:
        """`cancel_reason`: None unless it was cancelled itself, empty where nobody said why."""
        return self.annotate(cancel_reason=cancel_reason_of())

    def with_place_counts(self) -> Self:
        """`place_count`: seats and places on the waiting list."""
        places = Count("registrations", filter=~Q(registrations__state__in=ENDED))
        return self.annotate(place_count=places)

    def with_materials(self) -> Self:
        """What its page offers afterwards, files and the recording, in the same statement."""
        return self.annotate(material_rows=material_rows(), recording_url=recording_url())

    def with_what_stayed(self) -> Self:
        """`has_materials`: whether there is something to read or watch afterwards."""
        return self.annotate(
            has_materials=ExpressionWrapper(has_materials(), output_field=BooleanField())
        )

    def as_page(self) -> Self:
        """With all that a briefing's own page shows, in one statement."""
        found = self.with_publicity().with_fate_of_calls().with_zones().with_call_rows()
        found = found.with_programme().with_materials().with_cancel_reason()
        return found.select_related("agency", "series", "province")

    def soonest_first(self) -> Self:
        """Those to come by their day, then those gone by, newest first."""
        is_over = models.Q(ends_at__lte=timezone.now())
        return self.order_by(
            models.Case(models.When(is_over, then=1), default=0),
            models.Case(models.When(is_over, then=None), default=F("starts_at")).asc(
                nulls_last=True
            ),
            "-starts_at",
        )


class Briefing(WithProgramme, models.Model):
    """사업설명회: a session about one or more calls, or another public event of the zones."""

    kind = models.CharField(
        _("kind"), max_length=20, choices=BriefingKind, default=BriefingKind.BRIEFING
    )
    agency = models.ForeignKey(
        "zones.Agency",
        on_delete=models.PROTECT,
        related_name="briefings",
        verbose_name=_("agency"),
    )
    calls = models.ManyToManyField(
        "programs.Call", related_name="briefings", blank=True, verbose_name=_("calls")
    )
    zones = models.ManyToManyField(
        "zones.Zone", related_name="briefings", blank=True, verbose_name=_("zones")
    )
    title_ko = models.CharField(_("title (Korean)"), max_length=160)
    title_en = models.CharField(_("title (English)"), max_length=200, blank=True)
    summary_ko = models.TextField(_("summary (Korean)"), max_length=LONGEST_TEXT, blank=True)
    summary_en = models.TextField(_("summary (English)"), max_length=LONGEST_TEXT, blank=True)
    starts_at = models.DateTimeField(_("starts"), help_text=_("Korea time (KST)"))
    ends_at = models.DateTimeField(_("ends"), help_text=_("Korea time (KST)"))
    is_day_only = models.BooleanField(
        _("only the day is known"), default=False, help_text=_("The hour is not shown.")
    )
    venue_ko = models.CharField(_("place (Korean)"), max_length=160, blank=True)
    venue_en = models.CharField(_("place (English)"), max_length=200, blank=True)
    province = models.ForeignKey(
        "zones.Province",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="briefings",
        verbose_name=_("province"),
    )
    address = models.CharField(_("street address"), max_length=200, blank=True)
    map_url = SecureURLField(
        _("map link"),
        max_length=500,
        blank=True,
        help_text=_("The place on a map, an address that begins with https."),
    )
    day_note_ko = models.CharField(_("note on the day (Korean)"), max_length=200, blank=True)
    day_note_en = models.CharField(_("note on the day (English)"), max_length=240, blank=True)
    series = models.ForeignKey(
        "programs.BriefingSeries",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="briefings",
        verbose_name=_("series"),
    )
    number = models.PositiveSmallIntegerField(
        _("place in the series"), null=True, blank=True, editable=False
    )
    capacity = models.PositiveIntegerField(
        _("seats"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    online_capacity = models.PositiveIntegerField(
        _("places online"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    online_url = SecureURLField(
        _("online link"),
        max_length=500,
        blank=True,
        help_text=_("Only those who have a place see it."),
    )
    # Seated and offered, counted by the database with each write of a registration
    seats_taken = models.PositiveIntegerField(_("seats taken"), default=0, editable=False)
    online_taken = models.PositiveIntegerField(_("online taken"), default=0, editable=False)
    company_cap = models.PositiveSmallIntegerField(
        _("places per company"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    asks_needs = models.BooleanField(
        _("asks for accessibility needs"),
        default=False,
        help_text=_("Guests may say what they need, with a consent of its own."),
    )
    answer_hours = models.PositiveSmallIntegerField(
        _("hours to answer an offer"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(168)],
        help_text=_(
            "Who waits is asked whether they still come, and the next one after that time. "
            "Empty: they move up at once."
        ),
    )
    registration_opens_at = models.DateTimeField(
        _("registration opens"), null=True, blank=True, help_text=_("Korea time (KST)")
    )
    registration_closes_at = models.DateTimeField(
        _("registration closes"), null=True, blank=True, help_text=_("Korea time (KST)")
    )
    published_at = models.DateTimeField(_("publication"), default=timezone.now)
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True, editable=False)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("cancelled by"),
    )
    # How often it was changed, which calendars go by (RFC 5545, 3.8.7.4), and when last
    sequence = models.PositiveIntegerField(_("changes"), default=0, editable=False)
    changed_at = models.DateTimeField(_("changed at"), default=timezone.now, editable=False)
    is_example = models.BooleanField(
        _("example"), default=False, help_text=_("Invented for the demonstration.")
    )
    sources = models.CharField(_("sources"), max_length=200, blank=True)
    title = localized("title")
    summary = localized("summary")
    venue = localized("venue")
    day_note = localized("day_note")

    objects = BriefingQuerySet.as_manager()

    class Meta:
        verbose_name = _("briefing")
        verbose_name_plural = _("briefings")
        ordering = ["-starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at__gte=EARLIEST, ends_at__lt=LATEST),
                name="programs_briefing_in_this_century",
                violation_error_message=_("Check the year: it must lie between 2000 and 2099."),
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="programs_briefing_ends_after_start",
                violation_error_message=_("A briefing ends after it starts."),
            ),
            models.CheckConstraint(
                condition=Q(registration_closes_at=None)
                | Q(registration_closes_at__lte=F("starts_at")),
                name="programs_briefing_registration_closes_before_start",
                violation_error_message=_("Registration closes before the briefing starts."),
            ),
            models.CheckConstraint(
                condition=Q(registration_opens_at=None)
                | Q(registration_opens_at__lt=F("starts_at"))
                & (
                    Q(registration_closes_at=None)
                    | Q(registration_opens_at__lt=F("registration_closes_at"))
                ),
                name="programs_briefing_registration_opens_before_it_closes",
                violation_error_message=_("Registration opens before it closes."),
            ),
            models.CheckConstraint(
                condition=Q(seats_taken__lte=Coalesce(F("capacity"), 0)),
                name="programs_briefing_no_more_seats_than_there_are",
                violation_error_message=_("More seats are taken than there are."),
            ),
            models.CheckConstraint(
                condition=Q(online_taken__lte=Coalesce(F("online_capacity"), 0)),
                name="programs_briefing_no_more_online_than_there_are",
                violation_error_message=_("More places online are taken than there are."),
            ),
            paired("cancelled_at", "cancelled_by", name="programs_briefing_cancelled_pair"),
            models.CheckConstraint(
                condition=Q(series=None, number=None)
                | Q(series__isnull=False, number__isnull=False, number__gte=1),
                name="programs_briefing_number_in_a_series",
            ),
            models.UniqueConstraint(
                fields=["series", "number"], name="programs_briefing_number_once_in_a_series"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("programs:briefing-detail", args=[self.pk])

    @property
    def zone_list(self) -> list[Zone]:
        """The zones, without a statement where `with_zones` has brought them."""
        if hasattr(self, "zone_rows"):
            return objects_from(Zone, self.zone_rows)
        return list(self.zones.all())

    @property
    def material_list(self) -> list[Material]:
        """What is offered, as `with_materials` has brought it."""
        return objects_from(Material, getattr(self, "material_rows", []))

    @property
    def is_past(self) -> bool:
        return self.ends_at <= timezone.now()

    @property
    def calls_are_cancelled(self) -> bool:
        """All calls that it is about; without a statement where `with_fate_of_calls` looked."""
        if hasattr(self, "fate_of_calls"):
            return self.fate_of_calls
        return Briefing.objects.filter(about_cancelled_calls(), pk=self.pk).exists()

    @property
    def modes(self) -> list[SeatMode]:
        """How one can take part with a registration; a briefing without seats is for walk-ins."""
        seats = {SeatMode.HALL: self.capacity, SeatMode.ONLINE: self.online_capacity}
        return [mode for mode, capacity in seats.items() if capacity]

    def free_in(self, mode: str) -> int:
        """Seats that are neither taken nor offered, as the row said when it was read."""
        if mode == SeatMode.ONLINE:
            return max((self.online_capacity or 0) - self.online_taken, 0)
        return max((self.capacity or 0) - self.seats_taken, 0)

    @property
    def is_full(self) -> bool:
        return not any(self.free_in(mode) for mode in self.modes)

    @property
    def opens_later(self) -> bool:
        """Registration has not begun yet."""
        opens_at = self.registration_opens_at
        return opens_at is not None and timezone.now() < opens_at

    @property
    def takes_registrations(self) -> bool:
        return self.takes_registrations_at(timezone.now())

    def takes_registrations_at(self, now: datetime) -> bool:
        """As `takes_registrations`, at a moment by the database's clock (UTC)."""
        closes_at = self.registration_closes_at or self.starts_at
        is_early = self.registration_opens_at is not None and now < self.registration_opens_at
        if not self.modes or self.cancelled_at or is_early or now >= closes_at:
            return False
        return not self.calls_are_cancelled
