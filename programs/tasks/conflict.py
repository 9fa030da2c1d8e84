"""Finding who may not judge what."""

from procrastinate.contrib.django import app

from programs.actions.conflict import find_conflicts_of_call, find_conflicts_of_reviewer
from programs.models import Call, Reviewer
from programs.queries.conflict import calls_under_review


@app.task(name="programs.tasks.find_conflicts_of_call", queue="files")
def find_conflicts_of_call_task(pk: int) -> None:
    """Once a call is sealed: its applicants are known."""
    find_conflicts_of_call(Call.objects.get(pk=pk))


@app.task(name="programs.tasks.find_conflicts_of_reviewer", queue="files")
def find_conflicts_of_reviewer_task(pk: int) -> None:
    """Once a reviewer has other facts: an employer, a tie."""
    find_conflicts_of_reviewer(Reviewer.objects.get(pk=pk))


@app.periodic(cron="30 17 * * *")  # 02:30 in Korea
@app.task(name="programs.tasks.find_all_conflicts", queue="files", queueing_lock="find_conflicts")
def find_all_conflicts(timestamp: int) -> None:
    """Every night: companies change their people and numbers, too."""
    for call in calls_under_review():
        find_conflicts_of_call(call)
