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
    CONSULTANT = "consultant", _("outside consultant")


class CompanyVerb(TextChoices):
    """What can happen to a company's profile and people, as its history says it."""

    REGISTER = "register", _("Registered")
    CORRECT = "correct", _("Profile corrected")
    CHANGE_ACCOUNT = "change_account", _("Bank account changed")
    REMOVE_ACCOUNT = "remove_account", _("Bank account removed")
    VERIFY_STATUS = "verify_status", _("Status verified")
    TAKE_BACK_VERIFICATION = "take_back_verification", _("Verification taken back")
    RECORD_BAN = "record_ban", _("Participation ban recorded")
    LIFT_BAN = "lift_ban", _("Participation ban lifted")
    KEEP_CERTIFICATE = "keep_certificate", _("Certificate kept")
    REMOVE_CERTIFICATE = "remove_certificate", _("Certificate removed")
    WITHHOLD_CERTIFICATE = "withhold_certificate", _("Certificate withheld: found to be unsafe")
    RELEASE_CERTIFICATE = (
        "release_certificate",
        _("Certificate released: the virus check was wrong"),
    )
    INVITE = "invite", _("Invitation sent")
    INVITE_AGAIN = "invite_again", _("Invitation sent again")
    REVOKE_INVITATION = "revoke_invitation", _("Invitation revoked")
    JOIN = "join", _("Invitation accepted")
    APPOINT = "appoint", _("Person added, or given another role")
    REMOVE_MEMBER = "remove_member", _("Person removed")
    LEAVE = "leave", _("Left the company")
    OFFER_OWNERSHIP = "offer_ownership", _("Representation offered")
    TAKE_BACK_OFFER = "take_back_offer", _("Offer taken back")
    DECLINE_OWNERSHIP = "decline_ownership", _("Offer declined")
    ACCEPT_OWNERSHIP = "accept_ownership", _("Representation taken over")


# Who records and verifies is the foundation, without names
FOUNDATION_VERBS = (
    CompanyVerb.VERIFY_STATUS,
    CompanyVerb.TAKE_BACK_VERIFICATION,
    CompanyVerb.RECORD_BAN,
    CompanyVerb.LIFT_BAN,
    CompanyVerb.RELEASE_CERTIFICATE,
)


class CompanyReadPlace(TextChoices):
    """What staff read of a company."""

    ACCOUNT = "account", _("bank account")
    EVIDENCE = "evidence", _("evidence of a status")


class OfferState(TextChoices):
    WAITING = "waiting", _("waits for an answer")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    TAKEN_BACK = "taken_back", _("taken back")


class BusinessState(TextChoices):
    """What the tax service says of a business number (국세청 사업자등록 상태조회)."""

    WAITING = "waiting", _("checked later")
    ACTIVE = "active", _("in business")
    SUSPENDED = "suspended", _("suspended")
    CLOSED = "closed", _("closed down")
    UNKNOWN = "unknown", _("not registered with the tax service")


class BusinessMatch(TextChoices):
    """Whether number, opening day and representative are those of the tax service (진위확인)."""

    UNASKED = "unasked", _("not compared")
    WAITING = "waiting", _("compared later")
    MATCHES = "matches", _("matches what the tax service has")
    DIFFERS = "differs", _("does not match what the tax service has")


class CompanyStatusKind(TextChoices):
    """What a company can be recognised as, each with a certificate that runs for some time."""

    RESEARCH_COMPANY = "research_company", _("research institute company")  # 특구법 제9조의3
    HIGH_TECH = "high_tech", _("high-tech company of a zone")  # 특구법 제9조
    VENTURE = "venture", _("venture company")
    INNOBIZ = "innobiz", _("Inno-Biz")
    MAINBIZ = "mainbiz", _("Main-Biz")
    RESEARCH_INSTITUTE = "research_institute", _("has a corporate research institute")
    RESEARCH_DEPARTMENT = "research_department", _("has a dedicated R&D department")


class TechnologyField(TextChoices):
    """The 22 large classes of 국가과학기술표준분류체계, revision of 13 February 2023."""

    MATHEMATICS = "mathematics", _("Mathematics")
    PHYSICS = "physics", _("Physics")
    CHEMISTRY = "chemistry", _("Chemistry")
    EARTH_SCIENCE = "earth_science", _("Earth science")
    LIFE_SCIENCE = "life_science", _("Life science")
    AGRICULTURE = "agriculture", _("Agriculture, forestry, fisheries and food")
    HEALTH = "health", _("Health and medicine")
    MACHINERY = "machinery", _("Machinery")
    MATERIALS = "materials", _("Materials")
    CHEMICAL_ENGINEERING = "chemical_engineering", _("Chemical engineering")
    ELECTRICITY = "electricity", _("Electricity and electronics")
    INFORMATION = "information", _("Information and communication")
    ENERGY = "energy", _("Energy and resources")
    NUCLEAR_POWER = "nuclear_power", _("Nuclear power")
    ENVIRONMENT = "environment", _("Environment")
    CONSTRUCTION = "construction", _("Construction and transport")
    HUMANITIES = "humanities", _("Humanities")
    SOCIAL_SCIENCE = "social_science", _("Social science")
    ARTS = "arts", _("Culture, arts and sports")
    BRAIN_SCIENCE = "brain_science", _("Brain science")
    COGNITIVE_SCIENCE = "cognitive_science", _("Cognitive and affective science")
    SCIENCE_AND_SOCIETY = "science_and_society", _("Science, technology and society")
