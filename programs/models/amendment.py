"""What changed in a published call: amendments, versions, incidents, confirmations."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.common.models import LONGEST_TEXT, localized, never_changed, paired
from programs.enums import AmendmentKind


class Incident(models.Model):
    """장애: an outage of the portal, recorded with one public notice for all calls that it moved."""

    title_ko = models.CharField(_("title (Korean)"), max_length=160)
    title_en = models.CharField(_("title (English)"), max_length=200, blank=True)
    notice_ko = models.TextField(_("notice (Korean)"), max_length=LONGEST_TEXT)
    notice_en = models.TextField(_("notice (English)"), max_length=LONGEST_TEXT, blank=True)
    started_at = models.DateTimeField(
        pgettext_lazy("outage", "from"), help_text=_("Korea time (KST)")
    )
    ended_at = models.DateTimeField(
        pgettext_lazy("outage", "until"), help_text=_("Korea time (KST)")
    )
    recorded_at = models.DateTimeField(_("recorded at"), default=timezone.now)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("recorded by"),
    )
    title = localized("title")
    notice = localized("notice")

    class Meta:
        verbose_name = _("outage")
        verbose_name_plural = _("outages")
        ordering = ["-recorded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__gt=F("started_at")),
                name="programs_incident_ends_after_start",
                violation_error_message=_("The outage ends after it starts."),
            )
        ]
        triggers = [never_changed()]

    def __str__(self) -> str:
        return self.title


class Amendment(models.Model):
    """정정·연장·조기 마감·취소·재공고: a published change of a call, with its reason and difference.

    `difference` is a list of objects with path, label_ko, label_en, before_ko, before_en, after_ko
    and after_en, texts for people. `published_at` is the database's own clock.
    """

    call = models.ForeignKey(
        "programs.Call",
        on_delete=models.PROTECT,
        related_name="amendments",
        verbose_name=_("call"),
    )
    number = models.PositiveSmallIntegerField(pgettext_lazy("amendment", "number"))
    kind = models.CharField(_("kind"), max_length=20, choices=AmendmentKind)
    reason = models.TextField(_("reason"), max_length=LONGEST_TEXT)
    difference = models.JSONField(_("difference"), default=list)
    asks_confirmation = models.BooleanField(_("asks applicants to confirm"), default=False)
    closes_at_before = models.DateTimeField(_("closed before at"), null=True, blank=True)
    closes_at_after = models.DateTimeField(_("closes now at"), null=True, blank=True)
    draft = models.OneToOneField(
        "programs.Call",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="published_as",
        verbose_name=_("working copy"),
    )
    incident = models.ForeignKey(
        Incident,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="amendments",
        verbose_name=_("outage"),
    )
    published_at = models.DateTimeField(_("published at"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("published by"),
    )

    class Meta:
        verbose_name = _("amendment")
        verbose_name_plural = _("amendments")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "number"], name="programs_amendment_one_per_number"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="programs_amendment_has_reason"),
        ]
        indexes = [models.Index(fields=["published_at"], name="programs_amendment_published")]
        triggers = [never_changed()]

    def __str__(self) -> str:
        return f"{self.call} · {self.get_kind_display()} {self.number}"


class CallVersion(models.Model):
    """A call as it was published: 0 is the original, each amendment of its text makes the next.

    `content` is the call's whole content as `content_of_call` writes it; readable for ever.
    """

    call = models.ForeignKey(
        "programs.Call", on_delete=models.PROTECT, related_name="published_versions"
    )
    number = models.PositiveSmallIntegerField(pgettext_lazy("amendment", "number"))
    content = models.JSONField(_("content"))
    published_at = models.DateTimeField(_("published at"))
    amendment = models.OneToOneField(
        Amendment, on_delete=models.PROTECT, null=True, blank=True, related_name="version"
    )
    title = localized("title")

    class Meta:
        verbose_name = _("version of a call")
        verbose_name_plural = _("versions of calls")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "number"], name="programs_callversion_one_per_number"
            ),
            models.CheckConstraint(
                condition=Q(number=0, amendment=None) | Q(number__gt=0, amendment__isnull=False),
                name="programs_callversion_follows_amendment",
            ),
        ]
        triggers = [never_changed()]

    def __str__(self) -> str:
        return f"{self.call_id} · {self.number}"

    @property
    def title_ko(self) -> str:
        return str(self.content["title_ko"])

    @property
    def title_en(self) -> str:
        return str(self.content["title_en"])


class Confirmation(models.Model):
    """확인: a company that had submitted confirms, or revises, after a change that matters to it."""

    amendment = models.ForeignKey(Amendment, on_delete=models.PROTECT, related_name="confirmations")
    application = models.ForeignKey(
        "programs.Application", on_delete=models.PROTECT, related_name="confirmations"
    )
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("confirmed by"),
    )
    is_revised = models.BooleanField(_("submitted anew"), default=False)

    class Meta:
        verbose_name = _("confirmation")
        verbose_name_plural = _("confirmations")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["amendment", "application"], name="programs_confirmation_once"
            ),
            paired("confirmed_at", "confirmed_by", name="programs_confirmation_pair"),
            models.CheckConstraint(
                condition=Q(is_revised=False) | Q(confirmed_at__isnull=False),
                name="programs_confirmation_revised_is_confirmed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amendment_id} · {self.application_id}"
