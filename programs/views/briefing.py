from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.common.nested import objects_from
from portal.common.posting import require_post_from
from programs.actions.errors import GuestPresent, OfferLapsed, RegistrationClosed
from programs.actions.registration import cancel_registration
from programs.actions.waiting import accept_offer
from programs.calendars import briefing_calendar
from programs.enums import OrganisationRole
from programs.models import Briefing, BriefingOrganisation, Call
from programs.queries import briefings_visible_to, registrations_of
from programs.queries.registration import registration_path
from programs.queries.session_question import replies_at, with_replies
from programs.queries.survey import takes_survey
from programs.structured import briefing_graph
from programs.workflow import TransitionNotAllowed


@require_safe
def briefing_detail(request: HttpRequest, pk: int) -> HttpResponse:
    briefing = get_object_or_404(with_replies(briefings_visible_to(request.user).as_page()), pk=pk)
    registration = None
    if request.user.is_authenticated:
        registration = registrations_of(request.user).active().filter(briefing=briefing).first()
    return TemplateResponse(
        request,
        "programs/briefing_detail.html",
        {
            **shown_of(briefing),
            "registration": registration,
            "own_page": registration_path(registration) if registration else "",
            "replies": replies_at(briefing),
            "survey_is_open": takes_survey(briefing, at=timezone.now()),
            "can_cancel": registration is not None
            and request.user.has_perm("programs.cancel_registration", registration),
        },
    )


def shown_of(briefing: Briefing) -> dict[str, Any]:
    """What the page shows of a briefing that came as `as_page`, without a further statement."""
    calls = objects_from(Call, briefing.call_rows)  # type: ignore[attr-defined]
    organisations = briefing.organisation_list
    graph = None
    if briefing.is_public:  # type: ignore[attr-defined]
        graph = briefing_graph(briefing, organisations=organisations, calls=calls)
    return {
        "briefing": briefing,
        "calls": calls,
        "parts": briefing.programme,
        "organisations": _by_role(organisations),
        "graph": graph,
    }


def _by_role(organisations: list[BriefingOrganisation]) -> list[tuple[str, list[Any]]]:
    """The roles that somebody has, each with who has it."""
    found = [
        (role.label, [one for one in organisations if one.role == role])
        for role in OrganisationRole
    ]
    return [(str(label), ones) for label, ones in found if ones]


@require_safe
def briefing_event(request: HttpRequest, pk: int) -> HttpResponse:
    briefing = get_object_or_404(Briefing.objects.published(), pk=pk)
    return HttpResponse(
        briefing_calendar(briefing),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="briefing-{pk}.ics"'},
    )


@login_required
@require_post_from("programs:company-desk")
def registration_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    registration = get_object_or_404(registrations_of(request.user), pk=pk)
    try:
        cancel_registration(registration, by=request.user)
    except TransitionNotAllowed:
        messages.info(request, _("This registration was cancelled before."))
    except GuestPresent:
        messages.error(request, _("You were checked in: the place cannot be given back any more."))
    else:
        messages.success(request, _("Your registration is cancelled."))
    return redirect(registration.briefing)


@login_required
@require_post_from("programs:company-desk")
def registration_accept(request: HttpRequest, pk: int) -> HttpResponse:
    registration = get_object_or_404(registrations_of(request.user), pk=pk)
    try:
        accept_offer(registration, by=request.user)
    except OfferLapsed:
        messages.error(request, _("The time to answer is over: the seat went to the next in line."))
    except (RegistrationClosed, TransitionNotAllowed):
        messages.info(request, _("No seat is offered to you any more."))
    else:
        messages.success(
            request, _("Your seat is confirmed. A mail with the details is on its way.")
        )
    return redirect(registration.briefing)
