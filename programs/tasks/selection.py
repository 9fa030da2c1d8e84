"""Results of selections, told when their instant has come."""

from procrastinate.contrib.django import app

from programs.actions.selection import tell_of_all_results


@app.periodic(cron="* * * * *")
@app.task(name="programs.tasks.mail_results", queue="mail", queueing_lock="mail_results")
def mail_results(timestamp: int) -> None:
    """Within a minute of the instant the applicants are told; after a stop of the worker then."""
    tell_of_all_results()
