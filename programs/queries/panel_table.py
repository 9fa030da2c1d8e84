"""Who judges what in a panel, and how far it has come: nothing of what was scored."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from portal.accounts.models import User
from programs.enums import SITTING, TO_JUDGE, AssignmentState
from programs.models import Assignment, Call, Conflict, Panel, PanelMember, PanelPlace
from programs.queries.conflict import barred_from, not_about
from programs.queries.panel import places_handled_by

Pair = tuple[int, int]  # (reviewer's key, application's key)


@dataclass(frozen=True)
class Cell:
    """A member and an application: what is assigned, and whether a conflict stands between them."""

    member: PanelMember
    assignment: Assignment | None
    is_barred: bool

    @property
    def state(self) -> str:
        """In a word: pledged is at work here."""
        if self.assignment is None:
            return ""
        if self.assignment.state == AssignmentState.PLEDGED:
            return _("in work")
        return self.assignment.get_state_display()

    @property
    def is_working(self) -> bool:
        return self.assignment is not None and self.assignment.state in TO_JUDGE

    @property
    def is_finished(self) -> bool:
        return self.assignment is not None and self.assignment.state == AssignmentState.FINISHED


@dataclass(frozen=True)
class Load:
    """How much a member has to judge, and has judged."""

    member: PanelMember
    given: int
    finished: int


@dataclass(frozen=True)
class Row:
    """An application before the panel, with a cell for each member."""

    place: PanelPlace
    name: str
    cells: list[Cell]
    wanted: int
    quorum: int

    @property
    def given(self) -> int:
        return sum(cell.is_working for cell in self.cells)

    @property
    def finished(self) -> int:
        return sum(cell.is_finished for cell in self.cells)

    @property
    def in_work(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.is_working and not cell.is_finished]

    @property
    def open_count(self) -> int:
        return max(0, self.wanted - self.given)

    @property
    def lacking(self) -> int:
        """Finished reviews that are missing for the quorum."""
        return max(0, self.quorum - self.finished)

    @property
    def is_short(self) -> bool:
        """Too few reviewers for the quorum, even when all of them finish."""
        return self.given < self.quorum


@dataclass(frozen=True)
class PanelTable:
    loads: list[Load]
    rows: list[Row]

    @property
    def given(self) -> int:
        return sum(load.given for load in self.loads)

    @property
    def finished(self) -> int:
        return sum(load.finished for load in self.loads)

    @property
    def in_work(self) -> int:
        return self.given - self.finished

    @property
    def open_count(self) -> int:
        return sum(row.open_count for row in self.rows)


def panel_table(panel: Panel, user: User) -> PanelTable:
    """For the foundation, as far as the user handles it; four statements."""
    places = places_handled_by(user, panel).select_related("application__company")
    known = Conflict.objects.barring().filter(application__panel_place__panel=panel)
    barred = known.filter(not_about(user)).values_list("reviewer", "application").order_by()
    return _table(panel, places, set(barred))


def table_for_chair(panel: Panel, user: User) -> PanelTable:
    """For who leads the panel: without conflicts of others, and without what a conflict keeps from
    the chair; three statements."""
    places = panel.places.filter(application__call__in=Call.objects.ended())
    shown = places.exclude(application__in=barred_from(user))
    return _table(panel, shown.select_related("application__company"), set())


def _table(panel: Panel, places: QuerySet[PanelPlace], barred: set[Pair]) -> PanelTable:
    shown = list(places.order_by("position", "pk"))
    rows = panel.assignments.defer("opinion", "recusal_reason", "why")
    given = {(row.reviewer_id, row.application_id): row for row in rows}
    members = _members(panel, {reviewer for reviewer, _application in given})
    table = [
        Row(
            place=place,
            name=_name(panel, place),
            cells=_cells(place.application_id, members, given, barred),
            wanted=panel.per_application,
            quorum=panel.quorum,
        )
        for place in shown
    ]
    loads = [
        Load(
            member=member,
            given=sum(row.cells[at].is_working for row in table),
            finished=sum(row.cells[at].is_finished for row in table),
        )
        for at, member in enumerate(members)
    ]
    return PanelTable(loads, table)


def _members(panel: Panel, judging: Iterable[int]) -> list[PanelMember]:
    """Who sits in the panel, and who left it with a review of theirs in it."""
    judging = set(judging)
    return [
        member
        for member in panel.members.select_related("reviewer__user")
        if member.state in SITTING or member.reviewer_id in judging
    ]


def _cells(
    application: int,
    members: list[PanelMember],
    given: dict[Pair, Assignment],
    barred: set[Pair],
) -> list[Cell]:
    return [
        Cell(
            member,
            given.get((member.reviewer_id, application)),
            (member.reviewer_id, application) in barred,
        )
        for member in members
    ]


def _name(panel: Panel, place: PanelPlace) -> str:
    """As everybody in the panel calls it; the foundation reads the company's name beside it."""
    if panel.is_blind:
        return _("Application %(number)s") % {"number": place.pk}
    return place.application.company.name
