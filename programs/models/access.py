from django.conf import settings
from django.db import models
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
    place = models.CharField(_("where"), max_length=20, choices=ReadPlace)
    address = models.GenericIPAddressField(_("from address"), null=True, blank=True)
    read_at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        ordering = ["-read_at", "-pk"]
        triggers = [never_changed()]

    def __str__(self) -> str:
        return f"{self.reader} · {self.application} · {self.read_at:%Y-%m-%d %H:%M}"
