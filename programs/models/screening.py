"""요건검토: the eligibility check before review, point by point, while it is made and once it is done."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.common.models import kept_history, never_changed
from programs.enums import CheckSubject, CheckVerdict, ScreeningReason

LONGEST_NOTE = 2000


def _failing_has_ground(name: str) -> models.CheckConstraint:
    """A point that fails names its ground, and no other does."""
    return models.CheckConstraint(
        condition=Q(verdict=CheckVerdict.FAILS) & ~Q(reason_code="")
        | ~Q(verdict=CheckVerdict.FAILS) & Q(reason_code=""),
        name=name,
    )


class Screening(models.Model):
    """요건검토: what came of the eligibility check, with its reason.

    A later one (`number` from 2 on) follows an objection; the last one counts.
    """

    application = models.ForeignKey(
        "programs.Application", on_delete=models.PROTECT, related_name="screenings"
    )
    number = models.PositiveSmallIntegerField(pgettext_lazy("round", "number"), default=1)
    is_eligible = models.BooleanField(_("eligible"))
    reason_code = models.CharField(_("ground"), max_length=20, choices=ScreeningReason, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    screened_at = models.DateTimeField(_("screened at"), default=timezone.now)
    screened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("eligibility check")
        verbose_name_plural = _("eligibility checks")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "number"], name="programs_screening_one_per_number"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="programs_screening_counts"),
            models.CheckConstraint(
                condition=Q(is_eligible=True, reason_code="")
                | Q(is_eligible=False) & ~Q(reason_code="") & ~Q(reason=""),
                name="programs_screening_refusal_has_reason",
            ),
        ]
        triggers = [never_changed()]

    def __str__(self) -> str:
        return f"{self.application_id} · {self.is_eligible}"


class Point(models.Model):
    """One point of a checklist: a rule of the call, a document, what is recorded elsewhere.

    `key` says which of its subject: the kind of a rule, the place of a document.
    """

    subject = models.CharField(_("subject"), max_length=20, choices=CheckSubject)
    key = models.CharField(_("which"), max_length=40, blank=True)
    verdict = models.CharField(_("verdict"), max_length=20, choices=CheckVerdict)
    reason_code = models.CharField(_("ground"), max_length=20, choices=ScreeningReason, blank=True)
    note = models.TextField(_("note"), blank=True, max_length=LONGEST_NOTE)

    class Meta:
        abstract = True

    @property
    def place(self) -> tuple[str, str]:
        """Which point of a checklist it is."""
        return self.subject, self.key


class ScreeningCheck(Point):
    """요건검토 항목: a point as it was judged in a check that is done."""

    screening = models.ForeignKey(Screening, on_delete=models.PROTECT, related_name="checks")
    label = models.CharField(_("point"), max_length=500)  # in Korean, as it was read then

    class Meta:
        verbose_name = _("point of an eligibility check")
        verbose_name_plural = _("points of eligibility checks")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["screening", "subject", "key"], name="programs_screeningcheck_once"
            ),
            _failing_has_ground("programs_screeningcheck_failing_has_ground"),
        ]
        triggers = [never_changed()]

    def __str__(self) -> str:
        return f"{self.screening_id} · {self.label}"


@kept_history("ScreeningDraftHistory")
class ScreeningDraft(Point):
    """요건검토 중 항목: a point as far as somebody has judged it; nothing follows from it yet."""

    application = models.ForeignKey(
        "programs.Application", on_delete=models.PROTECT, related_name="screening_drafts"
    )
    saved_at = models.DateTimeField(_("saved at"), default=timezone.now)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("point being checked")
        verbose_name_plural = _("points being checked")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "subject", "key"], name="programs_screeningdraft_once"
            ),
            _failing_has_ground("programs_screeningdraft_failing_has_ground"),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} · {self.subject} {self.key}"
