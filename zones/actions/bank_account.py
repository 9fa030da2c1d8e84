from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from portal.accounts.models import User
from portal.accounts.notices import queue_notice
from portal.common.encryption import Unreadable, encrypted_anew
from zones.actions.errors import ChangedSinceSeen, NoAccount, NotYours, OwnCompany
from zones.actions.reading import record_company_reading
from zones.enums import CompanyReadPlace, CompanyRole, CompanyVerb
from zones.models import BankAccount, Company, CompanyEvent, CompanyMember


@transaction.atomic
def change_account(
    company: Company, *, bank: str, holder: str, number: str, by: User, seen: str | None = None
) -> BankAccount:
    """Keep the account, sealed, in the place of a former one; all representatives get a mail.

    Support is paid into it, so that only a representative changes it. The same once more changes
    nothing. `seen` is the stamp of the account that the person had before them ("" of none); None
    replaces whichever is there. Raises NotYours, ChangedSinceSeen where a colleague was faster.
    """
    company = Company.objects.select_for_update(no_key=True).get(pk=company.pk)
    _needs_representative(company, by)
    former = BankAccount.objects.filter(company=company).first()
    if former and _says(former, {"bank": bank, "holder": holder, "number": number}):
        return former
    _needs_seen(former, seen)
    account = former or BankAccount(company=company)
    account.put_in(bank=bank, holder=holder, number=number)
    account.saved_at, account.saved_by = timezone.now(), by
    account.save()
    CompanyEvent.objects.create(company=company, actor=by, verb=CompanyVerb.CHANGE_ACCOUNT)
    _tell_representatives(company, account.saved_at, by=by)
    return account


@transaction.atomic
def remove_account(company: Company, *, by: User, seen: str | None = None) -> None:
    """Forget the account; does nothing where there is none, else all representatives get a mail.

    `seen` as in `change_account`. Raises NotYours of others than representatives, ChangedSinceSeen.
    """
    company = Company.objects.select_for_update(no_key=True).get(pk=company.pk)
    _needs_representative(company, by)
    account = BankAccount.objects.filter(company=company).first()
    if account is None:
        return
    _needs_seen(account, seen)
    account.delete()
    CompanyEvent.objects.create(company=company, actor=by, verb=CompanyVerb.REMOVE_ACCOUNT)
    _tell_representatives(company, timezone.now(), by=by, is_removed=True)


@transaction.atomic
def read_account(company: Company, *, by: User, reason: str, address: str | None) -> dict[str, Any]:
    """Bank, holder and number in full, for staff; written down first, with the reason.

    Raises OwnCompany, NoAccount, and Unreadable (`portal.common.encryption`) of a lost key.
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
def encrypt_accounts_anew() -> int:
    """Put every account under the first of the keys, so that older ones can be given up.

    Returns how many. Raises Unreadable where one opens with no key; nothing is changed then.
    """
    accounts = list(BankAccount.objects.select_for_update(no_key=True).order_by("pk"))
    for account in accounts:
        account.sealed = encrypted_anew(account.sealed)
    BankAccount.objects.bulk_update(accounts, ["sealed"], batch_size=500)
    return len(accounts)


def _needs_seen(account: BankAccount | None, seen: str | None) -> None:
    if seen is not None and seen != (account.stamp if account else ""):
        raise ChangedSinceSeen


def _says(account: BankAccount, content: dict[str, str]) -> bool:
    try:
        return account.content() == content
    except Unreadable:
        return False


def _representatives(company: Company) -> QuerySet[CompanyMember]:
    return company.members.filter(role=CompanyRole.REPRESENTATIVE)


def _needs_representative(company: Company, user: User) -> None:
    if not _representatives(company).filter(user=user).exists():
        raise NotYours


def _tell_representatives(
    company: Company, at: datetime, *, by: User, is_removed: bool = False
) -> None:
    """Whoever did it too: a mail that one did not expect is how a stolen session is noticed."""
    for member in _representatives(company).filter(user__is_active=True).select_related("user"):
        queue_notice(
            "account_changed",
            to=member.user.email,
            language=member.user.language,
            path=reverse("zones:company-account", args=[company.pk]),
            reader=member.user,
            company=company,
            changer=by,
            at=at,
            is_removed=is_removed,
        )
