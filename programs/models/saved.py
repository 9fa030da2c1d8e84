"""What a person keeps an eye on."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programs.enums import MailFrequency


class SavedCall(models.Model):
    """관심공고: a call whose changes and deadline a person wants to hear of."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_calls"
    )
    call = models.ForeignKey("programs.Call", on_delete=models.CASCADE, related_name="saved_by")
    frequency = models.CharField(
        _("mail"), max_length=20, choices=MailFrequency, default=MailFrequency.AT_ONCE
    )
    saved_at = models.DateTimeField(_("saved at"), default=timezone.now)
    mailed_until = models.DateTimeField(_("mailed until"), default=timezone.now)

    class Meta:
        verbose_name = _("saved call")
        verbose_name_plural = _("saved calls")
        ordering = ["-saved_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "call"], name="programs_savedcall_once")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} · {self.call_id}"


class SavedSearch(models.Model):
    """관심검색: filters of the call list, whose new finds are mailed.

    `query` is the query string of the list without page and order, in a fixed order of names.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_searches"
    )
    name = models.CharField(_("name"), max_length=120)
    query = models.CharField(_("filters"), max_length=1000, blank=True)
    frequency = models.CharField(
        _("mail"), max_length=20, choices=MailFrequency, default=MailFrequency.DAILY
    )
    saved_at = models.DateTimeField(_("saved at"), default=timezone.now)
    mailed_until = models.DateTimeField(_("mailed until"), default=timezone.now)

    class Meta:
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "query"], name="programs_savedsearch_once"),
            models.CheckConstraint(condition=~Q(name=""), name="programs_savedsearch_has_name"),
        ]

    def __str__(self) -> str:
        return self.name


class CalendarFeed(models.Model):
    """A person's private calendar address; a new edition makes the former address unknown."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feed"
    )
    edition = models.PositiveIntegerField(_("edition"), default=1)
    is_active = models.BooleanField(_("active"), default=True)
    renewed_at = models.DateTimeField(_("renewed at"), default=timezone.now)

    class Meta:
        verbose_name = _("private calendar")
        verbose_name_plural = _("private calendars")

    def __str__(self) -> str:
        return f"{self.user_id} · {self.edition}"
