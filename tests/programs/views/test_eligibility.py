"""What can I apply for: by one's company, or by a trial that saves nothing."""

import pytest
from django.urls import reverse

from programs.enums import Place, RuleKind, Verdict
from programs.models import Call
from tests.counting import statements
from tests.factories.programs import CallFactory, EligibilityRuleFactory, approved, open_call
from tests.factories.zones import (
    CompanyFactory,
    CompanyMemberFactory,
    CompanyStatusFactory,
    ParticipationBanFactory,
    ProvinceFactory,
    ZoneFactory,
)
from zones.models import Company

pytestmark = pytest.mark.django_db
PATH = "/calls/for-me/"
LANGUAGES = ["ko", "en"]
TRIAL = {"applicant_kind": "company"}


def call_with(kind: RuleKind, **fields) -> Call:
    call = CallFactory(parts=True)
    EligibilityRuleFactory(call=call, kind=kind, **fields)
    return approved(call)


def found(response) -> list[tuple[Call, Verdict]]:
    return [(match.call, match.verdict) for match in response.context["page_obj"]]


@pytest.fixture
def as_applicant(client, applicant):
    client.force_login(applicant)
    client.cookies["django_language"] = "en"
    return client


def test_visitors_are_offered_a_trial(client):
    response = client.get(PATH)

    assert response.status_code == 200
    assert not response.context["is_judged"]
    assert reverse("zones:company-register") in response.content.decode()


def test_who_has_no_company_is_told_and_may_register_one(client, stranger):
    client.force_login(stranger)

    page = client.get(PATH).content.decode()

    assert f"{reverse('zones:company-register')}?next={PATH}" in page


def test_own_company_is_judged_with_links_to_what_it_does_not_say(as_applicant, company):
    call = call_with(RuleKind.AGE)

    response = as_applicant.get(PATH)

    edit = reverse("zones:company-edit", args=[company.pk])
    assert found(response) == [(call, Verdict.UNKNOWN)]
    assert f'href="{edit}?next=%2Fcalls%2Ffor-me%2F#id_founded_on"' in response.content.decode()
    assert 'id="id_founded_on"' in as_applicant.get(edit).content.decode()


@pytest.mark.parametrize(
    "mend", ["applicant_kind", "size", "founded_on", "zone", "province", "moves_into", "fields"]
)
def test_every_place_to_mend_is_on_the_page_of_the_profile(as_applicant, company, mend):
    page = as_applicant.get(reverse("zones:company-edit", args=[company.pk])).content.decode()

    group = "_group" if mend in ("applicant_kind", "fields") else ""
    assert f'id="id_{mend}{group}"' in page


def test_statuses_and_bans_have_their_places_on_the_page_of_the_profile(as_applicant, company):
    ParticipationBanFactory(company=company, ends_on="2099-12-31")

    page = as_applicant.get(reverse("zones:company-edit", args=[company.pk])).content.decode()

    assert 'id="statuses"' in page
    assert 'id="bans"' in page
    assert 'id="revenues"' in page


def test_company_is_chosen_by_the_address(as_applicant, applicant, company):
    other = CompanyMemberFactory(user=applicant).company

    chosen = [
        as_applicant.get(PATH, {"company": pk}).context["company"]
        for pk in (company.pk, other.pk, CompanyFactory().pk, "x", "\x00", "9" * 40)
    ]

    assert chosen[:2] == [company, other]
    assert set(chosen[2:]) <= {company, other}


def test_nobody_learns_of_the_bans_of_others(as_applicant, company, client):
    banned = ParticipationBanFactory(starts_on="2020-01-01", ends_on="2099-12-31")
    call_with(RuleKind.NO_BAN)

    judged = [
        as_applicant.get(PATH, {"company": banned.company.pk}),
        as_applicant.get(PATH, {**TRIAL, "company": banned.company.pk}),
    ]

    assert [found(response)[0][1] for response in judged] == [Verdict.PASSES] * 2


def test_trial_judges_what_the_address_says(client):
    call = call_with(RuleKind.REVENUE, most_won=2_000_000_000)

    verdicts = [
        found(client.get(PATH, {**TRIAL, "revenue_won": won}))
        for won in ("1,999,999,999", "2000000000", "")
    ]

    assert verdicts == [[(call, verdict)] for verdict in ("passes", "fails", "unknown")]


