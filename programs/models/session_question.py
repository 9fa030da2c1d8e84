"""Questions from a session, and the answers that everybody reads."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.common.models import never_changed, paired
from programs.models.inquiry import LONGEST_INQUIRY


class SessionReply(models.Model):
    """답변: to what guests of a session asked, without their names; a later one corrects it."""

    briefing = models.ForeignKey(
        "programs.Briefing", on_delete=models.PROTECT, related_name="replies"
    )
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
        verbose_name = _("answer to a question of a session")
        verbose_name_plural = _("answers to questions of sessions")
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(question="") & ~Q(text=""), name="programs_sessionreply_has_texts"
            ),
        ]
        triggers = [never_changed()]

    def __str__(self) -> str:
        return self.question[:60]


class SessionQuestionQuerySet(models.QuerySet["SessionQuestion"]):
    def waiting(self) -> Self:
        """Neither answered nor set aside."""
        return self.filter(reply=None, set_aside_at=None)


class SessionQuestion(models.Model):
    """질문: what a guest of a session asks. Who asked is known to nobody but themselves.

    Several questions may lead to one reply.
    """

    briefing = models.ForeignKey(
        "programs.Briefing", on_delete=models.PROTECT, related_name="questions"
    )
    registration = models.ForeignKey(
        "programs.Registration", on_delete=models.PROTECT, related_name="questions"
    )
    text = models.TextField(pgettext_lazy("inquiry", "question"), max_length=LONGEST_INQUIRY)
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    reply = models.ForeignKey(
        SessionReply,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="questions",
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

    objects = SessionQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question of a session")
        verbose_name_plural = _("questions of sessions")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="programs_sessionquestion_has_text"),
            paired("set_aside_at", "set_aside_by", name="programs_sessionquestion_set_aside_pair"),
            models.CheckConstraint(
                condition=Q(set_aside_at=None, set_aside_reason="")
                | Q(set_aside_at__isnull=False, reply=None) & ~Q(set_aside_reason=""),
                name="programs_sessionquestion_set_aside_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]
