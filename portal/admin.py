import functools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import BadRequest
from django.db import DataError, IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from programs.enums import ApplicationState, ConflictState, VoiceState
from programs.queries import WaitingWork, count_work_waiting_for

# What the database refuses when an act of the admin is committed, by the name of its rule
REFUSED_BY_DATABASE = {
    "zones_companymember_represented": _(
        "Not done: a company would be left without a representative. "
        "Make somebody else of the company its representative first."
    ),
}
View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Waiting:
    """One pile of work on the start page; `due_on` is the nearest day of what lies there."""

    label: str
    count: int
    url: str
    due_on: date | None = None

    @property
    def is_late(self) -> bool:
        return self.due_on is not None and self.due_on < timezone.localdate()


class PortalAdminSite(AdminSite):
    """Django's admin with a start page that says what waits for whom."""

    site_header = _("R&D Zone Portal administration")
    site_title = _("R&D Zone Portal")
    index_title = _("What waits for you")

    def index(self, request: HttpRequest, extra_context=None):
        context = {"waiting": waiting_piles(request.user), **(extra_context or {})}
        return super().index(request, context)

    def admin_view(self, view: View, cacheable: bool = False) -> View:
        return super().admin_view(guarded(view), cacheable)


def guarded(view: View) -> View:
    """A page of the admin that answers in words where the database takes no act or question of it.

    An act is one transaction, its entry in the log included. Which lookups an address may ask for is
    left to Django, which passes on whatever stands behind them: a NUL, the year 99999.
    """

    @functools.wraps(view)
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if request.method == "POST":
            return _acted(view, request, *args, **kwargs)
        try:
            return view(request, *args, **kwargs)
        except (DataError, OverflowError, ValueError) as error:
            if not request.GET:
                raise
            raise BadRequest(str(error)) from error

    return answer


def _acted(view: View, request: HttpRequest, *args, **kwargs) -> HttpResponse:
    try:
        with transaction.atomic():
            return view(request, *args, **kwargs)
    except IntegrityError as error:
        words = REFUSED_BY_DATABASE.get(_rule_broken(error))
        if words is None:
            raise
    messages.error(request, words)
    return redirect(request.get_full_path())


def _rule_broken(error: IntegrityError) -> str:
    """The name of the constraint."""
    diagnosis = getattr(error.__cause__, "diag", None)
    return getattr(diagnosis, "constraint_name", None) or ""


def waiting_piles(user: User) -> list[Waiting]:
    """What the user may act on, the most urgent first: what has a day by its day, then in the order
    in which it keeps others waiting; empty piles last."""
    work = count_work_waiting_for(user)
    if work is None:
        return []
    piles = [
        Waiting(str(label), count, _list_of(model, query), due_on)
        for label, count, model, query, due_on in _piles_of(work)
    ]
    return sorted(piles, key=lambda pile: (not pile.count, pile.due_on or date.max))


def _list_of(model: str, query: str) -> str:
    return f"{reverse(f'admin:programs_{model}_changelist')}?{query}"


def _piles_of(work: WaitingWork) -> list[tuple[Any, int, str, str, date | None]]:
    """Label, count, model and query of the list, nearest day."""
    state = "state__exact="
    return [
        (
            _("Objections to deal with"),
            work.objections,
            "objection",
            "waits=me",
            work.objection_due_on,
        ),
        (
            _("Supplements that were not answered in time"),
            work.supplements_missed,
            "application",
            "supplement=late",
            work.supplement_due_on,
        ),
        (
            _("Panels whose reviews are overdue"),
            work.panels_overdue,
            "panel",
            "waits=me",
            work.review_due_on,
        ),
        (
            _("Voices of the field to answer by today"),
            work.voices_due,
            "voice",
            "due=today",
            work.voice_due_on,
        ),
        (_("Selections to confirm"), work.selections, "selection", "waits=me", None),
        (_("Challenges to decide"), work.challenges, "challenge", "decided=no", None),
        (
            _("Suspected conflicts to settle"),
            work.suspicions,
            "conflict",
            f"{state}{ConflictState.SUSPECTED}",
            None,
        ),
        (_("Waivers to decide"), work.waivers, "conflict", "waits=me", None),
        (_("Calls to approve"), work.calls_to_approve, "call", f"{state}submitted", None),
        (
            _("Supplements that were answered"),
            work.supplements_answered,
            "application",
            "supplement=answered",
            None,
        ),
        (
            _("Applications that you handle"),
            work.handled_by_me,
            "application",
            "handler=me",
            None,
        ),
        (
            _("Applications to screen"),
            work.to_screen,
            "application",
            f"{state}{ApplicationState.SUBMITTED}",
            None,
        ),
        (
            _("Applications to assign to reviewers"),
            work.to_assign,
            "application",
            f"{state}{ApplicationState.ELIGIBLE}",
            None,
        ),
        (
            _("Applications to decide"),
            work.to_decide,
            "application",
            f"{state}{ApplicationState.UNDER_REVIEW}&reviews=finished",
            None,
        ),
        (
            _("Applications under review"),
            work.under_review,
            "application",
            f"{state}{ApplicationState.UNDER_REVIEW}",
            None,
        ),
        (
            _("Voices of the field nobody deals with yet"),
            work.voices_to_assign,
            "voice",
            f"{state}{VoiceState.RECEIVED}",
            None,
        ),
    ]
