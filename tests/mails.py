"""Mails that wait for the worker."""

from procrastinate.contrib.django.models import ProcrastinateJob


def queued_mails() -> list[tuple[str, str]]:
    """Address and subject of each, in the order in which they were queued."""
    jobs = ProcrastinateJob.objects.filter(task_name="portal.accounts.tasks.send_mail")
    return [(job.args["to"][0], job.args["subject"]) for job in jobs.order_by("id")]
