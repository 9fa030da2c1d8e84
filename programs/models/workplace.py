"""The foundation's place of work: who handles what, and the lists that a person keeps."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.common.models import kept_history, paired


@kept_history("HandlingHistory")
class Handling(models.Model):
    """담당: who of the foundation handles an application, with a note among colleagues.

    Apart from the application, whose row a change of hands need not lock.
    """

    application = models.OneToOneField(
        "programs.Application", on_delete=models.PROTECT, related_name="handling"
    )
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="handlings",
        verbose_name=_("handled by"),
    )
    since = models.DateTimeField(_("since"), null=True, blank=True)
    note = models.TextField(_("note among colleagues"), blank=True, max_length=2000)

    class Meta:
        verbose_name = _("handling")
        verbose_name_plural = _("handlings")
        constraints = [paired("since", "handler", name="programs_handling_since_with_handler")]

    def __str__(self) -> str:
        return f"{self.application_id} · {self.handler_id}"


class SavedFilter(models.Model):
    """저장한 목록: a filtered list of the admin that a person comes back to."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_filters"
    )
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(_("filter"), max_length=500, blank=True)
    saved_at = models.DateTimeField(_("saved at"), default=timezone.now)

    class Meta:
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "name"], name="programs_savedfilter_once"),
            models.CheckConstraint(condition=~Q(name=""), name="programs_savedfilter_has_name"),
        ]

    def __str__(self) -> str:
        return self.name
