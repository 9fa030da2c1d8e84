"""The book of a panel (평가위원회 자료집) as PDF: to write in before it meets, with scores after it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.accounts.models import User
from portal.common.money import won
from portal.common.templatetags.portal_text import answer_text, day, moment
from portal.common.text import file_size, one_line
from programs.exports.printing import compiled, language
from programs.models import Criterion, Document
from programs.queries.book import Book, BookSection, Scored
from programs.queries.form import AnswerLine

SHORT = 400  # letters of an answer


def book_pdf(book: Book, *, by: User, at: datetime) -> bytes:
    """Tagged PDF/UA in the active language, dated `at`; with a ranking for staff only."""
    return compiled("book.typ", book_facts(book, by=by, at=at), at=at)


def book_facts(book: Book, *, by: User, at: datetime) -> dict[str, Any]:
    """All that is printed, in the words of the active language."""
    panel = book.panel
    title = _("Book of the panel")
    return {
        "language": language(),
        "site": _("R&D Zone Portal"),
        "title": title,
        "name": f"{panel.call.code} · {one_line(panel.name)}",
        "state": _state_of(book),
        "facts": _rows(_cover(book, by=by, at=at)),
        "contents": _contents(book),
        "ranking": _ranking(book),
        "sections": [_section(section, book) for section in book.sections],
        "page": _("Page"),
    }


def _rows(facts: list[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"label": label, "value": value} for label, value in facts if value]


def _state_of(book: Book) -> dict[str, str]:
    if book.ranking:
        return {
            "label": _("For staff of the foundation only"),
            "value": _("With scores: it is given neither to reviewers nor to applicants."),
        }
    return {
        "label": _("For the members of the panel"),
        "value": _(
            "It holds what applicants entrusted to the panel. Do not copy it, and hand it back "
            "after the meeting."
        ),
    }


def _cover(book: Book, *, by: User, at: datetime) -> list[tuple[str, str]]:
    panel = book.panel
    meets = [day(panel.meets_on), f"{panel.meets_at:%H:%M}" if panel.meets_at else ""]
    until = f"{moment(panel.opens_at)} – {moment(panel.closes_at)}"
    return [
        (_("Call"), panel.call.title),
        (_("Call code"), panel.call.code),
        (_("Panel"), panel.name),
        (_("Zone"), panel.zone.name if panel.zone else ""),
        (_("Meeting"), " ".join(part for part in meets if part)),
        (_("Place"), panel.meets_where),
        (_("Reviews"), until if panel.opens_at and panel.closes_at else ""),
        (_("Chair"), str(book.chair.reviewer) if book.chair else _("nobody yet")),
        (_("Applications"), str(len(book.sections))),
        (_("Order of presentation"), _order(book)),
        (_("Blind"), _("Names of companies are left out.") if panel.is_blind else ""),
        (_("Made"), f"{moment(at)}, {by.name}"),
    ]


def _order(book: Book) -> str:
    if book.draw is None:
        return _("Not drawn yet: as they were placed")
    return _("Draw %(number)s of %(at)s, seed %(seed)s") % {
        "number": book.draw.number,
        "at": moment(book.draw.drawn_at),
        "seed": book.draw.seed,
    }


def _contents(book: Book) -> dict[str, Any]:
    is_blind = book.panel.is_blind
    columns = [_("No."), _("Receipt number"), *([] if is_blind else [_("Applicant")])]
    return {
        "title": _("Applications in order"),
        "columns": [*columns, _("Title of the project"), _("Page")],
        "weights": [3, 8, *([] if is_blind else [8]), 12, 3],
        "rows": [
            {
                "number": section.number,
                "cells": [section.receipt, *([] if is_blind else [section.company]), section.title],
            }
            for section in book.sections
        ],
    }


def _ranking(book: Book) -> dict[str, Any] | None:
    """The lines by their place; who shares one in the order of the book."""
    if book.ranking is None:
        return None
    scored = [section for section in book.sections if section.scored]
    scored.sort(key=lambda section: section.scored.line.place)  # type: ignore[union-attr]
    head = [_("Place"), _("Receipt number"), _("Score"), _("Mean"), _("Bonus"), _("Penalty")]
    return {
        "title": _("Ranking, version %(number)s") % {"number": book.ranking.number},
        "digest": {"label": "SHA-256", "value": book.ranking.sha256},
        "columns": [*head, _("Pass mark")],
        "rows": [_line_of(section) for section in scored],
    }


def _line_of(section: BookSection) -> list[str]:
    line = section.scored.line  # type: ignore[union-attr]
    return [
        str(line.place), section.receipt, str(line.score), str(line.mean), str(line.bonus),
        str(line.penalty), _("reached") if line.passes else _("not reached"),
    ]  # fmt: skip


def _section(section: BookSection, book: Book) -> dict[str, Any]:
    asked, cost = section.requested_won, section.cost_won
    facts = [
        (_("Receipt number"), section.receipt),
        (_("Applicant"), section.company),
        (_("Support asked for"), won(asked) if asked else ""),
        (_("Cost of the project"), won(cost) if cost else ""),
    ]
    return {
        "number": section.number,
        "title": section.title,
        "facts": _rows([*facts, *_scores(section.scored)]),
        "answers": {
            "title": _("Answers in short"),
            "none": _("There are none."),
            "lines": [_answer(line) for line in section.answers],
        },
        "documents": {
            "title": _("Documents"),
            "none": _("No file is uploaded."),
            "rows": [_document(row, is_blind=book.panel.is_blind) for row in section.documents],
        },
        "criteria": _criteria(book, section.scored),
        "notes": "" if book.ranking else _("Questions and notes"),
    }


def _scores(scored: Scored | None) -> list[tuple[str, str]]:
    if scored is None:
        return []
    line = scored.line
    words = _("%(mean)s, bonus %(bonus)s, penalty %(penalty)s")
    return [
        (_("Place"), str(line.place)),
        (_("Score"), str(line.score)),
        (_("Mean"), words % {"mean": line.mean, "bonus": line.bonus, "penalty": line.penalty}),
    ]


def _answer(line: AnswerLine) -> dict[str, str]:
    """A text cut short at a word; of a table how many rows it has."""
    if line.columns and isinstance(line.value, list):
        count = len(line.value)
        words = ngettext("table of %(count)s row", "table of %(count)s rows", count)
        return {"label": line.label, "text": words % {"count": count}}
    return {"label": line.label, "text": shortened(answer_text(line.value))}


def shortened(text: str) -> str:
    """The text in one paragraph, at most `SHORT` letters of it."""
    whole = " ".join(text.split())
    if len(whole) <= SHORT:
        return whole
    cut = whole[:SHORT]
    return f"{cut.rsplit(' ', 1)[0] if ' ' in cut else cut} …"


def _document(document: Document, *, is_blind: bool) -> dict[str, str]:
    """On a blind panel without the name of the file, which often is that of the company."""
    place = document.place.label if document.place else ""
    name = "" if is_blind else document.name
    withheld = _("withheld by the virus check") if document.is_withheld else ""
    return {"place": place, "name": name, "size": file_size(document.size), "withheld": withheld}


def _criteria(book: Book, scored: Scored | None) -> dict[str, Any]:
    last = [_("Mean")] if book.ranking else [_("Points"), _("Notes")]
    means: Mapping[str, object] = scored.means if scored else {}
    return {
        "title": _("Criteria"),
        "none": _("There are none."),
        "columns": [_("Criterion and what points mean"), _("At most"), *last],
        "weights": [10, 2, 2] if book.ranking else [9, 2, 2, 7],
        "is_empty": book.ranking is None,
        "rows": [_criterion(criterion, means) for criterion in book.criteria],
    }


def _criterion(criterion: Criterion, means: Mapping[str, object]) -> dict[str, Any]:
    mean = means.get(str(criterion.key))
    words = _("From %(least)s points: %(meaning)s")
    return {
        "label": capfirst(criterion.label),
        "anchors": [
            words % {"least": least, "meaning": meaning} for least, meaning in criterion.meanings
        ],
        "weight": str(criterion.weight),
        "mean": "" if mean is None else f"{mean:.2f}",
    }
