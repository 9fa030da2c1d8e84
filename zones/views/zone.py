from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from zones.enums import ZoneKind
from zones.models import Zone
from zones.queries import profile_of, with_places, with_profile

SHOWN_CALLS = 20
SHOWN_BRIEFINGS = 10


@require_safe
def zone_list(request: HttpRequest) -> HttpResponse:
    zones = [(zone, profile_of(zone)) for zone in with_places(Zone.objects.all())]
    groups = [
        (kind, [pair for pair in zones if pair[0].kind == kind])
        for kind in (ZoneKind.SMALL, ZoneKind.WIDE)
    ]
    return TemplateResponse(request, "zones/zone_list.html", {"groups": groups})


@require_safe
def zone_detail(request: HttpRequest, slug: str) -> HttpResponse:
    zone = get_object_or_404(with_profile(Zone.objects.all()), slug=slug)
    return TemplateResponse(
        request,
        "zones/zone_detail.html",
        {
            "zone": zone,
            **profile_of(zone),
            "calls": zone.calls.published().as_cards().by_urgency()[:SHOWN_CALLS],
            "briefings": zone.briefings.published()
            .with_fate_of_calls()
            .soonest_first()[:SHOWN_BRIEFINGS],
        },
    )
