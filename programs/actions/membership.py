"""The verbs of a panel's members: asked, pledged, released; who leads.

Whichever way a seat ends, what was not finished from it is released with it, and the foundation is
told of the places that are open then.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from portal.accounts.models import User
from programs import workflow
from programs.actions.application import record_application_event
from programs.actions.errors import NotTheMember, PanelClosed, UnderSanction
from programs.actions.notifications import notify
from programs.actions.open_places import tell_of_open_places
from programs.actions.panel import open_to_changes, panel_held, record_panel_event
from programs.actions.ranking import hold_reviews
from programs.enums import OPEN_WORK, SITTING, MemberRole, PanelState, PanelVerb
from programs.models import Assignment, Panel, PanelMember, Reviewer
from programs.validators import validate_words

PLEDGE_VERSION = "2026-11"


@transaction.atomic
def invite_members(
    panel: Panel, *, reviewers: Sequence[Reviewer], by: User, chair: Reviewer | None = None
) -> list[PanelMember]:
    """Ask reviewers to sit in the panel, by mail; who sits in it stays, who left is asked again.

    Raises UnderSanction, PanelClosed, OwnPanel.
    """
    panel, now = open_to_changes(panel, by=by)
    return seat(panel, reviewers, by=by, at=now, chair=chair)


def seat(
    panel: Panel,
    reviewers: Sequence[Reviewer],
    *,
    by: User,
    at: datetime,
    chair: Reviewer | None = None,
) -> list[PanelMember]:
    """Those who do not sit in the panel, which is held, are asked to by mail.

    Raises UnderSanction.
    """
    known = {member.reviewer_id: member for member in panel.members.all()}
    asked = []
    for reviewer in reviewers:
        member = known.get(reviewer.pk) or PanelMember(panel=panel, reviewer=reviewer)
        if member.pk and member.state in SITTING:
            continue
        asked.append(_invited(member, by=by, at=at, leads=reviewer == chair))
    if asked:
        record_panel_event(panel, PanelVerb.INVITE, by=by, reason=str(len(asked)))
    path = f"/desk/reviews/panels/{panel.pk}/"
    users = [member.reviewer.user for member in asked]
    notify(users, "panel_invited", path=path, call=panel.call, panel=panel)
    return asked


def _invited(member: PanelMember, *, by: User, at: datetime, leads: bool) -> PanelMember:
    if member.pk:
        member.state = workflow.target_of(workflow.MEMBER, "invite", member.state)
    member.role = MemberRole.CHAIR if leads else MemberRole.MEMBER
    member.invited_at, member.invited_by = at, by
    member.employer = member.reviewer.employer
    member.accepted_at = member.declined_at = member.pledged_at = member.released_at = None
    member.pledge_version, member.released_by, member.release_reason = "", None, ""
    try:
        with transaction.atomic():
            member.save()
    except IntegrityError as error:
        diag = getattr(error.__cause__, "diag", None)
        if getattr(diag, "constraint_name", "") == "programs_panelmember_not_sanctioned":
            raise UnderSanction(str(member.reviewer)) from error
        raise
    return member


def _own_held(member: PanelMember, *, by: User) -> tuple[PanelMember, Panel, datetime]:
    """The membership behind its panel, for its reviewer and nobody else. Raises NotTheMember."""
    panel, now = panel_held(member.panel_id)
    held = PanelMember.objects.select_related("reviewer")
    member = held.select_for_update(of=["self"], no_key=True).get(pk=member.pk)
    if member.reviewer.user_id != by.pk:
        raise NotTheMember
    if panel.state == PanelState.CLOSED:
        raise PanelClosed
    return member, panel, now


@transaction.atomic
def accept_membership(member: PanelMember, *, by: User) -> PanelMember:
    """The reviewer takes the seat; names of companies are shown only after the pledge.

    Raises NotTheMember, PanelClosed, TransitionNotAllowed.
    """
    member, panel, now = _own_held(member, by=by)
    member.state = workflow.target_of(workflow.MEMBER, "accept", member.state)
    member.accepted_at = now
    member.save(update_fields=["state", "accepted_at"])
    record_panel_event(panel, PanelVerb.ACCEPT, by=by)
    return member


@transaction.atomic
def decline_membership(member: PanelMember, *, by: User, reason: str = "") -> PanelMember:
    """The reviewer does not take the seat; what is assigned to them is released, who asked is told.

    Raises NotTheMember, PanelClosed, TransitionNotAllowed.
    """
    member, panel, now = _own_held(member, by=by)
    member.state = workflow.target_of(workflow.MEMBER, "decline", member.state)
    member.declined_at, member.role = now, MemberRole.MEMBER
    member.save(update_fields=["state", "declined_at", "role"])
    record_panel_event(panel, PanelVerb.DECLINE, by=by, reason=reason)
    _release_work(member, panel, by=by, at=now, reason=reason or str(PanelVerb.DECLINE.label))
    if member.invited_by is not None:
        path = f"/admin/programs/panel/{panel.pk}/change/"
        readers, call = [member.invited_by], panel.call
        notify(readers, "panel_declined", path=path, call=call, panel=panel, member=member)
    return member


@transaction.atomic
def pledge_membership(member: PanelMember, *, by: User) -> PanelMember:
    """The reviewer pledges secrecy and fairness for the whole panel. Conflicts are declared beside
    it, for each application. Raises NotTheMember, PanelClosed, TransitionNotAllowed."""
    member, panel, now = _own_held(member, by=by)
    member.state = workflow.target_of(workflow.MEMBER, "pledge", member.state)
    member.pledged_at, member.pledge_version = now, PLEDGE_VERSION
    member.save(update_fields=["state", "pledged_at", "pledge_version"])
    record_panel_event(panel, PanelVerb.PLEDGE, by=by)
    return member


@transaction.atomic
def release_member(member: PanelMember, *, by: User, reason: str) -> PanelMember:
    """The member leaves; what they have not finished is released with them, finished reviews stay.

    Raises PanelClosed, OwnPanel, TransitionNotAllowed.
    """
    validate_words(reason)
    panel, now = open_to_changes(member.panel, by=by)
    member = PanelMember.objects.select_for_update(no_key=True).get(pk=member.pk)
    return _released_from(panel, member, by=by, at=now, reason=reason)


def leave_panels(reviewer: Reviewer, *, by: User, reason: str) -> list[PanelMember]:
    """Who leaves the pool leaves every panel that is not closed, as who is released from it.

    Needs a transaction.
    """
    seats = PanelMember.objects.sitting().filter(reviewer=reviewer)
    left = []
    for panel_id in list(seats.order_by("panel").values_list("panel", flat=True)):
        panel, now = panel_held(panel_id)
        held = PanelMember.objects.select_for_update(no_key=True).get(
            panel=panel, reviewer=reviewer
        )
        if panel.state != PanelState.CLOSED and held.state in SITTING:
            left.append(_released_from(panel, held, by=by, at=now, reason=reason))
    return left


def _released_from(
    panel: Panel, member: PanelMember, *, by: User, at: datetime, reason: str
) -> PanelMember:
    member.state = workflow.target_of(workflow.MEMBER, "release", member.state)
    member.released_at, member.released_by, member.release_reason = at, by, reason
    member.role = MemberRole.MEMBER
    member.save(update_fields=["state", "released_at", "released_by", "release_reason", "role"])
    record_panel_event(panel, PanelVerb.RELEASE, by=by, reason=reason)
    _release_work(member, panel, by=by, at=at, reason=reason)
    return member


def _release_work(
    member: PanelMember, panel: Panel, *, by: User, at: datetime, reason: str
) -> None:
    hold_reviews(panel)  # the applications first, as who finishes: else each waits for the other
    work = panel.assignments.filter(reviewer=member.reviewer_id, state__in=OPEN_WORK)
    left = list(work.order_by("pk"))
    for assignment in left:
        released(assignment, by=by, at=at, reason=reason)
    tell_of_open_places(panel, [assignment.application_id for assignment in left], by=by)


def released(assignment: Assignment, *, by: User, at: datetime, reason: str) -> Assignment:
    """Write that the foundation takes an assignment back, which is held.

    Raises TransitionNotAllowed.
    """
    assignment.state = workflow.target_of(workflow.ASSIGNMENT, "release", assignment.state)
    assignment.released_at, assignment.released_by = at, by
    assignment.release_reason = reason
    assignment.save(update_fields=["state", "released_at", "released_by", "release_reason"])
    application = assignment.application
    record_application_event(
        application, "release", by=by, from_state=application.state, reason=reason
    )
    return assignment


@transaction.atomic
def change_chair(member: PanelMember, *, by: User) -> PanelMember:
    """The member leads the panel from now on; who led it before is a member.

    Raises NotTheMember for one who does not sit in it, PanelClosed, OwnPanel.
    """
    panel, _now = open_to_changes(member.panel, by=by)
    panel.members.filter(role=MemberRole.CHAIR).update(role=MemberRole.MEMBER)
    member = PanelMember.objects.select_for_update(no_key=True).get(pk=member.pk)
    if member.state not in SITTING:
        raise NotTheMember
    member.role = MemberRole.CHAIR
    member.save(update_fields=["role"])
    record_panel_event(panel, PanelVerb.CHANGE_CHAIR, by=by, reason=str(member.reviewer))
    return member
