"""What a panel decides about, and what has come of it."""

import json
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import OuterRef, QuerySet, Subquery

from portal.accounts.models import User
from programs.enums import GIVEN_BACK, ApplicationState, AssignmentState, Outcome, SelectionState
from programs.models import (
    Application,
    Assignment,
    Decision,
    Panel,
    PanelPlace,
    RankingLine,
    Selection,
    Submission,
)
from programs.queries.panel import panels_decided_by
from programs.scoring import total, trimmed_mean

IN_REVIEW = (ApplicationState.UNDER_REVIEW, ApplicationState.DECIDED)
LINE = ("application", "place", "score")


def applications_of_panel(panel: Panel) -> QuerySet[Application]:
    """What the panel judges, decided before or not."""
    judged = Application.objects.filter(panel_place__panel=panel, state__in=IN_REVIEW)
    return judged.select_related("company", "call")


def scores_of_panel(panel: Panel) -> dict[int, Decimal] | None:
    """The score of each application by its key; None unless all reviewers of all have finished."""
    applications = applications_of_panel(panel)
    assignments = (
        Assignment.objects.filter(application__in=applications.values("pk"))
        .exclude(state__in=GIVEN_BACK)
        .prefetch_related("scores")
    )
    totals: dict[int, list[Decimal]] = {}
    for assignment in assignments:
        if assignment.state != AssignmentState.FINISHED:
            return None
        points = {score.criterion_id: score.points for score in assignment.scores.all()}
        totals.setdefault(assignment.application_id, []).append(total(points))
    scores = {pk: trimmed_mean(given) for pk, given in totals.items()}
    return {pk: score for pk, score in scores.items() if score is not None}


@dataclass(frozen=True)
class Candidate:
    """An application as it is decided about; amounts in won."""

    pk: int
    company: str
    title: str
    number: str  # of its receipt
    score: Decimal
    requested_won: int
    limit_won: int | None
    outcome: Outcome | None = None
    awarded_won: int | None = None
    reserve_place: int | None = None
    reason: str = ""


def candidates_of(panel: Panel) -> list[Candidate]:
    """The applications in the order of the newest ranking, before the first one in that of their
    scores, each with what was proposed or confirmed last; nothing while reviews are open."""
    lines = dict(_lines_of(panel))
    scores = {pk: score for pk, (_place, score) in lines.items()} or scores_of_panel(panel) or {}
    last = Submission.objects.filter(application=OuterRef("pk"))
    applications = applications_of_panel(panel).annotate(
        number=Subquery(last.values("number")[:1]), content=Subquery(last.values("content")[:1])
    )
    former = {
        decision.application_id: decision
        for decision in Decision.objects.filter(selection__in=panel.selections.all()[:1])
    }
    found = [
        _candidate(application, scores[application.pk], former.get(application.pk))
        for application in applications
        if application.pk in scores
    ]
    places = {pk: place for pk, (place, _score) in lines.items()}
    return sorted(found, key=lambda one: (places.get(one.pk, 0), -one.score, one.number))


def _lines_of(panel: Panel) -> list[tuple[int, tuple[int, Decimal]]]:
    """Place and score of each application by its key, as the newest ranking has them."""
    newest = panel.rankings.order_by("-number").values("pk")[:1]
    lines = RankingLine.objects.filter(ranking__in=newest)
    return [(pk, (place, score)) for pk, place, score in lines.values_list(*LINE)]


def _candidate(application: Application, score: Decimal, former: Decision | None) -> Candidate:
    row = vars(application)
    content = json.loads(row["content"] or "{}")
    asked = content.get("requested_won") or application.requested_won or 0
    limit = application.call.award_limit_won
    return Candidate(
        pk=application.pk,
        company=application.company.name,
        title=content.get("title") or application.title,
        number=row["number"] or "",
        score=score,
        requested_won=asked,
        limit_won=limit,
        outcome=Outcome(former.outcome) if former else None,
        awarded_won=former.awarded_won if former else min(asked, limit or asked),
        reserve_place=former.reserve_place if former else None,
        reason=former.reason if former else "",
    )


def selections_handled_by(user: User) -> QuerySet[Selection]:
    """Those that a member of staff may see: of panels in which they have no part."""
    return Selection.objects.filter(panel__in=panels_decided_by(user))


def panel_of(application: Application) -> Panel | None:
    """The panel that judges it, once it has a place in one."""
    places = PanelPlace.objects.filter(application=application)
    place = places.select_related("panel__call").first()
    return place.panel if place else None


def is_decided_before(panel: Panel) -> bool:
    return panel.selections.filter(state=SelectionState.CONFIRMED).exists()
