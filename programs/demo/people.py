from datetime import timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.utils import timezone

from portal.accounts.actions import record_consents
from portal.accounts.models import ConsentKind, User
from programs.actions.reviewer import record_sanction
from programs.demo.content import read
from programs.models import Reviewer
from zones.enums import CompanyRole
from zones.models import (
    Agency,
    AgencyMember,
    Company,
    CompanyEvent,
    CompanyMember,
    CompanyRevenue,
    CompanyStatus,
    Province,
    Zone,
)

VERIFIER = "staff@example.kr"
KEPT_APART = ("owner", "statuses", "revenue_won")


def load_people() -> None:
    """The example sign-ins with their agencies, companies and places in the pool of reviewers."""
    content = read("people")
    password = make_password(content["password"])  # once for all: argon2 is slow on purpose
    for row in content["people"]:
        load_person(row, password=password)
    for row in content["companies"]:
        load_company(row)
    for row in content["reviewers"]:
        user = User.objects.get(email=row["user"])
        Reviewer.objects.get_or_create(user=user, defaults=row | {"user": user})
    for row in content["sanctions"]:
        _load_sanction(row)


def _load_sanction(row: dict) -> None:
    """Its days stay those of the first time: only who has none yet is given one."""
    reviewer = Reviewer.objects.get(user__email=row["reviewer"])
    today = timezone.localdate()
    if not reviewer.sanctions.exists():
        record_sanction(
            reviewer,
            by=User.objects.get(email=row["by"]),
            starts_on=today + timedelta(days=row["from_days"]),
            ends_on=today + timedelta(days=row["until_days"]),
            ground=row["ground"],
        )


def load_person(row: dict, *, password: str | None) -> None:
    """Without a password they cannot sign in."""
    is_superuser = row.get("is_superuser", False)
    user, is_new = User.objects.get_or_create(
        email=row["email"],
        defaults={
            "name": row["name"],
            "phone": row.get("phone", ""),
            "password": password or make_password(None),
            "is_staff": is_superuser or "group" in row,
            "is_superuser": is_superuser,
        },
    )
    if not is_new:
        return
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    record_consents(user, kinds=[ConsentKind.PRIVACY])
    if "group" in row:
        user.groups.add(Group.objects.get(name=row["group"]))
    if "agency" in row:
        AgencyMember.objects.create(agency=Agency.objects.get(slug=row["agency"]), user=user)


def load_company(row: dict) -> None:
    """One that is there stays as it is."""
    owner = User.objects.get(email=row["owner"])
    number = row["business_number"]
    if company_of(owner) or number and Company.objects.filter(business_number=number).exists():
        return
    company = Company(**_profile_in(row), created_by=owner)
    company.full_clean()
    company.save()
    if "revenue_won" in row:
        year = timezone.localdate().year - 1
        CompanyRevenue.objects.create(company=company, year=year, amount_won=row["revenue_won"])
    CompanyMember.objects.create(company=company, user=owner, role=CompanyRole.REPRESENTATIVE)
    CompanyEvent.objects.create(company=company, actor=owner, verb="register")
    for status in row.get("statuses", []):
        _load_status(company, status)


def _profile_in(row: dict) -> dict:
    fields = {name: value for name, value in row.items() if name not in KEPT_APART}
    for name in ("zone", "moves_into"):
        fields[name] = Zone.objects.get(slug=row[name]) if row.get(name) else None
    fields["province"] = Province.objects.get(code=row["province"])
    return fields


def _load_status(company: Company, row: dict) -> None:
    """Its days are counted from today; one with evidence has been verified."""
    today = timezone.localdate()
    until = today + timedelta(days=row["until_days"]) if "until_days" in row else None
    evidence = row.get("evidence", "")
    CompanyStatus.objects.create(
        company=company,
        kind=row["kind"],
        certificate_number=row["certificate_number"],
        valid_from=today + timedelta(days=row["from_days"]),
        valid_until=until,
        verified_on=today if evidence else None,
        verified_by=User.objects.get(email=VERIFIER) if evidence else None,
        evidence=evidence,
    )


def company_of(user: User) -> Company | None:
    return Company.objects.filter(created_by=user).order_by("pk").first()
