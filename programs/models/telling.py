"""What the worker tells readers of, and whether it has."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programs.enums import TellingKind


class Telling(models.Model):
    """알림: what happened to calls and briefings, to be told once to everybody whom it concerns.

    `subjects` are the keys of what it is about: of an amendment (an early closing is one), of a
    cancelled call, of an outage, of new calls, of an event of a briefing.
    """

    kind = models.CharField(_("kind"), max_length=20, choices=TellingKind)
    subjects = ArrayField(models.BigIntegerField())
    queued_at = models.DateTimeField(_("queued at"), default=timezone.now)
    told_at = models.DateTimeField(_("told at"), null=True, blank=True)

    class Meta:
        verbose_name = _("telling")
        verbose_name_plural = _("tellings")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.kind} · {self.subjects}"
