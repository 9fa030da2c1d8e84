"""How a rule judges an applicant.

What is stated counts until the foundation has checked it; what the profile does not answer is
unknown, never a refusal.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, is_dataclass
from datetime import MAXYEAR, date
from typing import Any

from django.utils.translation import gettext as _

from portal.common.money import readable_won
from programs.eligibility.terms import (
    Profile,
    Rule,
    Status,
    Terms,
    last_day_within,
    years_with_books,
)
from programs.eligibility.words import APPLICANT_KIND, labels_of, rule_in_words, written_day
from programs.enums import Place, RuleKind, Verdict
from zones.enums import ApplicantKind, CompanySize, CompanyStatusKind, TechnologyField

GROUPS = ("applicant_kind", "fields")  # fields of the profile that are several inputs


@dataclass(frozen=True)
class Judgement:
    """One rule for one applicant. `mend` names the field of the profile that would settle it."""

    kind: str
    verdict: Verdict
    rule: str
    reason: str
    note: str = ""
    mend: str = ""

    @property
    def anchor(self) -> str:
        """Where that field stands on the page of the profile; empty where nothing settles it."""
        if self.mend in ("", "statuses", "bans"):
            return self.mend
        if self.mend == "revenue_won":
            return "revenues"
        return f"id_{self.mend}_group" if self.mend in GROUPS else f"id_{self.mend}"


@dataclass(frozen=True)
class Finding:
    verdict: Verdict
    reason: str
    mend: str = ""


def judge(rule: Rule, profile: Profile, *, terms: Terms) -> Judgement:
    """One rule for one applicant, as of the day of the terms, in the reader's language."""
    finding = JUDGES[rule.kind](rule, profile, terms)
    return Judgement(
        kind=rule.kind,
        verdict=finding.verdict,
        rule=rule_in_words(rule, terms=terms),
        reason=finding.reason,
        note=rule.note,
        mend="" if finding.verdict == Verdict.PASSES else finding.mend,
    )


def overall(verdicts: Iterable[Verdict]) -> Verdict:
    """Fails where one rule fails, unknown where one is unknown, else passes."""
    found = set(verdicts)
    for worst in (Verdict.FAILS, Verdict.UNKNOWN):
        if worst in found:
            return worst
    return Verdict.PASSES


def _passes_or_fails(passes: bool, reason: str, mend: str) -> Finding:
    return Finding(Verdict.PASSES if passes else Verdict.FAILS, reason, mend)


def _judge_applicant(rule: Rule, profile: Profile, terms: Terms) -> Finding:
    kind = labels_of(ApplicantKind, [profile.applicant_kind])
    if profile.applicant_kind in rule.values:
        return Finding(Verdict.PASSES, _("%(kind)s: may apply.") % {"kind": kind})
    reason = _("%(kind)s: this call is not for this kind of applicant.") % {"kind": kind}
    return Finding(Verdict.FAILS, reason, "applicant_kind")


def _judge_location(rule: Rule, profile: Profile, terms: Terms) -> Finding:
    """Any place that passes settles it; else one that is unknown keeps it open."""
    findings = [PLACES[value](profile, terms) for value in rule.values if value in PLACES]
    for verdict in (Verdict.PASSES, Verdict.UNKNOWN):
        for finding in findings:
            if finding.verdict == verdict:
                return finding
    mend = findings[0].mend if findings else "zone"
    return Finding(Verdict.FAILS, _("The profile names none of these places."), mend)


def _name_of(key: int | None, names: Mapping[int, Any]) -> str:
    """The name of the applicant's place; empty where it is not among these."""
    return str(names[key]) if key is not None and key in names else ""


def _elsewhere(mend: str) -> Finding:
    return Finding(Verdict.FAILS, "", mend)


def _in_zone(profile: Profile, terms: Terms) -> Finding:
    if zone := _name_of(profile.zone, terms.zones):
        return Finding(Verdict.PASSES, _("Resident in the zone: %(zone)s") % {"zone": zone})
    return _elsewhere("zone") if profile.zone_is_known else _zone_unknown()


def _in_any_zone(profile: Profile, terms: Terms) -> Finding:
    if profile.zone is not None:
        return Finding(Verdict.PASSES, _("Resident in an R&D special zone."))
    return _elsewhere("zone") if profile.zone_is_known else _zone_unknown()


def _zone_unknown() -> Finding:
    reason = _("The profile does not say in which zone the company is.")
    return Finding(Verdict.UNKNOWN, reason, "zone")


