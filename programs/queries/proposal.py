"""What staff look at before they apply a proposal."""

from dataclasses import dataclass
from typing import Any

from portal.accounts.models import User
from programs.models import Application, AssignmentProposal, Panel, Reviewer
from programs.queries.conflict import barred_from


@dataclass(frozen=True)
class ProposalLine:
    application: Application
    reviewer: Reviewer
    why: dict[str, Any]


@dataclass(frozen=True)
class ProposalShown:
    pk: int
    is_applied: bool
    lines: list[ProposalLine]
    unfilled: list[tuple[Application, int]]


def proposal_lines(panel: Panel, user: User) -> ProposalShown | None:
    """The newest proposal of a panel, without what is kept from the user; three statements."""
    proposal = AssignmentProposal.objects.filter(panel=panel).first()
    if proposal is None:
        return None
    shown = Application.objects.exclude(pk__in=barred_from(user)).filter(panel_place__panel=panel)
    applications = {row.pk: row for row in shown.select_related("company")}
    reviewers = {
        row.pk: row for row in Reviewer.objects.filter(panels=panel).select_related("user")
    }
    lines = [
        ProposalLine(applications[pair["application"]], reviewers[pair["reviewer"]], pair["why"])
        for pair in proposal.content["pairs"]
        if pair["application"] in applications and pair["reviewer"] in reviewers
    ]
    unfilled = [
        (applications[int(key)], count)
        for key, count in proposal.content["unfilled"].items()
        if int(key) in applications
    ]
    return ProposalShown(proposal.pk, proposal.applied_at is not None, lines, unfilled)
