from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from programs.calendars import deadline_calendar
from programs.enums import CallStatus
from programs.filters import CallFilter
from programs.models import Call
from programs.queries import calls_visible_to, filter_choices, parts_of, with_parts
from zones.enums import ApplicantKind, Stage

PAGE_SIZE = 20
CALENDAR_SIZE = 500
ORDERINGS = [
    ("", gettext_lazy("closing soon first")),
    ("closes_at", gettext_lazy("closing time")),
    ("-published_at", gettext_lazy("newest first")),
    ("title", gettext_lazy("title")),
]


@require_safe
def call_list(request: HttpRequest) -> HttpResponse:
    calls = Call.objects.published().with_parties()
    filterset = CallFilter(request.GET, queryset=calls)
    page = Paginator(filterset.qs, PAGE_SIZE).get_page(request.GET.get("page"))
    return TemplateResponse(
        request,
        "programs/call_list.html",
        {
            "filter": filterset,
            "page_obj": page,
            "choice_fields": _choice_fields(request),
            "orderings": ORDERINGS,
        },
    )


def _choice_fields(request: HttpRequest) -> list[tuple[str, str, list, str]]:
    """Name, label, choices and chosen value of each filter that offers a choice."""
    found = filter_choices()
    fields = [
        ("zone", _("Zone"), found["zone"]),
        ("stage", _("Stage"), Stage.choices),
        ("status", _("Status"), CallStatus.choices),
        ("agency", _("Agency"), found["agency"]),
        ("applicant", _("Applicant"), ApplicantKind.choices),
        ("year", _("Year"), found["year"]),
    ]
    return [(*field, request.GET.get(field[0], "")) for field in fields]


@require_safe
def call_detail(request: HttpRequest, code: str) -> HttpResponse:
    calls = with_parts(calls_visible_to(request.user).with_parties())
    call = get_object_or_404(calls, code=code)
    return TemplateResponse(request, "programs/call_detail.html", {"call": call, **parts_of(call)})


@require_safe
def call_calendar(request: HttpRequest) -> HttpResponse:
    with_deadline = Call.objects.published().exclude(closes_at=None)
    calls = CallFilter(request.GET, queryset=with_deadline).qs.order_by("-closes_at")
    return HttpResponse(deadline_calendar(calls[:CALENDAR_SIZE]), content_type="text/calendar")
