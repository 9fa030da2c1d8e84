"""News for those who asked for them by mail."""

from contextlib import suppress

from django.db import transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from programs.actions.subscription import due_subscriptions, forget_unconfirmed, send_news


def _each_its_job(*, at_once: bool) -> None:
    """A failure keeps nobody else from their mail."""
    for pk in due_subscriptions(at_once=at_once).values_list("pk", flat=True):
        job = mail_news.configure(queueing_lock=f"mail_news/{pk}")
        with suppress(AlreadyEnqueued), transaction.atomic():
            job.defer(pk=pk)


@app.task(
    name="programs.tasks.mail_news",
    queue="mail",
    retry=RetryStrategy(max_attempts=5, exponential_wait=30),
)
def mail_news(*, pk: int) -> None:
    send_news(pk)


@app.periodic(cron="*/5 * * * *")
@app.task(
    name="programs.tasks.mail_news_at_once",
    queue="mail",
    queueing_lock="mail_news_at_once",
    retry=RetryStrategy(max_attempts=3, wait=30),
)
def mail_news_at_once(timestamp: int) -> None:
    _each_its_job(at_once=True)


# 23:20 UTC is 08:20 in Korea, after the digests of saved things
@app.periodic(cron="20 23 * * *")
@app.task(
    name="programs.tasks.mail_news_digests",
    queue="mail",
    queueing_lock="mail_news_digests",
    retry=RetryStrategy(max_attempts=5, wait=60),
)
def mail_news_digests(timestamp: int) -> None:
    """Daily ones each day, weekly ones once between two Mondays."""
    _each_its_job(at_once=False)


# 18:30 UTC is 03:30 in Korea
@app.periodic(cron="30 18 * * *")
@app.task(
    name="programs.tasks.forget_unconfirmed_addresses",
    queue="mail",
    queueing_lock="forget_unconfirmed_addresses",
    retry=RetryStrategy(max_attempts=5, wait=60),
)
def forget_unconfirmed_addresses(timestamp: int) -> None:
    forget_unconfirmed()
