"""Jobs that jobs queue, in the worker as in the web server, and jobs that a worker left behind."""

import asyncio
from datetime import timedelta

from asgiref.sync import sync_to_async
from django.core import mail
from django.db import connection, transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateEvent, ProcrastinateJob

from portal.accounts.tasks import forget_old_jobs, queue_mail, send_mail, take_up_left_mails
from tests.races import in_own_connection


def in_the_worker(work):
    """What `work` gives in a thread of the worker, as a job runs that is not asynchronous."""

    async def run():
        async with app.open_async():
            return await sync_to_async(in_own_connection, thread_sensitive=False)(work)

    with app.replace_connector(app.connector.get_worker_connector()):
        return asyncio.run(run())


def queue_and_roll_back() -> None:
    with transaction.atomic():
        queue_mail(to=["a@example.kr"], subject="s", body="b")
        transaction.set_rollback(True)


def test_what_a_job_queues_is_rolled_back_with_it(committed):
    in_the_worker(queue_and_roll_back)

    assert not ProcrastinateJob.objects.exists()


def queue() -> None:
    with transaction.atomic():
        queue_mail(to=["a@example.kr"], subject="s", body="b")


def test_what_a_job_queues_is_committed_with_it(committed):
    in_the_worker(queue)

    assert ProcrastinateJob.objects.count() == 1


def worker_heard(*, seconds_ago: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat)"
            " VALUES (now() - make_interval(secs => %s)) RETURNING id",
            [seconds_ago],
        )
        return cursor.fetchone()[0]


def begun(**fields) -> ProcrastinateJob:
    """A mail whose job is being done."""
    queue()
    job = ProcrastinateJob.objects.latest("id")
    ProcrastinateJob.objects.filter(pk=job.pk).update(status="doing", **fields)
    return job


def status_of(job: ProcrastinateJob) -> str:
    return ProcrastinateJob.objects.get(pk=job.pk).status


def test_mail_of_a_killed_worker_is_taken_up_again(db):
    killed = begun(worker_id=worker_heard(seconds_ago=180))
    forgotten = begun(worker_id=None)

    take_up_left_mails(timestamp=0)

    assert [status_of(job) for job in (killed, forgotten)] == ["todo", "todo"]


def test_mail_that_is_being_sent_is_left_alone(db):
    sending = begun(worker_id=worker_heard(seconds_ago=20))
    by_the_clock = begun(worker_id=None, queueing_lock="mail_digest/1")
    given_up = begun(worker_id=None, attempts=8)

    take_up_left_mails(timestamp=0)

    assert {status_of(job) for job in (sending, by_the_clock, given_up)} == {"doing"}


def test_each_attempt_to_send_a_mail_has_the_same_message_id(db, settings):
    settings.SITE_URL = "https://portal.example.kr"
    queue()
    job = ProcrastinateJob.objects.get()

    for _attempt in range(2):
        send_mail(**job.args)

    first, second = [sent.message()["Message-ID"] for sent in mail.outbox]
    assert first == second
    assert first.endswith("@portal.example.kr>")


def test_jobs_that_were_given_up_are_forgotten_after_thirty_days(committed):
    old, recent, waiting = begun(), begun(), begun()
    ProcrastinateJob.objects.filter(pk__in=[old.pk, recent.pk]).update(status="failed")
    given_up_at = {old: timedelta(days=31), recent: timedelta(days=29), waiting: timedelta(days=31)}
    for job, ago in given_up_at.items():
        ProcrastinateEvent.objects.filter(job=job).update(at=timezone.now() - ago)

    in_the_worker(lambda: forget_old_jobs(timestamp=0))

    assert set(ProcrastinateJob.objects.values_list("pk", flat=True)) == {recent.pk, waiting.pk}
