"""What is said about a draft on its way to approval."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.common.models import localized, never_changed


class WarningReason(models.Model):
    """Why a warning of the linter is accepted; the newest for what is found counts, all are kept."""

    call = models.ForeignKey(
        "programs.Call", on_delete=models.PROTECT, related_name="warning_reasons"
    )
    rule = models.CharField(_("rule"), max_length=40)
    # What it was given for: a reason for 80 % says nothing for 95 %
    about = models.CharField(_("about"), max_length=60, blank=True)
    reason = models.TextField(_("reason"), max_length=1000)
    given_at = models.DateTimeField(_("given at"), default=timezone.now)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("given by"),
    )

    class Meta:
        verbose_name = _("reason for a warning")
        verbose_name_plural = _("reasons for warnings")
        ordering = ["given_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="programs_warningreason_has_text")
        ]
        triggers = [never_changed()]

    def __str__(self) -> str:
        return f"{self.call_id} · {self.rule}"


class CallComment(models.Model):
    """What the foundation writes to one section of a draft that it sends back."""

    call = models.ForeignKey("programs.Call", on_delete=models.PROTECT, related_name="comments")
    section = models.CharField(_("section"), max_length=40)
    text = models.TextField(_("comment"), max_length=2000)
    written_at = models.DateTimeField(_("written at"), default=timezone.now)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("written by"),
    )

    class Meta:
        verbose_name = _("comment on a draft")
        verbose_name_plural = _("comments on drafts")
        ordering = ["written_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="programs_callcomment_has_text")
        ]
        triggers = [never_changed()]

    def __str__(self) -> str:
        return f"{self.call_id} · {self.section}"


class FormTemplate(models.Model):
    """서식: a form to start from: sections, questions, documents, criteria of no call.

    `content` is that part of a call's content (`content_of_call`). Without an agency it is for all.
    """

    agency = models.ForeignKey(
        "zones.Agency",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="form_templates",
        verbose_name=_("agency"),
    )
    name_ko = models.CharField(_("name (Korean)"), max_length=120)
    name_en = models.CharField(_("name (English)"), max_length=160, blank=True)
    content = models.JSONField(_("content"))
    saved_at = models.DateTimeField(_("saved at"), default=timezone.now)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("saved by"),
    )
    name = localized("name")

    class Meta:
        verbose_name = _("form template")
        verbose_name_plural = _("form templates")
        ordering = ["name_ko", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "name_ko"],
                nulls_distinct=False,
                name="programs_formtemplate_one_per_name",
            )
        ]

    def __str__(self) -> str:
        return self.name
