from collections.abc import Sequence

from django.db import transaction

from portal.accounts.models import User
from zones.enums import CompanyRole
from zones.models import Company, CompanyEvent, CompanyMember, CompanyStatus


@transaction.atomic
def register_company(
    company: Company, *, by: User, statuses: Sequence[CompanyStatus] = ()
) -> Company:
    """Save a new company with its statuses and make the person its representative.

    Raises ValidationError when the profile is faulty or the business number is registered.
    """
    company.created_by = by
    company.full_clean()
    company.save()
    CompanyMember.objects.create(company=company, user=by, role=CompanyRole.REPRESENTATIVE)
    for status in statuses:
        _state(company, status)
    CompanyEvent.objects.create(company=company, actor=by, verb="register")
    return company


@transaction.atomic
def correct_company(
    company: Company,
    *,
    by: User,
    statuses: Sequence[CompanyStatus] = (),
    removed: Sequence[CompanyStatus] = (),
) -> Company:
    """Save a changed profile; the database keeps the former version (CompanyHistory).

    `statuses` are new or changed ones: what was verified of a changed one is no longer so.
    `removed` ones go. Raises ValidationError when the profile or a status is faulty.
    """
    Company.objects.select_for_update().get(pk=company.pk)
    company.full_clean()
    company.save()
    company.statuses.filter(pk__in=[status.pk for status in removed]).delete()
    for status in statuses:
        _state(company, status)
    CompanyEvent.objects.create(company=company, actor=by, verb="correct")
    return company


def _state(company: Company, status: CompanyStatus) -> None:
    """A second statement of a kind from the same day, as a second click makes it, is no new one."""
    same = (
        {"pk": status.pk} if status.pk else {"kind": status.kind, "valid_from": status.valid_from}
    )
    kept = company.statuses.select_for_update().filter(**same).first()
    status.company = company
    status.pk = kept.pk if kept else None
    status._state.adding = kept is None
    verified = kept if kept is not None and kept.statement == status.statement else CompanyStatus()
    for name in ("verified_on", "verified_by", "evidence"):
        setattr(status, name, getattr(verified, name))
    status.full_clean()
    status.save()
