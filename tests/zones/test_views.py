import pytest
from django.urls import reverse

from tests.counting import statements
from tests.factories.programs import BriefingFactory, open_call
from tests.factories.zones import (
    AgencyFactory,
    BudgetFactory,
    CompanyFactory,
    DesignationFactory,
    InstitutionFactory,
    ProvinceFactory,
    StrategyFactory,
    ZoneFactory,
    business_number,
)
from zones.models import Company

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
    }


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


def test_company_edit(client, company, applicant, profile):
    client.force_login(applicant)
    number = business_number(300_000_001)

    client.post(
        reverse("zones:company-edit", args=[company.pk]), {**profile, "business_number": number}
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
