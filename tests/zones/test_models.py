import pytest
from django.utils import translation

from tests.factories.zones import (
    AgencyFactory,
    AgencyMemberFactory,
    CompanyFactory,
    CompanyMemberFactory,
    ZoneFactory,
)
from zones.models import Agency, Company


@pytest.mark.parametrize(
    ("language", "english", "expected"),
    [("ko", "Gimhae", "김해"), ("en", "Gimhae", "Gimhae"), ("en", "", "김해")],
)
def test_name_of_a_zone_in_the_language_of_the_reader(language, english, expected):
    zone = ZoneFactory.build(name_ko="김해", name_en=english)

    with translation.override(language):
        assert zone.name == expected


@pytest.mark.django_db
def test_agencies_of_a_user_are_those_they_work_for():
    member = AgencyMemberFactory()
    AgencyFactory()

    assert list(Agency.objects.of(member.user)) == [member.agency]


@pytest.mark.django_db
def test_companies_of_a_user_are_those_they_belong_to():
    member = CompanyMemberFactory()
    CompanyMemberFactory()

    assert list(Company.objects.of(member.user)) == [member.company]


@pytest.mark.parametrize(("number", "expected"), [("1234567891", "123-45-67891"), (None, "")])
def test_business_number_is_shown_in_three_groups(number, expected):
    assert CompanyFactory.build(business_number=number).formatted_business_number == expected


@pytest.mark.django_db
def test_former_versions_of_a_company_are_kept():
    company = CompanyFactory(name="옛이름")
    Company.objects.update(name="새이름")

    assert list(company.versions.order_by("pgh_id").values_list("name", flat=True)) == [
        "옛이름",
        "새이름",
    ]
