"""보완 요청: what the foundation asks to be made good before it decides on the eligibility."""

import uuid
from datetime import datetime, time, timedelta
from typing import Any, Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.common.models import kept_history, only_moves, paired
from programs import workflow
from programs.models.scanned import Scanned, ScannedQuerySet
from programs.validators import MOST_SUPPLEMENT_DAYS


def _days_after_asking(days: int) -> models.ExpressionWrapper:
    """The day in Korea that is so many days after that of the asking; the database reckons it."""
    in_korea = models.Func(
        models.Value("Asia/Seoul"),
        F("asked_at"),
        function="timezone",
        output_field=models.DateTimeField(),
    )
    asked_on = Cast(in_korea, models.DateField())
    return models.ExpressionWrapper(asked_on + models.Value(days), models.DateField())


class SupplementQuerySet(models.QuerySet["Supplement"]):
    def open(self) -> Self:
        """Not closed: whatever was answered, nobody has said that it is enough."""
        return self.filter(closed_at=None)

    def unanswered(self) -> Self:
        return self.open().filter(answered_at=None)

    def missed(self) -> Self:
        """Unanswered, and their day has gone by in Korea."""
        return self.unanswered().filter(due_on__lt=timezone.localdate())


@kept_history("SupplementHistory")
class Supplement(models.Model):
    """보완 요청: what is asked of an applicant until a day, what they answered, and the end of it.

    Its files stand beside the submission, which stays as it was received.
    """

    application = models.ForeignKey(
        "programs.Application", on_delete=models.PROTECT, related_name="supplements"
    )
    asks = models.TextField(_("what is asked"), max_length=4000)
    # The points of the checklist that it is about: "rule:location"
    points = ArrayField(
        models.CharField(max_length=61), default=list, blank=True, verbose_name=_("points")
    )
    due_on = models.DateField(_("due on"))
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    answer = models.TextField(_("answer"), blank=True, max_length=10_000)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reminded_at = models.DateTimeField(_("reminded at"), null=True, blank=True)
    missed_told_at = models.DateTimeField(_("told that it was missed at"), null=True, blank=True)

    objects = SupplementQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for a supplement")
        verbose_name_plural = _("requests for supplements")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(closed_at=None),
                name="programs_supplement_one_open",
            ),
            models.CheckConstraint(condition=~Q(asks=""), name="programs_supplement_says_what"),
            models.CheckConstraint(
                condition=Q(
                    due_on__gte=_days_after_asking(1),
                    due_on__lte=_days_after_asking(MOST_SUPPLEMENT_DAYS),
                ),
                name="programs_supplement_due_within_twenty_days",
            ),
            paired("answered_at", "answered_by", name="programs_supplement_answered_pair"),
            paired("closed_at", "closed_by", name="programs_supplement_closed_pair"),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="asked_never_changes",
                fields=["application", "asks", "points", "due_on", "asked_at", "asked_by"],
            ),
            pgtrigger.Protect(
                name="answered_never_changes",
                operation=pgtrigger.UpdateOf("answer", "answered_at", "answered_by_id"),
                condition=pgtrigger.Q(old__answered_at__isnull=False),
            ),
            pgtrigger.Protect(
                name="closed_never_changes",
                operation=pgtrigger.UpdateOf("answer", "answered_at", "closed_at", "closed_by_id"),
                condition=pgtrigger.Q(old__closed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} · {self.due_on}"

    @property
    def due_at(self) -> datetime:
        """The first moment that is too late: midnight in Korea after the due day."""
        return timezone.make_aware(datetime.combine(self.due_on + timedelta(days=1), time()))

    def takes_answers_at(self, moment: datetime) -> bool:
        return self.answered_at is None and self.closed_at is None and moment < self.due_at


def supplement_path(file: Any, filename: str) -> str:
    """A path that nobody can guess and that keeps no name of the uploader's choice."""
    return f"supplements/{file.supplement_id}/{uuid.uuid4()}"


class SupplementFileQuerySet(ScannedQuerySet):
    def current(self) -> Self:
        return self.filter(removed_at=None)


class SupplementFile(Scanned):
    """보완 자료: a file that answers a request; its bytes never change."""

    supplement = models.ForeignKey(Supplement, on_delete=models.PROTECT, related_name="files")
    file = models.FileField(_("file"), upload_to=supplement_path, max_length=200)
    name = models.CharField(_("file name"), max_length=200)
    content_type = models.CharField(_("type"), max_length=120)
    size = models.PositiveBigIntegerField(_("size (bytes)"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    uploaded_at = models.DateTimeField(_("uploaded at"), default=timezone.now)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    removed_at = models.DateTimeField(_("removed at"), null=True, blank=True)

    objects = SupplementFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file of a supplement")
        verbose_name_plural = _("files of supplements")
        ordering = ["pk"]
        constraints = [
            *Scanned.Meta.constraints,
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"),
                name="programs_supplementfile_digest_has_form",
            ),
        ]
        indexes = Scanned.Meta.indexes
        triggers = [
            only_moves(workflow.SCAN, field="scan_state"),
            pgtrigger.ReadOnly(
                name="bytes_never_change",
                fields=["supplement", "file", "name", "content_type", "size", "sha256"],
            ),
        ]

    def __str__(self) -> str:
        return self.name