def _in_province(profile: Profile, terms: Terms) -> Finding:
    if province := _name_of(profile.province, terms.provinces):
        return Finding(Verdict.PASSES, _("Head office in: %(province)s") % {"province": province})
    if profile.province is None and profile.zone in terms.zones:
        return _in_zone(profile, terms)
    if profile.province is None:
        reason = _("The profile does not say in which province the head office is.")
        return Finding(Verdict.UNKNOWN, reason, "province")
    return _elsewhere("province")


def _moving_in(profile: Profile, terms: Terms) -> Finding:
    if profile.zone in terms.zones:
        return _in_zone(profile, terms)
    if zone := _name_of(profile.moves_into, terms.zones):
        reason = _("Plans to move into the zone: %(zone)s; to be proven by the agreement.")
        return Finding(Verdict.PASSES, reason % {"zone": zone})
    if profile.moves_into is None:
        reason = _("The profile does not say whether the company moves into a zone of this call.")
        return Finding(Verdict.UNKNOWN, reason, "moves_into")
    return _elsewhere("moves_into")


PLACES: dict[str, Callable[[Profile, Terms], Finding]] = {
    Place.IN_ZONE: _in_zone,
    Place.IN_ANY_ZONE: _in_any_zone,
    Place.IN_PROVINCE: _in_province,
    Place.MOVING_IN: _moving_in,
}


def _judge_age(rule: Rule, profile: Profile, terms: Terms) -> Finding:
    if profile.is_founder and ApplicantKind.FOUNDER in terms.applicant_kinds:
        return Finding(Verdict.PASSES, _("A prospective founder: no years to count."))
    if profile.founded_on is None:
        reason = _("The profile does not say when the company was founded.")
        return Finding(Verdict.UNKNOWN, reason, "founded_on")
    last = last_day_within(profile.founded_on, rule.years or 0)
    words = {"founded": written_day(profile.founded_on), "last": written_day(last)}
    if terms.on <= last:
        reason = _("Founded on %(founded)s: within the years until %(last)s.")
        return Finding(Verdict.PASSES, reason % words)
    reason = _("Founded on %(founded)s: the years were over after %(last)s.")
    return Finding(Verdict.FAILS, reason % words, "founded_on")


def _judge_size(rule: Rule, profile: Profile, terms: Terms) -> Finding:
    if profile.is_founder:
        reason = _("A prospective founder is taken as a small or medium-sized company.")
        return _passes_or_fails(CompanySize.SMALL in rule.values, reason, "applicant_kind")
    if not profile.size:
        reason = _("The profile does not say how large the company is.")
        return Finding(Verdict.UNKNOWN, reason, "size")
    size = labels_of(CompanySize, [profile.size])
    reason = _("The profile says: %(given)s") % {"given": size}
    return _passes_or_fails(profile.size in rule.values, reason, "size")


def _judge_status(rule: Rule, profile: Profile, terms: Terms) -> Finding:
    stated = [status for status in profile.statuses if status.kind in rule.values]
    holding = [status for status in stated if status.holds_on(terms.on)]
    if holding:
        best = max(holding, key=lambda status: status.is_verified)
        label = {"status": labels_of(CompanyStatusKind, [best.kind])}
        if best.is_verified:
            return Finding(Verdict.PASSES, _("%(status)s: verified by the foundation.") % label)
        reason = _("%(status)s: as stated; to be proven by the certificate.") % label
        return Finding(Verdict.PASSES, reason)
    if stated:
        return _not_valid(max(stated, key=lambda status: status.valid_until or date.max), terms)
    if profile.statuses or profile.holds_no_status or profile.is_founder:
        return Finding(Verdict.FAILS, _("The profile states none of these statuses."), "statuses")
    return Finding(Verdict.UNKNOWN, _("The profile states no status yet."), "statuses")


def _not_valid(status: Status, terms: Terms) -> Finding:
    label = labels_of(CompanyStatusKind, [status.kind])
    if status.valid_from > terms.on:
        words = {"status": label, "first": written_day(status.valid_from)}
        reason = _("%(status)s: valid only from %(first)s on.") % words
    else:
        last = written_day(status.valid_until) if status.valid_until else ""
        reason = _("%(status)s: valid until %(last)s only.") % {"status": label, "last": last}
    return Finding(Verdict.FAILS, reason, "statuses")


def _judge_field(rule: Rule, profile: Profile, terms: Terms) -> Finding:
    if not profile.fields:
        reason = _("The profile names no field of technology.")
        return Finding(Verdict.UNKNOWN, reason, "fields")
    common = [value for value in rule.values if value in profile.fields]
    given = ", ".join(
        labels_of(TechnologyField, [name]) for name in common or sorted(profile.fields)
    )
    reason = _("The profile says: %(given)s") % {"given": given}
    return _passes_or_fails(bool(common), reason, "fields")


