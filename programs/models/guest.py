"""What guests of briefings give and get: links, consents, needs, reminders, consultations."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.common.models import never_changed
from programs.enums import BriefingReminderKind, GuestConsent


class RegistrationLink(models.Model):
    """A mail with the link to the form was sent to an address; gone after some days.

    The seat is taken only behind the link, so that nobody fills a hall with addresses of others.
    """

    briefing = models.ForeignKey(
        "programs.Briefing", on_delete=models.CASCADE, related_name="registration_links"
    )
    email = models.EmailField(_("e-mail"))
    client_digest = models.CharField(max_length=64, blank=True)
    sent_at = models.DateTimeField(_("sent at"), default=timezone.now)

    class Meta:
        verbose_name = _("link to a registration")
        verbose_name_plural = _("links to registrations")
        indexes = [models.Index(fields=["sent_at"], name="programs_registrationlink_sent")]
        constraints = [
            models.CheckConstraint(
                condition=Q(email=Lower("email")),
                name="programs_registrationlink_address_is_small",
            )
        ]

    def __str__(self) -> str:
        return f"{self.briefing_id} · {self.sent_at:%Y-%m-%d}"


class RegistrationConsent(models.Model):
    """What a guest agreed to, and in which version of its words."""

    registration = models.ForeignKey(
        "programs.Registration", on_delete=models.PROTECT, related_name="consents"
    )
    kind = models.CharField(_("kind"), max_length=12, choices=GuestConsent)
    version = models.PositiveSmallIntegerField(_("version"))
    given_at = models.DateTimeField(_("given at"), default=timezone.now)

    class Meta:
        verbose_name = _("consent of a guest")
        verbose_name_plural = _("consents of guests")
        triggers = [never_changed()]

    def __str__(self) -> str:
        return f"{self.registration_id} · {self.kind} {self.version}"


class AccessNeed(models.Model):
    """What a guest needs to take part: sensitive, so unreadable in the database, and soon erased."""

    registration = models.OneToOneField(
        "programs.Registration", on_delete=models.PROTECT, related_name="need"
    )
    # Kinds and words together (portal.common.encryption)
    sealed = models.TextField(_("unreadable"))
    given_at = models.DateTimeField(_("given at"), default=timezone.now)

    class Meta:
        verbose_name = _("accessibility need")
        verbose_name_plural = _("accessibility needs")

    def __str__(self) -> str:
        return str(self.registration_id)

    @property
    def sealed_of(self) -> str:
        """The row that the text was made for."""
        return f"need:{self.registration_id}"


class BriefingReminder(models.Model):
    """A mail that reminded a guest; one of each kind for a start, anew where the session moves."""

    registration = models.ForeignKey(
        "programs.Registration", on_delete=models.PROTECT, related_name="reminders"
    )
    kind = models.CharField(_("kind"), max_length=12, choices=BriefingReminderKind)
    starts_at = models.DateTimeField(_("starts at"))
    sent_at = models.DateTimeField(_("sent at"), default=timezone.now)

    class Meta:
        verbose_name = _("reminder of a briefing")
        verbose_name_plural = _("reminders of briefings")
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "kind", "starts_at"],
                name="programs_briefingreminder_once",
            )
        ]
        triggers = [never_changed()]

    def __str__(self) -> str:
        return f"{self.registration_id} · {self.kind}"


class ConsultationSlot(models.Model):
    """1:1 상담: some minutes at a table during a briefing, for one guest who has a seat."""

    briefing = models.ForeignKey(
        "programs.Briefing", on_delete=models.PROTECT, related_name="consultation_slots"
    )
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    table = models.PositiveSmallIntegerField(
        _("table number"),
        validators=[MinValueValidator(1), MaxValueValidator(99)],
    )
    registration = models.OneToOneField(
        "programs.Registration",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="consultation",
    )
    topic = models.CharField(_("what about"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")
        ordering = ["starts_at", "table"]
        constraints = [
            models.UniqueConstraint(
                fields=["briefing", "starts_at", "table"],
                name="programs_consultationslot_one_per_table",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="programs_consultationslot_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(registration__isnull=False) | Q(topic=""),
                name="programs_consultationslot_topic_has_guest",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M} · {self.table}"
