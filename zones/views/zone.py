from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from portal.common.pages import for_everybody
from zones.enums import ZoneKind
from zones.exports import csv_of_zones
from zones.models import Zone
from zones.queries import map_of, numbered, profile_of, with_places, with_profile
from zones.queries.figure import figures_of, with_figures

SHOWN_CALLS = 10
SHOWN_BRIEFINGS = 6


@for_everybody()
@require_safe
def zone_list(request: HttpRequest) -> HttpResponse:
    zones = list(with_places(Zone.objects.all()))
    lines = [(number, zone, profile_of(zone)) for number, zone in numbered(zones)]
    groups = [
        (kind, [line for line in lines if line[1].kind == kind])
        for kind in (ZoneKind.SMALL, ZoneKind.WIDE)
    ]
    return TemplateResponse(
        request, "zones/zone_list.html", {"groups": groups, "map": map_of(zones)}
    )


@require_safe
def zones_csv(request: HttpRequest) -> StreamingHttpResponse:
    zones = [zone for _number, zone in numbered(with_places(Zone.objects.all()))]
    return StreamingHttpResponse(
        csv_of_zones(zones),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="zones.csv"'},
    )


@for_everybody()
@require_safe
def zone_detail(request: HttpRequest, slug: str) -> HttpResponse:
    zone = get_object_or_404(with_figures(with_profile(Zone.objects.all())), slug=slug)
    profile = profile_of(zone)
    return TemplateResponse(
        request,
        "zones/zone_detail.html",
        {
            "zone": zone,
            **profile,
            **figures_of(zone),
            "newest": next(iter(profile["designations"]), None),
            "first": next(reversed(profile["designations"]), None),
            "map": map_of([zone]),
            "calls": zone.calls.published().as_cards().by_urgency()[:SHOWN_CALLS],
            "briefings": zone.briefings.published()
            .with_fate_of_calls()
            .soonest_first()[:SHOWN_BRIEFINGS],
        },
    )
