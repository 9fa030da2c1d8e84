"""Who may apply for what: the calls with their rules, the companies with what is known of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, OuterRef, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import override

from portal.accounts.models import User
from portal.common.business_days import closing_day
from portal.common.nested import KeptRows, objects_from, rows_of
from programs.eligibility import (
    APPLICANT_KIND,
    Ban,
    Judgement,
    PlainRule,
    Profile,
    Revenue,
    Rule,
    Status,
    Terms,
    Visit,
    facts_for,
    judge,
    overall,
    rule_in_words,
)
from programs.enums import RuleKind, Verdict
from programs.models import (
    Application,
    Attendance,
    AttendanceWaiver,
    Briefing,
    Call,
    EligibilityRule,
)
from zones.models import Company, CompanyRevenue, CompanyStatus, ParticipationBan, Province, Zone

RULE_FIELDS = ("kind", "values", "years", "least_won", "most_won", "note_ko", "note_en")
PLACE_FIELDS = ("id", "name_ko", "name_en")
STATUS_FIELDS = ("kind", "valid_from", "valid_until", "verified_on")
PARENT = OuterRef("pk")
RULE_ROWS = KeptRows(lambda: rows_of(EligibilityRule.objects.filter(call=PARENT), *RULE_FIELDS))
PLACE_ROWS = KeptRows(
    lambda: rows_of(
        Zone.objects.filter(call_zones__call=PARENT),
        *PLACE_FIELDS,
        province_rows=rows_of(Province.objects.filter(zones=PARENT), *PLACE_FIELDS),
    )
)
REVENUE_ROWS = KeptRows(
    lambda: rows_of(CompanyRevenue.objects.filter(company=PARENT), "year", "amount_won")
)
STATUS_ROWS = KeptRows(
    lambda: rows_of(CompanyStatus.objects.filter(company=PARENT), *STATUS_FIELDS)
)
BAN_ROWS = KeptRows(
    lambda: rows_of(
        ParticipationBan.objects.standing().filter(company=PARENT), "starts_on", "ends_on"
    )
)
SESSION_ROWS = KeptRows(
    lambda: rows_of(Briefing.objects.filter(calls=PARENT, cancelled_at=None), "ends_at")
)
VISIT_ROWS = KeptRows(
    lambda: rows_of(_visits().filter(registration__company=PARENT), "call_id", "on")
)
WAIVER_ROWS = KeptRows(
    lambda: rows_of(AttendanceWaiver.objects.standing().filter(company=PARENT), "call_id")
)
KNOWN = {
    "revenue_rows": REVENUE_ROWS,
    "status_rows": STATUS_ROWS,
    "ban_rows": BAN_ROWS,
    "visit_rows": VISIT_ROWS,
    "waiver_rows": WAIVER_ROWS,
}
COMPANY_FIELDS = (
    "id", "name", "applicant_kind", "size", "founded_on", "zone_id", "province_id", "moves_into_id",
    "fields", "holds_no_status",
)  # fmt: skip
ORDER = (Verdict.PASSES, Verdict.UNKNOWN, Verdict.FAILS)


def _visits() -> QuerySet[Any]:
    """Who came to a session, with `call_id` for each call that it was about and the day in Korea."""
    return Attendance.objects.standing().annotate(
        call_id=F("registration__briefing__calls"),
        on=TruncDate("arrived_at", tzinfo=timezone.get_default_timezone()),
    )


@dataclass(frozen=True)
class Match:
    """A call, and how it judges one applicant: as a whole and rule by rule."""

    call: Call
    verdict: Verdict
    judgements: list[Judgement]


def with_rules(calls: QuerySet[Call]) -> QuerySet[Call]:
    """Calls with all that their rules need, in the same statement."""
    return calls.annotate(rule_rows=RULE_ROWS, place_rows=PLACE_ROWS, session_rows=SESSION_ROWS)


def with_known(companies: QuerySet[Company]) -> QuerySet[Company]:
    """Companies with their revenues, statuses and standing bans, in the same statement."""
    return companies.annotate(**KNOWN)


def rules_of(call: Call) -> list[Rule]:
    """Who may apply at all, then the rules of the call in their order."""
    brought = getattr(call, "rule_rows", None)
    rules = (
        list(call.eligibility_rules.all())
        if brought is None
        else objects_from(EligibilityRule, brought)
    )
    return [PlainRule(APPLICANT_KIND, values=call.applicant_kinds), *rules]


def day_that_counts(call: Call) -> date:
    """The closing day; without a closing time the day it was closed, or today."""
    return closing_day(call.closes_at) if call.closes_at else timezone.localdate(call.closed_at)


def terms_of(call: Call, rules: Iterable[Rule] = ()) -> Terms:
    """What all rules of a call share; without a closing time today is the day that counts.

    Judging needs the `rules`: sessions are looked up only where one of them asks for attendance.
    """
    zones, provinces = _places_of(call)
    return Terms(
        on=day_that_counts(call),
        is_closing_day=call.closes_at is not None,
        zones={zone.pk: zone for zone in zones},
        provinces={province.pk: province for province in provinces},
        applicant_kinds=call.applicant_kinds,
        call=call.amends_id or call.pk,
        sessions_are_over=any(rule.kind == RuleKind.ATTENDANCE for rule in rules)
        and _sessions_are_over(call),
    )


def _sessions_are_over(call: Call) -> bool:
    """There were sessions about the call, and none is still to come; without a statement where
    `with_rules` looked."""
    rows = getattr(call, "session_rows", None)
    if rows is None:
        standing = Briefing.objects.filter(calls=call.amends_id or call.pk, cancelled_at=None)
        ends = list(standing.values_list("ends_at", flat=True))
    else:
        ends = [session.ends_at for session in objects_from(Briefing, rows)]
    return bool(ends) and max(ends) <= timezone.now()


def _places_of(call: Call) -> tuple[list[Zone], list[Province]]:
    rows = getattr(call, "place_rows", None)
    if rows is None:
        zones = list(call.zones.prefetch_related("provinces"))
        return zones, [province for zone in zones for province in zone.provinces.all()]
    own = [{name: row[name] for name in PLACE_FIELDS} for row in rows]
    inner = [province for row in rows for province in row["province_rows"]]
    return objects_from(Zone, own), objects_from(Province, inner)


def profile_of_company(company: Company, rules: Iterable[Rule] | None = None) -> Profile:
    """What the company states and what is recorded of it, as the rules look at it.

    Of `rules` that do not ask for attendance nobody looks it up.
    """
    looks = rules is None or any(rule.kind == RuleKind.ATTENDANCE for rule in rules)
    return Profile(
        applicant_kind=company.applicant_kind,
        size=company.size,
        founded_on=company.founded_on,
        zone=company.zone_id,
        province=company.province_id,
        moves_into=company.moves_into_id,
        fields=frozenset(company.fields),
        revenues=tuple(
            Revenue(revenue.amount_won, revenue.year)
            for revenue in _brought(company, CompanyRevenue, "revenue_rows", company.revenues)
        ),
        statuses=tuple(
            Status(status.kind, status.valid_from, status.valid_until, status.is_verified)
            for status in _brought(company, CompanyStatus, "status_rows", company.statuses)
        ),
        holds_no_status=company.holds_no_status,
        bans=tuple(
            Ban(ban.starts_on, ban.ends_on)
            for ban in _brought(company, ParticipationBan, "ban_rows", company.bans)
            if not ban.is_lifted
        ),
        visits=_visits_of(company) if looks else None,
        waivers=_waivers_of(company) if looks else frozenset(),
    )


def _visits_of(company: Company) -> tuple[Visit, ...]:
    rows = getattr(company, "visit_rows", None)
    if rows is None:
        rows = _visits().filter(registration__company=company).values("call_id", "on")
    about = [row for row in rows if row["call_id"] is not None]
    found = {(row["call_id"], parse_date(str(row["on"])) or date.max) for row in about}
    return tuple(Visit(call, on) for call, on in sorted(found))


def _waivers_of(company: Company) -> frozenset[int]:
    rows = getattr(company, "waiver_rows", None)
    if rows is None:
        rows = company.attendance_waivers.standing().values("call_id")
    return frozenset(row["call_id"] for row in rows)


def _brought(company: Company, model: Any, rows: str, related: Any) -> Iterable[Any]:
    brought = getattr(company, rows, None)
    return related.all() if brought is None else objects_from(model, brought)


def rules_in_words_of(call: Call) -> list[dict[str, str]]:
    """The rules as the public reads them: `rule` in words and the agency's `note`, localized."""
    terms = terms_of(call)
    return [
        {"kind": rule.kind, "rule": rule_in_words(rule, terms=terms), "note": rule.note}
        for rule in rules_of(call)
    ]


