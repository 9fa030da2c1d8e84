from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from portal.accounts.actions import record_consents
from portal.accounts.models import ConsentKind, User
from programs.demo.content import read
from programs.models import Reviewer
from zones.enums import CompanyRole
from zones.models import Agency, AgencyMember, Company, CompanyEvent, CompanyMember, Zone


def load_people() -> None:
    """The example sign-ins with their agencies, companies and places in the pool of reviewers."""
    content = read("people")
    password = make_password(content["password"])  # once for all: argon2 is slow on purpose
    for row in content["people"]:
        _load_person(row, password=password)
    for row in content["companies"]:
        _load_company(row)
    for row in content["reviewers"]:
        user = User.objects.get(email=row["user"])
        Reviewer.objects.get_or_create(user=user, defaults=row | {"user": user})


def _load_person(row: dict, *, password: str) -> None:
    is_superuser = row.get("is_superuser", False)
    user, is_new = User.objects.get_or_create(
        email=row["email"],
        defaults={
            "name": row["name"],
            "phone": row.get("phone", ""),
            "password": password,
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


def _load_company(row: dict) -> None:
    owner = User.objects.get(email=row["owner"])
    number = row["business_number"]
    if company_of(owner) or number and Company.objects.filter(business_number=number).exists():
        return
    fields = {name: value for name, value in row.items() if name != "owner"}
    fields["zone"] = Zone.objects.get(slug=row["zone"]) if row["zone"] else None
    company = Company(**fields, created_by=owner)
    company.full_clean()
    company.save()
    CompanyMember.objects.create(company=company, user=owner, role=CompanyRole.REPRESENTATIVE)
    CompanyEvent.objects.create(company=company, actor=owner, verb="register")


def company_of(user: User) -> Company | None:
    return Company.objects.filter(created_by=user).order_by("pk").first()
