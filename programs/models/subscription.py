"""What people are told of by mail: an account's subscription, or that of an address alone."""

from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programs.enums import MailFrequency, NewsKind
from zones.enums import Stage


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    def confirmed(self) -> Self:
        """Those that mails go to: their mailbox has said yes, or their account is active."""
        return self.filter(confirmed_at__isnull=False).exclude(user__is_active=False)

    def unconfirmed(self) -> Self:
        return self.filter(confirmed_at=None)


class Subscription(models.Model):
    """소식 구독: new calls, briefings, results and notices of zones and stages, by mail.

    Of an account, or of an address that has confirmed it by the link of a mail; of these there may
    be several that are not confirmed, as anybody can type an address. No zone means all zones, no
    stage all stages. What ends is deleted: nothing of an address is kept.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="subscription",
        verbose_name=_("person"),
    )
    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(
        _("language"), max_length=2, choices=settings.LANGUAGES, default="ko"
    )
    kinds = ArrayField(
        models.CharField(max_length=12, choices=NewsKind.choices), verbose_name=_("what about")
    )
    stages = ArrayField(
        models.CharField(max_length=12, choices=Stage.choices),
        default=list,
        blank=True,
        verbose_name=_("stages"),
    )
    zones = models.ManyToManyField(
        "zones.Zone", related_name="+", blank=True, verbose_name=_("zones")
    )
    frequency = models.CharField(
        _("mail"), max_length=20, choices=MailFrequency, default=MailFrequency.WEEKLY
    )
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    # What became public after it is new
    mailed_until = models.DateTimeField(_("mailed until"), default=timezone.now)
    # Where it was asked from, unreadable; gone once it is confirmed
    client_digest = models.CharField(max_length=64, blank=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        ordering = ["pk"]
        indexes = [models.Index(fields=["asked_at"], name="programs_subscription_asked")]
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False, email="", confirmed_at__isnull=False)
                | (Q(user=None) & ~Q(email="")),
                name="programs_subscription_of_account_or_address",
            ),
            models.CheckConstraint(
                condition=Q(email=Lower("email")), name="programs_subscription_address_is_small"
            ),
            models.CheckConstraint(
                condition=Q(kinds__len__gt=0), name="programs_subscription_is_about_something"
            ),
            models.CheckConstraint(
                condition=~Q(frequency=MailFrequency.NEVER),
                name="programs_subscription_has_mails",
            ),
            models.UniqueConstraint(
                fields=["email"],
                condition=Q(user=None, confirmed_at__isnull=False),
                name="programs_subscription_one_per_address",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def address(self) -> str:
        """Where its mails go."""
        return self.user.email if self.user else self.email

    @property
    def reads(self) -> str:
        """The language of its mails."""
        return self.user.language if self.user else self.language
