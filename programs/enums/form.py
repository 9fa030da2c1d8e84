"""What a call asks for."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class QuestionKind(TextChoices):
    SHORT = "short", _("short text")
    LONG = "long", _("long text")
    NUMBER = "number", _("number")
    MONEY = "money", _("amount in won")
    DATE = "date", _("date")
    CHOICE = "choice", _("one of several")
    CHOICES = "choices", _("several of several")
    CONSENT = "consent", _("consent")
    TABLE = "table", _("table")
    FILE = "file", _("file")


class ColumnKind(TextChoices):
    """What a column of a table question takes."""

    SHORT = "short", _("short text")
    NUMBER = "number", _("number")
    MONEY = "money", _("amount in won")
    DATE = "date", _("date")
    CHOICE = "choice", _("one of several")


class DocumentStep(TextChoices):
    """When a document is due."""

    APPLICATION = "application", _("with the application")
    AGREEMENT = "agreement", _("before the agreement")


class AdjustmentKind(TextChoices):
    """가점·감점: only what the call announces (국가연구개발혁신법 시행령 제12조제4항·제5항)."""

    BONUS = "bonus", _("bonus points")
    PENALTY = "penalty", _("penalty points")


class PenaltyGround(TextChoices):
    """The only grounds for penalty points (국가연구개발혁신법 시행령 제12조제5항)."""

    SANCTION = "sanction", _("sanctioned within three years")
    ABANDONMENT = "abandonment", _("gave up a task without just cause within three years")
    UNPAID = "unpaid", _("a levy or recovery is unpaid on the closing day")
