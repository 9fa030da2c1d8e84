"""What staff say on top of every page."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class BannerLevel(TextChoices):
    INFO = "info", _("information")
    WARNING = "warning", _("warning")
    DANGER = "danger", _("disruption")


class BannerPlace(TextChoices):
    EVERYWHERE = "everywhere", _("on every page")
    DESKS = "desks", _("at the desks, in applications and in the admin only")
