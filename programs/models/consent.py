"""개인정보 동의: what applicants are asked to consent to, and what each person answered."""

from collections.abc import Iterable
from datetime import date
from typing import Self
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.common.models import DatabaseNow, localized, never_changed
from programs.enums import ConsentTopic

KOREA = ZoneInfo("Asia/Seoul")


class ConsentTextQuerySet(models.QuerySet["ConsentText"]):
    def in_force(self) -> Self:
        """Of each topic the newest version that applies on this day, by the database's clock."""
        begun = self.filter(topic__in=ConsentTopic.values, applies_from__lte=today_in_korea())
        return begun.order_by("topic", "-version").distinct("topic")

    def coming(self) -> Self:
        """Published, and in force on a later day; nobody is asked yet. The nearest first."""
        later = self.filter(topic__in=ConsentTopic.values, applies_from__gt=today_in_korea())
        return later.order_by("applies_from", "topic", "version")

    def current(self) -> "list[ConsentText]":
        """Those in force, in the order of the topics."""
        return in_order(self.in_force())


def today_in_korea() -> TruncDate:
    return TruncDate(DatabaseNow(), tzinfo=KOREA)


def in_order(texts: "Iterable[ConsentText]") -> "list[ConsentText]":
    order = list(ConsentTopic.values)
    return sorted(texts, key=lambda text: order.index(text.topic))


class ConsentText(models.Model):
    """동의서 문안: a version of what is consented to, in force from the midnight before a day.

    Of a topic the newest version in force is asked. It may be published ahead, so that nobody who
    writes is stopped by a text that they could not know of. A text is never changed, so that a
    consent always stands for the words that were read. Which items it names is ruled by 개인정보
    보호법 제15조 제2항 and 제17조 제2항.
    """

    topic = models.CharField(_("topic"), max_length=20, choices=ConsentTopic)
    version = models.PositiveSmallIntegerField(_("version"), validators=[MinValueValidator(1)])
    is_required = models.BooleanField(
        _("required"), help_text=_("Without it the application cannot be received.")
    )
    applies_from = models.DateField(
        _("applies from"),
        help_text=_(
            "From 00:00 of this day (KST) drafts need this version; until then they are told of it."
            " Who has submitted before keeps their consent."
        ),
    )
    body_ko = models.TextField(_("text (Korean)"))
    body_en = models.TextField(_("text (English)"), blank=True)
    published_at = models.DateTimeField(_("published at"), default=timezone.now, editable=False)
    body = localized("body")

    objects = ConsentTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("text of a consent")
        verbose_name_plural = _("texts of consents")
        ordering = ["topic", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["topic", "version"], name="programs_consenttext_one_per_version"
            ),
            models.CheckConstraint(
                condition=models.Q(version__gte=1), name="programs_consenttext_version_is_positive"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    applies_from__gte=TruncDate("published_at", tzinfo=KOREA),
                    applies_from__lt=date(2100, 1, 1),
                ),
                name="programs_consenttext_applies_once_published",
            ),
        ]
        triggers = [never_changed()]

    def __str__(self) -> str:
        return f"{self.get_topic_display()} {self.version}"

    def clean(self) -> None:
        """Raises ValidationError for a day that has passed: those who have submitted since would not
        have been asked."""
        if self.applies_from and self.applies_from < timezone.localdate(timezone=KOREA):
            raise ValidationError({"applies_from": _("A text applies from today at the earliest.")})


class ApplicationConsentQuerySet(models.QuerySet["ApplicationConsent"]):
    def latest_of_each(self) -> Self:
        """What counts: the last answer of each person to each topic."""
        return self.order_by("person_id", "text__topic", "-pk").distinct("person_id", "text__topic")


class ApplicationConsent(models.Model):
    """A person's answer to a text in one application: given or refused, and when.

    Answers are only added: the last one to a topic counts.
    """

    application = models.ForeignKey(
        "programs.Application", on_delete=models.PROTECT, related_name="consents"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="application_consents"
    )
    text = models.ForeignKey(ConsentText, on_delete=models.PROTECT, related_name="answers")
    is_given = models.BooleanField(_("given"))
    answered_at = models.DateTimeField(_("answered at"), default=timezone.now)

    objects = ApplicationConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent in an application")
        verbose_name_plural = _("consents in applications")
        ordering = ["pk"]
        triggers = [never_changed()]

    def __str__(self) -> str:
        return f"{self.application_id} · {self.text} · {self.is_given}"
