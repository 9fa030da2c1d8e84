"""The verbs of panels: made, filled, opened and closed."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from portal.accounts.models import User
from programs import workflow
from programs.actions.clock import HELD_OPEN, call_taken
from programs.actions.errors import (
    CallNotClosed,
    NotPlaced,
    NotSealed,
    OwnPanel,
    PanelClosed,
    PlaceJudged,
    QuorumMissing,
)
from programs.actions.notifications import notify
from programs.enums import GIVEN_BACK, OPEN_WORK, PLACEABLE, AssignmentState, PanelState, PanelVerb
from programs.models import (
    Application,
    Assignment,
    Call,
    Draw,
    Panel,
    PanelEvent,
    PanelPlace,
)
from programs.queries.panel import receipts_of
from programs.rules.predicates import has_no_seat_in
from programs.scoring import drawn, seed_of_order
from programs.validators import validate_words

# The clock is read after the row is held, never before
HELD = """
WITH held AS (SELECT * FROM programs_panel WHERE id = %s FOR NO KEY UPDATE)
SELECT held.*, clock_timestamp() AS held_at FROM held
"""


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
    panel, now = open_to_changes(panel, by=by)
    keys = sorted(application.pk for application in applications)
    rows = list(
        Application.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk")
    )
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
    validate_words(reason)
    panel, _now = open_to_changes(place.panel, by=by)
    judged = Assignment.objects.filter(panel=panel, application=place.application_id)
    if judged.exclude(state__in=GIVEN_BACK).exists():
        raise PlaceJudged
    place.delete()
    record_panel_event(panel, PanelVerb.REMOVE_PLACE, by=by, reason=reason)


def open_to_changes(panel: Panel, *, by: User) -> tuple[Panel, datetime]:
    """As `held_for_staff`, of a panel that is not closed. Raises PanelClosed, too."""
    held, now = held_for_staff(panel, by=by)
    if held.state == PanelState.CLOSED:
        raise PanelClosed
    return held, now


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
    rows = panel.assignments.select_for_update(of=["self"], no_key=True).order_by("pk")
    states = list(rows.values_list("application", "state"))
    finished = [key for key, state in states if state == AssignmentState.FINISHED]
    under_way = {key for key, state in states if state in OPEN_WORK}
    lacking = [key for key in places if finished.count(key) < panel.quorum or key in under_way]
    if lacking:
        raise QuorumMissing(sorted(receipts_of(lacking).values()))
    _move(panel, "close", PanelVerb.CLOSE, by=by)
    return panel


@transaction.atomic
def reopen_panel(panel: Panel, *, by: User, reason: str) -> Panel:
    """Reviews go on after all. Raises TransitionNotAllowed, OwnPanel."""
    validate_words(reason)
    panel, _now = held_for_staff(panel, by=by)
    _move(panel, "reopen", PanelVerb.REOPEN, by=by, reason=reason)
    return panel


def _move(panel: Panel, verb: str, said: PanelVerb, *, by: User, reason: str = "") -> None:
    before = panel.state
    panel.state = workflow.target_of(workflow.PANEL, verb, before)
    panel.save(update_fields=["state"])
    record_panel_event(panel, said, by=by, from_state=before, reason=reason)


@transaction.atomic
def draw_order(panel: Panel, *, by: User, reason: str = "") -> Draw:
    """The order of presentation by lot (`programs.scoring.draw`), from the root of the call's last seal:
    nobody chooses it, anybody recomputes it. A second draw needs a reason.

    Raises NotSealed, PanelClosed, OwnPanel.
    """
    panel, now = open_to_changes(panel, by=by)
    seal = panel.call.seals.order_by("number").last()
    if seal is None:
        raise NotSealed
    number = panel.draws.count() + 1
    if number > 1:
        validate_words(reason)
    receipts = receipts_of(list(panel.places.values_list("application", flat=True)))
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
