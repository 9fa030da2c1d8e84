from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from programs.models import Call
from programs.queries import applications_of, registrations_of
from programs.queries.amendment import with_news_of_call
from zones.models import Company

SUGGESTED_CALLS = 5


@login_required
@require_safe
def company_desk(request: HttpRequest) -> HttpResponse:
    applications = with_news_of_call(applications_of(request.user))
    return TemplateResponse(
        request,
        "programs/company_desk.html",
        {
            "companies": Company.objects.of(request.user).select_related("zone"),
            "applications": applications.select_related("call__agency", "company").order_by(
                "-awaits_confirmation", "-saved_at"
            ),
            "registrations": registrations_of(request.user)
            .active()
            .order_by("-briefing__starts_at"),
            "open_calls": Call.objects.open().as_cards().by_urgency()[:SUGGESTED_CALLS],
        },
    )
