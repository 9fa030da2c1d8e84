from collections.abc import Mapping, Sequence
from types import MappingProxyType

from django.db import transaction

from portal.accounts.models import User
from zones.actions.business_check import queue_business_check
from zones.actions.consultants import refuse_consultant
from zones.enums import CompanyRole, CompanyVerb
from zones.models import Company, CompanyEvent, CompanyMember, CompanyRevenue, CompanyStatus

NO_REVENUES: Mapping[int, int | None] = MappingProxyType({})


@transaction.atomic
def register_company(
    company: Company,
    *,
    by: User,
    statuses: Sequence[CompanyStatus] = (),
    revenues: Mapping[int, int | None] = NO_REVENUES,
) -> Company:
    """Save a new company with what it states and make the person its representative.

    `revenues` are in won by year; None says nothing. Its business number will be checked.
    Raises ValidationError when the profile is faulty or the business number is registered.
    """
    company.created_by = by
    company.full_clean()
    company.save()
    CompanyMember.objects.create(company=company, user=by, role=CompanyRole.REPRESENTATIVE)
    for status in statuses:
        _state(company, status)
    _state_revenues(company, revenues)
    CompanyEvent.objects.create(company=company, actor=by, verb=CompanyVerb.REGISTER)
    queue_business_check(company)
    return company


@transaction.atomic
def correct_company(
    company: Company,
    *,
    by: User,
    statuses: Sequence[CompanyStatus] = (),
    removed: Sequence[CompanyStatus] = (),
    revenues: Mapping[int, int | None] = NO_REVENUES,
) -> Company:
    """Save a changed profile; the database keeps the former version (CompanyHistory).

    `statuses` are new or changed ones: what was verified of a changed one is no longer so.
    `removed` ones go. Of the years in `revenues` the amounts are in won, or taken out where None.
    A changed business number will be checked. Raises ValidationError when the profile or a status is faulty,
    OutsideConsultant.
    """
    refuse_consultant(company, by)
    Company.objects.select_for_update().get(pk=company.pk)
    company.full_clean()
    company.save()
    company.statuses.filter(pk__in=[status.pk for status in removed]).delete()
    for status in statuses:
        _state(company, status)
    _state_revenues(company, revenues)
    CompanyEvent.objects.create(company=company, actor=by, verb=CompanyVerb.CORRECT)
    queue_business_check(company)
    return company


def _state_revenues(company: Company, revenues: Mapping[int, int | None]) -> None:
    company.revenues.filter(year__in=[y for y, won in revenues.items() if won is None]).delete()
    known = {row.year: row for row in company.revenues.filter(year__in=revenues)}
    for year, won in revenues.items():
        row = known.get(year) or CompanyRevenue(company=company, year=year)
        if won is None or row.amount_won == won:
            continue
        row.amount_won = won
        row.full_clean()
        row.save()


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
