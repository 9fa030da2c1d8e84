"""The verbs of assignment: proposed by the method, applied, changed by hand, taken back."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from portal.accounts.models import User
from programs import workflow
from programs.actions.application import locked_for_staff, record_application_event
from programs.actions.conflict import refuse_conflicts
from programs.actions.errors import FactsChanged, NotPlaced, UnderSanction
from programs.actions.membership import released, seat
from programs.actions.notifications import notify
from programs.actions.open_places import tell_of_open_places
from programs.actions.panel import open_to_changes, record_panel_event
from programs.enums import AssignedHow, PanelState, PanelVerb
from programs.models import (
    Application,
    Assignment,
    AssignmentProposal,
    Panel,
    PanelPlace,
    Reviewer,
)
from programs.queries.conflict import sanctioned_in
from programs.queries.matching import matching_facts
from programs.validators import validate_words


@transaction.atomic
def propose_assignment(panel: Panel, *, by: User) -> AssignmentProposal:
    """The best even assignment of what is still open, for staff to look at; nobody is told.

    Raises PanelClosed, OwnPanel.
    """
    panel, _now = open_to_changes(panel, by=by)
    facts = matching_facts(panel)
    proposal = AssignmentProposal.objects.create(
        panel=panel, content=facts.proposed(), facts_sha256=facts.sha256, made_by=by
    )
    record_panel_event(panel, PanelVerb.PROPOSE, by=by)
    return proposal


@transaction.atomic
def apply_proposal(proposal: AssignmentProposal, *, by: User) -> list[Assignment]:
    """The pairs become assignments, all or none.

    Raises FactsChanged where members, places, conflicts or assignments are others by now or it was
    applied before, PanelClosed, OwnPanel.
    """
    panel, now = open_to_changes(proposal.panel, by=by)
    proposal = AssignmentProposal.objects.select_for_update(no_key=True).get(pk=proposal.pk)
    if proposal.applied_at is not None or proposal.facts_sha256 != matching_facts(panel).sha256:
        raise FactsChanged
    pairs: list[dict[str, Any]] = proposal.content["pairs"]
    keys = sorted({pair["application"] for pair in pairs})
    rows = Application.objects.select_for_update(of=["self"], no_key=True).select_related("call")
    applications = {row.pk: row for row in rows.filter(pk__in=keys).order_by("pk")}
    reviewers = Reviewer.objects.select_related("user").in_bulk(
        {pair["reviewer"] for pair in pairs}
    )
    made = []
    for pair in pairs:
        application = applications[pair["application"]]
        reviewer = reviewers[pair["reviewer"]]
        refuse_conflicts(reviewer, application)
        said = {"how": AssignedHow.METHOD, "why": pair["why"]}
        made.append(_made(application, reviewer, panel=panel, by=by, **said))
        # What the method gave before it opens is told of by one mail, when it does
        if panel.state == PanelState.REVIEWING:
            _tell(made[-1], reviewer)
    for application in applications.values():
        _under_review(application, by=by)
    proposal.applied_at, proposal.applied_by = now, by
    proposal.save(update_fields=["applied_at", "applied_by"])
    record_panel_event(panel, PanelVerb.APPLY, by=by, reason=str(len(made)))
    return made


@transaction.atomic
def fill_open_places(panel: Panel, *, by: User, seen: str) -> list[Assignment]:
    """Gives what is open, after a recusal say, to those whom the method finds now.

    `seen` is the digest of the facts (`MatchingFacts.sha256`) from which the person saw the pairs:
    raises FactsChanged where they are others by now, else as `apply_proposal`.
    """
    panel, _now = open_to_changes(panel, by=by)
    facts = matching_facts(panel)
    if facts.sha256 != seen:
        raise FactsChanged
    if not facts.proposed()["pairs"]:
        return []
    return apply_proposal(propose_assignment(panel, by=by), by=by)


@transaction.atomic
def assign_reviewers(
    application: Application, *, reviewers: Sequence[Reviewer], panel: Panel, by: User
) -> list[Assignment]:
    """By hand: give a screened application to reviewers of a panel, who are told; known ones stay.

    The application is placed in the panel where it is in none, and reviewers who do not sit in it
    are invited with it. Raises InConflict, UnderSanction, NotPlaced, PanelClosed, OwnPanel,
    OwnApplication, TransitionNotAllowed.
    """
    panel, now = open_to_changes(panel, by=by)
    application = locked_for_staff(application, by=by)
    workflow.target_of(workflow.APPLICATION, "assign", application.state)
    for reviewer in reviewers:
        refuse_conflicts(reviewer, application)
    place, _is_new = PanelPlace.objects.get_or_create(
        application=application, defaults={"panel": panel, "added_by": by}
    )
    if place.panel_id != panel.pk or application.call_id != panel.call_id:
        raise NotPlaced
    known = set(application.assignments.values_list("reviewer", flat=True))
    new = [reviewer for reviewer in reviewers if reviewer.pk not in known]
    _refuse_sanctioned(new, panel)
    asked = {member.reviewer_id for member in seat(panel, new, by=by, at=now)}
    made = []
    for reviewer in new:
        made.append(_made(application, reviewer, panel=panel, by=by, how=AssignedHow.HAND))
        if reviewer.pk not in asked:  # whose mail leads to the panel first
            _tell(made[-1], reviewer)
    if made:
        _under_review(application, by=by)
    return made


def _refuse_sanctioned(reviewers: Sequence[Reviewer], panel: Panel) -> None:
    """Who sits in the panel may have come under a sanction since."""
    found = sanctioned_in(panel).filter(reviewer__in=reviewers)
    if names := [str(reviewer) for reviewer in Reviewer.objects.filter(pk__in=found)]:
        raise UnderSanction(", ".join(names))


def _made(
    application: Application,
    reviewer: Reviewer,
    *,
    panel: Panel,
    by: User,
    how: AssignedHow,
    why: dict[str, Any] | None = None,
) -> Assignment:
    return Assignment.objects.create(
        application=application,
        reviewer=reviewer,
        panel=panel,
        assigned_by=by,
        how=how,
        why=why or {},
    )


def _tell(assignment: Assignment, reviewer: Reviewer) -> None:
    path, call = f"/desk/reviews/{assignment.pk}/", assignment.application.call
    notify([reviewer.user], "review_assigned", path=path, call=call)


def _under_review(application: Application, *, by: User) -> None:
    before = application.state
    application.state = workflow.target_of(workflow.APPLICATION, "assign", before)
    application.save(update_fields=["state"])
    record_application_event(application, "assign", by=by, from_state=before)


@transaction.atomic
def release_assignment(assignment: Assignment, *, by: User, reason: str) -> Assignment:
    """Somebody else is to judge it; a finished review stays. Raises TransitionNotAllowed,
    PanelClosed, OwnPanel, OwnApplication."""
    validate_words(reason)
    panel, now = open_to_changes(assignment.panel, by=by)
    locked_for_staff(assignment.application, by=by)
    held = Assignment.objects.select_for_update(of=["self"], no_key=True).select_related(
        "application"
    )
    assignment = released(held.get(pk=assignment.pk), by=by, at=now, reason=reason)
    tell_of_open_places(panel, [assignment.application_id], by=by)
    return assignment
