"""What the worker does for companies."""

import logging

from django.conf import settings
from procrastinate.contrib.django import app

from zones.actions.business_check import begin_missing_checks, record_answer
from zones.business_check import KeyRefused, NoAnswer, state_of_business
from zones.models import BusinessCheck

log = logging.getLogger(__name__)
MOST_AT_ONCE = 100  # the free key has 10,000 calls a day
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
    """Whether there was an answer."""
    if not settings.BUSINESS_CHECK_KEY:
        return False
    try:
        state = state_of_business(
            check.business_number,
            url=settings.BUSINESS_CHECK_URL,
            key=settings.BUSINESS_CHECK_KEY,
            seconds=settings.BUSINESS_CHECK_SECONDS,
        )
    except KeyRefused:
        log.error("The tax service refuses BUSINESS_CHECK_KEY")
        record_answer(check, state=None)
        return False
    except NoAnswer as silence:
        log.warning("The tax service gave no answer: %s", silence)
        record_answer(check, state=None)
        return False
    record_answer(check, state=state)
    return True
