from django.db import models
from django.utils.translation import gettext_lazy as _

from programs.models.call_freezing import frozen_with_call


class CallZone(models.Model):
    """A zone that a call is for, with its share of the awards and its own contact."""

    call = models.ForeignKey("programs.Call", on_delete=models.CASCADE, related_name="call_zones")
    zone = models.ForeignKey(
        "zones.Zone", on_delete=models.PROTECT, related_name="call_zones", verbose_name=_("zone")
    )
    quota = models.PositiveIntegerField(_("number of awards in this zone"), null=True, blank=True)
    contact = models.CharField(_("contact of this zone"), max_length=120, blank=True)
    phone = models.CharField(_("phone of this zone"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail of this zone"), blank=True)

    class Meta:
        verbose_name = _("zone of the call")
        verbose_name_plural = _("zones of the call")
        constraints = [
            models.UniqueConstraint(fields=["call", "zone"], name="programs_callzone_once")
        ]
        triggers = [frozen_with_call()]

    def __str__(self) -> str:
        return f"{self.call_id} · {self.zone_id}"

    @property
    def has_contact(self) -> bool:
        return bool(self.contact or self.phone or self.email)