def judgements_of(call: Call, company: Company) -> list[Judgement]:
    """Rule by rule, as of the closing day, in the reader's language."""
    rules = rules_of(call)
    return _judged(call, rules, profile_of_company(company, rules))


def judgements_for(call: Call, profile: Profile) -> list[Judgement]:
    return _judged(call, rules_of(call), profile)


def _judged(call: Call, rules: list[Rule], profile: Profile) -> list[Judgement]:
    terms = terms_of(call, rules)
    return [judge(rule, profile, terms=terms) for rule in rules]


def match_for(call: Call, profile: Profile) -> Match:
    return _match(call, judgements_for(call, profile))


def match_of(call: Call, company: Company) -> Match:
    """As `match_for`, of one company: what no rule of the call asks for is not looked up."""
    return _match(call, judgements_of(call, company))


def _match(call: Call, judgements: list[Judgement]) -> Match:
    return Match(call, overall(judgement.verdict for judgement in judgements), judgements)


def matches_for(profile: Profile) -> list[Match]:
    """Every open or upcoming call, those that pass first, in one statement."""
    coming = Call.objects.open() | Call.objects.upcoming()
    matches = [match_for(call, profile) for call in with_rules(coming.with_parties()).by_urgency()]
    return sorted(matches, key=lambda match: ORDER.index(match.verdict))


