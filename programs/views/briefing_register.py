"""Registering for a briefing: with an account at once, without one by the link of a mail."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.common.client import client_address
from portal.common.keeping import tell_saved
from portal.common.templatetags.portal_text import moment
from portal.common.tokens import UnknownToken
from programs.actions.errors import (
    AddressUnconfirmed,
    AlreadyRegistered,
    CompanyFull,
    ModeNotOffered,
    NotOpenYet,
    RegistrationClosed,
    TooManyLinks,
)
from programs.actions.registration import (
    register_guest,
    register_seat,
    send_registration_link,
)
from programs.enums import RegistrationState
from programs.forms.registration import GuestForm, LinkForm, RegistrationForm
from programs.models import Briefing, Registration, RegistrationLink
from programs.queries.registration import link_with, registration_path, registrations_of
from programs.views.registration import never_kept
from zones.models import Company

TEMPLATE = "programs/briefing_register.html"


@require_http_methods(["GET", "POST"])
def briefing_register(request: HttpRequest, pk: int) -> HttpResponse:
    published = Briefing.objects.published().with_fate_of_calls()
    briefing = get_object_or_404(published, pk=pk)
    if request.user.is_authenticated:
        return never_kept(_register(request, briefing))
    return never_kept(_ask_for_link(request, briefing))


def _register(request: HttpRequest, briefing: Briefing) -> HttpResponse:
    there = registrations_of(request.user).active().filter(briefing=briefing).first()
    if there and request.method == "GET":
        messages.info(request, _("You are registered already."))
        return redirect(registration_path(there))
    companies = Company.objects.of(request.user)
    initial = {
        "attendee_name": request.user.name,
        "phone": request.user.phone,
        "company": companies.first(),
    }
    form = RegistrationForm(
        request.POST or None, briefing=briefing, companies=companies, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        try:
            registration = register_seat(briefing, by=request.user, **form.guest())
        except AddressUnconfirmed:
            return _send_link_to_account(request, briefing, form)
        except AlreadyRegistered:
            messages.info(request, _("You are registered already."))
            return redirect(briefing)
        except RegistrationClosed as refusal:
            messages.error(request, _closed(refusal))
            return redirect(briefing)
        except (CompanyFull, ModeNotOffered) as refusal:
            _tell_at_field(form, refusal)
        else:
            tell_saved(request, told(registration))
            return redirect(briefing)
    return TemplateResponse(request, TEMPLATE, {"briefing": briefing, "form": form})


def _send_link_to_account(
    request: HttpRequest, briefing: Briefing, form: RegistrationForm
) -> HttpResponse:
    """Whose address is not confirmed registers as a guest does, from the mailbox."""
    try:
        send_registration_link(
            briefing,
            by=None,
            email=request.user.email.lower(),
            client=client_address(request),
            language=get_language() or "ko",
        )
    except RegistrationClosed as refusal:
        messages.error(request, _closed(refusal))
    except TooManyLinks:
        form.add_error(None, _("Too many mails were asked for. Please wait some days."))
        return TemplateResponse(request, TEMPLATE, {"briefing": briefing, "form": form})
    else:
        words = _(
            "You have no place yet: the address of your account is not confirmed. A mail with a"
            " link is on its way to %(email)s. You take your place there."
        )
        messages.warning(request, words % {"email": request.user.email})
    return redirect(briefing)


def _ask_for_link(request: HttpRequest, briefing: Briefing) -> HttpResponse:
    """The answer is the same whether the address has a place or not."""
    form = LinkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        try:
            send_registration_link(
                briefing,
                by=None,
                email=email,
                client=client_address(request),
                language=get_language() or "ko",
            )
        except RegistrationClosed as refusal:
            messages.error(request, _closed(refusal))
        except TooManyLinks:
            form.add_error(
                "email", _("Too many mails were asked for. Please wait some days, or sign in.")
            )
            return TemplateResponse(request, TEMPLATE, {"briefing": briefing, "link_form": form})
        else:
            words = _("A mail with a link is on its way to %(email)s. You take your place there.")
            messages.success(request, words % {"email": email})
        return redirect(briefing)
    return TemplateResponse(request, TEMPLATE, {"briefing": briefing, "link_form": form})


@require_http_methods(["GET", "POST"])
def guest_register(request: HttpRequest, pk: int, token: str) -> HttpResponse:
    published = Briefing.objects.published().with_fate_of_calls()
    briefing = get_object_or_404(published, pk=pk)
    try:
        link = link_with(token, pk)
    except UnknownToken:
        gone = TemplateResponse(
            request, "programs/registration_link_gone.html", {"briefing": briefing}, status=404
        )
        return never_kept(gone)
    return never_kept(_register_guest(request, briefing, link))


def _register_guest(
    request: HttpRequest, briefing: Briefing, link: RegistrationLink
) -> HttpResponse:
    """Who has a place already is led to it: the link proves that the address is theirs."""
    there = briefing.registrations.active().filter(email=link.email).first()
    if there:
        return redirect(registration_path(there))
    form = GuestForm(request.POST or None, briefing=briefing)
    if request.method == "POST" and form.is_valid():
        try:
            registration = register_guest(
                briefing, by=None, link=link, language=get_language() or "ko", **form.guest()
            )
        except AlreadyRegistered:  # the same link in another window
            return redirect(request.path)
        except RegistrationClosed as refusal:
            messages.error(request, _closed(refusal))
            return redirect(briefing)
        except (CompanyFull, ModeNotOffered) as refusal:
            _tell_at_field(form, refusal)
        else:
            tell_saved(request, told(registration))
            return redirect(registration_path(registration))
    return TemplateResponse(
        request, TEMPLATE, {"briefing": briefing, "form": form, "email": link.email}
    )


def _closed(refusal: RegistrationClosed) -> str:
    if isinstance(refusal, NotOpenYet):
        words = _("Registration opens at %(moment)s. Please come back then.")
        return words % {"moment": moment(refusal.opens_at)}
    return _("This briefing takes no registrations any more.")


def _tell_at_field(form: Any, refusal: Exception) -> None:
    if isinstance(refusal, CompanyFull):
        field = "company" if form.cleaned_data.get("company") else "organisation"
        words = _(
            "All %(most)s places of this organisation are taken. Ask a colleague to cancel one."
        )
        form.add_error(field, words % {"most": refusal.most})
    else:
        form.add_error(None, _("This way to take part is offered no more."))


def told(registration: Registration) -> str:
    """What a guest is told who has just got a place."""
    if registration.state == RegistrationState.SEATED:
        return _("Your seat is confirmed. A mail with the details is on its way.")
    return _("All seats are taken: you are on the waiting list. We write as soon as one is free.")
