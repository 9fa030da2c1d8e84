import functools
from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import BadRequest
from django.db import DataError, IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from programs.enums import ApplicationState, VoiceState
from programs.queries import count_work_waiting_for

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
    """One pile of work on the start page."""

    label: str
    count: int
    url: str


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
    counts = count_work_waiting_for(user)
    calls = reverse("admin:programs_call_changelist")
    applications = reverse("admin:programs_application_changelist")
    voices = reverse("admin:programs_voice_changelist")
    piles = [
        (_("Calls to approve"), counts.calls_to_approve, f"{calls}?state__exact=submitted"),
        (
            _("Applications that you handle"),
            counts.handled_by_me,
            f"{applications}?handler=me",
        ),
        (
            _("Supplements that were answered"),
            counts.supplements_answered,
            f"{applications}?supplement=answered",
        ),
        (
            _("Applications to screen"),
            counts.to_screen,
            f"{applications}?state__exact={ApplicationState.SUBMITTED}",
        ),
        (
            _("Applications to assign to reviewers"),
            counts.to_assign,
            f"{applications}?state__exact={ApplicationState.ELIGIBLE}",
        ),
        (
            _("Applications under review"),
            counts.under_review,
            f"{applications}?state__exact={ApplicationState.UNDER_REVIEW}",
        ),
        (
            _("Applications to decide"),
            counts.to_decide,
            f"{applications}?state__exact={ApplicationState.UNDER_REVIEW}&reviews=finished",
        ),
        (
            _("Voices of the field nobody deals with yet"),
            counts.voices_to_assign,
            f"{voices}?state__exact={VoiceState.RECEIVED}",
        ),
        (
            _("Voices of the field to answer by today"),
            counts.voices_due,
            f"{voices}?due=today",
        ),
    ]
    return [Waiting(str(label), count, url) for label, count, url in piles]
