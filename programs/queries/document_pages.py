"""Documents as reviewers read them: page by page with their mark, or as text."""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.cache import caches
from django.db.models import QuerySet
from django.utils import timezone

from programs.bare_process import on_disk
from programs.enums import UnreadableReason
from programs.extraction import Limits as TextLimits
from programs.extraction import Reading as Text
from programs.extraction import Unreadable, read_text
from programs.models import Assignment, Document, Reviewer
from programs.queries.application import documents_visible_to
from programs.watermark import DRAWN, Limits, Page, Pages, read_pages

PAGES_AT_ONCE = 10
LETTERS = 200_000
READ_SECONDS = 20
# The desk waits so long for one document that was never looked at, and for all of them
OUTLINE_SECONDS, OUTLINES_SECONDS = 4, 6
KEEP_SIZES, KEEP_REFUSAL = 30 * 24 * 3600, 300


@dataclass(frozen=True)
class Reviewed:
    """A document on the desk: its first pages, or why they are not shown there."""

    document: Document
    count: int = 0
    pages: list[Page] = field(default_factory=list)
    reason: UnreadableReason | None = None

    @property
    def more(self) -> int:
        """How many pages stand only on the document's own page."""
        return self.count - len(self.pages)


def is_drawn(document: Document) -> bool:
    """Whether its pages can be shown as pictures; others are read as text."""
    return document.content_type in DRAWN


def documents_reviewed_in(assignment: Assignment) -> QuerySet[Document]:
    """What its reviewer may open by it: released files of the submission that counts."""
    visible = documents_visible_to(assignment.reviewer.user)
    return visible.filter(application=assignment.application_id).select_related(
        "application", "required_document", "question"
    )


def mark_of(reviewer: Reviewer, *, at: datetime) -> str:
    """What stands in the pixels of each page: who looked, by a number too, which no name shares."""
    seen_at = timezone.localtime(at)
    return f"{reviewer.user.name} #{reviewer.pk} · {seen_at:%Y-%m-%d %H:%M} KST"


def pages_of(document: Document, *, first: int) -> Pages:
    """Ten pages with their text. Raises Unreadable, FileNotFoundError."""
    return _pages(document, first=first, seconds=READ_SECONDS)


def text_of(document: Document) -> Text:
    """The text of a file whose pages cannot be drawn. Raises Unreadable, FileNotFoundError."""
    limits = TextLimits(seconds=READ_SECONDS, letters=LETTERS)
    with document.file.open() as stored, on_disk(stored) as file:
        return read_text(file, content_type=document.content_type, limits=limits)


def outlines_of(documents: Iterable[Document]) -> list[Reviewed]:
    """For the desk: what of each document stands beside the criteria.

    How large pages are is kept under the digest of the bytes, which never change. Whoever sends
    files that take long makes nobody wait longer than some seconds: what was not looked at by then
    is opened on its own page.
    """
    end = time.monotonic() + OUTLINES_SECONDS
    return [_outline(document, may_wait=time.monotonic() < end) for document in documents]


def _outline(document: Document, *, may_wait: bool) -> Reviewed:
    if not (document.is_released and is_drawn(document)):
        return Reviewed(document)
    key = f"{document.content_type}:{document.sha256}"
    kept: Any = caches["page_sizes"].get(key)
    if kept is None and may_wait:
        kept = _looked_at(document)
        is_refused = isinstance(kept, str)
        caches["page_sizes"].set(key, kept, KEEP_REFUSAL if is_refused else KEEP_SIZES)
    if kept is None:
        return Reviewed(document)
    if isinstance(kept, str):
        return Reviewed(document, reason=UnreadableReason(kept))
    count, sizes = kept
    pages = [Page(number, *size) for number, size in enumerate(sizes, start=1)]
    return Reviewed(document, count=count, pages=pages)


def _looked_at(document: Document) -> tuple[int, list[tuple[int, int]]] | str:
    try:
        found = _pages(document, first=1, seconds=OUTLINE_SECONDS)
    except Unreadable as refusal:
        return refusal.reason
    except FileNotFoundError:
        return UnreadableReason.DAMAGED.value
    return found.count, [(page.width, page.height) for page in found.pages]


def _pages(document: Document, *, first: int, seconds: int) -> Pages:
    with document.file.open() as stored, on_disk(stored) as file:
        return read_pages(
            file,
            content_type=document.content_type,
            first=first,
            most=PAGES_AT_ONCE,
            limits=Limits(seconds=seconds),
        )
