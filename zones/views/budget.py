from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from zones.exports import csv_of_budgets
from zones.models import Zone
from zones.queries import budgets_of, with_budgets


@require_safe
def zone_budgets_csv(request: HttpRequest, slug: str) -> HttpResponse:
    zone = get_object_or_404(with_budgets(Zone.objects.all()), slug=slug)
    return HttpResponse(
        csv_of_budgets(budgets_of(zone)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{zone.slug}-budgets.csv"'},
    )
