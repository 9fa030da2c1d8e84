"""Notices, questions and answers: what the foundation tells everybody."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PublicTextState(TextChoices):
    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("publication withdrawn")


class NoticeCategory(TextChoices):
    GENERAL = "general", pgettext_lazy("notice", "general notice")
    PROGRAM = "program", pgettext_lazy("notice", "programme")
    MAINTENANCE = "maintenance", pgettext_lazy("notice", "system maintenance")
    PRESS = "press", _("press release")


class FaqCategory(TextChoices):
    """In the order in which the page shows them: that of a company's way."""

    ZONES = "zones", _("R&D zones and the programme")
    APPLYING = "applying", _("applying")
    RECEIPT = "receipt", _("submission and receipt")
    REVIEW = "review", _("review and results")
    OBJECTION = "objection", pgettext_lazy("questions and answers", "objections")
    ACCOUNT = "account", _("accounts and companies")
