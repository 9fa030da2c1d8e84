"""Tours and yearly events: their public pages, and the desk where they are announced."""

from datetime import datetime, time
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.common.keeping import tell_saved
from programs.actions.errors import AnnouncedBefore, InThePast
from programs.actions.series import announce_edition, announce_series
from programs.enums import SeriesKind
from programs.forms.series import EditionForm, SeriesForm, SeriesForms, edition_initial
from programs.models import Briefing, BriefingSeries
from programs.queries import agencies_of, calls_offered_to
from programs.queries.series import (
    next_day,
    series_of_agencies_of,
    series_visible_to,
    with_turns,
)

PAGE_SIZE = 20
OPENING_HOUR = time(10)


@require_safe
def series_list(request: HttpRequest) -> HttpResponse:
    found = with_turns(BriefingSeries.objects.published()).select_related("agency")
    page = Paginator(found.order_by("-last_at", "pk"), PAGE_SIZE).get_page(request.GET.get("page"))
    names = {"cards": "briefing-list", "month": "briefing-month", "map": "briefing-map"}
    urls = {view: reverse(f"programs:{name}") for view, name in names.items()}
    context = {"page_obj": page, "view": "series", "view_urls": urls}
    return TemplateResponse(request, "programs/series_list.html", context)


@require_safe
def series_detail(request: HttpRequest, pk: int) -> HttpResponse:
    visible = with_turns(series_visible_to(request.user)).select_related("agency")
    series = get_object_or_404(visible, pk=pk)
    briefings = Briefing.objects.published().filter(series=series).with_zones()
    context = {
        "series": series,
        "briefings": briefings.with_fate_of_calls().order_by("starts_at", "pk"),
    }
    return TemplateResponse(request, "programs/series_detail.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def series_create(request: HttpRequest) -> HttpResponse:
    agencies = agencies_of(request.user)
    if not agencies:
        raise PermissionDenied
    given = request.POST if request.method == "POST" else None
    forms = SeriesForms(given, agencies=agencies, calls=calls_offered_to(request.user, asked=[]))
    if given is not None and "more" not in given and forms.is_valid():
        series = forms.form.save(commit=False)
        calls = list(forms.form.cleaned_data["calls"])
        try:
            announce_series(series, by=request.user, stops=forms.briefings(), calls=calls)
        except InThePast:  # while it was on its way
            messages.error(request, _("This time has gone by. Choose a later one."))
        except AnnouncedBefore as refusal:
            message = _("“%(title)s” is announced already for this moment; nothing was announced.")
            messages.error(request, message % {"title": refusal.briefing.title})
        else:
            tell_saved(request, _("The tour is announced with all its stops."))
            return redirect("programs:briefing-desk")
    return TemplateResponse(request, "programs/series_form.html", {"forms": forms})


@login_required
@require_http_methods(["GET", "POST"])
def series_yearly(request: HttpRequest) -> HttpResponse:
    agencies = agencies_of(request.user)
    if not agencies:
        raise PermissionDenied
    form = SeriesForm(request.POST or None, agencies=agencies)
    if request.method == "POST" and form.is_valid():
        series = form.save()
        tell_saved(request, _("The yearly event is saved."))
        return redirect(series)
    return TemplateResponse(request, "programs/series_edit.html", {"form": form})


@login_required
@require_http_methods(["GET", "POST"])
def series_edit(request: HttpRequest, pk: int) -> HttpResponse:
    series = get_object_or_404(series_of_agencies_of(request.user), pk=pk)
    form = SeriesForm(request.POST or None, instance=series, agencies=agencies_of(request.user))
    if request.method == "POST" and form.is_valid():
        form.save()
        tell_saved(request, _("The series is saved."))
        return redirect(series)
    return TemplateResponse(request, "programs/series_edit.html", {"form": form, "series": series})


@login_required
@require_http_methods(["GET", "POST"])
def series_edition(request: HttpRequest, pk: int) -> HttpResponse:
    own = series_of_agencies_of(request.user).filter(kind=SeriesKind.YEARLY)
    series = get_object_or_404(own.select_related("agency"), pk=pk)
    form = EditionForm(request.POST or None, series=series, initial=_proposed(request, series))
    if request.method == "POST" and form.is_valid():
        try:
            briefing = announce_edition(
                series,
                by=request.user,
                briefing=form.save(commit=False),
                zones=form.cleaned_data["zones"],
            )
        except InThePast:
            form.add_error("starts_at", _("This time has gone by. Choose a later one."))
        except AnnouncedBefore as refusal:
            tell_saved(request, _("The briefing is announced."))
            return redirect(refusal.briefing)
        else:
            tell_saved(request, _("The briefing is announced."))
            return redirect(briefing)
    return TemplateResponse(
        request, "programs/series_edition.html", {"form": form, "series": series}
    )


def _proposed(request: HttpRequest, series: BriefingSeries) -> dict[str, Any]:
    """What the page of the next edition begins with; nothing where it was sent."""
    if request.method == "POST":
        return {}
    last = series.briefings.order_by("-number").first()
    day = next_day(series, last, today=timezone.localdate())
    if day is None:
        return edition_initial(series, last, None)
    hour = timezone.localtime(last.starts_at).time() if last else OPENING_HOUR
    return edition_initial(series, last, timezone.make_aware(datetime.combine(day, hour)))
