from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.common.posting import require_post_from
from programs.actions.errors import OfferLapsed, RegistrationClosed
from programs.actions.registration import cancel_registration
from programs.actions.waiting import accept_offer
from programs.calendars import briefing_calendar
from programs.filters import BriefingFilter
from programs.models import Briefing
from programs.queries import briefings_visible_to, registrations_of
from programs.queries.registration import registration_path
from programs.workflow import TransitionNotAllowed

PAGE_SIZE = 20


@require_safe
def briefing_list(request: HttpRequest) -> HttpResponse:
    briefings = Briefing.objects.published().with_zones().with_fate_of_calls().soonest_first()
    filterset = BriefingFilter(request.GET, queryset=briefings.with_what_stayed())
    page = Paginator(filterset.qs, PAGE_SIZE).get_page(request.GET.get("page"))
    return TemplateResponse(
        request, "programs/briefing_list.html", {"filter": filterset, "page_obj": page}
    )


@require_safe
def briefing_detail(request: HttpRequest, pk: int) -> HttpResponse:
    visible = briefings_visible_to(request.user).with_publicity().with_fate_of_calls()
    visible = visible.with_zones().with_cancel_reason().select_related("agency").with_materials()
    briefing = get_object_or_404(visible, pk=pk)
    registration = None
    if request.user.is_authenticated:
        registration = registrations_of(request.user).active().filter(briefing=briefing).first()
    return TemplateResponse(
        request,
        "programs/briefing_detail.html",
        {
            "briefing": briefing,
            "calls": briefing.calls.published().order_by("code"),
            "registration": registration,
            "own_page": registration_path(registration) if registration else "",
            "can_cancel": registration is not None
            and request.user.has_perm("programs.cancel_registration", registration),
        },
    )


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
