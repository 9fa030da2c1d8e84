from typing import Any

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from portal.common.sealing import sealed_anew
from zones.actions.errors import NoAccount, NotYours, OwnCompany
from zones.actions.reading import record_company_reading
from zones.enums import CompanyReadPlace, CompanyRole, CompanyVerb
from zones.models import BankAccount, Company, CompanyEvent


@transaction.atomic
def change_account(
    company: Company, *, bank: str, holder: str, number: str, by: User
) -> BankAccount:
    """Keep the account, sealed, in the place of a former one. Raises NotYours of consultants."""
    company = Company.objects.select_for_update().get(pk=company.pk)
    _needs_own_people(company, by)
    account = BankAccount.objects.filter(company=company).first() or BankAccount(company=company)
    account.put_in(bank=bank, holder=holder, number=number)
    account.saved_at, account.saved_by = timezone.now(), by
    account.save()
    CompanyEvent.objects.create(company=company, actor=by, verb=CompanyVerb.CHANGE_ACCOUNT)
    return account


@transaction.atomic
def remove_account(company: Company, *, by: User) -> None:
    """Forget the account; does nothing where there is none. Raises NotYours of consultants."""
    company = Company.objects.select_for_update().get(pk=company.pk)
    _needs_own_people(company, by)
    removed, _models = BankAccount.objects.filter(company=company).delete()
    if removed:
        CompanyEvent.objects.create(company=company, actor=by, verb=CompanyVerb.REMOVE_ACCOUNT)


@transaction.atomic
def read_account(company: Company, *, by: User, reason: str, address: str | None) -> dict[str, Any]:
    """Bank, holder and number in full, for staff; written down first, with the reason.

    Raises OwnCompany, NoAccount, and Unreadable (`portal.common.sealing`) of a lost key.
    """
    if company.members.filter(user=by).exists():
        raise OwnCompany
    account = BankAccount.objects.filter(company=company).first()
    if account is None:
        raise NoAccount
    record_company_reading(
        company, by=by, place=CompanyReadPlace.ACCOUNT, reason=reason, address=address
    )
    return account.content()


@transaction.atomic
def seal_accounts_anew() -> int:
    """Put every account under the first of the keys, so that older ones can be given up.

    Returns how many. Raises Unreadable where one opens with no key; nothing is changed then.
    """
    accounts = list(BankAccount.objects.select_for_update().order_by("pk"))
    for account in accounts:
        account.sealed = sealed_anew(account.sealed)
    BankAccount.objects.bulk_update(accounts, ["sealed"], batch_size=500)
    return len(accounts)


def _needs_own_people(company: Company, user: User) -> None:
    own = company.members.exclude(role=CompanyRole.CONSULTANT)
    if not own.filter(user=user).exists():
        raise NotYours
