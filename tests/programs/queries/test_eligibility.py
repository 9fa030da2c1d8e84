"""Calls and companies brought together: which statements it costs, what comes out, in which order."""

import json
from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone, translation

from programs.enums import Place, RuleKind, Verdict
from programs.models import Briefing, Call
from programs.queries import (
    calls_for,
    judgement_rows,
    judgements_of,
    known_companies_of,
    matches_for,
    profile_of_company,
    rules_in_words_of,
    terms_of,
    with_rules,
)
from tests.factories.programs import (
    AttendanceFactory,
    AttendanceWaiverFactory,
    BriefingFactory,
    CallFactory,
    EligibilityRuleFactory,
    RegistrationFactory,
    approved,
    close,
    days,
    open_call,
)
from tests.factories.zones import (
    CompanyFactory,
    CompanyMemberFactory,
    CompanyRevenueFactory,
    CompanyStatusFactory,
    ParticipationBanFactory,
    ProvinceFactory,
)
from zones.models import Company

pytestmark = pytest.mark.django_db
PASSES, FAILS, UNKNOWN = Verdict.PASSES, Verdict.FAILS, Verdict.UNKNOWN
EVERY_RULE = [
    {"kind": RuleKind.LOCATION, "values": [Place.IN_ZONE, Place.MOVING_IN]},
    {"kind": RuleKind.AGE, "years": 7},
    {"kind": RuleKind.SIZE, "values": ["small"]},
    {"kind": RuleKind.STATUS, "values": ["venture"]},
    {"kind": RuleKind.FIELD, "values": ["health"]},
    {"kind": RuleKind.REVENUE, "most_won": 2_000_000_000},
    {"kind": RuleKind.NO_BAN},
    {"kind": RuleKind.ATTENDANCE},
]


def call_with(*rules: dict, **fields) -> Call:
    """Open, with these rules in their order."""
    call = CallFactory(parts=True, **fields)
    for position, rule in enumerate(rules, start=1):
        EligibilityRuleFactory(call=call, position=position, **rule)
    return approved(call)


def founded(years_ago: int) -> date:
    return timezone.localdate() - timedelta(days=366 * years_ago)


def fitting_company(call: Call) -> Company:
    """Passes every rule of EVERY_RULE."""
    company = CompanyFactory(
        zone=call.agency.zone,
        founded_on=founded(1),
        fields=["health"],
    )
    CompanyRevenueFactory(company=company, year=terms_of(call).on.year - 1, amount_won=1)
    CompanyStatusFactory(company=company)
    came_to(call, company)
    return company


def session_of(call: Call, **fields) -> Briefing:
    briefing = BriefingFactory(**{"starts_at": days(-3), "ends_at": days(-2.9), **fields})
    briefing.calls.add(call)
    return briefing


def came_to(call: Call, company: Company) -> None:
    guest = RegistrationFactory(briefing=session_of(call), company=company)
    AttendanceFactory(registration=guest, arrived_at=days(-3))


def verdicts(call: Call, company: Company) -> list[Verdict]:
    return [judgement.verdict for judgement in judgements_of(call, company)]


def test_a_company_that_fits_passes_every_rule():
    call = call_with(*EVERY_RULE)

    assert verdicts(call, fitting_company(call)) == [PASSES] * 9


def test_an_empty_profile_leaves_open_what_it_does_not_say():
    call = call_with(*EVERY_RULE)

    assert verdicts(call, CompanyFactory()) == [
        PASSES,  # a company may apply
        UNKNOWN,
        UNKNOWN,
        PASSES,  # small unless it says otherwise
        UNKNOWN,
        UNKNOWN,
        UNKNOWN,
        PASSES,
        UNKNOWN,  # no session has taken place yet
    ]


