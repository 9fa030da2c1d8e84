"""What the search knows beside what it searches."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from programs.actions.search_words import renew_search_words


@app.periodic(cron="*/10 * * * *")
@app.task(
    name="programs.tasks.keep_search_words",
    queueing_lock="keep_search_words",
    retry=RetryStrategy(max_attempts=3, wait=30),
)
def keep_search_words(timestamp: int) -> None:
    """Publication comes by the clock, so that no verb could do it."""
    renew_search_words()
