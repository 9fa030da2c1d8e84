"""What came of all rounds, by zone and stage."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from programs.exports.rounds import csv_of_rounds
from programs.queries.result import FEWEST
from programs.queries.round_statistics import round_statistics


@never_cache
@require_safe
def round_statistics_page(request: HttpRequest) -> HttpResponse:
    year = _year(request)
    return TemplateResponse(
        request,
        "programs/round_statistics.html",
        {"statistics": round_statistics(year), "year": year, "fewest": FEWEST},
    )


@never_cache
@require_safe
def round_statistics_csv(request: HttpRequest) -> HttpResponse:
    return HttpResponse(
        csv_of_rounds(round_statistics(_year(request))),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="rounds.csv"'},
    )


def _year(request: HttpRequest) -> int | None:
    """All years where what is asked for is none."""
    asked = request.GET.get("year", "")
    return int(asked) if len(asked) == len("2026") and asked.isdecimal() else None