@pytest.mark.parametrize(
    ("lifted", "verdict"),
    [({}, FAILS), ({"lifted_at": days(-1), "lifting_reason": "무효"}, PASSES)],
)
def test_a_lifted_ban_does_not_count(lifted, verdict):
    call = call_with({"kind": RuleKind.NO_BAN})
    ban = ParticipationBanFactory(starts_on="2020-01-01", ends_on="2099-12-31", **(lifted and {}))
    if lifted:
        type(ban).objects.update(**lifted, lifted_by=ban.recorded_by)

    for company in (ban.company, known_of(ban.company)):
        assert verdicts(call, company)[-1] == verdict


def known_of(company: Company) -> Company:
    """As `known_companies_of` brings it."""
    return known_companies_of(CompanyMemberFactory(company=company).user).get()


@pytest.mark.parametrize(
    ("sessions", "has_come", "is_waived", "verdict"),
    [
        ([], False, False, UNKNOWN),
        ([{}], False, False, FAILS),
        ([{}], True, False, PASSES),
        ([{}], False, True, PASSES),
        ([{}, {"starts_at": days(1), "ends_at": days(2)}], False, False, UNKNOWN),
        ([{}, {"ends_at": days(2), "cancelled_at": days(0)}], False, False, FAILS),
    ],
    ids=["none yet", "missed", "came", "waived", "one to come", "the other cancelled"],
)
def test_attendance_is_known_in_both_ways_of_fetching(sessions, has_come, is_waived, verdict):
    call, company = call_with({"kind": RuleKind.ATTENDANCE}), CompanyFactory()
    for fields in sessions:
        by = {"cancelled_by": call.created_by} if "cancelled_at" in fields else {}
        session_of(call, **fields, **by)
    if has_come:
        came_to(call, company)
    if is_waived:
        AttendanceWaiverFactory(call=call, company=company)
    AttendanceWaiverFactory(call=call)
    came_to(open_call(), company)

    brought = with_rules(Call.objects.all()).get(pk=call.pk)

    assert verdicts(call, company)[-1] == verdict
    assert verdicts(brought, known_of(company))[-1] == verdict


def test_a_check_in_that_was_taken_back_is_no_attendance():
    call, company = call_with({"kind": RuleKind.ATTENDANCE}), CompanyFactory()
    guest = RegistrationFactory(briefing=session_of(call), company=company)
    AttendanceFactory(
        registration=guest, undone_at=days(0), undone_by=call.created_by, undone_reason="잘못"
    )
    RegistrationFactory(briefing=guest.briefing, company=company)

    assert verdicts(call, company)[-1] == FAILS


def test_what_is_kept_of_attendance_names_days_and_no_guests():
    call, company = call_with({"kind": RuleKind.ATTENDANCE}), CompanyFactory()
    came_to(call, company)

    row = judgement_rows(call, company)[-1]

    day = timezone.localdate(days(-3)).isoformat()
    assert row["facts"] == {"visits": [{"call": call.pk, "on": day}], "waivers": []}


def test_both_ways_of_fetching_say_the_same():
    zone_rule = {"kind": RuleKind.LOCATION, "values": [Place.IN_PROVINCE]}
    call = call_with(zone_rule, *EVERY_RULE)
    call.agency.zone.provinces.add(ProvinceFactory())
    company = fitting_company(call)
    ParticipationBanFactory(company=company, ends_on="2099-12-31")

    brought = with_rules(Call.objects.all()).get()

    assert judgements_of(brought, known_of(company)) == judgements_of(call, company)
    assert rules_in_words_of(brought) == rules_in_words_of(call)


def test_the_company_with_all_that_is_known_costs_one_statement(django_assert_num_queries):
    company = CompanyMemberFactory().company
    for number in range(3):
        CompanyStatusFactory(company=company, valid_from=f"202{number}-01-01")
        ParticipationBanFactory(company=company)
    user = company.members.get().user

    with django_assert_num_queries(1):
        (known,) = known_companies_of(user)
        profile = profile_of_company(known)

    assert (len(profile.statuses), len(profile.bans)) == (3, 3)


