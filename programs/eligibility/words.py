"""How a rule reads, in the language that is active."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.common.money import readable_won
from programs.eligibility.terms import Rule, Terms
from programs.enums import Place, RuleKind
from zones.enums import ApplicantKind, CompanySize, CompanyStatusKind, TechnologyField

APPLICANT_KIND = "applicant_kind"  # judged like a rule; it stands in the call itself
MOST_NAMES = 3  # more zones than these are named by the call, not by its rule


def rule_in_words(rule: Rule, *, terms: Terms) -> str:
    """The rule as a sentence for people, in the active language; without its note."""
    return WORDS[rule.kind](rule, terms)


def one_of(labels: Iterable[str]) -> str:
    """A, B or C."""
    *some, last = [*labels] or [""]
    return _("%(one)s or %(other)s") % {"one": ", ".join(some), "other": last} if some else last


def written_day(day: date) -> str:
    """A day as the language writes it: 2026. 12. 31., in English 31 Dec 2026."""
    return date_format(day, "SHORT_DATE_FORMAT")


def labels_of(choices: Any, values: Iterable[str]) -> str:
    return one_of(str(choices(value).label if value in choices else value) for value in values)


def _as_of(text: str, terms: Terms) -> str:
    if terms.is_closing_day:
        day = written_day(terms.on)
        return _("%(rule)s (as of the closing day %(day)s)") % {"rule": text, "day": day}
    return _("%(rule)s (as of the day of application)") % {"rule": text}


def _named(text: str, names: Mapping[int, Any]) -> str:
    """With the names behind it, where these are few enough to be read."""
    if not 0 < len(names) <= MOST_NAMES:
        return text
    return f"{text} ({', '.join(str(name) for name in names.values())})"


def _location_words(rule: Rule, terms: Terms) -> str:
    names: dict[str, Mapping[int, Any]] = {
        Place.IN_ZONE: terms.zones,
        Place.IN_PROVINCE: terms.provinces,
    }
    places = [_named(labels_of(Place, [value]), names.get(value, {})) for value in rule.values]
    return _("Location: %(places)s") % {"places": one_of(places)}


def _age_words(rule: Rule, terms: Terms) -> str:
    years = rule.years or 0
    text = ngettext(
        "At most %(years)s year since founding", "At most %(years)s years since founding", years
    )
    return _as_of(text % {"years": years}, terms)


def _revenue_words(rule: Rule, terms: Terms) -> str:
    amounts = {
        "least": readable_won(rule.least_won or 0),
        "most": readable_won(rule.most_won or 0),
    }
    if rule.most_won is None:
        return _("Revenue of the last year: at least %(least)s") % amounts
    if rule.least_won is None:
        return _("Revenue of the last year: less than %(most)s") % amounts
    return _("Revenue of the last year: at least %(least)s, less than %(most)s") % amounts


def _applicant_words(rule: Rule, terms: Terms) -> str:
    return _("Applicant: %(kinds)s") % {"kinds": labels_of(ApplicantKind, rule.values)}


def _size_words(rule: Rule, terms: Terms) -> str:
    return _("Size: %(sizes)s") % {"sizes": labels_of(CompanySize, rule.values)}


def _status_words(rule: Rule, terms: Terms) -> str:
    text = _("Status: %(statuses)s") % {"statuses": labels_of(CompanyStatusKind, rule.values)}
    return _as_of(text, terms)


def _field_words(rule: Rule, terms: Terms) -> str:
    return _("Field of technology: %(fields)s") % {
        "fields": labels_of(TechnologyField, rule.values)
    }


def _ban_words(rule: Rule, terms: Terms) -> str:
    return _as_of(_("No participation ban in force"), terms)


def _attendance_words(rule: Rule, terms: Terms) -> str:
    return _("Took part in a briefing session of this call")


WORDS: dict[str, Callable[[Rule, Terms], str]] = {
    APPLICANT_KIND: _applicant_words,
    RuleKind.LOCATION: _location_words,
    RuleKind.AGE: _age_words,
    RuleKind.SIZE: _size_words,
    RuleKind.STATUS: _status_words,
    RuleKind.FIELD: _field_words,
    RuleKind.REVENUE: _revenue_words,
    RuleKind.NO_BAN: _ban_words,
    RuleKind.ATTENDANCE: _attendance_words,
}