def test_trial_knows_in_no_zone_from_not_said(client):
    call = call_with(RuleKind.LOCATION, values=[Place.IN_ZONE])
    zone = call.agency.zone

    verdicts = [
        found(client.get(PATH, {**TRIAL, "zone": chosen}))[0][1]
        for chosen in (zone.pk, ZoneFactory().pk, "none", "")
    ]

    assert verdicts == ["passes", "fails", "fails", "unknown"]


def test_trial_by_province_and_by_a_plan_to_move(client):
    call = call_with(RuleKind.LOCATION, values=[Place.IN_PROVINCE, Place.MOVING_IN])
    province = ProvinceFactory()
    call.agency.zone.provinces.add(province)
    said = [{"province": province.pk}, {"moves_into": call.agency.zone.pk}]

    assert [found(client.get(PATH, {**TRIAL, **one}))[0][1] for one in said] == ["passes"] * 2


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("applicant_kind", "ministry"),
        ("applicant_kind", "\x00"),
        ("size", "gigantic"),
        ("founded_on", "2020-02-30"),
        ("founded_on", "2999-01-01"),
        ("founded_on", "\x00"),
        ("zone", "999999999999999999999"),
        ("zone", "'; drop"),
        ("moves_into", "none"),
        ("province", "x"),
        ("revenue_won", "-1"),
        ("revenue_won", "9" * 60),
        ("revenue_won", "\x00"),
    ],
)
def test_trial_with_rubbish_says_where(client, name, value, language):
    call_with(RuleKind.AGE)
    client.cookies["django_language"] = language

    response = client.get(PATH, {**TRIAL, name: value})

    assert response.status_code == 200
    assert list(response.context["form"].errors) == [name]
    assert found(response) == []


def test_trial_leaves_nothing_behind(client, stranger):
    client.force_login(stranger)

    client.get(PATH, {**TRIAL, "size": "small"})

    assert Company.objects.count() == 0


@pytest.mark.parametrize("rubbish", ["gone", "\x00", "9" * 40])
def test_matches_are_shown_by_verdict(as_applicant, company, rubbish):
    passing, unknown = open_call(), call_with(RuleKind.AGE)

    every = as_applicant.get(PATH, {"verdict": rubbish, "page": rubbish})
    some = as_applicant.get(PATH, {"verdict": "unknown"})

    assert found(every) == [(passing, Verdict.PASSES), (unknown, Verdict.UNKNOWN)]
    assert found(some) == [(unknown, Verdict.UNKNOWN)]
    assert [count for _value, _label, count in some.context["verdicts"]] == [1, 0, 1]


@pytest.mark.parametrize("item_count", [1, 3])
def test_page_costs_the_same_with_more_calls(as_applicant, company, item_count):
    for number in range(item_count):
        call_with(RuleKind.STATUS, values=["venture"])
        CompanyStatusFactory(company=company, valid_from=f"202{number}-01-01")

    assert statements(as_applicant, PATH) == 5


@pytest.mark.parametrize("item_count", [1, 3])
def test_trial_costs_the_same_with_more_calls(client, item_count):
    for _number in range(item_count):
        call_with(RuleKind.AGE)

    assert statements(client, f"{PATH}?applicant_kind=company") == 3


def test_call_shows_its_rules_to_everybody(client):
    call = call_with(RuleKind.AGE, note_ko="신산업은 10년", note_en="Ten in new industries")
    client.cookies["django_language"] = "en"

    page = client.get(call.get_absolute_url()).content.decode()

    assert "At most 7 years since founding" in page
    assert "Ten in new industries" in page
    assert "Your eligibility" not in page


def test_call_judges_the_companies_of_its_reader(as_applicant, company, client):
    call = call_with(RuleKind.AGE)

    response = as_applicant.get(call.get_absolute_url())

    (own, match), *others = response.context["own_matches"]
    assert (own, match.verdict, others) == (company, Verdict.UNKNOWN, [])
    assert "Your eligibility" in response.content.decode()


def test_failing_rules_warn_before_the_start_and_do_not_block(as_applicant, company):
    call = call_with(RuleKind.SIZE, values=["large"])
    start = reverse("programs:application-start", args=[call.code])

    page = as_applicant.get(start).content.decode()
    response = as_applicant.post(start, {"company": company.pk})

    assert "does not meet every rule" in page
    assert response.url == reverse("programs:application-edit", args=[call.applications.get().pk])


def test_who_registers_from_a_call_comes_back_to_it(client, stranger):
    start = reverse("programs:application-start", args=[open_call().code])
    client.force_login(stranger)

    page = client.get(start).content.decode()

    assert f"{reverse('zones:company-register')}?next={start.replace('/', '%2F')}" in page
