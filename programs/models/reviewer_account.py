"""What the reviewer's fee is paid into, unreadable in the database, and who read it."""

from datetime import UTC
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.common.encryption import decrypted, encrypted
from portal.common.models import kept_history, never_changed
from programs.models.reviewer import Reviewer

SHOWN_DIGITS = 3


@kept_history("ReviewerAccountHistory", exclude=["sealed"])
class ReviewerAccount(models.Model):
    """평가수당을 받을 계좌: bank, holder and number, sealed (`portal.common.encryption`)."""

    reviewer = models.OneToOneField(Reviewer, on_delete=models.PROTECT, related_name="account")
    sealed = models.TextField(_("sealed content"), editable=False)
    saved_at = models.DateTimeField(_("saved at"), default=timezone.now)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("bank account of a reviewer")
        verbose_name_plural = _("bank accounts of reviewers")

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.reviewer_id}"

    def put_in(self, *, bank: str, holder: str, number: str) -> None:
        content = {"bank": bank, "holder": holder, "number": number}
        self.sealed = encrypted(content, of=self._row)

    def content(self) -> dict[str, Any]:
        """Bank, holder and number in full. Raises Unreadable (`portal.common.encryption`)."""
        return decrypted(self.sealed, of=self._row)

    def masked(self) -> dict[str, str]:
        """The bank, the first letter of the holder, the last three digits. Raises Unreadable."""
        found = self.content()
        number = found["number"]
        return {
            "bank": found["bank"],
            "holder": found["holder"][:1] + "*" * (len(found["holder"]) - 1),
            "number": "*" * (len(number) - SHOWN_DIGITS) + number[-SHOWN_DIGITS:],
        }

    @property
    def stamp(self) -> str:
        """Which saving it is of; another one after each change."""
        return self.saved_at.astimezone(UTC).isoformat()

    @property
    def _row(self) -> str:
        return f"reviewer {self.reviewer_id}"


class ReviewerReading(models.Model):
    """열람 기록: staff read the bank account of a reviewer in full (안전성 확보조치 기준 제8조)."""

    reviewer = models.ForeignKey(
        Reviewer, on_delete=models.PROTECT, related_name="readings", verbose_name=_("reviewer")
    )
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("who"),
    )
    reason = models.CharField(_("reason"), max_length=300)
    address = models.GenericIPAddressField(_("from address"), null=True, blank=True)
    read_at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("reading of a reviewer's account")
        verbose_name_plural = _("readings of reviewers' accounts")
        ordering = ["-read_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(reason=""), name="programs_reviewerreading_has_reason"
            )
        ]
        triggers = [never_changed()]

    def __str__(self) -> str:
        return f"{self.reader} · {self.reviewer} · {self.read_at:%Y-%m-%d %H:%M}"
