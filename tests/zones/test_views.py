import pytest
from django.urls import reverse
from django.utils import timezone

from portal.common.digest import digest_of
from tests.counting import statements
from tests.factories.programs import BriefingFactory, open_call
from tests.factories.zones import (
    AgencyFactory,
    BudgetFactory,
    CompanyFactory,
    CompanyStatusFactory,
    DesignationFactory,
    InstitutionFactory,
    ParticipationBanFactory,
    ProvinceFactory,
    StrategyFactory,
    ZoneFactory,
    business_number,
)
from zones.actions.company import correct_company
from zones.models import Company, CompanyStatus
from zones.queries.company import profile_content

LANGUAGES = ["ko", "en"]


def furnish(zone, count: int) -> None:
    agency = AgencyFactory(zone=zone)
    for number in range(count):
        DesignationFactory(zone=zone, decided_on=f"20{number + 10}-06-19")
        BudgetFactory(zone=zone, year=2020 + number)
        StrategyFactory(zone=zone, year=2020 + number)
        zone.institutions.add(InstitutionFactory())
        zone.provinces.add(ProvinceFactory())
        BriefingFactory(agency=agency).zones.add(zone)
        open_call(agency=agency)


@pytest.mark.parametrize("item_count", [1, 3])
def test_zone_list_costs_one_statement(db, client, item_count):
    for _number in range(item_count):
        furnish(ZoneFactory(), 1)

    assert statements(client, reverse("zones:zone-list")) == 1


@pytest.mark.parametrize("item_count", [1, 3])
def test_zone_detail_costs_three_statements(db, client, item_count):
    zone = ZoneFactory()
    furnish(zone, item_count)

    assert statements(client, reverse("zones:zone-detail", args=[zone.slug])) == 3


def test_zone_detail_shows_what_the_zone_is_and_does(db, client):
    zone = ZoneFactory(name_ko="경남 김해")
    furnish(zone, 1)

    page = client.get(reverse("zones:zone-detail", args=[zone.slug])).content.decode()

    for text in ["경남 김해", "1.12", "백병원 중심", "72억원", "60억원", "12억원"]:
        assert text in page


def test_a_zone_that_is_not_there(db, client):
    assert client.get(reverse("zones:zone-detail", args=["nowhere"])).status_code == 404


@pytest.fixture
def profile():
    return {
        "applicant_kind": "company",
        "name": "예시바이오",
        "business_number": "123-45-67891",
        "representative_name": "김예시",
        "size": "small",
        "founded_on": "2015-03-02",
        "address": "경남 김해시 예시로 1",
        "zone": "",
        "phone": "055-000-0000",
        **rows_of_statuses(),
    }


def rows_of_statuses(*rows: dict, kept: int = 0) -> dict:
    """The lines of the statuses as the page sends them; the first `kept` ones are there already."""
    data = {"statuses-TOTAL_FORMS": len(rows), "statuses-INITIAL_FORMS": kept}
    for number, row in enumerate(rows):
        data |= {f"statuses-{number}-{name}": value for name, value in row.items()}
    return data


def seen(company) -> dict:
    """What the page of the profile sends back of what it showed."""
    return {"seen": digest_of(profile_content(Company.objects.get(pk=company.pk)))}


def test_company_register(client, stranger, profile):
    client.force_login(stranger)

    response = client.post(reverse("zones:company-register"), profile)

    company = Company.objects.get()
    assert response.url == reverse("programs:company-desk")
    assert company.business_number == "1234567891"
    assert [member.user for member in company.members.all()] == [stranger]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("business_number", "123-45-67890"),
        ("business_number", "123"),
        ("business_number", ""),
        ("name", ""),
        ("name", "가" * 121),
        ("founded_on", "2015-13-40"),
        ("founded_on", "2999-01-01"),
        ("applicant_kind", "ministry"),
        ("zone", "999999"),
    ],
)
def test_company_register_refuses_at_the_field(client, stranger, profile, field, value, language):
    client.force_login(stranger)
    client.cookies["django_language"] = language

    response = client.post(reverse("zones:company-register"), {**profile, field: value})

    page = response.content.decode()
    assert list(response.context["form"].errors) == [field]
    assert f'id="id_{field}_error"' in page
    assert f'aria-describedby="id_{field}_' in page or f"id_{field}_error" in page
    assert Company.objects.count() == 0
    assert 'value="예시바이오"' in page or field == "name"


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_person_registers_ten_companies(client, stranger, profile, language):
    CompanyFactory.create_batch(10, created_by=stranger)
    client.force_login(stranger)
    client.cookies["django_language"] = language

    response = client.post(reverse("zones:company-register"), profile)

    assert Company.objects.count() == 10
    assert len(response.context["form"].non_field_errors()) == 1
    assert "10" in response.context["form"].non_field_errors()[0]


