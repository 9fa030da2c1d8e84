"""What reviewers of a blind panel read: an application without saying whose it is.

Texts and the plan go without the names in them; what is written in a document cannot be changed.
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import PurePath
from typing import Any
from unicodedata import normalize

from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.common.text import LEGAL_FORMS
from programs.enums import GIVEN_BACK, PlanSection
from programs.models import Application, Assignment, Document
from programs.rules import is_foundation
from zones.validators import with_hyphens

HIDDEN = "●●●"
SHORTEST = 2  # letters of a name that is looked for in texts
# Who takes part, by the fields of a plan's rows
NAMED = {
    PlanSection.PARTICIPANTS: ("business_number", "responsible_name"),
    PlanSection.PEOPLE: ("name",),
}


def is_read_blind(user: User, application: Application) -> bool:
    """Whether the user reads it as a reviewer of a blind panel, and in no other role."""
    if is_foundation(user) or application.company.members.filter(user=user).exists():
        return False
    assignments = Assignment.objects.filter(application=application, reviewer__user=user)
    judging = assignments.exclude(state__in=GIVEN_BACK)
    return judging.filter(panel__is_blind=True).exists()


def blind_name(document: Document) -> str:
    """What a file is called where its own name may say whose it is: by what it was asked as."""
    return f"{document.place.label}{PurePath(document.name).suffix.lower()}"


def named_blindly(document: Document) -> Document:
    """For pages: the file under that name."""
    vars(document)["shown_name"] = blind_name(document)
    return document


def blinded(content: Mapping[str, Any], application: Application) -> dict[str, Any]:
    """The content of a submission without the names of the company and of people; organisations of
    the plan are told apart by numbers."""
    company = {**content.get("company", {})}
    current = application.company
    said = {
        *(str(company.get(name) or "") for name in ("name", "representative_name")),
        *(with_hyphens(number) for number in _numbers(company, current)),
        *_numbers(company, current),
        current.name,
        current.representative_name,
    }
    hidden = _without(content, _pattern(said))
    plan = {
        section: [_row(section, row) for row in rows]
        for section, rows in (hidden.get("plan") or {}).items()
    }
    return {**hidden, "company": {"name": HIDDEN}, "plan": plan or None}


def _numbers(company: Mapping[str, Any], current: Any) -> set[str]:
    return {str(company.get("business_number") or ""), current.business_number} - {""}


def _pattern(names: Iterable[str]) -> re.Pattern[str]:
    """Any of the names, with the legal form or without it, however it is spaced."""
    whole = {normalize("NFKC", name).lower() for name in names}
    plain = whole | {LEGAL_FORMS.sub(" ", name).strip(" .,") for name in whole}
    found = sorted({name for name in plain if len(name) >= SHORTEST}, key=len, reverse=True)
    spaced = [r"\s*".join(map(re.escape, re.sub(r"\s+", "", name))) for name in found]
    return re.compile("|".join(spaced) or r"(?!)", re.IGNORECASE)


def _without(value: Any, pattern: re.Pattern[str]) -> Any:
    if isinstance(value, str):
        return pattern.sub(HIDDEN, value)
    if isinstance(value, list):
        return [_without(item, pattern) for item in value]
    if isinstance(value, dict):
        return {name: _without(item, pattern) for name, item in value.items()}
    return value


def _row(section: str, row: Any) -> Any:
    hidden = {name: HIDDEN for name in NAMED.get(PlanSection(section), ()) if row.get(name)}
    if section == PlanSection.PARTICIPANTS:
        hidden["name"] = _("Organisation %(number)s") % {"number": row["number"]}
    return {**row, **hidden}
