"""Figures: written by agencies or the foundation, approved by a second person, published once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from portal.accounts.models import User
from portal.common.digest import digest_of
from programs import workflow
from programs.actions.clock import database_now
from programs.actions.errors import (
    DayNotPossible,
    FigureNotOpen,
    FiguresChanged,
    NoEvidence,
    NoSource,
    NotCorrectable,
    NothingToSubmit,
    OwnFigure,
)
from programs.actions.notifications import members_of, notify
from programs.models import FigureEvidence
from programs.queries.figure import OPEN, SheetLine, figures_awaiting, sheet_content, sheet_of
from programs.validators import validate_words
from zones.enums import FigureState
from zones.models import Agency, Figure, FigureEvent, IndicatorVersion, Zone
from zones.workflow import FIGURE


@dataclass(frozen=True)
class Period:
    first: date
    last: date


@dataclass(frozen=True)
class Entry:
    """What is written of one indicator; without a value there is no figure of it yet."""

    value: Decimal | None
    note: str = ""


@transaction.atomic
def write_figures(
    agency: Agency,
    *,
    year: int,
    entries: Mapping[str, Entry],
    period: Period,
    sources: str,
    seen: str,
    by: User,
) -> list[Figure]:
    """Save drafts of the agency's zone by the codes of their indicators; nobody else is told.

    `seen` is the digest of the sheet (`sheet_content`) that the person had before them. What is left
    empty stays as it is: a draft is not taken out. Gives those that changed. Raises FiguresChanged, and
    FigureNotOpen where another value is given for one that waits, is approved or published.
    """
    zone = _zone_held(agency)
    lines = sheet_of(zone, year)
    wanted = [(line, entries[line.code]) for line in lines if line.code in entries]
    changed = [
        (line, entry)
        for line, entry in wanted
        if entry.value is not None and _differs(line, entry, period, sources)
    ]
    if changed and digest_of(sheet_content(lines)) != seen:
        raise FiguresChanged
    return [
        _written(line, entry, agency=agency, year=year, period=period, sources=sources, by=by)
        for line, entry in changed
    ]


def _differs(line: SheetLine, entry: Entry, period: Period, sources: str) -> bool:
    figure = line.figure
    if figure is None:
        return True
    if not line.is_open:
        # The words beside it belong to those that are still written
        if figure.value != entry.value:
            raise FigureNotOpen
        return False
    stands = (figure.value, figure.note, figure.period_from, figure.period_to, figure.sources)
    return stands != (entry.value, entry.note, period.first, period.last, sources)


def _written(
    line: SheetLine,
    entry: Entry,
    *,
    agency: Agency,
    year: int,
    period: Period,
    sources: str,
    by: User,
) -> Figure:
    figure = line.figure or Figure(
        version=line.version, zone=agency.zone, year=year, agency=agency, created_by=by
    )
    before = figure.state if figure.pk else ""
    assert entry.value is not None
    figure.value, figure.note, figure.sources = entry.value, entry.note, sources
    figure.period_from, figure.period_to = period.first, period.last
    figure.state = workflow.target_of(FIGURE, "write", figure.state)
    figure.save()
    _record(figure, "write", by=by, before=before)
    return figure


@transaction.atomic
def begin_correction(
    figure: Figure, *, agency: Agency | None, value: Decimal, sources: str, reason: str, by: User
) -> Figure:
    """A draft that corrects a published figure of the agency's zone (None: of all zones together).

    The published one stays as it is, and counts until the correction is published. Raises
    ValidationError where the reason says nothing, and NotCorrectable.
    """
    validate_words(reason)
    former = Figure.objects.select_for_update(no_key=True).get(pk=figure.pk)
    is_taken = Figure.objects.filter(corrects=former).exists()
    if is_taken or former.state != FigureState.PUBLISHED:
        raise NotCorrectable
    correction = Figure.objects.create(
        version=former.version,
        zone=former.zone,
        year=former.year,
        period_from=former.period_from,
        period_to=former.period_to,
        zones_counted=former.zones_counted,
        value=value,
        sources=sources,
        corrects=former,
        reason=reason,
        agency=agency,
        created_by=by,
    )
    _record(correction, "correct", by=by, reason=reason)
    return correction


@transaction.atomic
def enter_total(
    version: IndicatorVersion,
    *,
    year: int,
    period: Period,
    value: Decimal,
    zones_counted: int,
    sources: str,
    by: User,
) -> Figure:
    """The foundation enters what all zones were together; somebody else approves it.

    Raises NotCorrectable where the year has one already: that one is corrected.
    """
    if Figure.objects.national().filter(version=version, year=year).exists():
        raise NotCorrectable
    figure = Figure.objects.create(
        version=version,
        year=year,
        period_from=period.first,
        period_to=period.last,
        value=value,
        zones_counted=zones_counted,
        sources=sources,
        created_by=by,
    )
    _record(figure, "write", by=by)
    _submit(figure, by=by)
    return figure


@transaction.atomic
def submit_total(figure: Figure, *, by: User) -> Figure:
    """Hand over a total, or the correction of one, that was written. Raises TransitionNotAllowed."""
    held = _held(figure)
    _submit(held, by=by)
    return held


@transaction.atomic
def submit_figures(agency: Agency, *, year: int, by: User) -> list[Figure]:
    """Hand all drafts of the agency's zone and year over to the foundation, with their evidence.

    Raises NothingToSubmit, NoEvidence, NoSource.
    """
    zone = _zone_held(agency)
    drafts = list(_of(zone, year, OPEN))
    if not drafts:
        raise NothingToSubmit
    evidence = FigureEvidence.objects.current().filter(zone=zone, year=year)
    if not evidence.exists() or evidence.infected().exists():
        raise NoEvidence
    if any(not draft.sources.strip() for draft in drafts):
        raise NoSource
    for draft in drafts:
        _submit(draft, by=by)
    return drafts


@transaction.atomic
def take_back_figures(agency: Agency, *, year: int, by: User) -> list[Figure]:
    """Those that nobody has approved yet are drafts again."""
    waiting = list(_of(_zone_held(agency), year, [FigureState.SUBMITTED]))
    for figure in waiting:
        _move(figure, "take_back", by=by)
    return waiting


@transaction.atomic
def approve_figure(figure: Figure, *, by: User) -> Figure:
    """A second person has compared it with its evidence; nobody else reads it yet.

    Raises TransitionNotAllowed, OwnFigure.
    """
    held = _held(figure)
    target = workflow.target_of(FIGURE, "approve", held.state)
    if not figures_awaiting(by).filter(pk=held.pk).exists():
        raise OwnFigure
    before, held.state = held.state, target
    held.approved_at, held.approved_by = database_now(), by
    held.save(update_fields=["state", "approved_at", "approved_by"])
    _record(held, "approve", by=by, before=before)
    return held


@transaction.atomic
def return_figure(figure: Figure, *, reason: str, by: User) -> Figure:
    """Back to who wrote it, with what is to be mended; the agency is told.

    Raises ValidationError where the reason says nothing, and TransitionNotAllowed.
    """
    validate_words(reason)
    held = _held(figure)
    before, held.state = held.state, workflow.target_of(FIGURE, "return", held.state)
    held.approved_at = held.approved_by = None
    held.save(update_fields=["state", "approved_at", "approved_by"])
    _record(held, "return", by=by, before=before, reason=reason)
    if held.agency and held.zone:
        path = f"/desk/agency/figures/{held.zone.slug}/{held.year}/"
        notify(members_of(held.agency), "figure_returned", path=path, figure=held, reason=reason)
    return held


@transaction.atomic
def publish_figure(
    figure: Figure, *, published_on: date, by: User, is_day_known: bool = True
) -> Figure:
    """From now on everybody reads it, and nobody changes it any more.

    `published_on` is the day (in Korea) on which the number was first told to the public: today, or an
    earlier one where a release told it before. Raises TransitionNotAllowed and DayNotPossible.
    """
    held = _held(figure)
    before, target = held.state, workflow.target_of(FIGURE, "publish", held.state)
    earliest = held.corrects.published_on if held.corrects else None
    if published_on > timezone.localdate() or earliest and published_on < earliest:
        raise DayNotPossible
    held.state, held.published_on, held.is_day_known = target, published_on, is_day_known
    held.published_at, held.published_by = database_now(), by
    held.save(
        update_fields=["state", "published_on", "is_day_known", "published_at", "published_by"]
    )
    _record(held, "publish", by=by, before=before)
    return held


def _zone_held(agency: Agency) -> Zone:
    """The zone's row, held until commit, so that of two who write its sheet one comes second."""
    assert agency.zone_id is not None
    return Zone.objects.select_for_update(no_key=True).get(pk=agency.zone_id)


def _held(figure: Figure) -> Figure:
    return Figure.objects.select_for_update(no_key=True).get(pk=figure.pk)


def _of(zone: Zone, year: int, states: Sequence[str]) -> QuerySet[Figure]:
    rows = Figure.objects.select_for_update(no_key=True).filter(zone=zone, year=year)
    return rows.filter(state__in=states).order_by("pk")


def _submit(figure: Figure, *, by: User) -> None:
    before, figure.state = figure.state, workflow.target_of(FIGURE, "submit", figure.state)
    figure.submitted_at, figure.submitted_by = database_now(), by
    figure.save(update_fields=["state", "submitted_at", "submitted_by"])
    _record(figure, "submit", by=by, before=before)


def _move(figure: Figure, verb: str, *, by: User) -> None:
    before, figure.state = figure.state, workflow.target_of(FIGURE, verb, figure.state)
    figure.save(update_fields=["state"])
    _record(figure, verb, by=by, before=before)


def _record(figure: Figure, verb: str, *, by: User, before: str = "", reason: str = "") -> None:
    FigureEvent.objects.create(
        figure=figure,
        verb=verb,
        actor=by,
        from_state=before,
        to_state=figure.state,
        reason=reason,
    )
