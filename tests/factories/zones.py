import datetime

import factory

from tests.factories.accounts import UserFactory
from zones.enums import (
    AgencyKind,
    ApplicantKind,
    CompanyRole,
    CompanyStatusKind,
    InstitutionKind,
    ZoneKind,
)
from zones.models import (
    Agency,
    AgencyMember,
    Budget,
    Company,
    CompanyMember,
    CompanyStatus,
    Designation,
    Institution,
    Municipality,
    ParticipationBan,
    Province,
    Strategy,
    Zone,
)
from zones.validators import BUSINESS_NUMBER_WEIGHTS


def business_number(serial: int) -> str:
    """A well-formed business number for a test, made from a running number."""
    digits = [int(digit) for digit in f"{serial:09d}"]
    total = sum(d * w for d, w in zip(digits, BUSINESS_NUMBER_WEIGHTS, strict=True))
    total += digits[8] * 5 // 10
    return "".join(map(str, digits)) + str((10 - total % 10) % 10)


class ProvinceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Province

    code = factory.Sequence(lambda n: f"province-{n}")
    name_ko = factory.Sequence(lambda n: f"도{n}")
    name_en = factory.Sequence(lambda n: f"Province {n}")


class MunicipalityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Municipality

    province = factory.SubFactory(ProvinceFactory)
    name_ko = factory.Sequence(lambda n: f"시{n}")


class InstitutionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Institution

    name_ko = factory.Sequence(lambda n: f"대학교{n}")
    kind = InstitutionKind.UNIVERSITY


class ZoneFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Zone

    slug = factory.Sequence(lambda n: f"zone-{n}")
    kind = ZoneKind.SMALL
    name_ko = factory.Sequence(lambda n: f"경남 김해{n}")
    name_en = factory.Sequence(lambda n: f"Gimhae {n}")
    specialization_ko = "의생명·의료기기"
    specialization_en = "Medical devices"


class DesignationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Designation

    zone = factory.SubFactory(ZoneFactory)
    decided_on = "2019-06-19"
    area_km2 = "1.12"


class StrategyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Strategy

    zone = factory.SubFactory(ZoneFactory)
    year = 2020
    direction_ko = "지역 수요처 연계 특화육성"
    focus_ko = "백병원 중심 기술발굴 및 판로개척"


class BudgetFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Budget

    zone = factory.SubFactory(ZoneFactory)
    year = 2020
    national_won = 6_000_000_000
    local_won = 1_200_000_000


class AgencyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Agency

    slug = factory.Sequence(lambda n: f"agency-{n}")
    kind = AgencyKind.ZONE_OFFICE
    name_ko = factory.Sequence(lambda n: f"특구 사업단{n}")
    name_en = factory.Sequence(lambda n: f"Zone office {n}")
    zone = factory.SubFactory(ZoneFactory)


class AgencyMemberFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AgencyMember

    agency = factory.SubFactory(AgencyFactory)
    user = factory.SubFactory(UserFactory)


class CompanyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Company

    applicant_kind = ApplicantKind.COMPANY
    name = factory.Sequence(lambda n: f"예시기업{n}")
    business_number = factory.Sequence(lambda n: business_number(100_000_000 + n))
    representative_name = "김예시"
    address = "경남 김해시 예시로 1"
    phone = "055-000-0000"
    created_by = factory.SubFactory(UserFactory)


class CompanyMemberFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CompanyMember

    company = factory.SubFactory(CompanyFactory)
    user = factory.SubFactory(UserFactory)
    role = CompanyRole.REPRESENTATIVE


class CompanyStatusFactory(factory.django.DjangoModelFactory):
    """As stated; `verified=True` has been verified."""

    class Meta:
        model = CompanyStatus

    class Params:
        verified = factory.Trait(
            verified_on=datetime.date(2026, 3, 2),
            verified_by=factory.SubFactory(UserFactory),
            evidence="벤처확인서 원본",
        )

    company = factory.SubFactory(CompanyFactory)
    kind = CompanyStatusKind.VENTURE
    certificate_number = "제2026-1호"
    valid_from = datetime.date(2025, 3, 2)
    valid_until = datetime.date(2099, 3, 1)


class ParticipationBanFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ParticipationBan

    company = factory.SubFactory(CompanyFactory)
    starts_on = datetime.date(2026, 1, 1)
    ends_on = datetime.date(2028, 12, 31)
    ground = "연구개발비 부정 사용"
    recorded_by = factory.SubFactory(UserFactory)
