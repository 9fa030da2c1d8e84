"""Documents at the reviewers' desk: pages with their mark, or text; no file but for a reason."""

from dataclasses import dataclass, replace
from functools import cached_property
from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.common.client import client_address
from programs.actions.errors import DrawingUnderWay
from programs.actions.reading import record_reading
from programs.actions.viewing import draw_for, record_viewing
from programs.enums import ReadPlace, UnreadableReason
from programs.extraction import Unreadable
from programs.forms.review import OriginalForm
from programs.hiding import Hides
from programs.models import Assignment, Document
from programs.queries.blinding import blind_name, texts_shown_in
from programs.queries.document_pages import (
    PAGES_AT_ONCE,
    documents_reviewed_in,
    is_drawn,
    pages_of,
    text_of,
)
from programs.queries.review import assignments_of, assignments_read_by
from programs.views.download import NOTHING_RUNS, download_of
from programs.watermark import LARGE, NORMAL

MOST_TURNS = 5  # that a browser comes again for while another page is drawn for the same person
UNSEEN = {
    "Cache-Control": "private, no-store",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": NOTHING_RUNS,
    "Cross-Origin-Resource-Policy": "same-origin",
}


@dataclass(frozen=True)
class _Open:
    """A document that somebody reviews, and by which assignment."""

    assignment: Assignment
    document: Document

    @property
    def file_name(self) -> str:
        """How a browser saves it: in a blind panel by its place, as names tell of their company."""
        is_blind = self.assignment.panel.is_blind
        return blind_name(self.document) if is_blind else str(self.document.name)

    def shown(self, text: str) -> str:
        """What is read of the document as text: in a blind panel without names."""
        return self._hides(text)

    @cached_property
    def _hides(self) -> Hides:
        return texts_shown_in(self.assignment)


def _opened(request: HttpRequest, pk: int, document_pk: int) -> _Open:
    assignments = assignments_read_by(request.user).select_related(
        "application__call",
        "application__company",
        "application__panel_place",
        "panel",
        "reviewer__user",
    )
    assignment = get_object_or_404(assignments, pk=pk)
    document = get_object_or_404(documents_reviewed_in(assignment), pk=document_pk)
    return _Open(assignment, document)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def review_document(request: HttpRequest, pk: int, document_pk: int) -> HttpResponse:
    """Ten pages with their text beside them. What cannot be drawn is read as text, and given away
    for a reason that is written down."""
    try:
        opened = _opened(request, pk, document_pk)
    except Http404:
        # Reviews have not begun, or are over: the page of the review says so
        if assignments_read_by(request.user).filter(pk=pk).exists():
            raise
        assignment = get_object_or_404(assignments_of(request.user), pk=pk)
        return redirect("programs:review-detail", pk=assignment.pk)
    document = opened.document
    if is_drawn(document):
        if request.method == "POST":  # its file is not given away
            return redirect("programs:review-document", pk=pk, document_pk=document_pk)
        return _shown(request, opened, _pages(request, opened))
    form = OriginalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        record_reading(
            document.application,
            by=request.user,
            place=ReadPlace.DOCUMENT,
            address=client_address(request),
            document=document,
            reason=form.cleaned_data["reason"],
        )
        return download_of(request, document.file, name=opened.file_name)
    return _shown(request, opened, {"form": form, **_text(opened)})


def _shown(request: HttpRequest, opened: _Open, context: dict[str, Any]) -> HttpResponse:
    record_viewing(opened.document, by=request.user, address=client_address(request))
    context |= {
        "assignment": opened.assignment,
        "application": opened.assignment.application,
        "call": opened.assignment.application.call,
        "document": opened.document,
    }
    return TemplateResponse(request, "programs/review_document.html", context)


def _pages(request: HttpRequest, opened: _Open) -> dict[str, Any]:
    document = opened.document
    asked = request.GET.get("page", "")
    chunk = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 9 else 1
    try:
        found = pages_of(document, first=1 + (max(chunk, 1) - 1) * PAGES_AT_ONCE)
        paginator = Paginator(range(1, found.count + 1), PAGES_AT_ONCE)
        if chunk > paginator.num_pages:
            chunk = paginator.num_pages
            found = pages_of(document, first=1 + (chunk - 1) * PAGES_AT_ONCE)
    except (Unreadable, FileNotFoundError) as refusal:
        return {"reason": _why(refusal)}
    return {
        "pages": [replace(page, text=opened.shown(page.text)) for page in found.pages],
        "count": found.count,
        "page_obj": paginator.get_page(chunk),
        "is_large": request.GET.get("size") == "large",
    }


def _text(opened: _Open) -> dict[str, Any]:
    try:
        found = text_of(opened.document)
    except (Unreadable, FileNotFoundError) as refusal:
        return {"reason": _why(refusal)}
    return {"text": replace(found, text=opened.shown(found.text))}


def _why(refusal: Exception) -> UnreadableReason | None:
    """None where the file itself is not there."""
    return UnreadableReason(refusal.reason) if isinstance(refusal, Unreadable) else None


@login_required
@require_safe
def review_document_page(
    request: HttpRequest, pk: int, document_pk: int, number: int
) -> HttpResponse:
    """One page as a picture, with the name of who looks and the time in its pixels."""
    opened = _opened(request, pk, document_pk)
    if not is_drawn(opened.document):
        return _in_words(UnreadableReason.UNSUPPORTED)
    record_viewing(opened.document, by=request.user, address=client_address(request))
    width = LARGE if request.GET.get("size") == "large" else NORMAL
    reviewer = opened.assignment.reviewer
    try:
        drawn = draw_for(reviewer, opened.document, number=number, width=width)
    except DrawingUnderWay:
        return _once_more(request)
    except (Unreadable, FileNotFoundError) as refusal:
        return _in_words(_why(refusal))
    return HttpResponse(drawn.content, content_type="image/webp", headers=UNSEEN)


def _once_more(request: HttpRequest) -> HttpResponse:
    """The browser comes again by itself, and does not keep a thread of ours busy with waiting."""
    asked = request.GET.get("turn", "0")
    turn = int(asked) if asked in map(str, range(MOST_TURNS)) else MOST_TURNS
    if turn == MOST_TURNS:
        words = _("Another page is being drawn for you. Load this one again in a moment.")
        return _words(words, HTTPStatus.SERVICE_UNAVAILABLE, {"Retry-After": "5"})
    asked_again = urlencode({**request.GET.dict(), "turn": turn + 1})
    return redirect(f"{request.path}?{asked_again}")


def _in_words(reason: UnreadableReason | None) -> HttpResponse:
    why = reason.label if reason else _("This file is not there")
    words = _("This page cannot be shown: %(why)s.") % {"why": why}
    return _words(words, HTTPStatus.UNPROCESSABLE_ENTITY if reason else HTTPStatus.NOT_FOUND, {})


def _words(words: str, status: HTTPStatus, headers: dict[str, str]) -> HttpResponse:
    plain = "text/plain; charset=utf-8"
    return HttpResponse(words, content_type=plain, status=status, headers=UNSEEN | headers)
