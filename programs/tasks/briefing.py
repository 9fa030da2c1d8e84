"""Seats at briefings."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from programs.actions.waiting import lapse_offers


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
