from datetime import datetime
from typing import Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.common.models import (
    EARLIEST,
    LATEST,
    LONGEST_TEXT,
    Event,
    kept_history,
    localized,
    only_moves,
    paired,
)
from portal.common.nested import objects_from, rows_of
from portal.common.search import Bigrams, search_query, searchable
from programs import workflow
from programs.enums import CallState, CallStatus, CallVerb, ClosingMode, SecurityClass
from programs.models.call_zone import CallZone
from zones.enums import ApplicantKind, Stage
from zones.models import Agency, Zone

PUBLIC_STATES = (CallState.APPROVED, CallState.CANCELLED)

# Points of the criteria are money and fates: the sum is checked once more where it is frozen
WEIGHTS_ADD_UP = """
    IF NEW.state = 'submitted' AND OLD.state = 'draft' AND (
        SELECT coalesce(sum(weight), 0) FROM programs_criterion WHERE call_id = NEW.id
    ) <> 100 THEN
        RAISE EXCEPTION 'the weights of call % do not add up to 100', NEW.code
            USING ERRCODE = 'check_violation', CONSTRAINT = 'programs_call_weights_add_up';
    END IF;
    RETURN NEW;
"""


class CallQuerySet(models.QuerySet["Call"]):
    def published(self) -> Self:
        """The only statement of "published": approved, and the moment has come.

        A cancelled call stays public if it was; one cancelled before stays unknown.
        """
        is_public = Q(state=CallState.APPROVED, published_at__lte=timezone.now())
        was_public = Q(state=CallState.CANCELLED, published_at__lte=F("cancelled_at"))
        return self.filter(is_public | was_public)

    def upcoming(self) -> Self:
        return self.published().filter(state=CallState.APPROVED, opens_at__gt=timezone.now())

    def open(self) -> Self:
        now = timezone.now()
        return self.published().filter(
            Q(closes_at__gt=now) | Q(closes_at=None),
            state=CallState.APPROVED,
            closed_at=None,
            opens_at__lte=now,
        )

    def closed(self) -> Self:
        now = timezone.now()
        return self.published().filter(
            Q(state=CallState.CANCELLED) | Q(closes_at__lte=now) | Q(closed_at__isnull=False)
        )

    def of_status(self, status: str) -> Self:
        return getattr(self, CallStatus(status))()

    def matching(self, text: str) -> Self:
        """Calls that hold all words of `text`, or belong to a zone or agency of that name."""
        query = search_query(text)
        if query is None:
            return self.none()
        text = searchable(text)
        named = Q(name_ko__icontains=text) | Q(name_en__icontains=text)
        return self.filter(
            Q(search=query)
            | Q(agency__in=Agency.objects.filter(named))
            | Q(pk__in=CallZone.objects.filter(zone__in=Zone.objects.filter(named)).values("call"))
        )

    def by_urgency(self) -> Self:
        """Open calls by closing moment, then upcoming ones by opening, then closed, newest first."""
        now = timezone.now()
        is_over = Q(state=CallState.CANCELLED) | Q(closes_at__lte=now) | Q(closed_at__isnull=False)
        rank = models.Case(
            models.When(is_over, then=2),
            models.When(opens_at__gt=now, then=1),
            default=0,
            output_field=models.IntegerField(),
        )
        return self.annotate(urgency=rank).order_by(
            "urgency",
            models.Case(models.When(urgency=0, then=F("closes_at"))).asc(nulls_last=True),
            models.Case(models.When(urgency=1, then=F("opens_at"))).asc(nulls_last=True),
            F("published_at").desc(nulls_last=True),
            "-pk",
        )

    def with_parties(self) -> Self:
        """All that a card or a row of a list shows, in one statement."""
        zones = Zone.objects.filter(call_zones__call=models.OuterRef("pk"))
        return self.select_related("agency", "program").annotate(
            zone_rows=rows_of(zones, "slug", "name_ko", "name_en")
        )


