from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.common.models import localized


class Province(models.Model):
    """광역자치단체: one of the seventeen provinces and metropolitan cities."""

    code = models.SlugField(_("code"), max_length=20, unique=True)
    name_ko = models.CharField(_("name (Korean)"), max_length=40)
    name_en = models.CharField(_("name (English)"), max_length=40)
    name = localized("name")

    class Meta:
        verbose_name = _("province")
        verbose_name_plural = _("provinces")
        ordering = ["name_ko"]

    def __str__(self) -> str:
        return self.name


class Municipality(models.Model):
    """기초자치단체: a city, county or district of a province."""

    province = models.ForeignKey(
        Province,
        on_delete=models.PROTECT,
        related_name="municipalities",
        verbose_name=_("province"),
    )
    name_ko = models.CharField(_("name (Korean)"), max_length=40)
    name_en = models.CharField(_("name (English)"), max_length=40, blank=True)
    name = localized("name")

    class Meta:
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        ordering = ["province", "name_ko"]
        constraints = [
            models.UniqueConstraint(
                fields=["province", "name_ko"], name="zones_municipality_one_per_name"
            )
        ]

    def __str__(self) -> str:
        return self.name
