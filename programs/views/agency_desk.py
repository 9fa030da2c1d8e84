from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from portal.common.digest import digest_of
from portal.common.keeping import tell_saved
from portal.common.templatetags.portal_text import moment
from programs.actions.briefing import announce_briefing, cancel_briefing, change_briefing
from programs.actions.errors import (
    AlreadyCancelled,
    AnnouncedBefore,
    BriefingChanged,
    InThePast,
    OffersWait,
    ProgrammeOutside,
    Refused,
    SeatsTaken,
    SlotsOverlap,
)
from programs.forms.briefing import BriefingForm, CancelBriefingForm
from programs.models import Briefing
from programs.queries import (
    agencies_of,
    briefings_of_agencies_of,
    calls_of_agencies_of,
    calls_offered_to,
)
from programs.queries.briefing_written import briefing_compared, briefing_content
from programs.queries.call import with_last_return
from programs.queries.inquiry import with_inquiry_counts
from programs.queries.series import series_of_agencies_of
from programs.workflow import NOT_RECEIVED

PAGE_SIZE = 20
FIRST_BRIEFINGS = 5
IN_THE_PAST = gettext_lazy("This time has gone by. Choose a later one.")


@login_required
@require_safe
def agency_desk(request: HttpRequest) -> HttpResponse:
    agencies = agencies_of(request.user)
    if not agencies:
        raise PermissionDenied
    received = ~Q(applications__state__in=NOT_RECEIVED)
    calls = calls_of_agencies_of(request.user).kept().order_by("-created_at", "-pk")
    counted = with_inquiry_counts(
        calls.annotate(received_count=Count("applications", filter=received))
    )
    return TemplateResponse(
        request,
        "programs/agency_desk.html",
        {
            "agencies": agencies,
            "page_obj": Paginator(with_last_return(counted), PAGE_SIZE).get_page(
                request.GET.get("page")
            ),
            "briefings": _own_briefings(request)[:FIRST_BRIEFINGS],
        },
    )


@login_required
@require_safe
def briefing_desk(request: HttpRequest) -> HttpResponse:
    agencies = agencies_of(request.user)
    if not agencies:
        raise PermissionDenied
    page = Paginator(_own_briefings(request), PAGE_SIZE).get_page(request.GET.get("page"))
    series = series_of_agencies_of(request.user).order_by("title_ko", "pk")
    return TemplateResponse(
        request,
        "programs/briefing_desk.html",
        {"agencies": agencies, "page_obj": page, "series": series},
    )


def _own_briefings(request: HttpRequest) -> Any:
    """Those to come by their day, then those gone by."""
    own = briefings_of_agencies_of(request.user).with_fate_of_calls()
    return own.with_publicity().soonest_first()


def _briefing_form(request: HttpRequest, **kwargs) -> BriefingForm:
    asked = [int(pk) for pk in request.GET.getlist("call") if pk.isdecimal() and len(pk) < 10]
    return BriefingForm(
        request.POST or None,
        agencies=agencies_of(request.user),
        calls=calls_offered_to(request.user, asked=asked),
        **kwargs,
    )


def _links(form: BriefingForm) -> dict:
    return {"calls": form.cleaned_data["calls"], "zones": form.cleaned_data["zones"]}


def _told(briefing: Briefing, words: str) -> str:
    if Briefing.objects.published().filter(pk=briefing.pk).exists():
        return words
    return _("The briefing is saved. It becomes public together with its call.")


@login_required
@require_http_methods(["GET", "POST"])
def briefing_create(request: HttpRequest) -> HttpResponse:
    if not agencies_of(request.user):
        raise PermissionDenied
    initial = {"calls": request.GET.getlist("call")}
    form = _briefing_form(request, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            briefing = announce_briefing(form.save(commit=False), by=request.user, **_links(form))
        except InThePast:
            form.add_error("starts_at", IN_THE_PAST)
        except AnnouncedBefore as refusal:
            tell_saved(request, _told(refusal.briefing, _("The briefing is announced.")))
            return redirect("programs:briefing-edit", refusal.briefing.pk)
        else:
            tell_saved(request, _told(briefing, _("The briefing is announced.")))
            return redirect("programs:briefing-edit", briefing.pk)
    return TemplateResponse(request, "programs/briefing_form.html", {"form": form})


@login_required
@require_http_methods(["GET", "POST"])
def briefing_edit(request: HttpRequest, pk: int) -> HttpResponse:
    briefing = get_object_or_404(briefings_of_agencies_of(request.user), pk=pk)
    if not request.user.has_perm("programs.edit_briefing", briefing):
        raise PermissionDenied
    now, theirs = digest_of(briefing_content(briefing)), []  # before the form fills the briefing
    seen = request.POST.get("seen", now)
    form = _briefing_form(request, instance=briefing)
    if request.method == "POST" and form.is_valid():
        try:
            change_briefing(form.save(commit=False), by=request.user, seen=seen, **_links(form))
        except BriefingChanged:
            theirs, seen = briefing_compared(form.instance, **_links(form)), now
        except AlreadyCancelled:
            form.add_error(None, _("This session is cancelled and cannot be changed any more."))
        except (SeatsTaken, OffersWait, InThePast, ProgrammeOutside, SlotsOverlap) as refusal:
            form.add_error(*_said_of(refusal))
        else:
            tell_saved(request, _told(briefing, _("The briefing is saved.")))
            return redirect(briefing)
    return TemplateResponse(
        request,
        "programs/briefing_form.html",
        {
            "form": form,
            "briefing": briefing,
            "seen": seen,
            "theirs": theirs,
        },
    )


def _said_of(refusal: Refused) -> tuple[str, str]:
    """The field that keeps a briefing from being changed, and what to do about it."""
    if isinstance(refusal, SeatsTaken):
        message = _("%(taken)s seats are taken already; give at least as many.")
        field = "online_capacity" if refusal.is_online else "capacity"
        return field, message % {"taken": refusal.taken}
    if isinstance(refusal, OffersWait):
        message = _("Guests have until %(moment)s to answer an offer. Choose a later start.")
        return "starts_at", message % {"moment": moment(refusal.until)}
    if isinstance(refusal, ProgrammeOutside):
        message = _("The programme has a part until %(moment)s. Change the programme first.")
        return "ends_at", message % {"moment": moment(refusal.ends_at or refusal.starts_at)}
    if isinstance(refusal, SlotsOverlap):
        return "ends_at", _("Consultations last longer. Choose a later end.")
    return "starts_at", str(IN_THE_PAST)


@login_required
@require_http_methods(["GET", "POST"])
def briefing_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    briefing = get_object_or_404(briefings_of_agencies_of(request.user).with_place_counts(), pk=pk)
    if not request.user.has_perm("programs.edit_briefing", briefing):
        raise PermissionDenied
    form = CancelBriefingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            cancel_briefing(briefing, by=request.user, **form.cleaned_data)
        except AlreadyCancelled:
            messages.info(request, _("This session was cancelled before."))
        except InThePast:
            messages.error(request, _("This session is over; it cannot be cancelled any more."))
        else:
            tell_saved(request, _("The session is cancelled. Everybody who registered is told."))
        return redirect(briefing)
    return TemplateResponse(
        request, "programs/briefing_cancel.html", {"form": form, "briefing": briefing}
    )
