from datetime import date

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from portal.common.contrast import keep_contrast
from portal.common.pages import for_everybody
from portal.common.standalone import offline_page
from portal.common.standalone import service_worker as worker_script
from programs.actions.clock import database_now
from programs.models import Briefing, Call, Story
from programs.queries.front import front
from zones.queries import map_of

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
HOME_NEWS = 3
# The day on which docs/accessibility.md was gone through as a whole; goes with that page
ACCESSIBILITY_CHECKED_ON = date(2026, 11, 28)


@for_everybody()
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    all_at_once = front()
    return TemplateResponse(
        request,
        "home.html",
        {
            "calls": Call.objects.current().as_cards().by_urgency()[:HOME_CALLS],
            "briefings": Briefing.objects.coming()
            .with_zones()
            .with_fate_of_calls()
            .soonest_first()[:HOME_BRIEFINGS],
            "news": Story.objects.published()
            .with_pictures()
            .select_related("agency", "zone")
            .newest_first()[:HOME_NEWS],
            "front": all_at_once,
            "incidents": all_at_once.incidents,
            "map": map_of(all_at_once.zones),
        },
    )


def set_contrast(request: HttpRequest) -> HttpResponse:
    """Keeps the reader's choice of contrast, and leads back to the page; only POST changes it."""
    page = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        page, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    response = HttpResponseRedirect(page if is_ours else reverse("home"))
    if request.method == "POST":
        keep_contrast(response, request.POST.get("contrast", ""))
    return response


@for_everybody()
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """How far the pages can be used by everybody, and whom to tell where they cannot."""
    return TemplateResponse(request, "accessibility.html", {"checked_on": ACCESSIBILITY_CHECKED_ON})


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


@for_everybody()
@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """Kept by browsers for when their line is gone; it is the same for everybody."""
    return HttpResponse(offline_page())


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """What shows the page above; browsers ask for it again at each page that they open."""
    return HttpResponse(
        worker_script(),
        content_type="text/javascript; charset=utf-8",
        headers={"Cache-Control": "no-cache", "Service-Worker-Allowed": "/"},
    )
