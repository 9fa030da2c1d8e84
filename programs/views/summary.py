from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from programs.enums import VoiceTheme
from programs.filters import SummaryFilter
from programs.queries.voice import published_summaries
from programs.queries.voice_statistics import FEWEST, voice_statistics
from zones.models import Zone

PAGE_SIZE = 20


@require_safe
def summary_list(request: HttpRequest) -> HttpResponse:
    filtered = SummaryFilter(request.GET, queryset=published_summaries())
    return TemplateResponse(
        request,
        "programs/summary_list.html",
        {
            "filter": filtered,
            "zones": Zone.objects.order_by("kind", "name_ko"),
            "page_obj": Paginator(filtered.qs, PAGE_SIZE).get_page(request.GET.get("page")),
        },
    )


@require_safe
def summary_detail(request: HttpRequest, pk: int) -> HttpResponse:
    summary = get_object_or_404(published_summaries(), pk=pk)
    return TemplateResponse(request, "programs/summary_detail.html", {"summary": summary})


@require_safe
def voice_statistics_page(request: HttpRequest) -> HttpResponse:
    return TemplateResponse(
        request,
        "programs/voice_statistics.html",
        {
            "statistics": voice_statistics(),
            "themes": [theme.label for theme in VoiceTheme],
            "fewest": FEWEST,
        },
    )
