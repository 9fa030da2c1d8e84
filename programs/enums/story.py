"""Stories and site visits."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class StoryKind(TextChoices):
    SUCCESS = "success", _("success story")
    SITE_VISIT = "site_visit", _("site visit")


class StoryState(TextChoices):
    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("publication withdrawn")


class StoryGap(TextChoices):
    """What a story lacks before everybody may read it."""

    TEXT = "text", _("The text in Korean is missing.")
    VISIT_DAY = "visit_day", _("The day of the visit is missing.")
    AGREEMENT = (
        "agreement",
        _("The story names a company: say who agreed there to its publication, and on which day."),
    )
