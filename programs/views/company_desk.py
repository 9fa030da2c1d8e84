from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from programs.models import Call
from programs.queries import applications_of, registrations_of
from programs.queries.call import cancel_reason_of
from zones.models import Company

SUGGESTED_CALLS = 5


@login_required
@require_safe
def company_desk(request: HttpRequest) -> HttpResponse:
    applications = (
        applications_of(request.user)
        .select_related("call__agency", "company")
        .annotate(cancel_reason=cancel_reason_of("call"))
    )
    return TemplateResponse(
        request,
        "programs/company_desk.html",
        {
            "companies": Company.objects.of(request.user).select_related("zone"),
            "applications": applications.order_by("-saved_at"),
            "registrations": registrations_of(request.user)
            .active()
            .order_by("-briefing__starts_at"),
            "open_calls": Call.objects.open().as_cards().by_urgency()[:SUGGESTED_CALLS],
        },
    )
