from collections.abc import Mapping, Sequence
from types import MappingProxyType

from django.db import IntegrityError, transaction

from portal.accounts.models import User
from portal.common.digest import digest_of
from zones.actions.business_check import queue_business_check
from zones.actions.consultants import refuse_consultant
from zones.actions.errors import ChangedSinceSeen, TooManyCompanies
from zones.enums import CompanyRole, CompanyVerb
from zones.models import Company, CompanyEvent, CompanyMember, CompanyRevenue, CompanyStatus
from zones.queries.company import PROFILE_FIELDS, profile_content

MOST_COMPANIES = 10  # that one person registers
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

    `revenues` are in won by year; None says nothing. Its business number will be checked. The same
    profile from the same person, as a second click sends it, is no other company: the first one is
    returned. Raises ValidationError when the profile is faulty or the business number is registered,
    TooManyCompanies.
    """
    _one_at_a_time(by)
    if twin := _registered_before(company, by=by):
        return twin
    _needs_room(by)
    company.created_by = by
    _save(company)
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
    seen: str | None = None,
) -> Company:
    """Save a changed profile; the database keeps the former version (CompanyHistory).

    `seen` is the digest of the profile that the person had before them (`profile_content`); None
    overwrites whatever is there. The same text sent twice is no conflict and no second event.
    `statuses` are new or changed ones: what was verified of a changed one is no longer so.
    `removed` ones go. Of the years in `revenues` the amounts are in won, or taken out where None.
    A changed business number will be checked. Raises ChangedSinceSeen where a colleague saved
    another profile since, ValidationError when the profile or a status is faulty,
    OutsideConsultant.
    """
    refuse_consultant(company, by)
    before = digest_of(profile_content(_held(company)))
    _save(company)
    company.statuses.filter(pk__in=[status.pk for status in removed]).delete()
    for status in statuses:
        _state(company, status)
    _state_revenues(company, revenues)
    after = digest_of(profile_content(company))
    if seen is not None and before not in (seen, after):
        raise ChangedSinceSeen
    if before != after:
        CompanyEvent.objects.create(company=company, actor=by, verb=CompanyVerb.CORRECT)
    queue_business_check(company)
    return company


def _held(company: Company) -> Company:
    return Company.objects.select_for_update(no_key=True).get(pk=company.pk)


def _one_at_a_time(person: User) -> None:
    """A second click waits for the first one."""
    User.objects.select_for_update(no_key=True).get(pk=person.pk)


def _registered_before(company: Company, *, by: User) -> Company | None:
    """The person's own company whose profile says the very same."""
    said = {field.attname: getattr(company, field.attname) for field in PROFILE_FIELDS}
    return Company.objects.of(by).filter(created_by=by, **said).first()


def _save(company: Company) -> None:
    """Of two who take one business number at the same moment the second one reads why it may not."""
    company.full_clean()
    try:
        with transaction.atomic():
            company.save()
    except IntegrityError:
        company.full_clean()
        raise


def _needs_room(person: User) -> None:
    """Who acts for many companies is invited by them; more of one's own are no applicants."""
    if Company.objects.filter(created_by=person).count() >= MOST_COMPANIES:
        raise TooManyCompanies(MOST_COMPANIES)


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
    kept = company.statuses.select_for_update(no_key=True).filter(**same).first()
    status.company = company
    status.pk = kept.pk if kept else None
    status._state.adding = kept is None
    verified = kept if kept is not None and kept.statement == status.statement else CompanyStatus()
    for name in ("verified_on", "verified_by", "evidence"):
        setattr(status, name, getattr(verified, name))
    status.full_clean()
    status.save()
