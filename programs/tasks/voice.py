"""Voices of the field."""

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from programs.actions.voice_reminder import tell_of_due_voices


# 23:20 UTC is 08:20 in Korea, where it is the next day already
@app.periodic(cron="20 23 * * *")
@app.task(
    name="programs.tasks.mail_due_voices",
    queue="mail",
    queueing_lock="mail_due_voices",
    retry=RetryStrategy(max_attempts=5, wait=60),
)
def mail_due_voices(timestamp: int) -> None:
    """On business days: what is due until the next one, and what is overdue."""
    tell_of_due_voices(timezone.localdate())
