"""What a reviewer works on."""

from django.db.models import QuerySet

from portal.accounts.models import User
from programs.enums import GIVEN_BACK, READING_WORK, AssignmentState, MemberRole, MemberState
from programs.models import Assignment, Call, PanelMember
from programs.queries.conflict import barred_from, working_reviewers


def assignments_of(user: User) -> QuerySet[Assignment]:
    """What a reviewer works on: nothing that a conflict keeps from them, nothing under a sanction;
    calls that have not ended are not reviewed."""
    working = Assignment.objects.filter(
        reviewer__user=user,
        reviewer__in=working_reviewers(),
        application__call__in=Call.objects.ended(),
    ).exclude(state__in=GIVEN_BACK)
    return working.exclude(application__in=barred_from(user))


def assignments_read_by(user: User) -> QuerySet[Assignment]:
    """Those by which a reviewer reads what was sent, as they have pledged."""
    return assignments_of(user).filter(state__in=READING_WORK)


def assignments_led_by(user: User) -> QuerySet[Assignment]:
    """Finished reviews of the others in the panels that a reviewer chairs, but for applications
    that a conflict keeps from the chair."""
    chaired = PanelMember.objects.filter(
        reviewer__user=user,
        reviewer__in=working_reviewers(),
        role=MemberRole.CHAIR,
        state=MemberState.PLEDGED,
    )
    finished = Assignment.objects.filter(
        state=AssignmentState.FINISHED, panel__in=chaired.values("panel")
    )
    others = finished.exclude(reviewer__user=user)
    return others.exclude(application__in=barred_from(user))


def is_chair_over(user: User, assignment: Assignment) -> bool:
    """Whether they chair the panel of somebody else's finished review."""
    return assignments_led_by(user).filter(pk=assignment.pk).exists()
