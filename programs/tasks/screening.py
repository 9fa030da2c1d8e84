"""Requests for supplements, as their days come near and pass."""

from procrastinate.contrib.django import app

from programs.actions.supplement import remind_of_supplements

MOST_AT_ONCE = 200


@app.periodic(cron="23 * * * *")
@app.task(
    name="programs.tasks.mail_supplement_clocks",
    queue="mail",
    queueing_lock="mail_supplement_clocks",
)
def mail_supplement_clocks(timestamp: int) -> None:
    remind_of_supplements(most=MOST_AT_ONCE)
