from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.common.business_days import closing_day
from portal.common.models import (
    LONGEST_TEXT,
    Event,
    kept_history,
    localized,
    only_moves,
)
from portal.common.nested import objects_from
from programs import workflow
from programs.enums import (
    AmendmentKind,
    CallSection,
    CallState,
    CallStatus,
    CallVerb,
    ClosingMode,
    PlanSection,
    SecurityClass,
)
from programs.models.call_constraints import CONSTRAINTS
from programs.models.call_freezing import content_frozen, weights_add_up
from programs.models.call_pieces import SEARCHED, pieces_of, pieces_of_call_kept
from programs.models.call_queryset import COUNTED, CallManager
from programs.models.call_selection import SelectionTerms
from programs.models.inquiry import answer_due_at
from zones.enums import ApplicantKind, Stage
from zones.models import Zone

LAST_ANSWERS = timedelta(days=1)
LAST_WEEK = 7


# What the gate counts is no change of the call, and its sum is not for every reader
@kept_history("CallHistory", exclude=["search", "taken_count", "taken_won"])
class Call(SelectionTerms):
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
    summary_ko = models.CharField(_("summary (Korean)"), max_length=300, blank=True)
    summary_en = models.CharField(_("summary (English)"), max_length=400, blank=True)
    stage = models.CharField(_("stage"), max_length=20, choices=Stage)
    applicant_kinds = ArrayField(
        models.CharField(max_length=20, choices=ApplicantKind),
        default=list,
        blank=True,
        verbose_name=_("who may apply"),
    )
    is_national_rnd = models.BooleanField(
        _("paid from national R&D money"),
        default=False,
        help_text=_("Then the notice on IRIS is the legal one: give its number."),
    )

    # Mandatory contents of a notice: 국가연구개발혁신법 시행령 제9조제1항
    purpose = models.TextField(_("purpose"), max_length=LONGEST_TEXT, blank=True)
    support = models.TextField(_("what is supported"), max_length=LONGEST_TEXT, blank=True)
    support_period = models.CharField(_("period of support"), max_length=200, blank=True)
    support_months = models.PositiveSmallIntegerField(
        _("months of support"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    eligibility = models.TextField(_("who is eligible"), max_length=LONGEST_TEXT, blank=True)
    procedure = models.TextField(
        _("how applications are selected"), max_length=LONGEST_TEXT, blank=True
    )
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
    plan_sections = ArrayField(
        models.CharField(max_length=20, choices=PlanSection),
        default=list,
        blank=True,
        verbose_name=_("parts of the project plan"),
    )
    notes = models.TextField(_("please note"), max_length=LONGEST_TEXT, blank=True)
    contact_name = models.CharField(_("contact"), max_length=80, blank=True)
    contact_phone = models.CharField(_("phone of the contact"), max_length=30, blank=True)
    contact_email = models.EmailField(_("e-mail of the contact"), blank=True)

    closing_mode = models.CharField(
        _("closes"), max_length=10, choices=ClosingMode, default=ClosingMode.CLOCK
    )
    published_at = models.DateTimeField(_("publication"), help_text=_("Korea time (KST)"))
    opens_at = models.DateTimeField(_("opens"), help_text=_("Korea time (KST)"))
    closes_at = models.DateTimeField(
        _("closes at"), null=True, blank=True, help_text=_("Korea time (KST)")
    )
    inquiries_close_at = models.DateTimeField(
        _("questions are taken until"),
        null=True,
        blank=True,
        help_text=_("Korea time (KST); empty: until a day before the closing."),
    )
    short_notice_reason = models.TextField(
        _("reason for less than 30 days of notice"), max_length=1000, blank=True
    )
    seat_count = models.PositiveIntegerField(
        _("seats"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Only for a call that closes when its seats are filled."),
    )
    # Kept by the gate while it holds the row: what was received and not withdrawn
    taken_count = models.PositiveIntegerField(_("received"), default=0, editable=False)
    taken_won = models.BigIntegerField(_("asked for (won)"), default=0, editable=False)
    reviewer_count = models.PositiveSmallIntegerField(
        _("reviewers of the panel"), default=7, validators=[MinValueValidator(1)]
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

    copied_from = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="copies",
        verbose_name=_("copied from"),
    )
    amends = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="amendment_drafts",
        verbose_name=_("amends"),
    )
    amendment_kind = models.CharField(
        _("kind of amendment"), max_length=20, choices=AmendmentKind, blank=True, editable=False
    )
    amendment_reason = models.TextField(_("reason of the amendment"), blank=True, editable=False)
    announced_at = models.DateTimeField(_("mailed about at"), null=True, editable=False)
    changed_at = models.DateTimeField(_("changed at"), null=True, editable=False)
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
    search = pieces_of(*SEARCHED)
    title = localized("title")
    summary = localized("summary")

    # The moment, by the database's clock, at which a page read this row, where that was asked
    seen_at: datetime | None = None

    objects = CallManager()

    class Meta:
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        ordering = ["-published_at", "-pk"]
        indexes = [
            models.Index(fields=["state", "published_at"], name="programs_call_published"),
            # All that the catalogue counts: rows are wide, and reading them costs five times as much
            models.Index(fields=["published_at"], include=COUNTED, name="programs_call_counted"),
        ]
        constraints = CONSTRAINTS
        triggers = [
            only_moves(workflow.CALL),
            weights_add_up(),
            content_frozen(),
            pieces_of_call_kept("id", *SEARCHED),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("programs:call-detail", args=[self.code])

    @property
    def now(self) -> datetime:
        """When this row is looked at: by the database's clock where it was asked, else the host's."""
        return self.seen_at or timezone.now()

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
        return self.status_at(self.now)

    def status_at(self, now: datetime) -> CallStatus:
        """Upcoming, open or closed at a moment. A call is closed from its closing instant on."""
        if self.has_ended_at(now) or self.is_full:
            return CallStatus.CLOSED
        return CallStatus.OPEN if self.opens_at <= now else CallStatus.UPCOMING

    def has_ended_at(self, now: datetime) -> bool:
        """By its clock or by staff: nothing opens it again but an amendment. A full call has not."""
        is_past = self.closes_at is not None and self.closes_at <= now
        return self.is_cancelled or self.closed_at is not None or is_past

    @property
    def ended_at(self) -> datetime | None:
        """The moment at which it ends or ended, by its clock, by staff or cancelled: the first."""
        moments = [at for at in (self.closes_at, self.closed_at, self.cancelled_at) if at]
        return min(moments, default=None)

    @property
    def has_ended(self) -> bool:
        return self.has_ended_at(self.now)

    def is_underway_at(self, now: datetime) -> bool:
        """Who is in it may write, revise and withdraw, even while it is full."""
        is_approved = self.state == CallState.APPROVED
        return is_approved and self.opens_at <= now and not self.has_ended_at(now)

    @property
    def is_underway(self) -> bool:
        return self.is_underway_at(self.now)

    @property
    def is_counted(self) -> bool:
        """Seats or money close the call, beside the clock."""
        return self.closing_mode != ClosingMode.CLOCK

    @property
    def is_full(self) -> bool:
        """All seats, or all the money, are asked for: nobody new is taken until some are freed."""
        if self.closing_mode == ClosingMode.SEATS and self.seat_count:
            return self.taken_count >= self.seat_count
        if self.closing_mode == ClosingMode.BUDGET and self.budget_won:
            return self.taken_won >= self.budget_won
        return False

    @property
    def takes_inquiries(self) -> bool:
        """Questions are taken from publication until their own end, which is before closing."""
        if not self.is_published or self.status == CallStatus.CLOSED:
            return False
        return not self.inquiries_end_at or timezone.now() < self.inquiries_end_at

    @property
    def inquiries_end_at(self) -> datetime | None:
        """A day before the closing, where the agency set no end: what is asked can be answered."""
        if self.inquiries_close_at or not self.closes_at:
            return self.inquiries_close_at
        return self.closes_at - LAST_ANSWERS

    @property
    def answer_due_at(self) -> datetime | None:
        """When the oldest waiting question is due; None but of calls `with_inquiry_counts`."""
        first_asked_at = getattr(self, "first_asked_at", None)
        return answer_due_at(first_asked_at) if first_asked_at else None

    @property
    def is_amending_draft(self) -> bool:
        return self.amends_id is not None

    @property
    def is_open(self) -> bool:
        return self.state == CallState.APPROVED and self.status == CallStatus.OPEN

    @property
    def last_days(self) -> int | None:
        """Days in Korea's calendar until an open call closes, 0 on its last day; None before the
        last week."""
        if not self.is_open or not self.closes_at:
            return None
        days = (closing_day(self.closes_at) - timezone.localdate()).days
        return days if days <= LAST_WEEK else None

    @property
    def is_editable(self) -> bool:
        return self.state == CallState.DRAFT

    def admits(self, applicant_kind: str) -> bool:
        return applicant_kind in self.applicant_kinds

    @property
    def has_contact(self) -> bool:
        """One for the whole call; else each of its zones has one."""
        return bool(self.contact_name or self.contact_phone or self.contact_email)

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
    section = models.CharField(_("section"), max_length=20, choices=CallSection, blank=True)

    @property
    def title(self) -> str:
        return str(CallVerb(self.verb).label)
