from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.common.models import localized


class Program(models.Model):
    """사업: a year's programme, such as 2020년 강소연구개발특구 육성사업."""

    slug = models.SlugField(_("address"), unique=True)
    year = models.PositiveSmallIntegerField(_("year"))
    name_ko = models.CharField(_("name (Korean)"), max_length=120)
    name_en = models.CharField(_("name (English)"), max_length=160)
    ministry_ko = models.CharField(_("ministry (Korean)"), max_length=80)
    ministry_en = models.CharField(_("ministry (English)"), max_length=120, blank=True)
    summary_ko = models.TextField(_("summary (Korean)"), blank=True)
    summary_en = models.TextField(_("summary (English)"), blank=True)
    sources = models.CharField(_("sources"), max_length=200, blank=True)
    name = localized("name")
    ministry = localized("ministry")
    summary = localized("summary")

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ["-year", "name_ko"]

    def __str__(self) -> str:
        return self.name
