"""What a reviewer works on."""

from django.db.models import QuerySet

from portal.accounts.models import User
from programs.enums import AssignmentState
from programs.models import Assignment, Call


def assignments_of(user: User) -> QuerySet[Assignment]:
    """What a reviewer works on; calls that have not ended are not reviewed."""
    return Assignment.objects.filter(
        reviewer__user=user, reviewer__is_active=True, application__call__in=Call.objects.ended()
    ).exclude(state=AssignmentState.RECUSED)
