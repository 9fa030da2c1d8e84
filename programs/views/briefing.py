from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.common.posting import require_post_from
from programs.actions.briefing import accept_offer, cancel_registration, register_seat
from programs.actions.errors import AlreadyRegistered, OfferLapsed, RegistrationClosed
from programs.calendars import briefing_calendar
from programs.enums import RegistrationState
from programs.filters import BriefingFilter
from programs.forms.briefing import RegistrationForm
from programs.models import Briefing
from programs.queries import briefings_visible_to, registrations_of
from programs.queries.session_question import replies_at, with_replies
from programs.queries.survey import takes_survey
from programs.workflow import TransitionNotAllowed
from zones.models import Company

PAGE_SIZE = 20


@require_safe
def briefing_list(request: HttpRequest) -> HttpResponse:
    briefings = Briefing.objects.published().with_zones().with_fate_of_calls().soonest_first()
    filterset = BriefingFilter(request.GET, queryset=briefings)
    page = Paginator(filterset.qs, PAGE_SIZE).get_page(request.GET.get("page"))
    return TemplateResponse(
        request, "programs/briefing_list.html", {"filter": filterset, "page_obj": page}
    )


@require_safe
def briefing_detail(request: HttpRequest, pk: int) -> HttpResponse:
    visible = briefings_visible_to(request.user).with_publicity().with_fate_of_calls()
    visible = visible.with_zones().with_seat_counts().with_cancel_reason().select_related("agency")
    briefing = get_object_or_404(with_replies(visible), pk=pk)
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
            "replies": replies_at(briefing),
            "survey_is_open": takes_survey(briefing, at=timezone.now()),
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
@require_http_methods(["GET", "POST"])
def briefing_register(request: HttpRequest, pk: int) -> HttpResponse:
    published = Briefing.objects.published().with_seat_counts().with_fate_of_calls()
    briefing = get_object_or_404(published, pk=pk)
    companies = Company.objects.of(request.user)
    initial = {
        "attendee_name": request.user.name,
        "phone": request.user.phone,
        "company": companies.first(),
    }
    form = RegistrationForm(request.POST or None, companies=companies, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            registration = register_seat(briefing, by=request.user, **form.cleaned_data)
        except RegistrationClosed:
            messages.error(request, _("This briefing takes no registrations any more."))
        except AlreadyRegistered:
            messages.info(request, _("You are registered already."))
        else:
            messages.success(request, _told(registration.state))
        return redirect(briefing)
    return TemplateResponse(
        request, "programs/briefing_register.html", {"briefing": briefing, "form": form}
    )


def _told(state: str) -> str:
    if state == RegistrationState.SEATED:
        return _("Your seat is confirmed. A mail with the details is on its way.")
    return _("All seats are taken: you are on the waiting list. We write as soon as one is free.")


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
        messages.success(request, _told(RegistrationState.SEATED))
    return redirect(registration.briefing)
