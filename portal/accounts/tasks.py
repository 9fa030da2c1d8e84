"""Mail as a job: written in the transaction of its cause, sent by the worker, tried again."""

from datetime import timedelta
from email.utils import make_msgid
from typing import Any
from urllib.parse import urlsplit

from asgiref.sync import async_to_sync
from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Q
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

MOST_ATTEMPTS = 8
HOURS_KEPT = 30 * 24
SILENCE = timedelta(minutes=2)  # a worker that lives is heard each ten seconds


# The last pause is 4**8 seconds, eighteen hours: long enough for a mail server to be mended
@app.task(retry=RetryStrategy(max_attempts=MOST_ATTEMPTS, exponential_wait=4), queue="mail")
def send_mail(
    *,
    to: list[str],
    subject: str,
    body: str,
    headers: dict[str, str] | None = None,
    message_id: str = "",
    attachments: list[list[str]] | None = None,
) -> None:
    """Each attempt has the same Message-ID, by which a mailbox tells what it has already."""
    own = {"Message-ID": message_id} if message_id else {}
    mail = EmailMessage(subject=subject, body=body, to=to, headers={**(headers or {}), **own})
    for name, text, mimetype in attachments or []:
        mail.attach(name, text, mimetype)
    mail.send()


def queue_mail(
    *,
    to: list[str],
    subject: str,
    body: str,
    headers: dict[str, str] | None = None,
    attachments: list[list[str]] | None = None,
) -> None:
    """Queue one mail to each address; rolled back with the transaction it stands in.

    `attachments` are [name, text, mimetype] each; the text stays in the job until it is sent.
    """
    one_line = " ".join(subject.split())  # a line end in somebody's title must not stop a mail
    for address in to:
        # Only what there is: a worker of the former version does not know the newest parameter
        extra: dict[str, Any] = {"headers": headers} if headers else {}
        if attachments:
            extra["attachments"] = attachments
        extra["message_id"] = make_msgid(domain=urlsplit(settings.SITE_URL).hostname)
        send_mail.defer(to=[address], subject=one_line, body=body, **extra)


@app.periodic(cron="7 18 * * *")
@app.task(queue="mail", queueing_lock="forget_old_jobs")
def forget_old_jobs(timestamp: int) -> None:
    """Jobs that were given up, or done by a worker that keeps them: they hold mails to people."""
    async_to_sync(app.job_manager.delete_old_jobs)(
        nb_hours=HOURS_KEPT, include_failed=True, include_cancelled=True, include_aborted=True
    )


@app.periodic(cron="*/10 * * * *")
@app.task(queue="mail", queueing_lock="take_up_left_mails")
def take_up_left_mails(timestamp: int) -> None:
    """Run jobs again that a killed worker had begun.

    Not those with a lock in the queue: what is done by the clock makes up for itself the next time.
    """
    is_silent = Q(worker=None) | Q(worker__last_heartbeat__lt=timezone.now() - SILENCE)
    begun = ProcrastinateJob.objects.filter(status="doing", queue_name="mail", queueing_lock=None)
    for job in begun.filter(is_silent, attempts__lt=MOST_ATTEMPTS).order_by("pk"):
        app.job_manager.retry_job_by_id(job.pk, retry_at=timezone.now())
