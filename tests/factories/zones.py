import datetime

import factory
from django.utils import timezone

from tests.factories.accounts import UserFactory
from zones.actions.people import token_digest
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
    BankAccount,
    Budget,
    BusinessCheck,
    Company,
    CompanyMember,
    CompanyReading,
    CompanyRevenue,
    CompanyStatus,
    Designation,
    Institution,
    Invitation,
    Municipality,
    OwnershipOffer,
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


class CompanyRevenueFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CompanyRevenue

    company = factory.SubFactory(CompanyFactory)
    year = 2025
    amount_won = 1_200_000_000


def representative_of(company):
    """Somebody who may invite: who represents it, or else a new one."""
    known = company.members.filter(role=CompanyRole.REPRESENTATIVE).first()
    return (known or CompanyMemberFactory(company=company)).user


class InvitationFactory(factory.django.DjangoModelFactory):
    """Its token is "token-" and its running number."""

    class Meta:
        model = Invitation

    class Params:
        token = factory.Sequence(lambda n: f"token-{n}")

    company = factory.SubFactory(CompanyFactory)
    email = factory.Sequence(lambda n: f"invited{n}@example.kr")
    role = CompanyRole.STAFF
    token_sha256 = factory.LazyAttribute(lambda made: token_digest(made.token))
    invited_by = factory.LazyAttribute(lambda made: representative_of(made.company))
    expires_at = factory.LazyFunction(lambda: timezone.now() + datetime.timedelta(days=7))


class OwnershipOfferFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = OwnershipOffer

    company = factory.SubFactory(CompanyFactory)
    giver = factory.SubFactory(UserFactory)
    taker = factory.SubFactory(UserFactory)


class BankAccountFactory(factory.django.DjangoModelFactory):
    """예시은행, 김예시, 123-456-789012."""

    class Meta:
        model = BankAccount

    company = factory.SubFactory(CompanyFactory)
    saved_by = factory.SubFactory(UserFactory)

    @classmethod
    def _create(cls, model_class, *args, **fields):
        content = {"bank": "예시은행", "holder": "김예시", "number": "123456789012"}
        content |= {name: fields.pop(name) for name in content if name in fields}
        account = model_class(*args, **fields)
        account.put_in(**content)
        account.save()
        return account


class CompanyReadingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CompanyReading

    company = factory.SubFactory(CompanyFactory)
    reader = factory.SubFactory(UserFactory)
    reason = "협약금 지급"


class BusinessCheckFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = BusinessCheck

    company = factory.SubFactory(CompanyFactory)
    business_number = factory.LazyAttribute(lambda made: made.company.business_number)


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
