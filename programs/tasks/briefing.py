"""Seats at briefings, and what guests are told or forgotten by the clock."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from programs.actions.briefing_reminder import remind_guests
from programs.actions.forgetting import forget_guests, sweep_links
from programs.actions.needs import erase_needs
from programs.actions.waiting import lapse_offers

MOST_AT_ONCE = 500


@app.periodic(cron="* * * * *")
@app.task(
    name="programs.tasks.lapse_seat_offers",
    queue="mail",
    queueing_lock="lapse_seat_offers",
    retry=RetryStrategy(max_attempts=3, wait=20),
)
def lapse_seat_offers(timestamp: int) -> None:
    """Each minute; whoever registers or cancels meanwhile does it at once."""
    lapse_offers()


@app.periodic(cron="*/10 * * * *")
@app.task(
    name="programs.tasks.mail_briefing_reminders",
    queue="mail",
    queueing_lock="mail_briefing_reminders",
)
def mail_briefing_reminders(timestamp: int) -> None:
    """A day and three hours before a session."""
    remind_guests(most=MOST_AT_ONCE)


# 18:20 UTC is 03:20 in Korea
@app.periodic(cron="20 18 * * *")
@app.task(
    name="programs.tasks.forget_old_guests",
    queue="mail",
    queueing_lock="forget_old_guests",
    retry=RetryStrategy(max_attempts=5, wait=60),
)
def forget_old_guests(timestamp: int) -> None:
    """Needs a week, names and addresses half a year after a session, links once they are over."""
    erase_needs()
    forget_guests()
    sweep_links()
