"""What staff look at before they apply a proposal, or assign by hand."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from portal.accounts.models import User
from programs.enums import SITTING, TO_JUDGE
from programs.models import Application, AssignmentProposal, Conflict, Panel, PanelMember, Reviewer
from programs.queries.application import applications_handled_by
from programs.queries.conflict import not_about, working_reviewers
from programs.queries.matching import fits_of, matching_facts
from programs.queries.panel_table import Cell, Row, panel_table
from zones.enums import TechnologyField


@dataclass(frozen=True)
class Fit:
    """Why a reviewer suits an application: the words and fields that both have."""

    affinity: int
    fields: list[str]
    words: list[str]


def _fit(why: Mapping[str, Any]) -> Fit:
    labels = dict(TechnologyField.choices)
    fields = [str(labels.get(key, key)) for key in why.get("fields", ())]
    return Fit(int(why.get("affinity", 0)), fields, list(why.get("words", ())))


@dataclass(frozen=True)
class ProposalLine:
    application: Application
    reviewer: Reviewer
    fit: Fit


@dataclass(frozen=True)
class LoadLine:
    """What a reviewer has to judge in the panel now, and what would be added."""

    reviewer: Reviewer
    standing: int
    added: int

    @property
    def total(self) -> int:
        return self.standing + self.added


@dataclass(frozen=True)
class Lines:
    """Pairs of a proposal, without what is kept from the user."""

    lines: list[ProposalLine]
    unfilled: list[tuple[Application, int]]
    loads: list[LoadLine]


@dataclass(frozen=True)
class ProposalShown(Lines):
    pk: int
    is_applied: bool


@dataclass(frozen=True)
class FillingShown(Lines):
    """What filling the open places would do now, and the digest of the facts that it is made of."""

    seen: str
    count: int  # of all pairs, those that are kept from the user among them


def proposal_lines(panel: Panel, user: User) -> ProposalShown | None:
    """The newest proposal of a panel, without what is kept from the user; four statements."""
    proposal = AssignmentProposal.objects.filter(panel=panel).first()
    if proposal is None:
        return None
    is_applied = proposal.applied_at is not None
    shown = _shown(proposal.content, panel, user, is_applied=is_applied)
    return ProposalShown(**vars(shown), pk=proposal.pk, is_applied=is_applied)


def filling_lines(panel: Panel, user: User) -> FillingShown:
    """Who would be given what is open, as the method finds it now; nothing is written."""
    facts = matching_facts(panel)
    content = facts.proposed()
    shown = _shown(content, panel, user)
    return FillingShown(**vars(shown), seen=facts.sha256, count=len(content["pairs"]))


def _shown(content: dict[str, Any], panel: Panel, user: User, *, is_applied: bool = False) -> Lines:
    shown = applications_handled_by(user).filter(panel_place__panel=panel)
    applications = {row.pk: row for row in shown.select_related("company")}
    reviewers = {
        row.pk: row for row in Reviewer.objects.filter(panels=panel).select_related("user")
    }
    lines = [
        ProposalLine(
            applications[pair["application"]], reviewers[pair["reviewer"]], _fit(pair["why"])
        )
        for pair in content["pairs"]
        if pair["application"] in applications and pair["reviewer"] in reviewers
    ]
    unfilled = [
        (applications[int(key)], count)
        for key, count in content["unfilled"].items()
        if int(key) in applications
    ]
    # What was applied is among what stands by now
    added = Counter(() if is_applied else (line.reviewer.pk for line in lines))
    given = panel.assignments.filter(application__in=list(applications), state__in=TO_JUDGE)
    standing = Counter(given.values_list("reviewer", flat=True).order_by())
    loads = [
        LoadLine(row, standing[row.pk], added[row.pk])
        for row in sorted(reviewers.values(), key=str)
        if standing[row.pk] or added[row.pk]
    ]
    return Lines(lines, unfilled, loads)


@dataclass(frozen=True)
class HandChoice:
    """A member of the panel beside an application; with `why_not` they cannot be chosen."""

    member: PanelMember
    fit: Fit
    load: int
    why_not: str

    @property
    def key(self) -> str:
        return str(self.member.reviewer_id)


@dataclass(frozen=True)
class HandChoices:
    """Applications of a panel, and the members for the one that is chosen."""

    rows: list[Row]
    row: Row | None
    members: list[HandChoice]

    @property
    def free(self) -> dict[int, Reviewer]:
        return {
            choice.member.reviewer_id: choice.member.reviewer
            for choice in self.members
            if not choice.why_not
        }


def choices_by_hand(panel: Panel, user: User, *, chosen: str) -> HandChoices:
    """Whom one can give the application with the key `chosen` to, best first, and why not the
    others. Seven statements, four before one is chosen."""
    table = panel_table(panel, user)
    row = next((row for row in table.rows if str(row.place.application_id) == chosen), None)
    if row is None:
        return HandChoices(table.rows, None, [])
    key = row.place.application_id
    barring = Conflict.objects.barring().filter(not_about(user), application=key)
    grounds = {conflict.reviewer_id: conflict.get_ground_display() for conflict in barring}
    working = set(working_reviewers().filter(panels=panel).values_list("pk", flat=True))
    fits = fits_of([cell.member.reviewer for cell in row.cells], [key])
    members = [
        HandChoice(
            cell.member,
            _fit(fits[cell.member.reviewer_id, key]),
            load.given,
            _why_not(cell, grounds=grounds, working=working),
        )
        for cell, load in zip(row.cells, table.loads, strict=True)
    ]
    members.sort(key=lambda choice: (bool(choice.why_not), -choice.fit.affinity, choice.load))
    return HandChoices(table.rows, row, members)


def _why_not(cell: Cell, *, grounds: Mapping[int, str], working: set[int]) -> str:
    reviewer = cell.member.reviewer_id
    if reviewer in grounds:
        return _("Conflict of interest: %(ground)s") % {"ground": grounds[reviewer]}
    if cell.assignment is not None:
        return _("For this application: %(state)s") % {"state": cell.assignment.get_state_display()}
    if cell.member.state not in SITTING:
        return _("Has left the panel")
    if reviewer not in working:
        return _("Not to be asked today: under a sanction, or not in the pool")
    return ""
