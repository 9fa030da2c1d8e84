from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_safe

from portal.accounts.models import User
from portal.common.fragments import content_key
from portal.common.kept import KeptQuery
from programs.enums import PlanSection
from programs.models import Call
from programs.queries import (
    calls_visible_to,
    own_matches_of,
    parts_of,
    rules_in_words_of,
    with_own_companies,
    with_parts,
    with_rules,
)
from programs.queries.application import own_applications_in, with_own_applications
from programs.queries.call import cancellation_of, early_closing_of
from programs.queries.result import with_public_result
from programs.queries.saved import with_saving
from programs.rules import is_foundation
from programs.structured import share_of

SHOWN_PARTS = (
    "call_zones", "questions", "documents", "attachments", "criteria", "adjustments", "cost_shares",
    "replies", "amendments", "briefings", "seals",
)  # fmt: skip

# What the statement of a page brings that no kept part of it says
BESIDE_THE_CONTENT = ("is_saved", "own_company_rows", "own_application_rows", "has_result")


def _shown(reader: User | AnonymousUser, code: str) -> QuerySet[Call]:
    visible = with_saving(calls_visible_to(reader).with_parties(), reader)
    shown = with_own_companies(with_rules(with_parts(visible, *SHOWN_PARTS)), reader)
    shown = with_public_result(with_own_applications(shown, reader))
    return shown.filter(code=code)


SHOWN: KeptQuery[Call] = KeptQuery(_shown)
SHOWN_TO_VISITORS: KeptQuery[Call] = KeptQuery(lambda code: _shown(AnonymousUser(), code))


@require_safe
def call_detail(request: HttpRequest, code: str) -> HttpResponse:
    return public_page(request, code)


def public_page(request: HttpRequest, code: str) -> TemplateResponse:
    """The page of one call; the editor shows it beside a draft."""
    reader = request.user
    if reader.is_authenticated:
        call = SHOWN.first(reader, code, shape=is_foundation(reader))
    else:
        call = SHOWN_TO_VISITORS.first(code)
    if call is None:
        raise Http404
    parts = parts_of(call)
    zones = parts["call_zones"]
    zones_with_contact = [row for row in zones if row.has_contact]
    has_quotas = any(row.quota is not None for row in zones)
    own_matches = own_matches_of(call, request.user)
    own_applications = own_applications_in(call)
    context = {
        "call": call,
        "content_key": content_key(
            call, call.status, call.is_published, call.takes_inquiries, without=BESIDE_THE_CONTENT
        ),
        **parts,
        "zones_with_contact": zones_with_contact,
        "zones_say_more": has_quotas or (call.has_contact and zones_with_contact),
        # Made where the page is not kept yet
        "share": SimpleLazyObject(lambda: share_of(call, parts["briefings"], zones)),
        "rules_in_words": rules_in_words_of(call),
        "own_matches": own_matches,
        "own_applications": own_applications,
        # A company applies once: who has one for each of theirs has nothing more to begin
        "may_begin": not own_applications or len(own_matches) > len(own_applications),
        "early_closing": early_closing_of(call),
        "cancellation": cancellation_of(call),
        "plan_sections": [PlanSection(section).label for section in call.plan_sections],
    }
    return TemplateResponse(request, "programs/call_detail.html", context)
