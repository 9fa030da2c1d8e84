"""What staff look at before they apply a proposal."""

from dataclasses import dataclass
from typing import Any

from portal.accounts.models import User
from programs.models import Application, AssignmentProposal, Panel, Reviewer
from programs.queries.application import applications_handled_by
from programs.queries.matching import matching_facts


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


@dataclass(frozen=True)
class FillingShown:
    """What filling the open places would do now, and the digest of the facts that it is made of."""

    seen: str
    count: int  # of all pairs, those that are kept from the user among them
    lines: list[ProposalLine]
    unfilled: list[tuple[Application, int]]


def proposal_lines(panel: Panel, user: User) -> ProposalShown | None:
    """The newest proposal of a panel, without what is kept from the user; three statements."""
    proposal = AssignmentProposal.objects.filter(panel=panel).first()
    if proposal is None:
        return None
    lines, unfilled = _shown(proposal.content, panel, user)
    return ProposalShown(proposal.pk, proposal.applied_at is not None, lines, unfilled)


def filling_lines(panel: Panel, user: User) -> FillingShown:
    """Who would be given what is open, as the method finds it now; nothing is written."""
    facts = matching_facts(panel)
    content = facts.proposed()
    lines, unfilled = _shown(content, panel, user)
    return FillingShown(facts.sha256, len(content["pairs"]), lines, unfilled)


def _shown(
    content: dict[str, Any], panel: Panel, user: User
) -> tuple[list[ProposalLine], list[tuple[Application, int]]]:
    shown = applications_handled_by(user).filter(panel_place__panel=panel)
    applications = {row.pk: row for row in shown.select_related("company")}
    reviewers = {
        row.pk: row for row in Reviewer.objects.filter(panels=panel).select_related("user")
    }
    lines = [
        ProposalLine(applications[pair["application"]], reviewers[pair["reviewer"]], pair["why"])
        for pair in content["pairs"]
        if pair["application"] in applications and pair["reviewer"] in reviewers
    ]
    unfilled = [
        (applications[int(key)], count)
        for key, count in content["unfilled"].items()
        if int(key) in applications
    ]
    return lines, unfilled
