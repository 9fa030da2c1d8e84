"""What a reviewer works on."""

from django.db.models import QuerySet

from portal.accounts.models import User
from programs.enums import AssignmentState
from programs.models import Assignment, Call
from programs.queries.conflict import barred_from, working_reviewers


def assignments_of(user: User) -> QuerySet[Assignment]:
    """What a reviewer works on: nothing that a conflict keeps from them, nothing under a sanction;
    calls that have not ended are not reviewed."""
    working = Assignment.objects.filter(
        reviewer__user=user,
        reviewer__in=working_reviewers(),
        application__call__in=Call.objects.ended(),
    ).exclude(state__in=[AssignmentState.RECUSED, AssignmentState.RELEASED])
    return working.exclude(application__in=barred_from(user))
