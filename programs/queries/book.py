"""평가위원회 자료집: what a panel has before it, application by application, and what came of it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch

from portal.accounts.models import User
from programs.enums import PlanSection
from programs.models import (
    Application,
    Criterion,
    Document,
    Draw,
    Panel,
    PanelMember,
    PanelPlace,
    Ranking,
    RankingLine,
    Submission,
)
from programs.queries.blinding import blinded, hiders_of
from programs.queries.form import AnswerLine, lines_of_each
from programs.queries.panel import chair_of
from programs.queries.plan.saved import SOURCES
from programs.queries.ranking import rankings_handled_by


@dataclass(frozen=True)
class Scored:
    """The line of an application in a frozen ranking, with the means of its criteria by their key."""

    line: RankingLine
    means: Mapping[str, Decimal]


@dataclass(frozen=True)
class BookSection:
    """One application: `company` is empty where the panel is blind, and then no text names it."""

    number: int
    receipt: str
    company: str
    title: str
    requested_won: int
    cost_won: int  # of the whole project, as its plan says; 0 without one
    answers: list[AnswerLine]
    documents: list[Document]
    scored: Scored | None


@dataclass(frozen=True)
class Book:
    """What a panel has before it; with a ranking also what came of it."""

    panel: Panel
    chair: PanelMember | None
    draw: Draw | None
    criteria: list[Criterion]
    sections: list[BookSection]
    ranking: Ranking | None


def book_of(panel: Panel, *, ranking: Ranking | None = None) -> Book:
    """All that a book says, in the order of the recorded draw; seven statements, with a ranking
    two more, and two more where it is blind."""
    places = list(panel.places.select_related("application__company").order_by("position", "pk"))
    submissions = _submissions(places)
    scored = _scored(ranking) if ranking else {}
    contents = [
        {"title": place.application.title}
        | json.loads(getattr(submissions.get(place.application_id), "content", "{}"))
        for place in places
    ]
    if panel.is_blind:
        hiders = hiders_of([place.application for place in places], contents)
        contents = [blinded(said, hides) for said, hides in zip(contents, hiders, strict=True)]
    answers = lines_of_each([content.get("answers", []) for content in contents])
    return Book(
        panel=panel,
        chair=chair_of(panel),
        draw=panel.draws.last(),
        criteria=list(panel.call.criteria.all()),
        sections=[
            _section(
                number,
                place.application,
                content,
                lines,
                submission=submissions.get(place.application_id),
                scored=scored.get(place.application_id),
                is_blind=panel.is_blind,
            )
            for number, (place, content, lines) in enumerate(
                zip(places, contents, answers, strict=True), start=1
            )
        ],
        ranking=ranking,
    )


def ranking_for_book(panel: Panel, user: User) -> Ranking | None:
    """The newest ranking of a panel, for somebody who may see it."""
    return rankings_handled_by(user).filter(panel=panel).order_by("-number").first()


def applications_in(panel: Panel) -> list[Application]:
    """Whose content a book shows."""
    return list(Application.objects.filter(panel_place__panel=panel).order_by("pk"))


def _submissions(places: Iterable[PanelPlace]) -> dict[int, Submission]:
    """The submission that counts of each application, with its files."""
    keys = [place.application_id for place in places]
    files = Document.objects.select_related("required_document", "question")
    newest_first = ("application_id", "-received_at", "-pk")
    last = Submission.objects.filter(application__in=keys).order_by(*newest_first)
    found = last.distinct("application_id").prefetch_related(Prefetch("documents", files))
    return {submission.application_id: submission for submission in found}


def _scored(ranking: Ranking) -> dict[int, Scored]:
    frozen = {line["receipt"]: line for line in json.loads(ranking.content)["lines"]}
    return {
        line.application_id: Scored(
            line,
            {
                key: Decimal(mean)
                for key, mean in frozen.get(line.receipt, {}).get("criteria", {}).items()
                if mean is not None
            },
        )
        for line in ranking.lines.all()
    }


def _section(
    number: int,
    application: Application,
    content: Mapping[str, Any],
    answers: Sequence[AnswerLine],
    *,
    submission: Submission | None,
    scored: Scored | None,
    is_blind: bool,
) -> BookSection:
    return BookSection(
        number=number,
        receipt=submission.number if submission else "",
        company="" if is_blind else application.company.name,
        title=str(content["title"]),
        requested_won=content.get("requested_won") or 0,
        cost_won=_cost(content.get("plan") or {}),
        answers=list(answers),
        documents=list(submission.documents.all()) if submission else [],
        scored=scored,
    )


def _cost(plan: Mapping[str, Any]) -> int:
    rows = plan.get(PlanSection.BUDGET) or []
    return sum(row[source] or 0 for row in rows for source in SOURCES)