def calls_for(company: Company) -> list[Match]:
    """Every open or upcoming call as it judges the company, those that pass first."""
    return matches_for(profile_of_company(company))


def known_companies_of(user: User) -> QuerySet[Company]:
    """The companies of a person, with all that rules ask of them, in one statement."""
    return with_known(Company.objects.of(user))


def with_own_companies(calls: QuerySet[Call], user: User | AnonymousUser) -> QuerySet[Call]:
    """Calls with what `own_matches_of` asks of the person's companies, in the same statement."""
    if not user.is_authenticated:
        return calls
    own = Company.objects.of(user)
    return calls.annotate(own_company_rows=rows_of(own, *COMPANY_FIELDS, **KNOWN))


def own_matches_of(call: Call, user: User | AnonymousUser) -> list[tuple[Company, Match]]:
    """How a call that `with_own_companies` brought judges each of the companies of a person."""
    if not user.is_authenticated:
        return []
    companies = _known(vars(call)["own_company_rows"])
    return [(company, match_for(call, profile_of_company(company))) for company in companies]


def _known(rows: Iterable[dict[str, Any]]) -> list[Company]:
    """As `known_companies_of` brings them, but of their fields those of COMPANY_FIELDS alone."""
    companies = []
    for row in rows:
        (company,) = objects_from(Company, [{name: row[name] for name in COMPANY_FIELDS}])
        for name in KNOWN:
            setattr(company, name, row[name])
        companies.append(company)
    return companies


def judgement_rows(call: Call, company: Company) -> list[dict[str, Any]]:
    """The judgements as JSON can hold them, in both languages, with the facts they rest on.

    For keeping beside a submission: what was known and how it was judged at that moment.
    """
    rules = rules_of(call)
    profile, terms = profile_of_company(company, rules), terms_of(call, rules)
    return [_row(rule, profile, terms) for rule in rules]


def _row(rule: Rule, profile: Profile, terms: Terms) -> dict[str, Any]:
    texts = {}
    for language in ("ko", "en"):
        with override(language):
            judgement = judge(rule, profile, terms=terms)
            texts |= {
                f"rule_{language}": judgement.rule,
                f"reason_{language}": judgement.reason,
            }
    return {
        "kind": str(rule.kind),
        "as_of": terms.on.isoformat(),
        "verdict": str(judgement.verdict),
        **texts,
        "facts": facts_for(rule.kind, profile),
    }


def attendance_of(application: Application) -> Judgement | None:
    """How the rule of attendance judges an applicant by now, for the eligibility check; None where
    the call has no such rule."""
    call = application.call
    rules = [rule for rule in rules_of(call) if rule.kind == RuleKind.ATTENDANCE]
    if not rules:
        return None
    profile = profile_of_company(application.company)
    return judge(rules[0], profile, terms=terms_of(call, rules))
