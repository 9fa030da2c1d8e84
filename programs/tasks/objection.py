"""Clocks of objections."""

from procrastinate.contrib.django import app

from programs.actions import objection_clock


@app.periodic(cron="23 * * * *")
@app.task(
    name="programs.tasks.mail_objection_clocks",
    queue="mail",
    queueing_lock="mail_objection_clocks",
)
def mail_objection_clocks(timestamp: int) -> None:
    """Within an hour of each moment; what a stop of the worker delayed is told then."""
    objection_clock.mail_objection_clocks()
