"""Jobs that jobs queue: in the transaction of their cause, in the worker as in the web server."""

import asyncio

from asgiref.sync import sync_to_async
from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from portal.accounts.tasks import queue_mail
from tests.races import in_own_connection


def in_the_worker(work):
    """What `work` gives in a thread of the worker, which runs the jobs that are not asynchronous."""

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
