"""What a rule of the linter found: how much it weighs, where it is mended, where it comes from."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy

from programs.decree import (
    CONTENTS,
    LAST_DAY,
    PANEL,
    PLAN,
    SHARES,
    SHORTER_NOTICE,
    STATUTORY_SHARES,
)
from programs.enums import CallSection, Severity
from programs.validators import Fault

HOUSE_RULE = gettext_lazy("rule of this portal")

# Mandatory contents of a notice (시행령 제9조제1항), and the section in which each is written
MANDATORY = {
    "purpose": CallSection.PURPOSE,
    "support": CallSection.SUPPORT,
    "support_period": CallSection.SUPPORT,
    "security_class": CallSection.SELECTION,
    "eligibility": CallSection.APPLICANTS,
    "procedure": CallSection.SELECTION,
}
# An article only where it asks for the very thing
SOURCES: dict[str, str] = {
    **{f"missing_{name}": CONTENTS for name in MANDATORY},
    "no_kind": CONTENTS,
    "no_criterion": CONTENTS,
    "no_iris_number": CONTENTS,
    "short_notice": SHORTER_NOTICE,
    "no_question": PLAN,
    "few_reviewers": PANEL,
    "closing_day": LAST_DAY,
    **{
        f"share_{size}_{bound}": SHARES
        for size in STATUTORY_SHARES
        for bound in ("ceiling", "cash")
    },
    "no_shares": SHARES,
    "no_zone": HOUSE_RULE,
    "limit_above_budget": HOUSE_RULE,
    "no_seats": HOUSE_RULE,
    "no_budget": HOUSE_RULE,
    "closing_hours": HOUSE_RULE,
    "closing_past": HOUSE_RULE,
    "faulty_question": HOUSE_RULE,
    "no_document": HOUSE_RULE,
    "weights": HOUSE_RULE,
    "anchors": HOUSE_RULE,
    "tie_ranks": HOUSE_RULE,
    "unreadable": HOUSE_RULE,
    "reading": HOUSE_RULE,
    "no_briefing": HOUSE_RULE,
    "late_briefing": HOUSE_RULE,
    "nothing_to_attend": HOUSE_RULE,
    "no_contact": HOUSE_RULE,
    "quotas_above_awards": HOUSE_RULE,
    "schedule": HOUSE_RULE,
    "nothing_changed": HOUSE_RULE,
    "opening_moved": HOUSE_RULE,
    "reopens": HOUSE_RULE,
    "closing_moved": HOUSE_RULE,
    "closing_sooner": HOUSE_RULE,
    "too_soon": HOUSE_RULE,
    "extends_and_changes": HOUSE_RULE,
    "not_extended": HOUSE_RULE,
}


@dataclass(frozen=True, kw_only=True)
class Finding(Fault):
    """What a rule found: where it is mended (`anchor`, a CallSection), and the reason given.

    `about` is what a reason for it is bound to: one that was given for 80 % says nothing for 95 %.
    """

    rule: str
    severity: Severity
    article: str
    about: str = ""
    reason: str = ""

    @property
    def is_warning(self) -> bool:
        return self.severity == Severity.WARNING

    @property
    def blocks(self) -> bool:
        return not (self.is_warning and self.reason)


def source_of(rule: str) -> str:
    """The article, or that the rule is ours. A finding about a file has its digest at the end."""
    return SOURCES[rule if rule in SOURCES else rule.rpartition("_")[0]]


def error(rule: str, section: CallSection, label: str, message: str) -> Finding:
    source = source_of(rule)
    return Finding(label, message, section, rule=rule, severity=Severity.ERROR, article=source)


def warning(
    rule: str, section: CallSection, label: str, message: str, *, about: object = ""
) -> Finding:
    return Finding(
        label,
        message,
        section,
        rule=rule,
        severity=Severity.WARNING,
        article=source_of(rule),
        about=str(about),
    )
