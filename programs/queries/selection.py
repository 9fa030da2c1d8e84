"""What a panel decides about, and what has come of it."""

import json
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from portal.accounts.models import User
from programs.enums import ApplicationState, ApplicationVerb, Outcome, SelectionState
from programs.models import (
    Application,
    ApplicationEvent,
    Decision,
    Panel,
    PanelPlace,
    RankingLine,
    Selection,
    Submission,
)
from programs.queries.ranking import lines_in_order

IN_REVIEW = (ApplicationState.UNDER_REVIEW, ApplicationState.DECIDED)


def applications_of_panel(panel: Panel) -> QuerySet[Application]:
    """What the panel judges, decided before or not."""
    judged = Application.objects.filter(panel_place__panel=panel, state__in=IN_REVIEW)
    return judged.select_related("company", "call")


@dataclass(frozen=True)
class Candidate:
    """An application as it is decided about; amounts in won."""

    pk: int
    company: str
    title: str
    number: str  # of its receipt
    score: Decimal
    passes: bool  # the pass mark
    requested_won: int
    limit_won: int | None
    outcome: Outcome | None = None
    awarded_won: int | None = None
    reserve_place: int | None = None
    reason: str = ""


def candidates_of(panel: Panel) -> list[Candidate]:
    """The applications in the order of the newest ranking, each with what was proposed or confirmed
    last; nothing before one is frozen."""
    newest = panel.rankings.order_by("-number").first()
    if newest is None:
        return []
    last = Submission.objects.filter(application=OuterRef("pk"))
    applications = applications_of_panel(panel).annotate(
        content=Subquery(last.values("content")[:1])
    )
    judged = {application.pk: application for application in applications}
    former = {
        decision.application_id: decision
        for decision in Decision.objects.filter(selection__in=panel.selections.all()[:1])
    }
    return [
        _candidate(judged[line.application_id], line, former.get(line.application_id))
        for line in lines_in_order(newest)
        if line.application_id in judged
    ]


def _candidate(application: Application, line: RankingLine, former: Decision | None) -> Candidate:
    content = json.loads(vars(application)["content"] or "{}")
    asked = content.get("requested_won") or application.requested_won or 0
    limit = application.call.award_limit_won
    return Candidate(
        pk=application.pk,
        company=application.company.name,
        title=content.get("title") or application.title,
        number=line.receipt,
        score=line.score,
        passes=line.passes,
        requested_won=asked,
        limit_won=limit,
        outcome=_outcome(line, former),
        awarded_won=former.awarded_won if former else min(asked, limit or asked),
        reserve_place=former.reserve_place if former else None,
        reason=former.reason if former else "",
    )


def _outcome(line: RankingLine, former: Decision | None) -> Outcome | None:
    """What the page begins with."""
    if not line.passes:
        return Outcome.REJECTED
    return Outcome(former.outcome) if former else None


def selections_handled_by(user: User) -> QuerySet[Selection]:
    """Those that a member of staff may see: of panels in which they have no part."""
    return Selection.objects.filter(panel__in=Panel.objects.decided_by(user))


def untold_of(selection: Selection) -> QuerySet[Decision]:
    """Decisions of a public selection whose applicants were not told since its instant."""
    told = ApplicationEvent.objects.filter(
        application=OuterRef("application"),
        verb=ApplicationVerb.PUBLISH_RESULT,
        happened_at__gte=selection.publishes_at,
    )
    decisions = selection.decisions.select_related("application__company", "application__call")
    return decisions.exclude(Exists(told))


def panel_of(application: Application) -> Panel | None:
    """The panel that judges it, once it has a place in one."""
    places = PanelPlace.objects.filter(application=application)
    place = places.select_related("panel__call").first()
    return place.panel if place else None


def is_decided_before(panel: Panel) -> bool:
    return panel.selections.filter(state=SelectionState.CONFIRMED).exists()
