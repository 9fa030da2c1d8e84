from django.db import transaction

from portal.accounts.models import User
from zones.enums import CompanyRole
from zones.models import Company, CompanyEvent, CompanyMember


@transaction.atomic
def register_company(company: Company, *, by: User) -> Company:
    """Save a new company and make the person its representative.

    Raises ValidationError when the profile is faulty or the business number is registered.
    """
    company.created_by = by
    company.full_clean()
    company.save()
    CompanyMember.objects.create(company=company, user=by, role=CompanyRole.REPRESENTATIVE)
    CompanyEvent.objects.create(company=company, actor=by, verb="register")
    return company


@transaction.atomic
def correct_company(company: Company, *, by: User) -> Company:
    """Save a changed profile; the database keeps the former version (CompanyHistory).

    Raises ValidationError when the profile is faulty.
    """
    company.full_clean()
    company.save()
    CompanyEvent.objects.create(company=company, actor=by, verb="correct")
    return company