def test_a_founder_gives_no_business_number(client, stranger, profile):
    client.force_login(stranger)

    response = client.post(
        reverse("zones:company-register"), {**profile, "applicant_kind": "founder"}
    )

    assert list(response.context["form"].errors) == ["business_number"]


def test_a_business_number_is_registered_once(client, stranger, profile):
    CompanyFactory(business_number="1234567891")
    client.force_login(stranger)

    response = client.post(reverse("zones:company-register"), profile)

    assert list(response.context["form"].errors) == ["business_number"]
    assert Company.objects.count() == 1


LAST_YEAR = f"revenue_{timezone.localdate().year - 1}"
VENTURE = {"kind": "venture", "certificate_number": "1", "valid_from": "2025-03-02"}


def test_company_register_with_what_it_may_apply_for(client, stranger, profile):
    client.force_login(stranger)
    province, zone = ProvinceFactory(), ZoneFactory()
    more = {"province": province.pk, "moves_into": zone.pk, "fields": ["health", "machinery"]}
    year = timezone.localdate().year - 1
    more |= {f"revenue_{year}": "1,200,000,000", f"revenue_{year - 1}": "0"}
    more |= {"corporate_number": "110111-0062432"}

    client.post(reverse("zones:company-register"), {**profile, **more, **rows_of_statuses(VENTURE)})

    company = Company.objects.get()
    status = company.statuses.get()
    assert (company.province, company.moves_into) == (province, zone)
    revenues = list(company.revenues.values_list("year", "amount_won"))
    assert (company.fields, company.corporate_number) == (["health", "machinery"], "1101110062432")
    assert revenues == [(year, 1_200_000_000), (year - 1, 0)]
    assert (status.kind, status.is_verified) == ("venture", False)


@pytest.mark.parametrize(
    ("asked", "leads_to"),
    [
        ("/calls/2020-call/apply/", "/calls/2020-call/apply/"),
        ("/calls/for-me/?company=1#x", "/calls/for-me/?company=1#x"),
        ("", "/desk/company/"),
        ("https://evil.example/", "/desk/company/"),
        ("//evil.example/", "/desk/company/"),
        ("/\\evil.example/", "/desk/company/"),
        ("///evil.example", "/desk/company/"),
        ("javascript:alert(1)", "/desk/company/"),
        ("calls/", "/desk/company/"),
        ("\x00/calls/", "/desk/company/"),
    ],
)
def test_company_register_goes_on_where_it_was_asked_from(
    client, stranger, profile, asked, leads_to
):
    client.force_login(stranger)
    path = reverse("zones:company-register")
    page = client.get(path, {"next": asked})

    response = client.post(path, {**profile, "next": page.context["next"] or asked})

    assert response.url == leads_to


