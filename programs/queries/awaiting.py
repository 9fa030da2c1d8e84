"""What a member of the foundation may act on now, pile by pile: its start page counts by these, and
the lists that it leads to are narrowed by them.
"""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone

from portal.accounts.models import User
from programs.enums import (
    BARRING,
    OPEN_WORK,
    ConflictGround,
    ObjectionState,
    PanelState,
    SelectionState,
)
from programs.models import Assignment, Challenge, Conflict, Objection, Panel, Selection, Supplement
from programs.models.objection_freezing import TOOK_PART
from programs.queries.application import applications_handled_by
from programs.queries.challenge import challenges_handled_by
from programs.queries.conflict import barred_from, not_about
from programs.queries.objection import objections_handled_by
from programs.queries.panel import panels_handled_by
from programs.queries.selection import selections_handled_by

# The statement that the trigger and the permission read, asked of all objections at once
_PART = TOOK_PART.format(application="objection.application_id", screening="objection.screening_id")
_ABOUT_WHAT_ONE_DID = f"""
    SELECT objection.id FROM programs_objection objection
     WHERE EXISTS (SELECT FROM ({_PART}) AS part (person) WHERE person = %s)
"""


def objections_awaiting(user: User) -> QuerySet[Objection]:
    """Open ones about nothing that the user had a part in, and whose answer somebody else proposed."""
    proposed_oneself = Q(state=ObjectionState.PROPOSED, proposed_by=user)
    return (
        objections_handled_by(user)
        .open()
        .exclude(proposed_oneself)
        .exclude(pk__in=RawSQL(_ABOUT_WHAT_ONE_DID, [user.pk]))
    )


def supplements_of_work(user: User) -> QuerySet[Supplement]:
    """Open ones of applications that they handle."""
    return Supplement.objects.open().filter(application__in=applications_handled_by(user))


def conflicts_handled_by(user: User) -> QuerySet[Conflict]:
    """Those that staff see: of applications that they handle, and none about themselves."""
    shown = Conflict.objects.filter(not_about(user))
    return shown.filter(application__in=applications_handled_by(user))


def waivers_awaiting(user: User) -> QuerySet[Conflict]:
    """Waivers that somebody else asked for."""
    asked = conflicts_handled_by(user).filter(state__in=BARRING, waiver_asked_by__isnull=False)
    return asked.exclude(waiver_asked_by=user).exclude(ground=ConflictGround.PARTICIPANT)


def challenges_awaiting(user: User) -> QuerySet[Challenge]:
    return challenges_handled_by(user).filter(decided_at=None)


def selections_awaiting(user: User) -> QuerySet[Selection]:
    """Proposals of somebody else."""
    proposed = selections_handled_by(user).filter(state=SelectionState.PROPOSED)
    return proposed.exclude(proposed_by=user)


def panels_overdue(user: User) -> QuerySet[Panel]:
    """Panels whose time for reviews has gone by while some are not finished."""
    missing = Assignment.objects.filter(panel=OuterRef("pk"), state__in=OPEN_WORK)
    missing = missing.exclude(application__in=barred_from(user))
    late = panels_handled_by(user).filter(
        Exists(missing), state=PanelState.REVIEWING, closes_at__lte=timezone.now()
    )
    return late.order_by("closes_at", "pk")