@pytest.mark.parametrize("item_count", [1, 3])
def test_calls_for_a_company_cost_one_statement(item_count, django_assert_num_queries):
    for _number in range(item_count):
        call_with(*EVERY_RULE)
    profile = profile_of_company(CompanyFactory())

    with django_assert_num_queries(1):
        matches = matches_for(profile)
        assert [match.call.zone_list for match in matches]

    assert len(matches) == item_count


def test_calls_for_a_company_are_the_open_and_the_upcoming_ones():
    opened, upcoming = open_call(), open_call(opens_at=days(2))
    close(open_call())
    open_call(published_at=days(1), opens_at=days(2))
    CallFactory(parts=True)

    assert {match.call for match in calls_for(CompanyFactory())} == {opened, upcoming}


def test_calls_that_pass_come_first_then_the_open_questions_then_the_rest():
    refusing = call_with({"kind": RuleKind.SIZE, "values": ["large"]}, closes_at=days(1))
    open_question = call_with({"kind": RuleKind.AGE, "years": 7}, closes_at=days(2))
    late, soon = call_with(closes_at=days(9)), call_with(closes_at=days(8))

    matches = calls_for(CompanyFactory())

    assert [(match.call, match.verdict) for match in matches] == [
        (soon, PASSES),
        (late, PASSES),
        (open_question, UNKNOWN),
        (refusing, FAILS),
    ]


@pytest.mark.parametrize(
    ("fields", "on", "is_closing_day"),
    [
        ({"closes_at": "2099-12-31T09:00Z"}, "2099-12-31", True),
        ({"closes_at": "2099-12-30T15:00Z"}, "2099-12-30", True),
        ({"closes_at": None, "closing_mode": "budget", "budget_won": 1}, None, False),
    ],
)
def test_the_day_that_counts(fields, on, is_closing_day):
    if fields["closes_at"]:
        fields = {**fields, "closes_at": datetime.fromisoformat(fields["closes_at"])}
    terms = terms_of(CallFactory.build(**fields, program=None, agency=None, created_by=None, pk=0))

    expected = on or timezone.localdate().isoformat()
    assert (terms.on.isoformat(), terms.is_closing_day) == (expected, is_closing_day)


def test_rules_in_words_have_the_note_of_the_agency():
    call = call_with({"note_ko": "신산업은 10년", "note_en": "Ten in new industries"})
    day = terms_of(call).on

    with translation.override("en"):
        rules = rules_in_words_of(call)

    assert rules == [
        {
            "kind": "applicant_kind",
            "rule": "Applicant: Company or Prospective founder",
            "note": "",
        },
        {
            "kind": "age",
            "rule": f"At most 7 years since founding (as of the closing day {day:%-d %b %Y})",
            "note": "Ten in new industries",
        },
    ]


def test_judgement_rows_can_be_kept_as_json():
    call = call_with(*EVERY_RULE)
    company = fitting_company(call)
    ParticipationBanFactory(company=company, starts_on="2020-01-01", ends_on="2099-12-31")

    rows = json.loads(json.dumps(judgement_rows(call, company)))
    day = terms_of(call).on

    assert [row["verdict"] for row in rows] == ["passes"] * 7 + ["fails", "passes"]
    assert {len(row) for row in rows} == {8}
    assert rows[2] == {
        "kind": "age",
        "as_of": day.isoformat(),
        "verdict": "passes",
        "rule_ko": rows[2]["rule_ko"],
        "rule_en": f"At most 7 years since founding (as of the closing day {day:%-d %b %Y})",
        "reason_ko": rows[2]["reason_ko"],
        "reason_en": rows[2]["reason_en"],
        "facts": {"founded_on": company.founded_on.isoformat()},
    }
    assert rows[-2]["facts"] == {"bans": [{"starts_on": "2020-01-01", "ends_on": "2099-12-31"}]}
