from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.common.models import localized
from zones.enums import InstitutionKind


class Institution(models.Model):
    """기술핵심기관: a university, institute or public corporation that anchors zones."""

    name_ko = models.CharField(_("name (Korean)"), max_length=80, unique=True)
    name_en = models.CharField(_("name (English)"), max_length=120, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=InstitutionKind)
    name = localized("name")

    class Meta:
        verbose_name = _("anchor institution")
        verbose_name_plural = _("anchor institutions")
        ordering = ["name_ko"]

    def __str__(self) -> str:
        return self.name