def test_company_register_keeps_where_to_go_when_refused(client, stranger, profile):
    client.force_login(stranger)

    response = client.post(
        reverse("zones:company-register"), {**profile, "name": "", "next": "/calls/"}
    )

    assert '<input type="hidden" name="next" value="/calls/">' in response.content.decode()


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({LAST_YEAR: "-1"}, LAST_YEAR),
        ({LAST_YEAR: "9" * 30}, LAST_YEAR),
        ({LAST_YEAR: "much"}, LAST_YEAR),
        ({"corporate_number": "110111-006243"}, "corporate_number"),
        ({"corporate_number": "x"}, "corporate_number"),
        ({"fields": ["alchemy"]}, "fields"),
        ({"province": "x"}, "province"),
        ({"moves_into": "999999999999999999999"}, "moves_into"),
    ],
)
def test_profile_for_eligibility_is_refused_at_its_field(client, stranger, profile, given, field):
    client.force_login(stranger)

    response = client.post(reverse("zones:company-register"), {**profile, **given})

    assert field in response.context["form"].errors
    assert Company.objects.count() == 0


@pytest.mark.parametrize(
    "rows",
    [
        [VENTURE, VENTURE],
        [{**VENTURE, "valid_until": "2025-03-01"}],
        [{**VENTURE, "kind": "unicorn"}],
        [{**VENTURE, "valid_from": "0025-03-02"}],
        [{**VENTURE, "valid_from": ""}],
    ],
)
def test_company_register_refuses_faulty_statuses(client, stranger, profile, rows):
    client.force_login(stranger)

    response = client.post(
        reverse("zones:company-register"), {**profile, **rows_of_statuses(*rows)}
    )

    assert response.context["statuses"].total_error_count() > 0
    assert 'value="예시바이오"' in response.content.decode()
    assert Company.objects.count() == 0


def test_a_company_does_not_hold_a_status_and_none(client, stranger, profile):
    client.force_login(stranger)

    response = client.post(
        reverse("zones:company-register"),
        {**profile, **rows_of_statuses(VENTURE), "holds_no_status": "on"},
    )

    assert len(response.context["statuses"].non_form_errors()) == 1
    assert Company.objects.count() == 0


def test_company_page_without_the_lines_of_statuses_is_no_crash(client, stranger, profile):
    client.force_login(stranger)
    bare = {name: value for name, value in profile.items() if not name.startswith("statuses")}

    response = client.post(reverse("zones:company-register"), bare)

    assert (response.status_code, Company.objects.count()) == (200, 0)


def test_company_edit_changes_and_removes_statuses(client, company, applicant, profile):
    changed = CompanyStatusFactory(company=company, verified=True)
    removed = CompanyStatusFactory(company=company, kind="innobiz")
    client.force_login(applicant)
    lines = {
        changed.kind: {**VENTURE, "id": changed.pk},
        removed.kind: {**VENTURE, "kind": "innobiz", "id": removed.pk, "DELETE": "on"},
    }
    rows = [lines[status.kind] for status in company.statuses.all()]

    client.post(
        reverse("zones:company-edit", args=[company.pk]),
        {
            **profile,
            **seen(company),
            **rows_of_statuses(*rows, {**VENTURE, "kind": "mainbiz"}, kept=2),
        },
    )

    assert {(status.kind, status.is_verified) for status in company.statuses.all()} == {
        ("venture", False),
        ("mainbiz", False),
    }


def test_company_edit_takes_no_status_of_others(client, company, applicant, profile):
    other = CompanyStatusFactory(verified=True)
    client.force_login(applicant)

    response = client.post(
        reverse("zones:company-edit", args=[company.pk]),
        {**profile, **rows_of_statuses({**VENTURE, "id": other.pk}, kept=1)},
    )

    other.refresh_from_db()
    assert response.status_code == 200
    assert (other.certificate_number, other.is_verified) == ("제2026-1호", True)


def test_save_and_add_more_comes_back_with_where_to_go(client, company, applicant, profile):
    client.force_login(applicant)
    path = reverse("zones:company-edit", args=[company.pk])

    response = client.post(path, {**profile, **seen(company), "more": "1", "next": "/calls/"})

    assert response.url == f"{path}?next=%2Fcalls%2F#statuses"


def test_a_ban_is_shown_to_its_company_and_to_nobody_else(
    client, company, applicant, other_applicant
):
    ParticipationBanFactory(company=company, ends_on="2099-12-31", ground="부정 사용의 전말")
    path = reverse("zones:company-edit", args=[company.pk])
    client.force_login(applicant)
    own = client.get(path)
    client.force_login(other_applicant)
    others = client.get(path)

    assert "부정 사용의 전말" in own.content.decode()
    assert others.status_code == 404


