"""Questions about a call, and the answers that everybody reads."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.common.business_days import office_end_after
from portal.common.models import never_changed, paired

LONGEST_INQUIRY = 2000
RESPONSE_DAYS = 3


def answer_due_at(asked_at: datetime) -> datetime:
    """End of the office hours of the third business day after a question was asked."""
    return office_end_after(asked_at, days=RESPONSE_DAYS)


class Reply(models.Model):
    """답변: answered once for all, without the asker's name; never changed, a later one corrects."""

    call = models.ForeignKey("programs.Call", on_delete=models.PROTECT, related_name="replies")
    question = models.TextField(_("question, as everybody reads it"), max_length=LONGEST_INQUIRY)
    text = models.TextField(_("answer"), max_length=5000)
    corrects = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="corrected_by",
        verbose_name=_("corrects"),
    )
    published_at = models.DateTimeField(_("published at"), default=timezone.now)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("answered by"),
    )

    class Meta:
        verbose_name = _("answer to a question")
        verbose_name_plural = _("answers to questions")
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(question="") & ~Q(text=""), name="programs_reply_has_texts"
            ),
        ]
        triggers = [never_changed()]

    def __str__(self) -> str:
        return self.question[:60]


class InquiryQuerySet(models.QuerySet["Inquiry"]):
    def waiting(self) -> Self:
        """Neither answered nor set aside."""
        return self.filter(reply=None, set_aside_at=None)


class Inquiry(models.Model):
    """질의: what somebody asks about a call. Who asked is known to nobody but themselves.

    Several inquiries may lead to one reply.
    """

    call = models.ForeignKey("programs.Call", on_delete=models.PROTECT, related_name="inquiries")
    asker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="inquiries"
    )
    text = models.TextField(pgettext_lazy("inquiry", "question"), max_length=LONGEST_INQUIRY)
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    reply = models.ForeignKey(
        Reply,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="inquiries",
        verbose_name=_("answer"),
    )
    set_aside_at = models.DateTimeField(_("set aside at"), null=True, blank=True)
    set_aside_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("set aside by"),
    )
    set_aside_reason = models.CharField(
        _("why it is not answered here"), max_length=300, blank=True
    )

    objects = InquiryQuerySet.as_manager()

    class Meta:
        verbose_name = _("question about a call")
        verbose_name_plural = _("questions about calls")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="programs_inquiry_has_text"),
            paired("set_aside_at", "set_aside_by", name="programs_inquiry_set_aside_pair"),
            models.CheckConstraint(
                condition=Q(set_aside_at=None, set_aside_reason="")
                | Q(set_aside_at__isnull=False, reply=None) & ~Q(set_aside_reason=""),
                name="programs_inquiry_set_aside_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]