@kept_history("CallHistory", exclude=["search"])
class Call(models.Model):
    """사업공고: one announcement that takes applications."""

    program = models.ForeignKey(
        "programs.Program",
        on_delete=models.PROTECT,
        related_name="calls",
        verbose_name=_("programme"),
    )
    agency = models.ForeignKey(
        "zones.Agency", on_delete=models.PROTECT, related_name="calls", verbose_name=_("agency")
    )
    zones = models.ManyToManyField(
        "zones.Zone", through="programs.CallZone", related_name="calls", verbose_name=_("zones")
    )
    code = models.SlugField(_("code"), max_length=40, unique=True)
    notice_number = models.CharField(_("number of the notice"), max_length=80, blank=True)
    iris_number = models.CharField(_("IRIS number"), max_length=80, blank=True)
    title_ko = models.CharField(_("title (Korean)"), max_length=160)
    title_en = models.CharField(_("title (English)"), max_length=200, blank=True)
    summary_ko = models.CharField(_("summary (Korean)"), max_length=300)
    summary_en = models.CharField(_("summary (English)"), max_length=400, blank=True)
    stage = models.CharField(_("stage"), max_length=20, choices=Stage)
    applicant_kinds = ArrayField(
        models.CharField(max_length=20, choices=ApplicantKind), verbose_name=_("who may apply")
    )

    # Mandatory contents of a notice: 국가연구개발혁신법 시행령 제9조제1항
    purpose = models.TextField(_("purpose"), max_length=LONGEST_TEXT)
    support = models.TextField(_("what is supported"), max_length=LONGEST_TEXT)
    support_period = models.CharField(_("period of support"), max_length=200)
    eligibility = models.TextField(_("who is eligible"), max_length=LONGEST_TEXT)
    procedure = models.TextField(_("how applications are selected"), max_length=LONGEST_TEXT)
    security_class = models.CharField(
        _("security class"),
        max_length=20,
        choices=SecurityClass,
        default=SecurityClass.GENERAL,
    )

    budget_won = models.BigIntegerField(
        _("total support (won)"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    award_limit_won = models.BigIntegerField(
        _("at most per award (won)"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    award_count = models.PositiveIntegerField(_("number of awards, about"), null=True, blank=True)
    notes = models.TextField(_("please note"), max_length=LONGEST_TEXT, blank=True)
    contact_name = models.CharField(_("contact"), max_length=80)
    contact_phone = models.CharField(_("phone of the contact"), max_length=30)
    contact_email = models.EmailField(_("e-mail of the contact"), blank=True)

    closing_mode = models.CharField(
        _("closes"), max_length=10, choices=ClosingMode, default=ClosingMode.CLOCK
    )
    published_at = models.DateTimeField(_("publication"), help_text=_("Korea time (KST)"))
    opens_at = models.DateTimeField(_("opens"), help_text=_("Korea time (KST)"))
    closes_at = models.DateTimeField(
        _("closes at"), null=True, blank=True, help_text=_("Korea time (KST)")
    )
    closed_at = models.DateTimeField(_("closed early at"), null=True, blank=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("closed early by"),
    )
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
    is_example = models.BooleanField(
        _("example"), default=False, help_text=_("Invented for the demonstration.")
    )
    sources = models.CharField(_("sources"), max_length=200, blank=True)

    state = models.CharField(
        _("state"), max_length=20, choices=CallState, default=CallState.DRAFT, editable=False
    )
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        editable=False,
        related_name="+",
        verbose_name=_("created by"),
    )
    submitted_at = models.DateTimeField(
        _("submitted for approval at"), null=True, blank=True, editable=False
    )
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("submitted for approval by"),
    )
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True, editable=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("approved by"),
    )
    search = models.GeneratedField(
        expression=Bigrams(
            Concat(
                *[
                    part
                    for field in (
                        "code",
                        "notice_number",
                        "title_ko",
                        "title_en",
                        "summary_ko",
                        "summary_en",
                        "purpose",
                        "support",
                        "eligibility",
                    )
                    for part in (F(field), models.Value(" "))
                ],
                output_field=models.TextField(),
            )
        ),
        output_field=SearchVectorField(),
        db_persist=True,
    )
    title = localized("title")
    summary = localized("summary")

    objects = CallQuerySet.as_manager()

    class Meta:
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        ordering = ["-published_at", "-pk"]
        indexes = [
            GinIndex(fields=["search"], name="programs_call_search"),
            models.Index(fields=["state", "published_at"], name="programs_call_published"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(published_at__lte=F("opens_at")),
                name="programs_call_published_before_opening",
                violation_error_message=_("A call opens at or after its publication."),
            ),
            models.CheckConstraint(
                condition=Q(published_at__gte=EARLIEST, opens_at__lt=LATEST)
                & (Q(closes_at=None) | Q(closes_at__lt=LATEST)),
                name="programs_call_in_this_century",
                violation_error_message=_("Check the year: it must lie between 2000 and 2099."),
            ),
            models.CheckConstraint(
                condition=(Q(budget_won=None) | Q(budget_won__gt=0))
                & (Q(award_limit_won=None) | Q(award_limit_won__gt=0)),
                name="programs_call_amounts_are_positive",
            ),
            models.CheckConstraint(
                condition=Q(closes_at=None) | Q(closes_at__gt=F("opens_at")),
                name="programs_call_closes_after_opening",
                violation_error_message=_("A call closes after it opens."),
            ),
            models.CheckConstraint(
                condition=~Q(closing_mode=ClosingMode.CLOCK) | Q(closes_at__isnull=False),
                name="programs_call_clock_mode_has_closing_time",
                violation_error_message=_("A call that closes at a set time needs that time."),
            ),
            models.CheckConstraint(
                condition=Q(applicant_kinds__len__gt=0),
                name="programs_call_has_applicant_kinds",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None)
                | ~Q(approved_by=F("submitted_by")) & ~Q(approved_by=F("created_by")),
                name="programs_call_approved_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(state__in=PUBLIC_STATES, approved_at__isnull=False)
                | ~Q(state__in=PUBLIC_STATES) & Q(approved_at=None),
                name="programs_call_approved_has_stamp",
            ),
            models.CheckConstraint(
                condition=Q(state=CallState.DRAFT) | Q(submitted_at__isnull=False),
                name="programs_call_submitted_has_stamp",
            ),
            paired("submitted_at", "submitted_by", name="programs_call_submitted_pair"),
            paired("approved_at", "approved_by", name="programs_call_approved_pair"),
            paired("closed_at", "closed_by", name="programs_call_closed_pair"),
            paired("cancelled_at", "cancelled_by", name="programs_call_cancelled_pair"),
            models.CheckConstraint(
                condition=Q(state=CallState.CANCELLED, cancelled_at__isnull=False)
                | ~Q(state=CallState.CANCELLED) & Q(cancelled_at=None),
                name="programs_call_cancelled_has_stamp",
            ),
        ]
        triggers = [
            only_moves(workflow.CALL),
            pgtrigger.Trigger(
                name="weights_add_up",
                level=pgtrigger.Row,
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func=WEIGHTS_ADD_UP,
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("programs:call-detail", args=[self.code])

    @property
    def is_published(self) -> bool:
        if self.cancelled_at:
            return self.published_at <= self.cancelled_at
        return self.state == CallState.APPROVED and self.published_at <= timezone.now()

    @property
    def is_cancelled(self) -> bool:
        return self.state == CallState.CANCELLED

    @property
    def status(self) -> CallStatus:
        return self.status_at(timezone.now())

    def status_at(self, now: datetime) -> CallStatus:
        """Upcoming, open or closed at a moment. A call is closed from its closing instant on."""
        if self.is_cancelled or self.closed_at or (self.closes_at and self.closes_at <= now):
            return CallStatus.CLOSED
        return CallStatus.OPEN if self.opens_at <= now else CallStatus.UPCOMING

    @property
    def is_open(self) -> bool:
        return self.state == CallState.APPROVED and self.status == CallStatus.OPEN

    @property
    def is_editable(self) -> bool:
        return self.state == CallState.DRAFT

    def admits(self, applicant_kind: str) -> bool:
        return applicant_kind in self.applicant_kinds

    @property
    def zone_list(self) -> list[Zone]:
        """The zones, without a statement where `with_parties` has brought them."""
        if hasattr(self, "zone_rows"):
            return objects_from(Zone, self.zone_rows)
        return list(self.zones.all())

    @property
    def applicant_kind_labels(self) -> list[str]:
        return [str(ApplicantKind(kind).label) for kind in self.applicant_kinds]


class CallEvent(Event):
    """What happened to a call."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="events")

    @property
    def title(self) -> str:
        return str(CallVerb(self.verb).label)
