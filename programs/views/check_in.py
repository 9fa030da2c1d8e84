"""The desk on the day of a briefing, made for a phone."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.common.templatetags.portal_text import moment
from programs.actions.attendance import (
    Answer,
    Scan,
    check_in,
    register_walk_in,
    undo_check_in,
)
from programs.actions.errors import (
    AlreadyCancelled,
    CheckInClosed,
    CheckInNotOpen,
    NotPresent,
    Refused,
)
from programs.enums import ScanOutcome
from programs.forms.check_in import ScansForm, TicketForm, UndoForm, WalkInForm
from programs.models import Briefing, Registration
from programs.queries import agencies_of
from programs.queries.attendance import (
    check_in_opens_at,
    headcount_of,
    latest_arrivals,
    ticket_in,
    tickets_visible_to,
)
from programs.views.own_briefing import briefing_at_check_in

# What the desk is told as good news; all else needs somebody to look
GOOD = (ScanOutcome.ARRIVED, ScanOutcome.AGAIN)
UNREADABLE = gettext_lazy("This scan cannot be read. Scan the ticket once more.")


def _who(registration: Registration) -> str:
    """The guest and whom they come from, as far as it is known."""
    company = registration.company
    parts = (registration.attendee_name, company.name if company else registration.organisation)
    return " · ".join(part for part in parts if part)


def _words(answer: Answer, briefing: Briefing) -> str:
    """What the desk is told of a scan."""
    guest = answer.registration
    if answer.outcome == ScanOutcome.ELSEWHERE and guest is not None:
        other = guest.briefing
        if other.agency_id != briefing.agency_id:
            return _("This ticket is for a session of another agency.")
        named = {"title": other.title, "when": moment(other.starts_at)}
        return _("This ticket is for another session: %(title)s, %(when)s.") % named
    if answer.outcome == ScanOutcome.NO_SEAT and guest is not None:
        return _("No confirmed seat: %(state)s.") % {"state": guest.get_state_display()}
    return {
        ScanOutcome.ARRIVED: _("Checked in."),
        ScanOutcome.AGAIN: _("Checked in before, first at %(when)s.")
        % {"when": moment(answer.first_at)},
        ScanOutcome.OWN: _("You belong to this company: a colleague checks in its guests."),
        ScanOutcome.UNREADABLE: str(UNREADABLE),
        ScanOutcome.UNDONE: _("This check-in was taken back. Scan once more to check in again."),
    }.get(answer.outcome, _("This is no ticket of this portal. Ask for the number or the name."))


def _refusal(refused: Refused) -> str:
    """Why nobody is checked in."""
    if isinstance(refused, CheckInNotOpen):
        opens = {"when": moment(refused.opens_at)}
        return _("Guests are checked in from %(when)s on. Nobody was checked in.") % opens
    if isinstance(refused, CheckInClosed):
        return _("The check-in of this session is closed. A company can be given a waiver.")
    return _("This session was cancelled. Nobody was checked in.")


def _count(briefing: Briefing) -> dict[str, Any]:
    count = headcount_of(briefing)
    return {
        "present": count.present,
        "expected": count.expected,
        "missing": count.missing,
        "without_seat": count.without_seat,
        "is_over": count.is_over,
    }


@login_required
@require_http_methods(["GET", "POST"])
def briefing_check_in(request: HttpRequest, pk: int) -> HttpResponse:
    briefing = briefing_at_check_in(request, pk)
    form = TicketForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            (answer,) = check_in(
                briefing, by=request.user, scans=[Scan(form.cleaned_data["number"])]
            )
        except (CheckInNotOpen, CheckInClosed, AlreadyCancelled) as refused:
            form.add_error(None, _refusal(refused))
        else:
            if answer.outcome == ScanOutcome.NO_SEAT:
                return redirect("programs:ticket", answer.registration.code)
            if answer.outcome in GOOD:
                _tell(request, answer, briefing)
                return redirect(request.path)
            form.add_error("number", _words(answer, briefing))
    return TemplateResponse(
        request,
        "programs/check_in.html",
        {
            "briefing": briefing,
            "form": form,
            "count": headcount_of(briefing),
            "arrivals": latest_arrivals(briefing),
            "opens_at": check_in_opens_at(briefing),
            "opens_later": timezone.now() < check_in_opens_at(briefing),
            "site_url": settings.SITE_URL,
        },
    )


def _tell(request: HttpRequest, answer: Answer, briefing: Briefing) -> None:
    level = messages.SUCCESS if answer.outcome == ScanOutcome.ARRIVED else messages.WARNING
    messages.add_message(request, level, f"{_who(answer.registration)}: {_words(answer, briefing)}")


@login_required
@require_POST
def briefing_scans(request: HttpRequest, pk: int) -> JsonResponse:
    briefing = briefing_at_check_in(request, pk)
    form = ScansForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"refusal": form.errors["scans"][0]}, status=422)
    try:
        answers = check_in(briefing, by=request.user, scans=form.cleaned_data["scans"])
    except (CheckInNotOpen, CheckInClosed, AlreadyCancelled) as refused:
        return JsonResponse({"refusal": _refusal(refused)}, status=409)
    told = [_told(answer, briefing) for answer in answers]
    told += [_unread(key) for key in form.unread]
    return JsonResponse({"answers": told, "count": _count(briefing)})


def _unread(key: str) -> dict[str, Any]:
    """What the phone is told of a scan that cannot be read, so that it does not send it again."""
    return {
        "key": key,
        "outcome": ScanOutcome.UNREADABLE,
        "is_good": False,
        "title": str(ScanOutcome.UNREADABLE.label),
        "words": str(UNREADABLE),
        "link": "",
    }


def _told(answer: Answer, briefing: Briefing) -> dict[str, Any]:
    is_own = answer.registration is not None and answer.outcome != ScanOutcome.ELSEWHERE
    return {
        "key": str(answer.scan.key),
        "outcome": answer.outcome,
        "is_good": answer.outcome == ScanOutcome.ARRIVED,
        "title": _who(answer.registration) if is_own else str(answer.outcome.label),
        "words": _words(answer, briefing),
        "link": reverse("programs:ticket", args=[answer.registration.code]) if is_own else "",
    }


@login_required
@require_safe
def briefing_headcount(request: HttpRequest, pk: int) -> JsonResponse:
    return JsonResponse(_count(briefing_at_check_in(request, pk)))


@login_required
@require_http_methods(["GET", "POST"])
def ticket(request: HttpRequest, ticket: str) -> HttpResponse:
    registration = tickets_visible_to(request.user).filter(code=ticket_in(ticket)).first()
    if registration is None:
        return _no_ticket(request)
    briefing = registration.briefing
    if not request.user.has_perm("programs.check_in_guests", briefing):
        raise PermissionDenied
    if request.method == "POST":
        lets_in = "without_seat" in request.POST
        try:
            (answer,) = check_in(
                briefing,
                by=request.user,
                scans=[Scan(registration.code)],
                without_seat=lets_in,
            )
        except (CheckInNotOpen, CheckInClosed, AlreadyCancelled) as refused:
            messages.error(request, _refusal(refused))
        else:
            _tell(request, answer, briefing)
        return redirect("programs:ticket", registration.code)
    return TemplateResponse(
        request,
        "programs/ticket.html",
        {
            "briefing": briefing,
            "registration": registration,
            "who": _who(registration),
            "arrival": registration.attendances.standing().first(),
        },
    )


def _no_ticket(request: HttpRequest) -> HttpResponse:
    """A desk is told what it has before it; whoever has none learns nothing."""
    if not agencies_of(request.user):
        raise Http404
    return TemplateResponse(request, "programs/no_ticket.html", status=404)


@login_required
@require_http_methods(["GET", "POST"])
def ticket_undo(request: HttpRequest, ticket: str) -> HttpResponse:
    registration = get_object_or_404(tickets_visible_to(request.user), code=ticket)
    briefing = registration.briefing
    if not request.user.has_perm("programs.check_in_guests", briefing):
        raise PermissionDenied
    form = UndoForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            undo_check_in(registration, by=request.user, **form.cleaned_data)
        except NotPresent:
            messages.info(request, _("This guest is not checked in."))
        else:
            messages.success(request, _("The check-in is taken back."))
        return redirect("programs:briefing-check-in", briefing.pk)
    return TemplateResponse(
        request,
        "programs/ticket_undo.html",
        {
            "briefing": briefing,
            "registration": registration,
            "who": _who(registration),
            "form": form,
        },
    )


@login_required
@require_http_methods(["GET", "POST"])
def briefing_walk_in(request: HttpRequest, pk: int) -> HttpResponse:
    briefing = briefing_at_check_in(request, pk)
    form = WalkInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            answer = register_walk_in(briefing, by=request.user, **form.cleaned_data)
        except (CheckInNotOpen, CheckInClosed, AlreadyCancelled) as refused:
            form.add_error(None, _refusal(refused))
        else:
            _tell(request, answer, briefing)
            return redirect("programs:briefing-check-in", briefing.pk)
    return TemplateResponse(
        request,
        "programs/walk_in.html",
        {"briefing": briefing, "form": form, "count": headcount_of(briefing)},
    )
