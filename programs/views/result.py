"""What became of calls, for everybody; the address of one whose instant has not come does not exist."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from programs.filters import ResultFilter
from programs.queries.result import FEWEST, calls_with_results, public_name, selected_in

PAGE_SIZE = 20


@never_cache
@require_safe
def result_list(request: HttpRequest) -> HttpResponse:
    filtered = ResultFilter(request.GET, queryset=calls_with_results())
    page = Paginator(filtered.qs, PAGE_SIZE).get_page(request.GET.get("page"))
    return TemplateResponse(
        request,
        "programs/result_list.html",
        {"filter": filtered, "page_obj": page, "fewest": FEWEST},
    )


@never_cache
@require_safe
def result_detail(request: HttpRequest, code: str) -> HttpResponse:
    call = get_object_or_404(calls_with_results(), code=code)
    rows = [(public_name(decision), decision) for decision in selected_in(call)]
    return TemplateResponse(
        request, "programs/result_detail.html", {"call": call, "rows": rows, "fewest": FEWEST}
    )
