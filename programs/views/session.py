"""What guests ask and say after a session: signed in, or by the link of their mail."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.accounts.models import User
from portal.common.keeping import tell_saved
from programs.actions.errors import (
    AlreadyReturned,
    QuestionsClosed,
    SurveyClosed,
    TooManyInquiries,
)
from programs.actions.session_question import MOST_WAITING, ask_in_session
from programs.actions.survey import return_survey
from programs.forms.session import SessionQuestionForm, SurveyForm
from programs.models import Briefing, Registration, SurveyReturn
from programs.queries.registration import registration_path
from programs.queries.session_question import (
    guest_of,
    guests_among,
    questions_of_guest,
    takes_questions,
)
from programs.queries.survey import takes_survey, was_there
from programs.views.registration import acting, by_link


@dataclass(frozen=True)
class Guest:
    """Who asks or answers: their place if they have one, and where their page leads back to."""

    briefing: Briefing
    registration: Registration | None
    by: User | None
    back: str


def _signed_in(request: HttpRequest, pk: int) -> Guest:
    briefing = get_object_or_404(Briefing.objects.published(), pk=pk)
    return Guest(
        briefing,
        guest_of(request.user, briefing),
        by=request.user,
        back=briefing.get_absolute_url(),
    )


def _with_link(request: HttpRequest, registration: Registration) -> Guest:
    return Guest(
        registration.briefing,
        guests_among(Registration.objects.filter(pk=registration.pk)).first(),
        by=acting(request, registration),
        back=registration_path(registration),
    )


@login_required
@require_http_methods(["GET", "POST"])
def session_ask(request: HttpRequest, pk: int) -> HttpResponse:
    return _questions(request, _signed_in(request, pk))


@require_http_methods(["GET", "POST"])
@by_link
def registration_questions(request: HttpRequest, registration: Registration) -> HttpResponse:
    return _questions(request, _with_link(request, registration))


@login_required
@require_http_methods(["GET", "POST"])
def session_survey(request: HttpRequest, pk: int) -> HttpResponse:
    return _survey(request, _signed_in(request, pk))


@require_http_methods(["GET", "POST"])
@by_link
def registration_survey(request: HttpRequest, registration: Registration) -> HttpResponse:
    return _survey(request, _with_link(request, registration))


def _questions(request: HttpRequest, guest: Guest) -> HttpResponse:
    place = guest.registration
    form = SessionQuestionForm(request.POST or None)
    if request.method == "POST" and place and form.is_valid():
        try:
            ask_in_session(place, by=guest.by, text=form.cleaned_data["text"])
        except QuestionsClosed:
            messages.error(request, _("This session takes no more questions."))
        except TooManyInquiries:
            message = _("%(count)s questions of yours wait for an answer. Ask again after that.")
            form.add_error(None, message % {"count": MOST_WAITING})
        else:
            tell_saved(request, _("Your question was received. You get a mail with the answer."))
            return redirect(request.path)
    context = {
        "briefing": guest.briefing,
        "guest": place,
        "back": guest.back,
        "form": form,
        "is_open": takes_questions(guest.briefing, at=timezone.now()),
        "questions": questions_of_guest(place) if place else [],
    }
    return TemplateResponse(request, "programs/session_ask.html", context)


def _survey(request: HttpRequest, guest: Guest) -> HttpResponse:
    place = guest.registration
    if place and not was_there(place):
        place = None
    form = SurveyForm(request.POST or None)
    if request.method == "POST" and place and form.is_valid():
        try:
            comment = form.cleaned_data["comment"]
            return_survey(place, by=guest.by, marks=form.marks, comment=comment)
        except SurveyClosed:
            messages.error(request, _("The survey of this session is closed."))
        except AlreadyReturned:
            messages.info(request, _("You have answered this survey before."))
            return redirect(guest.back)
        else:
            tell_saved(request, _("Thank you. Your answer is kept without your name."))
            return redirect(guest.back)
    context = {
        "briefing": guest.briefing,
        "guest": place,
        "back": guest.back,
        "form": form,
        "is_open": takes_survey(guest.briefing, at=timezone.now()),
        "is_returned": bool(place) and SurveyReturn.objects.filter(registration=place).exists(),
    }
    return TemplateResponse(request, "programs/session_survey.html", context)
