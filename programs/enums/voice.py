"""Voices of the field."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class VoiceTheme(TextChoices):
    """What a difficulty is about; statistics and the public list go by it."""

    FUNDING = "funding", _("funding and investment")
    PEOPLE = "people", _("people and hiring")
    SPACE = "space", _("sites and space")
    REGULATION = "regulation", _("rules and permits")
    TECHNOLOGY = "technology", _("research and technology")
    MARKET = "market", _("markets and export")
    PROCEDURE = "procedure", _("procedures of support")
    OTHER = "other", pgettext_lazy("voice", "other")


class VoiceState(TextChoices):
    RECEIVED = "received", pgettext_lazy("voice", "received")
    ASSIGNED = "assigned", _("being dealt with")
    ANSWERED = "answered", _("answered")
    WITHDRAWN = "withdrawn", pgettext_lazy("voice", "taken back")


class SummaryState(TextChoices):
    """What becomes of a public summary: nothing is published without its company."""

    PROPOSED = "proposed", _("waits for the company")
    AGREED = "agreed", _("agreed to")
    DECLINED = "declined", _("not agreed to")
    PUBLISHED = "published", _("published")


class VoiceReminderKind(TextChoices):
    DUE = "due", _("due soon")
    OVERDUE = "overdue", _("overdue")


class VoiceVerb(TextChoices):
    """What can happen to a voice, as its history says it."""

    REPORT = "report", _("Reported")
    TAKE_DOWN = "take_down", _("Taken down by staff")
    ASSIGN = "assign", _("Somebody deals with it")
    ANSWER = "answer", _("Answered")
    ASK_AGAIN = "ask_again", _("Asked again")
    WITHDRAW = "withdraw", _("Taken back")
    PROPOSE_SUMMARY = "propose_summary", _("Summary proposed")
    AGREE = "agree", _("Agreed to the summary")
    DECLINE = "decline", _("Not agreed to the summary")
    PUBLISH = "publish", _("Summary published")
    UNPUBLISH = "unpublish", _("Summary taken off the public pages")


# What the company's own people do; all else is the foundation's or an agency's
COMPANY_VERBS = (
    VoiceVerb.REPORT,
    VoiceVerb.ASK_AGAIN,
    VoiceVerb.WITHDRAW,
    VoiceVerb.AGREE,
    VoiceVerb.DECLINE,
)
