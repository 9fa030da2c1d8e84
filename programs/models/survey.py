"""What guests say of a session afterwards. Nothing here leads from an answer to a guest."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LOWEST, HIGHEST = 1, 5
MARKS = ("content", "clarity", "organisation", "use")
LONGEST_COMMENT = 1000


class SurveyAnswer(models.Model):
    """설문 응답: four marks and a comment, of a day and of nobody.

    Keys are drawn by lot, so that their order tells nothing; there is no moment, no event and no
    history of it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    briefing = models.ForeignKey(
        "programs.Briefing",
        on_delete=models.PROTECT,
        related_name="survey_answers",
        verbose_name=_("briefing"),
    )
    answered_on = models.DateField(_("day"), default=timezone.localdate)
    content = models.PositiveSmallIntegerField(_("What was presented"))
    clarity = models.PositiveSmallIntegerField(_("How clear it was"))
    organisation = models.PositiveSmallIntegerField(_("Place and organisation"))
    use = models.PositiveSmallIntegerField(_("Use for an application"))
    comment = models.TextField(_("Comment"), max_length=LONGEST_COMMENT, blank=True)

    class Meta:
        verbose_name = _("answer to a survey")
        verbose_name_plural = _("answers to surveys")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(**{f"{mark}__range": (LOWEST, HIGHEST)}),
                name=f"programs_surveyanswer_{mark}_is_a_mark",
            )
            for mark in MARKS
        ]

    def __str__(self) -> str:
        return f"{self.briefing} · {self.answered_on}"


class SurveyReturn(models.Model):
    """Who has answered the survey, so that nobody does twice; when and what is not known."""

    registration = models.OneToOneField(
        "programs.Registration",
        on_delete=models.PROTECT,
        primary_key=True,
        related_name="survey_return",
        verbose_name=_("registration"),
    )

    class Meta:
        verbose_name = _("returned survey")
        verbose_name_plural = _("returned surveys")

    def __str__(self) -> str:
        return str(self.pk)
