"""The briefings and events that everybody sees: cards, a month, a map."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from programs.filters import BriefingFilter, filters_in, query_of
from programs.models import Briefing
from programs.queries.briefing_map import map_of
from programs.queries.month import month_of, neighbours_of, weeks_of_briefings
from zones.models import Zone

PAGE_SIZE = 20
# Filters that the form has a field for; the others stay as they are while it is sent
IN_FORM = ("q", "kind", "when", "province", "held_from", "held_until")


@require_safe
def briefing_list(request: HttpRequest) -> HttpResponse:
    briefings = Briefing.objects.published().with_zones().with_fate_of_calls().soonest_first()
    briefings = briefings.with_what_stayed()
    filterset = BriefingFilter(request.GET, queryset=briefings)
    page = Paginator(filterset.qs, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {**_state(request, filterset), "view": "cards", "page_obj": page}
    return TemplateResponse(request, "programs/briefing_list.html", context)


@require_safe
def briefing_month(request: HttpRequest) -> HttpResponse:
    filterset = BriefingFilter(request.GET, queryset=Briefing.objects.published())
    asked = request.GET.get("month", "")
    month = month_of(asked)
    state = _state(request, filterset)
    if asked and month is None:
        message = _("Give a month as year and number, such as 2026-11.")
        state["faults"].append((_("Month"), message))
    first = month or timezone.localdate().replace(day=1)
    before, after = neighbours_of(first)
    weeks = weeks_of_briefings(filterset.qs.with_fate_of_calls(), first)
    context = {
        **state,
        "view": "month",
        "month": first,
        "weeks": weeks,
        "has_any": any(day.is_in_month and day.turns for week in weeks for day in week),
        "today": timezone.localdate(),
        "previous_url": before and _url(request.path, request, month=f"{before:%Y-%m}"),
        "next_url": after and _url(request.path, request, month=f"{after:%Y-%m}"),
    }
    return TemplateResponse(request, "programs/briefing_month.html", context)


@require_safe
def briefing_map(request: HttpRequest) -> HttpResponse:
    """All provinces, whichever one is asked for: the others are one step away."""
    others = {name: value for name, value in request.GET.items() if name != "province"}
    filterset = BriefingFilter(others, queryset=Briefing.objects.published())
    found = map_of(filterset.qs)
    path = reverse("programs:briefing-list")
    tiles = [(tile, _url(path, request, province=tile.code)) for tile in found.tiles]
    context = {**_state(request, filterset), "view": "map", "map": found, "tiles": tiles}
    return TemplateResponse(request, "programs/briefing_map.html", context)


def _url(path: str, request: HttpRequest, month: str = "", **changes: Any) -> str:
    """A page of briefings with the filters that are set, after these changes."""
    query = query_of(request.GET, BriefingFilter, **changes)
    more = urlencode({"month": month}) if month else ""
    whole = "&".join(part for part in (query, more) if part)
    return f"{path}?{whole}" if whole else path


def _state(request: HttpRequest, filterset: BriefingFilter) -> dict[str, Any]:
    """What every view says of its filters, and where else they lead."""
    views = {"cards": "briefing-list", "month": "briefing-month", "map": "briefing-map"}
    takeaways = {
        "feed": reverse("programs:briefing-feed"),
        "calendar": reverse("programs:briefing-calendar"),
        "api": reverse("api-briefing-list"),
    }
    filters = filters_in(request.GET, BriefingFilter)
    return {
        "filter": filterset,
        "faults": [
            (filterset.filters[name].label, error)
            for name, errors in filterset.errors.items()
            for error in errors
        ],
        "kept": [(name, value) for name, value in filters.items() if name not in IN_FORM],
        "month_asked": request.GET.get("month", ""),
        "chips": _chips(request, filters, cleaned=filterset.form.cleaned_data),
        "view_urls": {
            view: _url(reverse(f"programs:{name}"), request) for view, name in views.items()
        }
        | {"reset": request.path},
        "takeaways": {name: _url(path, request) for name, path in takeaways.items()},
    }


def _chips(
    request: HttpRequest, filters: dict[str, str], *, cleaned: dict[str, Any]
) -> list[dict[str, str]]:
    """The filters that have no field in the form, each with the address of the list without it.

    The database is asked only for what is `cleaned`.
    """
    chips = []
    for name in ("zone", "call"):
        if name not in filters:
            continue
        label = BriefingFilter.base_filters[name].label
        text = filters[name].replace("\0", "")
        if name == "zone" and cleaned.get(name):
            text = _zone(cleaned[name])
        chips.append(
            {"label": label, "text": text, "url": _url(request.path, request, **{name: None})}
        )
    return chips


def _zone(slug: str) -> str:
    zone = Zone.objects.filter(slug=slug).first()
    return zone.name if zone else slug
