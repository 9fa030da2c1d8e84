from datetime import datetime
from typing import Self

from django.core.validators import MinLengthValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.common.models import kept_history, localized
from programs.enums import BannerLevel, BannerPlace
from programs.validators import validate_words


class BannerQuerySet(models.QuerySet["Banner"]):
    def shown_between(self, first: datetime, last: datetime) -> Self:
        """Those that some page shows at a moment of this time (UTC)."""
        return self.filter(shown_from__lte=last, shown_until__gt=first)


@kept_history("BannerHistory")
class Banner(models.Model):
    """안내 띠: words of staff on top of every page for a time, such as a maintenance that is planned.

    An outage that was is something else: it has a public notice and moves deadlines (Incident).
    """

    level = models.CharField(
        _("level"), max_length=10, choices=BannerLevel, default=BannerLevel.INFO
    )
    place = models.CharField(
        _("shown where"), max_length=12, choices=BannerPlace, default=BannerPlace.EVERYWHERE
    )
    text_ko = models.CharField(
        _("words (Korean)"),
        max_length=200,
        validators=[MinLengthValidator(5), validate_words],
        help_text=_("What happens, and what people must do. One or two sentences."),
    )
    text_en = models.CharField(
        _("words (English)"), max_length=300, validators=[MinLengthValidator(5), validate_words]
    )
    down_from = models.DateTimeField(
        _("maintenance from"),
        null=True,
        blank=True,
        help_text=_(
            "Korea time (KST). Only where the portal cannot be used: the banner then says from when "
            "until when, and that submissions must be made before."
        ),
    )
    down_until = models.DateTimeField(
        _("maintenance until"), null=True, blank=True, help_text=_("Korea time (KST)")
    )
    shown_from = models.DateTimeField(
        _("shown from"), default=timezone.now, help_text=_("Korea time (KST)")
    )
    shown_until = models.DateTimeField(
        _("shown until"), help_text=_("Korea time (KST). To take it away early, put this to now.")
    )
    text = localized("text")

    objects = BannerQuerySet.as_manager()

    class Meta:
        verbose_name = _("banner")
        verbose_name_plural = _("banners")
        ordering = ["-shown_from", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text_ko="") & ~Q(text_en=""), name="programs_banner_has_text"
            ),
            models.CheckConstraint(
                condition=Q(shown_until__gt=F("shown_from")),
                name="programs_banner_shown_for_a_time",
                violation_error_message=_("It must be shown until after it is shown from."),
            ),
            models.CheckConstraint(
                condition=Q(down_from=None, down_until=None)
                | Q(
                    down_from__isnull=False,
                    down_until__isnull=False,
                    down_until__gt=F("down_from"),
                ),
                name="programs_banner_down_for_a_time",
                violation_error_message=_(
                    "A maintenance needs both moments, and ends after it begins."
                ),
            ),
            models.CheckConstraint(
                condition=Q(down_from=None) | Q(shown_from__lte=F("down_from")),
                name="programs_banner_tells_before",
                violation_error_message=_("Show it before the maintenance begins."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.text)

    def is_shown_at(self, at: datetime) -> bool:
        return self.shown_from <= at < self.shown_until
