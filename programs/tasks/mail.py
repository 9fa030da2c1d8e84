"""Mails that are due by the clock, or that concern many."""

from contextlib import suppress

from django.db import transaction
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from programs.actions.alerts import announce_new_calls, readers_of_digests, send_digest
from programs.actions.reminder import remind_of_closing, tell_of_missed
from programs.actions.telling import tell
from programs.actions.vault import tell_of_expiry
from programs.models import Telling

MOST_AT_ONCE = 200


@app.periodic(cron="*/5 * * * *")
@app.task(
    name="programs.tasks.mail_new_calls",
    queue="mail",
    queueing_lock="mail_new_calls",
    retry=RetryStrategy(max_attempts=3, wait=30),
)
def mail_new_calls(timestamp: int) -> None:
    announce_new_calls()


@app.periodic(cron="*/10 * * * *")
@app.task(name="programs.tasks.mail_reminders", queue="mail", queueing_lock="mail_reminders")
def mail_reminders(timestamp: int) -> None:
    """Seven, three and one days and three hours before a closing."""
    remind_of_closing(most=MOST_AT_ONCE)


@app.periodic(cron="*/10 * * * *")
@app.task(name="programs.tasks.mail_missed", queue="mail", queueing_lock="mail_missed")
def mail_missed(timestamp: int) -> None:
    """Once a closing is over that a draft has missed."""
    tell_of_missed(most=MOST_AT_ONCE)


@app.task(
    name="programs.tasks.mail_telling",
    queue="mail",
    retry=RetryStrategy(max_attempts=8, exponential_wait=4),
)
def mail_telling(*, pk: int) -> None:
    tell(Telling.objects.get(pk=pk))


# 23:00 UTC is 08:00 in Korea, where no clock is ever moved
@app.periodic(cron="0 23 * * *")
@app.task(
    name="programs.tasks.mail_digests",
    queue="mail",
    queueing_lock="mail_digests",
    retry=RetryStrategy(max_attempts=5, wait=60),
)
def mail_digests(timestamp: int) -> None:
    """A job for each person: a failure keeps nobody else from their mail."""
    for user_id in readers_of_digests():
        job = mail_digest.configure(queueing_lock=f"mail_digest/{user_id}")
        with suppress(AlreadyEnqueued), transaction.atomic():
            job.defer(user_id=user_id)


# 23:10 UTC is 08:10 in Korea, where it is the next day already
@app.periodic(cron="10 23 * * *")
@app.task(
    name="programs.tasks.mail_expiring",
    queue="mail",
    queueing_lock="mail_expiring",
    retry=RetryStrategy(max_attempts=5, wait=60),
)
def mail_expiring(timestamp: int) -> None:
    """Certificates that a company keeps and that expire soon."""
    tell_of_expiry(timezone.localdate())


@app.task(
    name="programs.tasks.mail_digest",
    queue="mail",
    retry=RetryStrategy(max_attempts=5, exponential_wait=30),
)
def mail_digest(*, user_id: int) -> None:
    send_digest(user_id)
