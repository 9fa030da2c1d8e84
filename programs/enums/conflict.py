"""Conflicts of interest (제척·기피·회피, 국가연구개발혁신법 시행령 제27조제3항)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ConflictGround(TextChoices):
    """Why a reviewer may not judge an application."""

    PARTICIPANT = "participant", _("takes part in the application")
    KIN = "kin", _("a relative takes part in it")
    MUTUAL = "mutual", _("has an application of their own in the round")
    DEPARTMENT = "department", _("same organisation or department")
    OFFICIAL = "official", _("official of the ministry or of the agency")
    MAIL_DOMAIN = "mail_domain", _("same mail domain")
    CO_PARTICIPATION = "co_participation", _("took part in an earlier project together")
    TIE = "tie", _("worked for the organisation within three years")
    CHALLENGE = "challenge", _("challenged by the applicant")
    OTHER = "other", _("other ground")


class ConflictSource(TextChoices):
    FOUND = "found", _("found from facts")
    DECLARED = "declared", _("declared by the reviewer")
    CHALLENGE = "challenge", _("challenged by the applicant")
    STAFF = "staff", _("recorded by staff")


class ConflictState(TextChoices):
    SUSPECTED = "suspected", _("suspected")
    STANDING = "standing", _("standing")
    DISMISSED = "dismissed", _("suspicion dismissed")
    WAIVED = "waived", _("waived")
    OVER = "over", _("fact gone")


# A suspicion bars until somebody settles it
BARRING = (ConflictState.SUSPECTED, ConflictState.STANDING)
# It bars no more, as a person has said
SETTLED = (ConflictState.DISMISSED, ConflictState.WAIVED)
