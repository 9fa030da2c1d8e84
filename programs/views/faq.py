"""Questions that come again and again, with their answers, as everybody reads them."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from portal.common.pages import for_everybody
from programs.enums import FaqCategory
from programs.filters import FaqFilter
from programs.models import Faq
from programs.models.faq import by_category
from programs.queries.public_text import changes_of
from programs.structured import absolute, faq_graph
from programs.views.notice import GONE


@for_everybody(*FaqFilter.base_filters)
@require_safe
def faq_list(request: HttpRequest) -> HttpResponse:
    filterset = FaqFilter(request.GET, queryset=Faq.objects.published().in_order())
    faqs = list(filterset.qs)
    is_narrowed = bool(filterset.data.get("q") or filterset.data.get("category"))
    context = {
        "filter": filterset,
        "groups": by_category(faqs),
        "count": len(faqs),
        "categories": FaqCategory.choices,
        "is_narrowed": is_narrowed,
    }
    return TemplateResponse(request, "programs/faq_list.html", context)


@for_everybody()
@require_safe
def faq_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Its address stays; of one that was withdrawn it says that it is gone, and why."""
    faq = get_object_or_404(Faq.objects.once_public().with_versions(), pk=pk)
    if faq.is_withdrawn:
        page = "programs/faq_withdrawn.html"
        return TemplateResponse(request, page, {"text": faq}, status=HTTPStatus.GONE, headers=GONE)
    context = {
        "faq": faq,
        "changes": changes_of(faq, faq.version_list),
        "address": absolute(faq.get_absolute_url()),
        "graph": faq_graph(faq),
    }
    return TemplateResponse(request, "programs/faq_detail.html", context)
