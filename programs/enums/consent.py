"""Consents of applicants."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ConsentTopic(TextChoices):
    """What an applicant is asked to consent to, each on its own (개인정보 보호법 제22조)."""

    PERSONAL_DATA = "personal_data", _("Collection and use of personal data")
    PROVISION = "provision", _("Passing of personal data to the evaluating body")


# Asked once, and read by nothing: asked no more, what was answered is told
FORMER_TOPICS = {"news": _("News of calls and events")}
