"""A guest's own page, for whoever has the link of the mail; reading it changes nothing.

Mail programs open links by themselves, so every act is a button. No cache keeps these pages and no
search engine names them.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts.models import User
from portal.common.keeping import tell_saved
from portal.common.posting import require_post_from
from portal.common.tokens import UnknownToken
from programs import workflow
from programs.actions.consultation import release_slot, take_slot
from programs.actions.errors import (
    GuestPresent,
    ModeFull,
    ModeNotOffered,
    NoSeat,
    OfferLapsed,
    Refused,
    RegistrationClosed,
    SlotTaken,
)
from programs.actions.needs import give_needs, own_needs
from programs.actions.registration import cancel_registration, change_registration, renew_link
from programs.actions.waiting import accept_offer
from programs.calendars import guest_calendar
from programs.forms.registration import ChangeForm, NeedsForm, SlotForm
from programs.models import ConsultationSlot, Registration
from programs.queries.registration import line_before, registration_path, registration_with
from programs.queries.survey import takes_survey, was_there
from programs.tickets import ticket_svg
from programs.workflow import TransitionNotAllowed

PAGE = "programs:registration-detail"
REFUSALS: dict[type[Refused], str] = {
    NoSeat: gettext_lazy("Consultations are for guests who have a seat."),
    SlotTaken: gettext_lazy("Somebody was quicker. Choose another time."),
    RegistrationClosed: gettext_lazy("This can no longer be changed."),
}
View = Callable[..., HttpResponse]


def never_kept(response: HttpResponse) -> HttpResponse:
    """By no cache and no search engine; and no other site learns the address."""
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "same-origin"
    return response


def speak(request: HttpRequest, language: str) -> None:
    """As the guest reads, unless a language was chosen in this browser."""
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        translation.activate(language)
        request.LANGUAGE_CODE = language


def by_link(view: View) -> View:
    """The place that the address stands for; 404 where it is forged, renewed or forgotten."""

    @wraps(view)
    def opened(request: HttpRequest, token: str) -> HttpResponse:
        try:
            registration = registration_with(token)
        except UnknownToken:
            raise Http404 from None
        speak(request, registration.language)
        return never_kept(view(request, registration))

    return opened


def acting(request: HttpRequest, registration: Registration) -> User | None:
    """Whose place it is, if they are signed in; else whoever has the link."""
    user = request.user
    return user if user.is_authenticated and user.pk == registration.user_id else None


def _who(request: HttpRequest, registration: Registration) -> dict[str, Any]:
    actor = acting(request, registration)
    return {"by": actor, "is_by_link": actor is None}


def _slots(registration: Registration) -> Any:
    to_come = ConsultationSlot.objects.filter(starts_at__gt=timezone.now())
    return to_come.filter(briefing=registration.briefing_id, registration=None)


def _page(request: HttpRequest, registration: Registration, **forms: Any) -> HttpResponse:
    briefing = registration.briefing
    is_coming = registration.is_active and not briefing.is_past and not briefing.cancelled_at
    has_seat = registration.state == "seated"
    has_begun = briefing.starts_at <= timezone.now()
    takes_slots = has_seat and is_coming and _slots(registration).exists()
    own_slot = ConsultationSlot.objects.filter(registration=registration).first()
    asks_needs = briefing.asks_needs and is_coming and not has_begun
    return TemplateResponse(
        request,
        "programs/registration_detail.html",
        {
            "registration": registration,
            "briefing": briefing,
            "waiting_before": line_before(registration) if registration.state == "waiting" else 0,
            "ticket": ticket_svg(registration) if is_coming and registration.has_ticket else "",
            "can_accept": is_coming
            and workflow.may(workflow.REGISTRATION, "accept", registration.state)
            and not registration.calls_are_cancelled,  # type: ignore[attr-defined]
            "can_change": is_coming and not has_begun,
            "can_cancel": is_coming,
            "slot": own_slot,
            "slot_form": forms.get("slots")
            or (SlotForm(slots=_slots(registration)) if takes_slots else None),
            "needs_form": forms.get("needs")
            or (NeedsForm(initial=_needs_of(registration)) if asks_needs else None),
            "change_path": registration_path(registration, "registration-change"),
            "leave_path": registration_path(registration, "registration-leave"),
            "renew_path": registration_path(registration, "registration-renew"),
            "answer_path": registration_path(registration, "registration-answer"),
            "event_path": registration_path(registration, "registration-event"),
            "questions_path": registration_path(registration, "registration-questions"),
            "survey_path": registration_path(registration, "registration-survey")
            if takes_survey(briefing, at=timezone.now()) and was_there(registration)
            else "",
            "needs_path": registration_path(registration, "registration-needs"),
            "take_path": registration_path(registration, "slot-take"),
            "release_path": registration_path(registration, "slot-release"),
        },
    )


def _needs_of(registration: Registration) -> dict[str, object]:
    said = own_needs(registration)
    if not said:
        return {}
    return {"need_kinds": said["kinds"], "need_note": said["note"], "agrees_to_needs": True}


@require_safe
@by_link
def registration_detail(request: HttpRequest, registration: Registration) -> HttpResponse:
    return _page(request, registration)


@require_safe
@by_link
def registration_event(request: HttpRequest, registration: Registration) -> HttpResponse:
    entry = guest_calendar(
        registration,
        stamped_at=registration.changed_at,  # type: ignore[attr-defined]
        method="" if registration.is_active else "CANCEL",
    )
    name = f"briefing-{registration.briefing_id}.ics"
    return HttpResponse(
        entry,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_http_methods(["GET", "POST"])
@by_link
def registration_change(request: HttpRequest, registration: Registration) -> HttpResponse:
    own_page = registration_path(registration)
    initial = {
        "attendee_name": registration.attendee_name,
        "phone": registration.phone,
        "mode": registration.mode,
    }
    form = ChangeForm(request.POST or None, briefing=registration.briefing, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            change_registration(registration, **_who(request, registration), **form.cleaned_data)
        except ModeFull:
            form.add_error("mode", _("All places there are taken. Yours stays as it is."))
        except ModeNotOffered:
            form.add_error(None, _("This way to take part is offered no more."))
        except RegistrationClosed:
            messages.error(request, REFUSALS[RegistrationClosed])
            return redirect(own_page)
        else:
            tell_saved(request, _("Your registration is changed."))
            return redirect(own_page)
    return TemplateResponse(
        request,
        "programs/registration_change.html",
        {"registration": registration, "briefing": registration.briefing, "form": form,
         "own_page": own_page},
    )  # fmt: skip


@require_post_from(PAGE, "token")
@by_link
def registration_leave(request: HttpRequest, registration: Registration) -> HttpResponse:
    try:
        cancel_registration(registration, **_who(request, registration))
    except TransitionNotAllowed:
        messages.info(request, _("This registration was cancelled before."))
    except GuestPresent:
        messages.error(request, _("You were checked in: the place cannot be given back any more."))
    else:
        messages.success(request, _("Your registration is cancelled."))
    return redirect(registration_path(registration))


@require_post_from(PAGE, "token")
@by_link
def registration_renew(request: HttpRequest, registration: Registration) -> HttpResponse:
    """The new address goes to the mailbox only: whoever found the former one does not get it."""
    renew_link(registration, **_who(request, registration))
    messages.success(request, _("The former address is of no use any more. The new one is mailed."))
    return redirect(registration.briefing)


@require_post_from(PAGE, "token")
@by_link
def registration_answer(request: HttpRequest, registration: Registration) -> HttpResponse:
    try:
        accept_offer(registration, **_who(request, registration))
    except OfferLapsed:
        messages.error(request, _("The time to answer is over: the seat went to the next in line."))
    except (RegistrationClosed, TransitionNotAllowed):
        messages.info(request, _("No seat is offered to you any more."))
    else:
        messages.success(
            request, _("Your seat is confirmed. A mail with the details is on its way.")
        )
    return redirect(registration_path(registration))


@require_post_from(PAGE, "token")
@by_link
def registration_needs(request: HttpRequest, registration: Registration) -> HttpResponse:
    """What is left empty takes back what was said; without consent nothing is kept."""
    form = NeedsForm(request.POST)
    briefing = registration.briefing
    if not briefing.asks_needs or not registration.is_active or briefing.is_past:
        messages.error(request, REFUSALS[RegistrationClosed])
        return redirect(registration_path(registration))
    if not form.is_valid():
        return _page(request, registration, needs=form)
    given = form.cleaned_data
    give_needs(
        registration,
        by=acting(request, registration),
        kinds=given["need_kinds"],
        note=given["need_note"],
        agrees=given["agrees_to_needs"],
    )
    is_said = given["need_kinds"] or given["need_note"]
    messages.success(
        request, _("Your needs are noted.") if is_said else _("Nothing is kept of needs.")
    )
    return redirect(registration_path(registration))


@require_post_from(PAGE, "token")
@by_link
def slot_take(request: HttpRequest, registration: Registration) -> HttpResponse:
    form = SlotForm(
        request.POST, slots=ConsultationSlot.objects.filter(briefing=registration.briefing)
    )
    if not form.is_valid():
        return _page(request, registration, slots=form)
    try:
        take_slot(registration, by=acting(request, registration), **form.cleaned_data)
    except Refused as refusal:
        messages.error(request, REFUSALS[type(refusal)])
    else:
        messages.success(request, _("The consultation is yours."))
    return redirect(registration_path(registration))


@require_post_from(PAGE, "token")
@by_link
def slot_release(request: HttpRequest, registration: Registration) -> HttpResponse:
    release_slot(registration, by=acting(request, registration))
    messages.success(request, _("The consultation is given back."))
    return redirect(registration_path(registration))
