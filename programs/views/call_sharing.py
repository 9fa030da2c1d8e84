"""A published call for other sites: its card, its content as JSON, the schema of that content."""

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from programs.call_format import SCHEMA
from programs.exports import card_digest, card_facts, card_png
from programs.models import Call
from programs.queries.content import content_of_call
from programs.structured import absolute

CARD_SECONDS = 600
KEPT_SECONDS = 7 * 24 * 3600


@require_safe
def call_card(request: HttpRequest, code: str) -> HttpResponse:
    call = get_object_or_404(Call.objects.published().with_parties(), code=code)
    facts = card_facts(call)
    digest = card_digest(facts)
    etag = f'"{digest}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        png = cache.get_or_set(f"card-{digest}", lambda: card_png(facts), KEPT_SECONDS)
        response = HttpResponse(png, content_type="image/png")
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = f"public, max-age={CARD_SECONDS}"
    return response


@require_safe
def call_export(request: HttpRequest, code: str) -> HttpResponse:
    call = get_object_or_404(
        Call.objects.published().select_related("program", "agency"), code=code
    )
    return content_response(call)


def content_response(call: Call) -> HttpResponse:
    """The content of a call as a file that can be imported again (docs/call-format.md)."""
    return JsonResponse(
        content_of_call(call),
        json_dumps_params={"ensure_ascii": False, "indent": 2},
        headers={"Content-Disposition": f'inline; filename="{call.code}.json"'},
    )


@require_safe
def call_schema(request: HttpRequest) -> HttpResponse:
    return JsonResponse(
        {**SCHEMA, "$id": absolute(request.path)},
        json_dumps_params={"ensure_ascii": False, "indent": 2},
        content_type="application/schema+json",
    )
