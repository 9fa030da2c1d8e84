"""개인정보 동의: what applicants are asked to consent to, and what each person answered."""

from collections.abc import Iterable
from typing import Self

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.common.models import localized, never_changed
from programs.enums import ConsentTopic


class ConsentTextQuerySet(models.QuerySet["ConsentText"]):
    def newest(self) -> Self:
        """The newest version of each topic."""
        return self.order_by("topic", "-version").distinct("topic")

    def current(self) -> "list[ConsentText]":
        """The newest version of each topic, in the order of the topics."""
        return in_order(self.newest())


def in_order(texts: "Iterable[ConsentText]") -> "list[ConsentText]":
    order = list(ConsentTopic.values)
    return sorted(texts, key=lambda text: order.index(text.topic))


class ConsentText(models.Model):
    """동의서 문안: a version of what is consented to; the newest version of a topic is asked.

    A text is never changed, so that a consent always stands for the words that were read. Which
    items it names is ruled by 개인정보 보호법 제15조 제2항 and 제17조 제2항.
    """

    topic = models.CharField(_("topic"), max_length=20, choices=ConsentTopic)
    version = models.PositiveSmallIntegerField(_("version"), validators=[MinValueValidator(1)])
    is_required = models.BooleanField(
        _("required"), help_text=_("Without it the application cannot be received.")
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
        ]
        triggers = [never_changed()]

    def __str__(self) -> str:
        return f"{self.get_topic_display()} {self.version}"


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
