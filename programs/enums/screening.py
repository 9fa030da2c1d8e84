"""The eligibility check."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ScreeningReason(TextChoices):
    """Why an application is not eligible (국가연구개발혁신법 제10조제1항)."""

    APPLICANT_KIND = "applicant_kind", _("not an applicant of the announced kind")
    LOCATION = "location", _("location")
    AGE = "age", _("years since founding")
    SIZE = "size", _("size of the company")
    STATUS = "status", _("status or certificate")
    FIELD = "field", _("field of technology")
    REVENUE = "revenue", _("revenue")
    ATTENDANCE = "attendance", _("attendance at a briefing")
    DOCUMENTS = "documents", _("required documents are missing or invalid")
    FORMAT = "format", _("not in the form that was asked for")
    PARTICIPATION_BAN = "participation_ban", _("participation ban")
    DUPLICATE = "duplicate", _("the same project is supported already")
    DEBT = "debt", _("sums that were not paid back")
    SUPPLEMENT_MISSED = "supplement_missed", _("not supplemented in time")
    OTHER = "other", _("other reason")


class CheckSubject(TextChoices):
    """What a point of the checklist is about."""

    RULE = "rule", _("rule of the call")
    DOCUMENT = "document", _("document")
    BAN = "ban", _("participation ban")
    DUPLICATE = "duplicate", _("duplicate support")
    OTHER = "other", _("other")


class CheckVerdict(TextChoices):
    """How a point was judged by a person."""

    PASSES = "passes", _("fulfilled")
    FAILS = "fails", _("not fulfilled")
    NOT_APPLICABLE = "not_applicable", _("does not apply")
    ASKED = "asked", _("supplement asked for")
