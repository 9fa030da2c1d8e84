"""What a reviewer works on."""

from portal.accounts.models import User
from programs.enums import GIVEN_BACK, READING_WORK, AssignmentState, MemberRole, MemberState
from programs.models import Assignment, Call, PanelMember
from programs.models.review import AssignmentQuerySet
from programs.queries.conflict import barred_from, working_reviewers


def assignments_of(user: User) -> AssignmentQuerySet:
    """What is given to a reviewer: nothing that a conflict keeps from them, nothing under a
    sanction; calls that have not ended are not reviewed. Whose it is they are not told before the
    pledge, and they read and score it while the panel reviews (`with_standing`)."""
    working = Assignment.objects.filter(
        reviewer__user=user,
        reviewer__in=working_reviewers(),
        application__call__in=Call.objects.ended(),
    ).exclude(state__in=GIVEN_BACK)
    return working.exclude(application__in=barred_from(user))


def assignments_read_by(user: User) -> AssignmentQuerySet:
    """Those by which a reviewer reads what was sent: as they have pledged, and while the panel
    reviews. Afterwards they read their own sheets only."""
    return assignments_of(user).under_way().filter(state__in=READING_WORK)


def assignments_led_by(user: User) -> AssignmentQuerySet:
    """Finished reviews that a chair may open again: of the others who sit in the panel, while it
    reviews, but for applications that a conflict keeps from the chair."""
    chaired = PanelMember.objects.filter(
        reviewer__user=user,
        reviewer__in=working_reviewers(),
        role=MemberRole.CHAIR,
        state=MemberState.PLEDGED,
    )
    finished = Assignment.objects.under_way().filter(
        state=AssignmentState.FINISHED, panel__in=chaired.values("panel")
    )
    others = finished.exclude(reviewer__user=user)
    return others.exclude(application__in=barred_from(user))


def is_chair_over(user: User, assignment: Assignment) -> bool:
    """Whether they chair the panel of somebody else's finished review."""
    return assignments_led_by(user).filter(pk=assignment.pk).exists()
