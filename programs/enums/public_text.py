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


class PublicTextVerb(TextChoices):
    """What happens to a text of the foundation, as its page in the admin tells it."""

    BEGIN = "begin", pgettext_lazy("what happened to a text", "begun")
    WRITE = "write", pgettext_lazy("what happened to a text", "changed")
    PUBLISH = "publish", pgettext_lazy("what happened to a text", "published")
    WITHDRAW = "withdraw", pgettext_lazy("what happened to a text", "withdrawn")
    PIN = "pin", pgettext_lazy("what happened to a text", "put on top")
    UNPIN = "unpin", pgettext_lazy("what happened to a text", "no longer on top")
    ATTACH = "attach", pgettext_lazy("what happened to a text", "file added")
    DETACH = "detach", pgettext_lazy("what happened to a text", "file taken out")
    WITHHOLD_FILE = "withhold_file", pgettext_lazy("what happened to a text", "file withheld")
    RELEASE_FILE = "release_file", pgettext_lazy("what happened to a text", "file released")
