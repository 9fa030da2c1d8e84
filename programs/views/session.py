"""What guests ask and say after a session."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

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
from programs.models import Briefing, SurveyReturn
from programs.queries.session_question import guest_of, questions_of_guest, takes_questions
from programs.queries.survey import takes_survey, was_there


@login_required
@require_http_methods(["GET", "POST"])
def session_ask(request: HttpRequest, pk: int) -> HttpResponse:
    briefing = get_object_or_404(Briefing.objects.published(), pk=pk)
    guest = guest_of(request.user, briefing)
    form = SessionQuestionForm(request.POST or None)
    if request.method == "POST" and guest and form.is_valid():
        try:
            ask_in_session(guest, by=request.user, text=form.cleaned_data["text"])
        except QuestionsClosed:
            messages.error(request, _("This session takes no more questions."))
        except TooManyInquiries:
            message = _("%(count)s questions of yours wait for an answer. Ask again after that.")
            form.add_error(None, message % {"count": MOST_WAITING})
        else:
            tell_saved(request, _("Your question was received. You get a mail with the answer."))
            return redirect("programs:session-ask", briefing.pk)
    return TemplateResponse(
        request,
        "programs/session_ask.html",
        {
            "briefing": briefing,
            "guest": guest,
            "form": form,
            "is_open": takes_questions(briefing, at=timezone.now()),
            "questions": questions_of_guest(guest) if guest else [],
        },
    )


@login_required
@require_http_methods(["GET", "POST"])
def session_survey(request: HttpRequest, pk: int) -> HttpResponse:
    briefing = get_object_or_404(Briefing.objects.published(), pk=pk)
    guest = guest_of(request.user, briefing)
    if guest and not was_there(guest):
        guest = None
    form = SurveyForm(request.POST or None)
    if request.method == "POST" and guest and form.is_valid():
        try:
            comment = form.cleaned_data["comment"]
            return_survey(guest, by=request.user, marks=form.marks, comment=comment)
        except SurveyClosed:
            messages.error(request, _("The survey of this session is closed."))
        except AlreadyReturned:
            messages.info(request, _("You have answered this survey before."))
            return redirect(briefing)
        else:
            tell_saved(request, _("Thank you. Your answer is kept without your name."))
            return redirect(briefing)
    return TemplateResponse(
        request,
        "programs/session_survey.html",
        {
            "briefing": briefing,
            "guest": guest,
            "form": form,
            "is_open": takes_survey(briefing, at=timezone.now()),
            "is_returned": bool(guest) and SurveyReturn.objects.filter(registration=guest).exists(),
        },
    )
