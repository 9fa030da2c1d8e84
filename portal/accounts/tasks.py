"""Mail as a job: written in the transaction of its cause, sent by the worker, tried again."""

from django.core.mail import EmailMessage
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app


# The last pause is 4**8 seconds, eighteen hours: long enough for a mail server to be mended
@app.task(retry=RetryStrategy(max_attempts=8, exponential_wait=4), queue="mail")
def send_mail(
    *, to: list[str], subject: str, body: str, headers: dict[str, str] | None = None
) -> None:
    EmailMessage(subject=subject, body=body, to=to, headers=headers).send()


def queue_mail(
    *, to: list[str], subject: str, body: str, headers: dict[str, str] | None = None
) -> None:
    """Queue one mail to each address; rolled back with the transaction it stands in."""
    one_line = " ".join(subject.split())  # a line end in somebody's title must not stop a mail
    extra = {"headers": headers} if headers else {}
    for address in to:
        send_mail.defer(to=[address], subject=one_line, body=body, **extra)
