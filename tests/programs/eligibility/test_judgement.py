"""One rule for one applicant: passes, fails, or cannot be known yet; and why."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from programs.eligibility import (
    APPLICANT_KIND,
    Ban,
    PlainRule,
    Profile,
    Revenue,
    Status,
    Terms,
    Visit,
    judge,
    last_day_within,
    overall,
)
from programs.eligibility.judgement import JUDGES
from programs.eligibility.words import WORDS
from programs.enums import Place, RuleKind, Verdict

CLOSING = date(2026, 12, 31)
GIMHAE, JINJU, GYEONGNAM, DAEJEON = 1, 2, 3, 4
TERMS = Terms(
    on=CLOSING,
    zones={GIMHAE: "Gimhae"},
    provinces={GYEONGNAM: "Gyeongnam"},
    applicant_kinds=["company", "founder"],
)
PASSES, FAILS, UNKNOWN = Verdict.PASSES, Verdict.FAILS, Verdict.UNKNOWN
DAYS = st.dates(date(1950, 1, 1), date(2090, 12, 31))


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def company(**known) -> Profile:
    return Profile(**{"applicant_kind": "company", **known})


def founder(**known) -> Profile:
    return company(applicant_kind="founder", **known)


def judged(rule: PlainRule, profile: Profile, terms: Terms = TERMS) -> tuple[Verdict, str]:
    judgement = judge(rule, profile, terms=terms)
    return judgement.verdict, judgement.mend


def rule(kind: RuleKind, *values: str, **fields) -> PlainRule:
    return PlainRule(kind, values=values, **fields)


def test_every_kind_of_rule_is_judged_and_put_into_words():
    kinds = {*RuleKind, APPLICANT_KIND}

    assert (set(JUDGES), set(WORDS)) == (kinds, kinds)


@pytest.mark.parametrize(
    ("profile", "expected"),
    [
        (company(), (PASSES, "")),
        (founder(), (PASSES, "")),
        (company(applicant_kind="specialist"), (FAILS, "applicant_kind")),
    ],
)
def test_kind_of_applicant(profile, expected):
    assert judged(PlainRule(APPLICANT_KIND, ["company", "founder"]), profile) == expected


HERE, ELSEWHERE = {"zone": GIMHAE}, {"zone": JINJU}


@pytest.mark.parametrize(
    ("places", "known", "expected"),
    [
        ([Place.IN_ZONE], HERE, (PASSES, "")),
        ([Place.IN_ZONE], ELSEWHERE, (FAILS, "zone")),
        ([Place.IN_ZONE], {}, (FAILS, "zone")),
        ([Place.IN_ZONE], {"zone_is_known": False}, (UNKNOWN, "zone")),
        ([Place.IN_ANY_ZONE], ELSEWHERE, (PASSES, "")),
        ([Place.IN_ANY_ZONE], {}, (FAILS, "zone")),
        ([Place.IN_ANY_ZONE], {"zone_is_known": False}, (UNKNOWN, "zone")),
        ([Place.IN_PROVINCE], {"province": GYEONGNAM}, (PASSES, "")),
        ([Place.IN_PROVINCE], {"province": DAEJEON}, (FAILS, "province")),
        ([Place.IN_PROVINCE], {"province": DAEJEON, **HERE}, (FAILS, "province")),
        ([Place.IN_PROVINCE], HERE, (PASSES, "")),
        ([Place.IN_PROVINCE], ELSEWHERE, (UNKNOWN, "province")),
        ([Place.MOVING_IN], {"moves_into": GIMHAE}, (PASSES, "")),
        ([Place.MOVING_IN], {"moves_into": JINJU}, (FAILS, "moves_into")),
        ([Place.MOVING_IN], HERE, (PASSES, "")),
        ([Place.MOVING_IN], {}, (UNKNOWN, "moves_into")),
        ([Place.IN_ZONE, Place.MOVING_IN], ELSEWHERE, (UNKNOWN, "moves_into")),
        ([Place.IN_ZONE, Place.MOVING_IN], {"moves_into": GIMHAE}, (PASSES, "")),
        ([Place.IN_ZONE, Place.IN_PROVINCE], {"province": DAEJEON}, (FAILS, "zone")),
        (["on_the_moon"], HERE, (FAILS, "zone")),
    ],
)
def test_location(places, known, expected):
    assert judged(rule(RuleKind.LOCATION, *places), company(**known)) == expected


@pytest.mark.parametrize(
    ("founded", "expected"),
    [
        (date(2019, 12, 31), (PASSES, "")),
        (date(2019, 12, 30), (FAILS, "founded_on")),
        (CLOSING, (PASSES, "")),
        (None, (UNKNOWN, "founded_on")),
    ],
)
def test_age_as_of_the_closing_day(founded, expected):
    assert judged(rule(RuleKind.AGE, years=7), company(founded_on=founded)) == expected


@given(DAYS, st.integers(0, 50))
def test_age_passes_up_to_its_last_day_and_fails_from_the_next(founded, years):
    last = last_day_within(founded, years)
    at_most = rule(RuleKind.AGE, years=years)

    verdicts = [
        judge(at_most, company(founded_on=founded), terms=Terms(on=day)).verdict
        for day in (last, last + timedelta(days=1))
    ]

    assert verdicts == [PASSES, FAILS]


@given(DAYS, DAYS, st.integers(0, 50), st.integers(0, 50))
def test_who_is_young_enough_is_so_where_more_years_are_allowed(founded, on, years, more):
    profile, terms = company(founded_on=founded), Terms(on=on)

    strict = judge(rule(RuleKind.AGE, years=years), profile, terms=terms).verdict
    mild = judge(rule(RuleKind.AGE, years=years + more), profile, terms=terms).verdict

    assert (strict, mild) != (PASSES, FAILS)


def test_a_founder_has_no_years_where_founders_may_apply():
    seven = rule(RuleKind.AGE, years=7)
    others = Terms(on=CLOSING, applicant_kinds=["company"])

    assert judged(seven, founder()) == (PASSES, "")
    assert judged(seven, founder(), others) == (UNKNOWN, "founded_on")


@pytest.mark.parametrize(
    ("profile", "expected"),
    [
        (company(size="small"), (PASSES, "")),
        (company(size="large"), (FAILS, "size")),
        (company(), (UNKNOWN, "size")),
        (founder(), (PASSES, "")),
    ],
)
def test_size(profile, expected):
    assert judged(rule(RuleKind.SIZE, "small", "middle"), profile) == expected


def test_a_founder_is_no_large_company():
    assert judged(rule(RuleKind.SIZE, "large"), founder()) == (FAILS, "applicant_kind")


NOW = Status("venture", date(2025, 1, 1), date(2027, 12, 31))
OVER = Status("venture", date(2020, 1, 1), date(2026, 12, 30))
LATER = Status("venture", date(2027, 1, 1))
OTHER = Status("innobiz", date(2020, 1, 1))


@pytest.mark.parametrize(
    ("profile", "expected"),
    [
        (company(statuses=(NOW,)), (PASSES, "")),
        (company(statuses=(OVER, NOW)), (PASSES, "")),
        (company(statuses=(OVER,)), (FAILS, "statuses")),
        (company(statuses=(LATER,)), (FAILS, "statuses")),
        (company(statuses=(OTHER,)), (FAILS, "statuses")),
        (company(statuses=(Status("venture", CLOSING, CLOSING),)), (PASSES, "")),
        (company(), (UNKNOWN, "statuses")),
        (company(holds_no_status=True), (FAILS, "statuses")),
        (founder(), (FAILS, "statuses")),
    ],
)
def test_status_as_of_the_closing_day(profile, expected):
    assert judged(rule(RuleKind.STATUS, "venture", "high_tech"), profile) == expected


@pytest.mark.parametrize(
    ("statuses", "reason"),
    [
        ([NOW], "venture company: as stated; to be proven by the certificate."),
        (
            [NOW, Status("venture", date(2020, 1, 1), is_verified=True)],
            "venture company: verified by the foundation.",
        ),
        ([OVER], "venture company: valid until 30 Dec 2026 only."),
        ([LATER], "venture company: valid only from 1 Jan 2027 on."),
    ],
)
def test_status_says_how_sure_it_is(statuses, reason):
    judgement = judge(
        rule(RuleKind.STATUS, "venture"), company(statuses=tuple(statuses)), terms=TERMS
    )

    assert judgement.reason == reason


@pytest.mark.parametrize(
    ("fields", "expected"),
    [(["health", "arts"], (PASSES, "")), (["arts"], (FAILS, "fields")), ([], (UNKNOWN, "fields"))],
)
def test_field(fields, expected):
    assert judged(rule(RuleKind.FIELD, "health"), company(fields=fields)) == expected


@pytest.mark.parametrize(
    ("bounds", "won", "verdict"),
    [
        ({"most_won": 2_000}, 1_999, PASSES),
        ({"most_won": 2_000}, 2_000, FAILS),
        ({"least_won": 2_000}, 2_000, PASSES),
        ({"least_won": 2_000}, 1_999, FAILS),
        ({"least_won": 1, "most_won": 3}, 2, PASSES),
        ({"least_won": 1, "most_won": 3}, 0, FAILS),
    ],
)
def test_revenue_is_at_least_the_one_and_less_than_the_other(bounds, won, verdict):
    profile = company(revenues=(Revenue(won, 2025),))

    assert judge(rule(RuleKind.REVENUE, **bounds), profile, terms=TERMS).verdict == verdict


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ((), (UNKNOWN, "revenue_won")),
        ((Revenue(1, 2024),), (UNKNOWN, "revenue_won")),
        ((Revenue(1, 2026),), (UNKNOWN, "revenue_won")),
        ((Revenue(1, 2025),), (PASSES, "")),
        ((Revenue(1),), (PASSES, "")),
        ((Revenue(0, 2025),), (PASSES, "")),
        ((Revenue(9_999, 2024), Revenue(1, 2025), Revenue(9_999, 2026)), (PASSES, "")),
        ((Revenue(1, 2024), Revenue(9_999, 2025)), (FAILS, "revenue_won")),
    ],
)
def test_revenue_is_that_of_the_last_year(known, expected):
    assert judged(rule(RuleKind.REVENUE, most_won=2_000), company(revenues=known)) == expected


def test_a_founder_has_no_revenue():
    assert judged(rule(RuleKind.REVENUE, most_won=1), founder()) == (PASSES, "")
    assert judged(rule(RuleKind.REVENUE, least_won=1), founder()) == (FAILS, "applicant_kind")


@pytest.mark.parametrize(
    ("bans", "expected"),
    [
        ((), (PASSES, "")),
        (None, (PASSES, "")),
        ((Ban(date(2025, 1, 1), date(2026, 12, 30)),), (PASSES, "")),
        ((Ban(date(2025, 1, 1), CLOSING),), (FAILS, "bans")),
        ((Ban(date(2020, 1, 1), date(2021, 1, 1)), Ban(CLOSING, CLOSING)), (FAILS, "bans")),
    ],
)
def test_participation_ban_on_the_closing_day(bans, expected):
    assert judged(rule(RuleKind.NO_BAN), company(bans=bans)) == expected


CAME = (Visit(1, date(2026, 3, 4)),)


@pytest.mark.parametrize(
    ("known", "are_over", "expected"),
    [
        ({"visits": CAME}, True, PASSES),
        ({"visits": CAME}, False, PASSES),
        ({"visits": (Visit(1, CLOSING),)}, True, PASSES),
        ({"visits": (Visit(1, date(2027, 1, 1)),)}, True, FAILS),
        ({"visits": (Visit(2, date(2026, 3, 4)),)}, True, FAILS),
        ({"visits": ()}, True, FAILS),
        ({"visits": ()}, False, UNKNOWN),
        ({}, True, UNKNOWN),
        ({"visits": (), "waivers": frozenset({1})}, True, PASSES),
        ({"visits": (), "waivers": frozenset({2})}, True, FAILS),
    ],
)
def test_attendance_at_a_session_of_this_call_until_the_closing_day(known, are_over, expected):
    terms = replace(TERMS, call=1, sessions_are_over=are_over)

    assert judged(rule(RuleKind.ATTENDANCE), company(**known), terms) == (expected, "")


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        ([], PASSES),
        ([PASSES, PASSES], PASSES),
        ([PASSES, UNKNOWN], UNKNOWN),
        ([UNKNOWN, FAILS, PASSES], FAILS),
    ],
)
def test_overall_is_the_worst(verdicts, expected):
    assert overall(verdicts) == expected


@pytest.mark.parametrize(
    ("mend", "anchor"),
    [
        (rule(RuleKind.AGE, years=7), "id_founded_on"),
        (rule(RuleKind.FIELD, "health"), "id_fields_group"),
        (rule(RuleKind.STATUS, "venture"), "statuses"),
        (rule(RuleKind.NO_BAN), ""),
    ],
)
def test_judgement_knows_where_it_is_mended(mend, anchor):
    assert judge(mend, company(), terms=TERMS).anchor == anchor
