"""평가위원회 자료집: what a panel has before it, application by application, and what came of it."""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch

from portal.accounts.models import User
from portal.common.text import LEGAL_FORMS
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
from programs.queries.form import AnswerLine, lines_of_each
from programs.queries.panel import chair_of
from programs.queries.plan.saved import SOURCES
from programs.queries.ranking import rankings_handled_by

HIDDEN = "○○○"
SHORTEST_NAME = 2  # of what is taken out of texts: one letter is in every second word


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
    two more."""
    places = list(panel.places.select_related("application__company").order_by("position", "pk"))
    submissions = _submissions(places)
    scored = _scored(ranking) if ranking else {}
    contents = [
        json.loads(submissions[place.application_id].content)
        if place.application_id in submissions
        else {}
        for place in places
    ]
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
    said = content.get("company", {})
    title, lines = str(content.get("title", application.title)), list(answers)
    if is_blind:
        names = [application.company.name, said.get("name"), said.get("representative_name")]
        hides = _hiding(names)
        title, lines = hides(title), [_hidden(line, hides) for line in answers]
    return BookSection(
        number=number,
        receipt=submission.number if submission else "",
        company="" if is_blind else application.company.name,
        title=title,
        requested_won=content.get("requested_won") or 0,
        cost_won=_cost(content.get("plan") or {}),
        answers=lines,
        documents=list(submission.documents.all()) if submission else [],
        scored=scored,
    )


def _cost(plan: Mapping[str, Any]) -> int:
    rows = plan.get(PlanSection.BUDGET) or []
    return sum(row[source] or 0 for row in rows for source in SOURCES)


def _hiding(names: Iterable[str | None]) -> Any:
    """What takes names out of a text, with or without what the company says that it is, and
    however its letters are parted by blanks."""
    folded = [unicodedata.normalize("NFKC", name).lower() for name in names if name]
    plain = {" ".join(LEGAL_FORMS.sub(" ", name).split()) for name in folded}
    ways = sorted((name for name in plain if len(name) >= SHORTEST_NAME), key=len, reverse=True)
    if not ways:
        return lambda text: text
    pattern = "|".join(r"\s*".join(map(re.escape, name.replace(" ", ""))) for name in ways)
    return lambda text: re.sub(pattern, HIDDEN, text, flags=re.IGNORECASE)


def _hidden(answer: AnswerLine, hides: Any) -> AnswerLine:
    return AnswerLine(answer.label, _without_names(answer.value, hides), answer.columns)


def _without_names(value: Any, hides: Any) -> Any:
    if isinstance(value, str):
        return hides(value)
    if isinstance(value, list):
        return [_without_names(item, hides) for item in value]
    if isinstance(value, dict):
        return {key: _without_names(item, hides) for key, item in value.items()}
    return value