def _judge_revenue(rule: Rule, profile: Profile, terms: Terms) -> Finding:
    if profile.is_founder:
        reason = _("A prospective founder has no revenue yet.")
        return _passes_or_fails(_within(0, rule), reason, "applicant_kind")
    if not profile.revenues:
        reason = _("The profile does not say the revenue of the last year.")
        return Finding(Verdict.UNKNOWN, reason, "revenue_won")
    latest_first = sorted(profile.revenues, key=lambda revenue: -(revenue.year or MAXYEAR))
    years = {None, *years_with_books(terms.on)}
    counted = next((revenue for revenue in latest_first if revenue.year in years), None)
    if counted is None:
        reason = _("The profile has the revenue of %(year)s; that of %(needed)s counts.")
        words = {"year": latest_first[0].year, "needed": terms.on.year - 1}
        return Finding(Verdict.UNKNOWN, reason % words, "revenue_won")
    reason = _("The profile says: %(given)s") % {"given": readable_won(counted.won)}
    return _passes_or_fails(_within(counted.won, rule), reason, "revenue_won")


def _within(revenue_won: int, rule: Rule) -> bool:
    return (rule.least_won is None or revenue_won >= rule.least_won) and (
        rule.most_won is None or revenue_won < rule.most_won
    )


def _judge_ban(rule: Rule, profile: Profile, terms: Terms) -> Finding:
    """Checked here by what is recorded, and by the foundation before the evaluation (법 제10조제1항)."""
    if profile.bans is None:
        return Finding(Verdict.PASSES, _("Taken as given; it is checked at screening."))
    for ban in profile.bans:
        if ban.covers(terms.on):
            words = {"first": written_day(ban.starts_on), "last": written_day(ban.ends_on)}
            reason = _("A participation ban runs from %(first)s to %(last)s.") % words
            return Finding(Verdict.FAILS, reason, "bans")
    return Finding(Verdict.PASSES, _("None is recorded here; it is checked at screening."))


def _judge_attendance(rule: Rule, profile: Profile, terms: Terms) -> Finding:
    """By any session about the call until the day that counts. As long as one is to come, nobody
    has missed them all."""
    if terms.call in profile.waivers:
        return Finding(Verdict.PASSES, _("Waived by a decision that is recorded."))
    came = [one.on for one in profile.visits or () if one.call == terms.call and one.on <= terms.on]
    if came:
        reason = _("Somebody of the company was there on %(day)s.")
        return Finding(Verdict.PASSES, reason % {"day": written_day(min(came))})
    if profile.visits is None:
        reason = _("Counted for a company that somebody registered with.")
        return Finding(Verdict.UNKNOWN, reason)
    if not terms.sessions_are_over:
        return Finding(Verdict.UNKNOWN, _("A session is still to come: register and take part."))
    reason = _("Nobody came in the company's name. The agency can waive it with a reason.")
    return Finding(Verdict.FAILS, reason)


JUDGES: dict[str, Callable[[Rule, Profile, Terms], Finding]] = {
    APPLICANT_KIND: _judge_applicant,
    RuleKind.LOCATION: _judge_location,
    RuleKind.AGE: _judge_age,
    RuleKind.SIZE: _judge_size,
    RuleKind.STATUS: _judge_status,
    RuleKind.FIELD: _judge_field,
    RuleKind.REVENUE: _judge_revenue,
    RuleKind.NO_BAN: _judge_ban,
    RuleKind.ATTENDANCE: _judge_attendance,
}

# What each kind of rule looks at, as it is kept with a submission
FACTS: dict[str, tuple[str, ...]] = {
    APPLICANT_KIND: ("applicant_kind",),
    RuleKind.LOCATION: ("zone", "province", "moves_into"),
    RuleKind.AGE: ("founded_on",),
    RuleKind.SIZE: ("size",),
    RuleKind.STATUS: ("statuses", "holds_no_status"),
    RuleKind.FIELD: ("fields",),
    RuleKind.REVENUE: ("revenues",),
    RuleKind.NO_BAN: ("bans",),
    RuleKind.ATTENDANCE: ("visits", "waivers"),
}


def facts_for(kind: str, profile: Profile) -> dict[str, Any]:
    """What a rule of this kind looked at in the profile, as JSON can hold it."""
    return {name: _plain(getattr(profile, name)) for name in FACTS[kind]}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset | set):
        return sorted(value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(part) for part in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {name: _plain(part) for name, part in vars(value).items()}
    return value
