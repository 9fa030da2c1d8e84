"""Notices as everybody reads them, and their files."""

from http import HTTPStatus

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from portal.common.pages import for_everybody
from programs.filters import NoticeFilter, query_of
from programs.models import Notice
from programs.queries.public_text import changes_of, notice_files_visible_to
from programs.structured import absolute, notice_graph
from programs.views.download import NOTHING_RUNS, download_of

PAGE_SIZE = 15
GONE = {"X-Robots-Tag": "noindex", "Cache-Control": "no-store"}


@for_everybody(*NoticeFilter.base_filters, "page")
@require_safe
def notice_list(request: HttpRequest) -> HttpResponse:
    notices = Notice.objects.published().select_related("zone").with_files()
    filterset = NoticeFilter(request.GET, queryset=notices.pinned_first())
    page = Paginator(filterset.qs, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "filter": filterset,
        "page_obj": page,
        "feed_query": query_of(request.GET, NoticeFilter),
    }
    return TemplateResponse(request, "programs/notice_list.html", context)


@for_everybody()
@require_safe
def notice_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Of a withdrawn notice the address says that it is gone, and why."""
    notices = Notice.objects.once_public().select_related("zone").with_files().with_versions()
    notice = get_object_or_404(notices, pk=pk)
    if notice.is_withdrawn:
        page = "programs/notice_withdrawn.html"
        context = {"text": notice}
        return TemplateResponse(request, page, context, status=HTTPStatus.GONE, headers=GONE)
    context = {
        "notice": notice,
        "changes": changes_of(notice, notice.version_list),
        "address": absolute(notice.get_absolute_url()),
        "graph": notice_graph(notice),
    }
    return TemplateResponse(request, "programs/notice_detail.html", context)


@require_safe
def notice_file(request: HttpRequest, pk: int, file_pk: int) -> HttpResponse:
    """The file as a download, for whoever may read the notice; never rendered in our origin."""
    visible = notice_files_visible_to(request.user).filter(notice=pk).select_related("notice")
    file = get_object_or_404(visible, pk=file_pk)
    etag = f'"{file.sha256}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        stored, kind = file.file, file.content_type
        response = download_of(request, stored, name=file.name, content_type=kind)
        if response.status_code == HTTPStatus.NOT_FOUND:
            return response
    # Caches ask again each time: it may be taken out or withheld
    is_public = file.notice.is_published
    response.headers["Cache-Control"] = "no-cache" if is_public else "private, no-store"
    response.headers["ETag"] = etag
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = NOTHING_RUNS
    return response
