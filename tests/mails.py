"""Mails that wait for the worker."""

from procrastinate.contrib.django.models import ProcrastinateJob

from programs.tasks import mail_telling


def write_mails() -> None:
    """What the worker does with the jobs that write mails to many."""
    for job in ProcrastinateJob.objects.filter(task_name=mail_telling.name).order_by("id"):
        ProcrastinateJob.objects.filter(pk=job.pk).delete()
        mail_telling(**job.args)


def body_to(user) -> str:
    """The text of the one mail that waits for this person."""
    write_mails()
    jobs = ProcrastinateJob.objects.filter(task_name="portal.accounts.tasks.send_mail")
    (body,) = [job.args["body"] for job in jobs if job.args["to"] == [user.email]]
    return body


def queued_mails() -> list[tuple[str, str]]:
    """Address and subject of each, in the order in which they were queued."""
    write_mails()
    jobs = ProcrastinateJob.objects.filter(task_name="portal.accounts.tasks.send_mail")
    return [(job.args["to"][0], job.args["subject"]) for job in jobs.order_by("id")]
