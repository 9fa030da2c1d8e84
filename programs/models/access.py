from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.common.models import never_changed
from programs.enums import ReadPlace


class Reading(models.Model):
    """열람 기록: staff or a reviewer read somebody's application or document.

    Kept with whose data it was (개인정보의 안전성 확보조치 기준 제8조).
    """

    application = models.ForeignKey(
        "programs.Application",
        on_delete=models.PROTECT,
        related_name="readings",
        verbose_name=_("application"),
    )
    document = models.ForeignKey(
        "programs.Document",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="readings",
        verbose_name=_("document"),
    )
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="readings",
        verbose_name=_("who"),
    )
    supplement_file = models.ForeignKey(
        "programs.SupplementFile",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="readings",
        verbose_name=_("file of a supplement"),
    )
    place = models.CharField(_("where"), max_length=20, choices=ReadPlace)
    address = models.GenericIPAddressField(_("from address"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    read_at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        ordering = ["-read_at", "-pk"]
        constraints = [
            # What leaves the portal as a list leaves it for a reason
            models.CheckConstraint(
                condition=~Q(place=ReadPlace.EXPORT) | ~Q(reason=""),
                name="programs_reading_export_has_reason",
            )
        ]
        triggers = [never_changed()]

    def __str__(self) -> str:
        return f"{self.reader} · {self.application} · {self.read_at:%Y-%m-%d %H:%M}"
