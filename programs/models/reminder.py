from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.common.models import never_changed
from programs.enums import ReminderKind


class Reminder(models.Model):
    """A mail about the closing of a call that was sent for a draft; of each kind one for a closing.

    A closing that an amendment moves is another: its reminders are sent anew.
    """

    application = models.ForeignKey(
        "programs.Application", on_delete=models.CASCADE, related_name="reminders"
    )
    kind = models.CharField(_("kind"), max_length=12, choices=ReminderKind)
    closes_at = models.DateTimeField(_("closes at"))
    sent_at = models.DateTimeField(_("sent at"), default=timezone.now)

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints = [
            models.UniqueConstraint(
                fields=["application", "kind", "closes_at"], name="programs_reminder_once"
            )
        ]
        triggers = [never_changed()]

    def __str__(self) -> str:
        return f"{self.application_id} · {self.kind}"
