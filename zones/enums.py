from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ZoneKind(TextChoices):
    WIDE = "wide", _("wide-area zone")
    SMALL = "small", _("small-but-strong zone")


class DesignationStage(TextChoices):
    """Stages of the reform of 29 May 2025; designations before it have none."""

    PRELIMINARY = "preliminary", _("preliminary")
    FOUNDATION = "foundation", _("stage 1: foundation")
    SPECIALISATION = "specialisation", _("stage 2: specialisation")
    SELF_RELIANT = "self_reliant", _("self-reliant")


class InstitutionKind(TextChoices):
    UNIVERSITY = "university", _("university")
    INSTITUTE = "institute", _("research institute")
    PUBLIC_CORPORATION = "public_corporation", _("public corporation")


class AgencyKind(TextChoices):
    FOUNDATION = "foundation", _("foundation")
    ZONE_OFFICE = "zone_office", _("zone office")
    LOCAL_GOVERNMENT = "local_government", _("local government")


class Stage(TextChoices):
    """The three parts of the platform that a zone's money is split over."""

    DISCOVERY = "discovery", _("Technology discovery")
    TRANSFER = "transfer", _("Technology transfer and start-up")
    GROWTH = "growth", _("Company growth support")


class ApplicantKind(TextChoices):
    COMPANY = "company", _("Company")
    SPECIALIST = "specialist", _("Commercialisation specialist")
    FOUNDER = "founder", _("Prospective founder")


class CompanySize(TextChoices):
    SMALL = "small", _("small or medium-sized")
    MIDDLE = "middle", _("middle-standing")
    LARGE = "large", _("large")
    PUBLIC = "public", _("public corporation")
    NON_PROFIT = "non_profit", _("non-profit")


class CompanyRole(TextChoices):
    REPRESENTATIVE = "representative", _("representative")
    STAFF = "staff", _("staff")
