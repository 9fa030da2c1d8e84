from django.conf import settings
from django.utils import timezone
from procrastinate.contrib.django import app

from zones.enums import BusinessState
from zones.models import BusinessCheck, Company


def queue_business_check(company: Company) -> None:
    """Have the worker ask the tax service for a new or changed number, in this transaction.

    Nothing waits for the answer. Does nothing where the check is off, the number is known to it,
    or there is none.
    """
    number = company.business_number
    known = BusinessCheck.objects.filter(company=company)
    if known.filter(business_number=number).exists():
        return
    if number is None or not settings.BUSINESS_CHECK_KEY:
        known.delete()  # it spoke of a former number
        return
    asked = {"business_number": number, "state": BusinessState.WAITING, "checked_at": None}
    BusinessCheck.objects.update_or_create(
        company=company, defaults={**asked, "asked_at": timezone.now(), "attempts": 0}
    )
    queue_job(company.pk)


def queue_job(company_id: int) -> None:
    app.configure_task("zones.tasks.check_business", queue="checks").defer(company_id=company_id)


def begin_missing_checks(*, most: int) -> int:
    """Have companies checked that were registered while the check was off; returns how many."""
    unchecked = Company.objects.filter(business_check=None).exclude(business_number=None)
    checks = [
        BusinessCheck(company=company, business_number=company.business_number or "")
        for company in unchecked.order_by("pk")[:most]
    ]
    BusinessCheck.objects.bulk_create(checks, ignore_conflicts=True)
    return len(checks)


def record_answer(check: BusinessCheck, *, state: BusinessState | None) -> None:
    """Keep what the tax service said of the number that was asked; None where it gave no answer.

    An answer for a number that was corrected meanwhile is dropped.
    """
    asked = BusinessCheck.objects.waiting().filter(
        pk=check.pk, business_number=check.business_number
    )
    if state is None:
        asked.update(attempts=check.attempts + 1, asked_at=timezone.now())
    else:
        asked.update(
            state=state,
            attempts=check.attempts + 1,
            asked_at=timezone.now(),
            checked_at=timezone.now(),
        )
