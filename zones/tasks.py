"""What the worker does for companies."""

import logging

from django.conf import settings
from procrastinate.contrib.django import app

from zones.actions.business_check import (
    begin_missing_checks,
    record_answer,
    record_asking,
    record_match,
)
from zones.business_check import KeyRefused, NoAnswer, match_of_business, state_of_business
from zones.enums import BusinessMatch, BusinessState
from zones.models import BusinessCheck

log = logging.getLogger(__name__)
MOST_AT_ONCE = 100  # of two questions each; the free key has 10,000 calls a day
MOST_ATTEMPTS = 200  # four days of asking each half hour


@app.task(queue="checks")
def check_business(*, company_id: int) -> None:
    """Ask the tax service outside of any transaction; without an answer it is asked again later."""
    check = BusinessCheck.objects.waiting().filter(company=company_id).first()
    if check is not None:
        _ask(check)


@app.periodic(cron="*/30 * * * *")
@app.task(queue="checks", queueing_lock="check_waiting_businesses")
def check_waiting_businesses(timestamp: int) -> None:
    """Make up for what got no answer; a service that stays silent is left alone until next time."""
    if settings.BUSINESS_CHECK_KEY:
        begin_missing_checks(most=MOST_AT_ONCE)
    waiting = BusinessCheck.objects.waiting().filter(attempts__lt=MOST_ATTEMPTS)
    for check in waiting.order_by("asked_at", "pk")[:MOST_AT_ONCE]:
        if not _ask(check):
            return


def _ask(check: BusinessCheck) -> bool:
    """Whether there was an answer to all that was asked."""
    if not settings.BUSINESS_CHECK_KEY:
        return False
    record_asking(check)
    try:
        _ask_service(check)
    except KeyRefused:
        log.error("The tax service refuses BUSINESS_CHECK_KEY")
        return False
    except NoAnswer as silence:
        log.warning("The tax service gave no answer: %s", silence)
        return False
    return True


def _ask_service(check: BusinessCheck) -> None:
    """Each answer is kept as it comes. Raises NoAnswer, KeyRefused."""
    service = {
        "url": settings.BUSINESS_CHECK_URL,
        "key": settings.BUSINESS_CHECK_KEY,
        "seconds": settings.BUSINESS_CHECK_SECONDS,
    }
    number = check.business_number
    if check.state == BusinessState.WAITING:
        record_answer(check, state=state_of_business(number, **service))
    if check.match == BusinessMatch.WAITING and check.opened_on:
        match = match_of_business(number, check.opened_on, check.representative_name, **service)
        record_match(check, match=match)
