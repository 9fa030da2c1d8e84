from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.db import connection
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from portal.common.search import searchable
from programs.actions.clock import database_now
from programs.enums import CallState
from programs.models import Briefing, Call, Story
from programs.queries.incident import incidents_to_tell
from zones.models import Zone

# Pages of one person, and forms: nothing there for a search engine
NOT_INDEXED = (
    "accounts",
    "admin",
    "applications",
    "calls/*/apply",
    "desk",
    "invitations",
    "registrations",
)
HOME_CALLS = 6
HOME_BRIEFINGS = 4
HOME_STORIES = 3


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return TemplateResponse(
        request,
        "home.html",
        {
            "calls": Call.objects.published()
            .exclude(state=CallState.CANCELLED)
            .as_cards()
            .by_urgency()[:HOME_CALLS],
            "briefings": Briefing.objects.published()
            .standing()
            .with_zones()
            .with_fate_of_calls()
            .soonest_first()[:HOME_BRIEFINGS],
            "stories": Story.objects.published()
            .with_pictures()
            .select_related("agency", "zone")
            .newest_first()[:HOME_STORIES],
            "zones": Zone.objects.all(),
            "incidents": incidents_to_tell(),
        },
    )


@login_required
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Leads everybody to the desk where their work waits."""
    user = request.user
    if user.is_staff:
        return redirect("admin:index")
    if user.agency_memberships.exists():
        return redirect("programs:agency-desk")
    if hasattr(user, "reviewer"):
        return redirect("programs:review-list")
    return redirect("programs:company-desk")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", *(f"Disallow: /{path}/" for path in NOT_INDEXED)]
    lines += ["", f"Sitemap: {settings.SITE_URL}/sitemap.xml", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """For readers that ask at the old address without looking at the page."""
    return redirect(static("portal/favicon.svg"))


@require_safe
def clock(request: HttpRequest) -> HttpResponse:
    """The database's clock, which alone decides what is in time; UTC, ISO 8601."""
    return JsonResponse({"now": database_now().isoformat()}, headers={"Cache-Control": "no-store"})


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The web process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """The web process reaches its database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ready\n", content_type="text/plain")


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    text = searchable(request.GET.get("q", ""))
    named = Q(name_ko__icontains=text) | Q(name_en__icontains=text)
    field = Q(specialization_ko__icontains=text) | Q(specialization_en__icontains=text)
    zones = Zone.objects.filter(named | field) if text else Zone.objects.none()
    calls = Call.objects.published().matching(text) if text else Call.objects.none()
    briefings = Briefing.objects.published().matching(text) if text else Briefing.objects.none()
    stories = Story.objects.published().matching(text) if text else Story.objects.none()
    return TemplateResponse(
        request,
        "search.html",
        {
            "text": text,
            "calls": calls.as_cards().by_urgency()[:20],
            "briefings": briefings.with_fate_of_calls().soonest_first()[:20],
            "stories": stories.with_pictures().select_related("agency", "zone").newest_first()[:20],
            "zones": zones[:20],
        },
    )
