import hashlib
from datetime import date
from decimal import Decimal

import factory
from django.core.files.base import ContentFile
from django.utils import timezone

from programs.models import FigureEvidence
from tests.factories.accounts import UserFactory
from tests.factories.programs import PDF
from tests.factories.zones import AgencyFactory, ZoneFactory
from zones.enums import FigureState
from zones.models import Figure, Grade, Indicator, IndicatorVersion, Target

LAST_YEAR = 2025


class IndicatorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Indicator

    code = factory.Sequence(lambda n: f"indicator-{n}")
    name_ko = factory.Sequence(lambda n: f"기술이전{n}")
    name_en = factory.Sequence(lambda n: f"Transfers {n}")


class IndicatorVersionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = IndicatorVersion

    indicator = factory.SubFactory(IndicatorFactory)
    valid_from = date(2022, 1, 1)
    unit_ko = "건"
    unit_en = "cases"
    definition_ko = "이전 계약의 건수"
    definition_en = "Contracts"


class TargetFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Target

    indicator = factory.SubFactory(IndicatorFactory)
    year = LAST_YEAR
    value = Decimal(50)
    sources = "발전계획"


class FigureFactory(factory.django.DjangoModelFactory):
    """A draft of a zone; `national` for all of them together; in each state what belongs to it."""

    class Meta:
        model = Figure

    class Params:
        national = factory.Trait(zone=None, zones_counted=14)
        submitted = factory.Trait(
            state=FigureState.SUBMITTED,
            submitted_at=factory.LazyFunction(timezone.now),
            submitted_by=factory.SelfAttribute("created_by"),
        )
        approved = factory.Trait(
            submitted=True,
            state=FigureState.APPROVED,
            approved_at=factory.LazyFunction(timezone.now),
            approved_by=factory.SubFactory(UserFactory),
        )
        published = factory.Trait(
            approved=True,
            state=FigureState.PUBLISHED,
            published_at=factory.LazyFunction(timezone.now),
            published_by=factory.SelfAttribute("approved_by"),
            published_on=date(2026, 6, 30),
        )

    version = factory.SubFactory(IndicatorVersionFactory)
    zone = factory.SubFactory(ZoneFactory)
    year = LAST_YEAR
    period_from = factory.LazyAttribute(lambda figure: date(figure.year, 1, 1))
    period_to = factory.LazyAttribute(lambda figure: date(figure.year, 12, 31))
    value = Decimal(73)
    sources = "연차실적 보고서"
    created_by = factory.SubFactory(UserFactory)


def correction_of(former: Figure, **fields) -> Figure:
    """A published figure that corrects a published one."""
    said = {
        "version": former.version,
        "zone": former.zone,
        "zones_counted": former.zones_counted,
        "year": former.year,
        "corrects": former,
        "reason": "중복 계약 제외",
        "published": True,
    }
    return FigureFactory(**{**said, **fields})


class GradeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Grade

    zone = factory.SubFactory(ZoneFactory)
    year = LAST_YEAR
    level = "excellent"
    published_on = date(2026, 6, 30)
    sources = "연차평가 결과"


class FigureEvidenceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = FigureEvidence

    agency = factory.SubFactory(AgencyFactory)
    zone = factory.SelfAttribute("agency.zone")
    year = LAST_YEAR
    file = factory.LazyFunction(lambda: ContentFile(PDF, name="evidence.pdf"))
    name = "연차실적.pdf"
    content_type = "application/pdf"
    size = len(PDF)
    sha256 = hashlib.sha256(PDF).hexdigest()
    uploaded_by = factory.SubFactory(UserFactory)
