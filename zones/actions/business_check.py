from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from procrastinate.contrib.django import app

from zones.enums import BusinessMatch, BusinessState
from zones.models import BusinessCheck, Company


def queue_business_check(company: Company) -> None:
    """Have the worker ask the tax service about what is new or changed, in this transaction.

    It asks for the state of the number, and whether founding day and representative belong to it
    where all three are stated. Nothing waits for the answers. Does nothing where the check is off,
    all is known, or there is no number; what was said of former statements goes.
    """
    number = company.business_number
    known = BusinessCheck.objects.filter(company=company)
    check = known.first()
    is_known = check is not None and check.business_number == number
    if number is None or not (is_known or settings.BUSINESS_CHECK_KEY):
        known.delete()  # it spoke of a former number
        return
    changes: dict[str, Any] = {}
    if not is_known:
        changes = {"business_number": number, "state": BusinessState.WAITING, "checked_at": None}
    compared = what_to_compare(company)
    if check is None or not is_known or _compared_by(check) != _facts(compared):
        changes |= compared
    if not changes:
        return
    asked = {"asked_at": timezone.now(), "attempts": 0}
    BusinessCheck.objects.update_or_create(company=company, defaults={**changes, **asked})
    if settings.BUSINESS_CHECK_KEY:
        queue_job(company.pk)


def what_to_compare(company: Company) -> dict[str, Any]:
    """The fields of a check that is to compare what the company states."""
    opened_on, name = company.founded_on, company.representative_name.strip()
    is_all_there = opened_on is not None and name != ""
    return {
        "opened_on": opened_on if is_all_there else None,
        "representative_name": name if is_all_there else "",
        "match": BusinessMatch.WAITING if is_all_there else BusinessMatch.UNASKED,
        "matched_at": None,
    }


def _facts(compared: dict[str, Any]) -> tuple[Any, ...]:
    return compared["opened_on"], compared["representative_name"]


def _compared_by(check: BusinessCheck) -> tuple[Any, ...]:
    return check.opened_on, check.representative_name


def queue_job(company_id: int) -> None:
    app.configure_task("zones.tasks.check_business", queue="checks").defer(company_id=company_id)


def begin_missing_checks(*, most: int) -> int:
    """Have companies checked that were registered while the check was off, or before it compared;
    returns how many."""
    unchecked = Company.objects.filter(business_check=None).exclude(business_number=None)
    checks = [
        BusinessCheck(
            company=company,
            business_number=company.business_number or "",
            **what_to_compare(company),
        )
        for company in unchecked.order_by("pk")[:most]
    ]
    BusinessCheck.objects.bulk_create(checks, ignore_conflicts=True)
    return len(checks) + _begin_missing_comparisons(most=most)


def _begin_missing_comparisons(*, most: int) -> int:
    uncompared = BusinessCheck.objects.filter(
        match=BusinessMatch.UNASKED, company__founded_on__isnull=False
    ).exclude(company__representative_name="")
    begun = 0
    for check in uncompared.select_related("company").order_by("pk")[:most]:
        fields = {**what_to_compare(check.company), "attempts": 0}
        rows = BusinessCheck.objects.filter(pk=check.pk, business_number=check.business_number)
        begun += rows.filter(match=BusinessMatch.UNASKED).update(**fields)
    return begun


def record_answer(check: BusinessCheck, *, state: BusinessState) -> None:
    """Keep what the tax service said of the number that was asked.

    An answer for a number that was corrected meanwhile is dropped.
    """
    now = timezone.now()
    _asked(check).filter(state=BusinessState.WAITING).update(state=state, checked_at=now)


def record_match(check: BusinessCheck, *, match: BusinessMatch) -> None:
    """Keep whether what the company states is what the tax service has.

    An answer for what was corrected meanwhile is dropped.
    """
    asked = _asked(check).filter(
        match=BusinessMatch.WAITING,
        opened_on=check.opened_on,
        representative_name=check.representative_name,
    )
    asked.update(match=match, matched_at=timezone.now())


def record_asking(check: BusinessCheck) -> None:
    """Count that the tax service was asked, whatever came of it."""
    _asked(check).update(attempts=check.attempts + 1, asked_at=timezone.now())


def _asked(check: BusinessCheck) -> QuerySet[BusinessCheck]:
    return BusinessCheck.objects.filter(pk=check.pk, business_number=check.business_number)
