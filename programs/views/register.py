"""The register of results to take away: all that is public at this moment, and nothing before."""

from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.common.pages import for_everybody
from programs.actions.clock import database_now
from programs.exports import giving, register
from programs.structured import absolute


@for_everybody()
@require_safe
def register_page(request: HttpRequest) -> HttpResponse:
    return TemplateResponse(
        request,
        "programs/results_register.html",
        {
            "fields": register.FIELDS,
            "version": register.VERSION,
            "giving_version": giving.VERSION,
            "licence": settings.OPEN_DATA_LICENCE,
        },
    )


@never_cache
@require_safe
def register_json(request: HttpRequest) -> StreamingHttpResponse:
    return _file(register.register_json(database_now()), "results-register.json", has_schema=True)


@never_cache
@require_safe
def register_csv(request: HttpRequest) -> StreamingHttpResponse:
    return _file(register.register_csv(), "results-register.csv", has_schema=True)


@never_cache
@require_safe
def giving_json(request: HttpRequest) -> StreamingHttpResponse:
    return _file(giving.giving_json(database_now()), "360giving.json")


@never_cache
@require_safe
def giving_csv(request: HttpRequest) -> StreamingHttpResponse:
    return _file(giving.giving_csv(), "360giving.csv")


@require_safe
def register_schema(request: HttpRequest) -> HttpResponse:
    return JsonResponse(
        {**register.SCHEMA, "$id": absolute(request.path)},
        json_dumps_params={"ensure_ascii": False, "indent": 2},
        content_type="application/schema+json",
    )


def _file(pieces: Iterator[str], name: str, *, has_schema: bool = False) -> StreamingHttpResponse:
    is_json = name.endswith(".json")
    # Open data: pages of others may read it; no cookie is looked at
    headers = {
        "Content-Disposition": f'{"inline" if is_json else "attachment"}; filename="{name}"',
        "Access-Control-Allow-Origin": "*",
    }
    if has_schema:
        schema = absolute(reverse("programs:results-register-schema"))
        headers["Link"] = f'<{schema}>; rel="describedby"; type="application/schema+json"'
    content_type = "application/json" if is_json else "text/csv; charset=utf-8"
    return StreamingHttpResponse(pieces, content_type=content_type, headers=headers)