@pytest.mark.parametrize("item_count", [1, 3])
def test_company_page_costs_the_same_with_more_statuses(client, company, applicant, item_count):
    for number in range(item_count):
        CompanyStatusFactory(company=company, valid_from=f"202{number}-01-01")
        ParticipationBanFactory(company=company, ends_on="2099-12-31")
    client.force_login(applicant)

    assert statements(client, reverse("zones:company-edit", args=[company.pk])) == 13


def test_company_edit(client, company, applicant, profile):
    client.force_login(applicant)
    number = business_number(300_000_001)

    client.post(
        reverse("zones:company-edit", args=[company.pk]),
        {**profile, **seen(company), "business_number": number},
    )

    company.refresh_from_db()
    assert (company.name, company.business_number) == ("예시바이오", number)


def test_company_edit_is_for_its_members(client, company, other_applicant, profile):
    client.force_login(other_applicant)

    response = client.post(reverse("zones:company-edit", args=[company.pk]), profile)

    company.refresh_from_db()
    assert response.status_code == 404
    assert company.name != "예시바이오"


def test_company_edit_keeps_the_old_profile_when_refused(client, company, applicant, profile):
    client.force_login(applicant)

    response = client.post(
        reverse("zones:company-edit", args=[company.pk]), {**profile, "business_number": "1"}
    )

    company.refresh_from_db()
    assert list(response.context["form"].errors) == ["business_number"]
    assert company.name != "예시바이오"


def test_of_two_who_correct_a_profile_the_second_reads_both(client, company, applicant, profile):
    client.force_login(applicant)
    client.cookies["django_language"] = "en"
    before = seen(company)
    colleagues = Company.objects.get(pk=company.pk)
    colleagues.phone = "055-111-1111"
    status = CompanyStatus(kind="venture", certificate_number="7", valid_from="2026-01-02")
    correct_company(colleagues, by=applicant, statuses=[status], **before)
    path = reverse("zones:company-edit", args=[company.pk])

    refused = client.post(path, {**profile, **before})
    kept = Company.objects.get(pk=company.pk).phone
    again = client.post(path, {**profile, "seen": refused.context["seen"]})

    compared = {line.label: line[1:] for line in refused.context["theirs"]}
    page = refused.content.decode()
    assert kept == "055-111-1111"
    assert compared["phone"] == ("055-111-1111", "055-000-0000")
    assert compared["company statuses"] == ("venture company 7 Fri 2 Jan 2026 – ", "")
    assert 'value="055-000-0000"' in page
    assert "055-111-1111" in page
    assert again.status_code == 302
    company.refresh_from_db()
    assert (company.phone, company.statuses.count()) == ("055-000-0000", 1)


def test_correcting_twice_with_one_click_is_no_conflict(client, company, applicant, profile):
    client.force_login(applicant)
    given = {**profile, **seen(company)}

    answers = [client.post(reverse("zones:company-edit", args=[company.pk]), given) for _n in "12"]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert [event.verb for event in company.events.all()] == ["correct"]


@pytest.mark.parametrize("kind", ["company", "founder"])
def test_a_second_click_lands_on_the_company_of_the_first(client, stranger, profile, kind):
    client.force_login(stranger)
    number = {} if kind == "company" else {"business_number": ""}
    given = {**profile, "applicant_kind": kind, **number}

    answers = [client.post(reverse("zones:company-register"), given) for _click in "12"]

    company = Company.objects.get()
    assert [answer.status_code for answer in answers] == [302, 302]
    assert [event.verb for event in company.events.all()] == ["register"]


def test_a_number_that_is_taken_is_said_at_its_field(client, company, stranger, profile):
    client.force_login(stranger)

    response = client.post(
        reverse("zones:company-register"), {**profile, "business_number": company.business_number}
    )

    assert list(response.context["form"].errors) == ["business_number"]
    assert Company.objects.get() == company
