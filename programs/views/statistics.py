"""What the zones achieved, as it was published: pages with charts and their tables, CSV and JSON."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from portal.common.pages import for_everybody
from programs.exports.figures import csv_of_series, json_of_series
from zones.models import Figure, Indicator
from zones.queries.figure import (
    Point,
    Series,
    grades_by_year,
    published_grades,
    series_of,
    with_definitions,
)
from zones.queries.figure_chart import national_chart

ORDERS = ("value", "name")


@for_everybody()
@require_safe
def statistics(request: HttpRequest) -> HttpResponse:
    indicators = with_definitions(Indicator.objects.all())
    all_series = [
        series for series in series_of(indicators, Figure.objects.national()) if series.national
    ]
    context = {
        "all_series": [(series, national_chart(series)) for series in all_series],
        "grades": grades_by_year(published_grades()),
    }
    return TemplateResponse(request, "programs/statistics.html", context)


@for_everybody("year", "order")
@require_safe
def indicator_page(request: HttpRequest, indicator: str) -> HttpResponse:
    series = _series_or_404(indicator)
    year, order = _year(request, series), _order(request)
    points = [point for point in series.of_zones if point.year == year]
    context = {
        "series": series,
        "chart": national_chart(series),
        "year": year,
        "order": order,
        "points": sorted(points, key=_by_value if order == "value" else _by_name),
        "average": series.average_in(year) if year else None,
    }
    return TemplateResponse(request, "programs/indicator.html", context)


@require_safe
def indicator_csv(request: HttpRequest, indicator: str) -> HttpResponse:
    return HttpResponse(
        csv_of_series(_series_or_404(indicator)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{indicator}.csv"'},
    )


@require_safe
def indicator_json(request: HttpRequest, indicator: str) -> HttpResponse:
    document = json_of_series(_series_or_404(indicator))
    return JsonResponse(document, json_dumps_params={"ensure_ascii": False})


def _series_or_404(code: str) -> Series:
    """With whatever was published of it; a definition without any figure has its page, too."""
    indicators = with_definitions(Indicator.objects.filter(code=code))
    figures = Figure.objects.filter(version__indicator__code=code)
    for series in series_of(indicators, figures):
        return series
    raise Http404


def _year(request: HttpRequest, series: Series) -> int | None:
    """The year that is asked for where zones have figures of it, else the last one that they have."""
    years = series.years_of_zones
    asked = request.GET.get("year", "")
    return next((year for year in years if str(year) == asked), years[0] if years else None)


def _order(request: HttpRequest) -> str:
    asked = request.GET.get("order", "")
    return asked if asked in ORDERS else ORDERS[0]


def _by_value(point: Point) -> tuple:
    return -point.value, str(point.zone)


def _by_name(point: Point) -> str:
    return str(point.zone)
