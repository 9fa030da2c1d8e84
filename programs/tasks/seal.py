"""The seals of calls that have ended."""

from procrastinate.contrib.django import app

from programs.actions.seal import seal_ended_calls

MOST_AT_ONCE = 200
BEFORE_READINGS = 1


@app.periodic(cron="* * * * *")
@app.task(
    name="programs.tasks.seal_calls",
    queue="files",
    priority=BEFORE_READINGS,
    queueing_lock="seal_calls",
)
def seal_calls(timestamp: int) -> None:
    """Within a minute of its end a call is sealed; after a long stop of the worker in portions."""
    seal_ended_calls(most=MOST_AT_ONCE)
