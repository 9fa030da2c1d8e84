"""The verbs of panels: made, filled, opened and closed; their members come and go.

Locks are taken in one order: the call, the panel, its applications, their assignments.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from portal.accounts.models import User
from programs import workflow
from programs.actions.application import record_application_event
from programs.actions.clock import HELD_OPEN, call_taken
from programs.actions.errors import (
    CallNotClosed,
    NotPlaced,
    NotSealed,
    NotTheMember,
    OwnPanel,
    PanelClosed,
    PlaceJudged,
    QuorumMissing,
    UnderSanction,
)
from programs.actions.notifications import notify
from programs.actions.open_places import tell_of_open_places
from programs.actions.ranking import hold_reviews
from programs.enums import SITTING, AssignmentState, MemberRole, PanelState, PanelVerb
from programs.models import (
    Application,
    Assignment,
    Call,
    Draw,
    Panel,
    PanelEvent,
    PanelMember,
    PanelPlace,
    Reviewer,
    Submission,
)
from programs.models.panel_guard import PLACEABLE
from programs.rules.predicates import has_no_seat_in
from programs.scoring import drawn, seed_of_order

# The clock is read after the row is held, never before
HELD = """
WITH held AS (SELECT * FROM programs_panel WHERE id = %s FOR NO KEY UPDATE)
SELECT held.*, clock_timestamp() AS held_at FROM held
"""
PLEDGE_VERSION = "2026-11"
OPEN_WORK = (AssignmentState.ASSIGNED, AssignmentState.PLEDGED)


def panel_held(panel_id: int) -> tuple[Panel, datetime]:
    """The panel's row, held until commit, and the moment at which it was, by the database's clock
    in UTC. Needs a transaction."""
    (panel,) = Panel.objects.raw(HELD, [panel_id])
    return panel, vars(panel)["held_at"]


def held_for_staff(panel: Panel, *, by: User) -> tuple[Panel, datetime]:
    """The panel held, with its call, for somebody who may form it.

    Raises CallNotClosed, OwnPanel.
    """
    _ended(panel.call_id)
    held, now = panel_held(panel.pk)
    _not_ones_own(held, by=by)
    return held, now


def _ended(call_id: int) -> Call:
    call, now = call_taken(call_id, hold=HELD_OPEN)
    if call.is_cancelled or not call.has_ended_at(now):
        raise CallNotClosed
    return call


def _not_ones_own(panel: Panel, *, by: User) -> None:
    if not has_no_seat_in.test(by, panel):
        raise OwnPanel


def record_panel_event(
    panel: Panel, verb: PanelVerb, *, by: User, from_state: str = "", reason: str = ""
) -> PanelEvent:
    return PanelEvent.objects.create(
        panel=panel,
        verb=verb,
        actor=by,
        from_state=from_state or panel.state,
        to_state=panel.state,
        reason=reason,
    )


@transaction.atomic
def make_panel(call: Call, *, by: User, name: str, **settings: Any) -> Panel:
    """A panel of a call that has ended; nobody is told yet. Raises CallNotClosed, OwnPanel."""
    _ended(call.pk)
    panel = Panel.objects.create(call=call, name=name, **settings)
    _not_ones_own(panel, by=by)
    record_panel_event(panel, PanelVerb.MAKE, by=by)
    return panel


@transaction.atomic
def place_applications(
    panel: Panel, *, applications: Sequence[Application], by: User
) -> list[PanelPlace]:
    """Screened applications of the call become the panel's; known ones stay.

    Raises NotPlaced where one is in another panel, of another call or not to be judged,
    PanelClosed, OwnPanel.
    """
    panel, now = _open_to_changes(panel, by=by)
    keys = sorted(application.pk for application in applications)
    rows = list(Application.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
    fits = all(row.call_id == panel.call_id and row.state in PLACEABLE for row in rows)
    others = PanelPlace.objects.filter(application__in=keys).exclude(panel=panel)
    if not fits or others.exists():
        raise NotPlaced
    known = set(panel.places.values_list("application", flat=True))
    places = [
        PanelPlace.objects.create(panel=panel, application=row, added_at=now, added_by=by)
        for row in rows
        if row.pk not in known
    ]
    if places:
        record_panel_event(panel, PanelVerb.PLACE, by=by, reason=str(len(places)))
    return places


@transaction.atomic
def remove_place(place: PanelPlace, *, by: User, reason: str) -> None:
    """The application leaves the panel. Raises PlaceJudged while somebody judges it, PanelClosed."""
    panel, _now = _open_to_changes(place.panel, by=by)
    judged = Assignment.objects.filter(panel=panel, application=place.application_id)
    if judged.exclude(state__in=[AssignmentState.RECUSED, AssignmentState.RELEASED]).exists():
        raise PlaceJudged
    place.delete()
    record_panel_event(panel, PanelVerb.REMOVE_PLACE, by=by, reason=reason)


def _open_to_changes(panel: Panel, *, by: User) -> tuple[Panel, datetime]:
    held, now = held_for_staff(panel, by=by)
    if held.state == PanelState.CLOSED:
        raise PanelClosed
    return held, now


@transaction.atomic
def invite_members(
    panel: Panel, *, reviewers: Sequence[Reviewer], by: User, chair: Reviewer | None = None
) -> list[PanelMember]:
    """Ask reviewers to sit in the panel, by mail; who sits in it stays, who left is asked again.

    Raises UnderSanction, PanelClosed, OwnPanel.
    """
    panel, now = _open_to_changes(panel, by=by)
    known = {member.reviewer_id: member for member in panel.members.all()}
    asked = []
    for reviewer in reviewers:
        member = known.get(reviewer.pk) or PanelMember(panel=panel, reviewer=reviewer)
        if member.pk and member.state in SITTING:
            continue
        asked.append(_invited(member, by=by, at=now, leads=reviewer == chair))
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
    held = PanelMember.objects.select_for_update(of=["self"]).select_related("reviewer")
    member = held.get(pk=member.pk)
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
    """The reviewer does not take the seat; who asked is told.

    Raises NotTheMember, PanelClosed, TransitionNotAllowed.
    """
    member, panel, now = _own_held(member, by=by)
    member.state = workflow.target_of(workflow.MEMBER, "decline", member.state)
    member.declined_at, member.role = now, MemberRole.MEMBER
    member.save(update_fields=["state", "declined_at", "role"])
    record_panel_event(panel, PanelVerb.DECLINE, by=by, reason=reason)
    _tell_staff(panel, member.invited_by, "panel_declined", member=member)
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


def _tell_staff(panel: Panel, reader: User | None, template: str, **context: Any) -> None:
    if reader is not None:
        path = f"/admin/programs/panel/{panel.pk}/change/"
        notify([reader], template, path=path, call=panel.call, panel=panel, **context)


@transaction.atomic
def release_member(member: PanelMember, *, by: User, reason: str) -> PanelMember:
    """The member leaves; what they have not finished is released with them, finished reviews stay.

    Raises PanelClosed, OwnPanel, TransitionNotAllowed.
    """
    panel, now = _open_to_changes(member.panel, by=by)
    member = PanelMember.objects.select_for_update().get(pk=member.pk)
    member.state = workflow.target_of(workflow.MEMBER, "release", member.state)
    member.released_at, member.released_by, member.release_reason = now, by, reason
    member.role = MemberRole.MEMBER
    member.save(update_fields=["state", "released_at", "released_by", "release_reason", "role"])
    work = panel.assignments.filter(reviewer=member.reviewer_id, state__in=OPEN_WORK)
    hold_reviews(panel)  # the applications first, as who finishes: else each waits for the other
    left = list(work.order_by("pk"))
    for assignment in left:
        released(assignment, by=by, at=now, reason=reason)
    record_panel_event(panel, PanelVerb.RELEASE, by=by, reason=reason)
    tell_of_open_places(panel, [assignment.application_id for assignment in left], by=by)
    return member


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
    panel, _now = _open_to_changes(member.panel, by=by)
    panel.members.filter(role=MemberRole.CHAIR).update(role=MemberRole.MEMBER)
    member = PanelMember.objects.select_for_update().get(pk=member.pk)
    if member.state not in SITTING:
        raise NotTheMember
    member.role = MemberRole.CHAIR
    member.save(update_fields=["role"])
    record_panel_event(panel, PanelVerb.CHANGE_CHAIR, by=by, reason=str(member.reviewer))
    return member


@transaction.atomic
def open_panel(panel: Panel, *, by: User) -> Panel:
    """Reviews begin; each reviewer gets one mail for all that is assigned to them.

    Raises TransitionNotAllowed, OwnPanel.
    """
    panel, _now = held_for_staff(panel, by=by)
    _move(panel, "open", PanelVerb.OPEN, by=by)
    members = panel.members.sitting().select_related("reviewer__user")
    users = [member.reviewer.user for member in members]
    path = f"/desk/reviews/panels/{panel.pk}/"
    notify(users, "panel_opened", path=path, call=panel.call, panel=panel)
    return panel


@transaction.atomic
def close_panel(panel: Panel, *, by: User) -> Panel:
    """Nobody scores any more. Raises QuorumMissing, naming the receipt numbers of applications with
    fewer finished reviews than the quorum or with open ones, TransitionNotAllowed, OwnPanel."""
    panel, _now = held_for_staff(panel, by=by)
    places = list(panel.places.values_list("application", flat=True))
    rows = panel.assignments.select_for_update(of=["self"]).order_by("pk")
    states = list(rows.values_list("application", "state"))
    finished = [key for key, state in states if state == AssignmentState.FINISHED]
    under_way = {key for key, state in states if state in OPEN_WORK}
    lacking = [key for key in places if finished.count(key) < panel.quorum or key in under_way]
    if lacking:
        raise QuorumMissing(sorted(_receipts(panel, lacking).values()))
    _move(panel, "close", PanelVerb.CLOSE, by=by)
    return panel


@transaction.atomic
def reopen_panel(panel: Panel, *, by: User, reason: str) -> Panel:
    """Reviews go on after all. Raises TransitionNotAllowed, OwnPanel."""
    panel, _now = held_for_staff(panel, by=by)
    _move(panel, "reopen", PanelVerb.REOPEN, by=by, reason=reason)
    return panel


def _move(panel: Panel, verb: str, said: PanelVerb, *, by: User, reason: str = "") -> None:
    before = panel.state
    panel.state = workflow.target_of(workflow.PANEL, verb, before)
    panel.save(update_fields=["state"])
    record_panel_event(panel, said, by=by, from_state=before, reason=reason)


def _receipts(panel: Panel, keys: Sequence[int]) -> dict[int, str]:
    """Receipt numbers of applications, or their keys where none was received."""
    numbers = {key: str(key) for key in keys}
    rows = Submission.objects.filter(application__in=keys).order_by("received_at", "pk")
    return numbers | dict(rows.values_list("application", "number"))


@transaction.atomic
def draw_order(panel: Panel, *, by: User, reason: str = "") -> Draw:
    """The order of presentation by lot (`programs.scoring.draw`), from the root of the call's last seal:
    nobody chooses it, anybody recomputes it. A second draw needs a reason.

    Raises NotSealed, PanelClosed, OwnPanel.
    """
    panel, now = _open_to_changes(panel, by=by)
    seal = panel.call.seals.order_by("number").last()
    if seal is None:
        raise NotSealed
    number = panel.draws.count() + 1
    keys = list(panel.places.values_list("application", flat=True))
    receipts = _receipts(panel, keys)
    seed = seed_of_order(root=seal.root, panel=panel.pk, number=number)
    order = drawn(receipts.values(), seed=seed)
    position = {receipt: place for place, receipt in enumerate(order, start=1)}
    panel.places.update(position=None)
    for place in panel.places.all():
        place.position = position[receipts[place.application_id]]
        place.save(update_fields=["position"])
    draw = Draw.objects.create(
        panel=panel,
        number=number,
        seed=seed,
        receipts=order,
        sha256=hashlib.sha256("\n".join(order).encode()).hexdigest(),
        reason=reason,
        drawn_at=now,
        drawn_by=by,
    )
    record_panel_event(panel, PanelVerb.DRAW, by=by, reason=reason)
    return draw
