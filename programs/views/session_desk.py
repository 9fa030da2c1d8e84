"""What the agency answers after a session, and what its guests thought of it."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.common.keeping import tell_saved
from programs.actions.errors import AlreadyAnswered, AlreadyCorrected
from programs.actions.session_question import (
    answer_session_questions,
    correct_session_reply,
    set_aside_session_question,
)
from programs.forms.inquiry import SetAsideForm
from programs.forms.session import SessionAnswerForm, SessionReplyForm
from programs.models.inquiry import LONGEST_INQUIRY
from programs.queries import briefings_visible_to
from programs.queries.session_question import (
    replies_at,
    session_questions_of_agencies_of,
    session_replies_of_agencies_of,
    waiting_questions_of,
)
from programs.queries.survey import FEWEST_ANSWERS, survey_results
from programs.views.own_briefing import briefing_at_check_in


@login_required
@require_http_methods(["GET", "POST"])
def briefing_questions(request: HttpRequest, pk: int) -> HttpResponse:
    briefing = briefing_at_check_in(request, pk)
    waiting = waiting_questions_of(briefing)
    chosen = [found for found in waiting if str(found.pk) in request.GET.getlist("chosen")]
    initial = {
        "questions": [found.pk for found in chosen],
        "question": "\n\n".join(found.text for found in chosen)[:LONGEST_INQUIRY],
    }
    form = SessionAnswerForm(request.POST or None, waiting=waiting, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            answer_session_questions(briefing, by=request.user, **form.cleaned_data)
        except AlreadyAnswered:
            form.add_error(
                None, SessionAnswerForm.base_fields["questions"].error_messages["invalid_choice"]
            )
        else:
            tell_saved(request, _("The answer is published."))
            return redirect("programs:briefing-questions", briefing.pk)
    return TemplateResponse(
        request,
        "programs/briefing_questions.html",
        {
            "briefing": briefing,
            "waiting": waiting,
            "form": form,
            "replies": replies_at(briefing),
        },
    )


@login_required
@require_http_methods(["GET", "POST"])
def session_question_set_aside(request: HttpRequest, pk: int) -> HttpResponse:
    found = session_questions_of_agencies_of(request.user).select_related("briefing__agency")
    question = get_object_or_404(found, pk=pk)
    if not request.user.has_perm("programs.answer_inquiries", question.briefing):
        raise PermissionDenied
    form = SetAsideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            set_aside_session_question(question, by=request.user, **form.cleaned_data)
        except AlreadyAnswered:
            form.add_error(None, _("This question was answered or set aside in the meantime."))
        else:
            tell_saved(request, _("The question is set aside. The person was told why."))
            return redirect("programs:briefing-questions", question.briefing_id)
    return TemplateResponse(
        request,
        "programs/session_question_set_aside.html",
        {"briefing": question.briefing, "text": question.text, "form": form},
    )


@login_required
@require_http_methods(["GET", "POST"])
def session_reply_correct(request: HttpRequest, pk: int) -> HttpResponse:
    found = session_replies_of_agencies_of(request.user).select_related("briefing__agency")
    reply = get_object_or_404(found, pk=pk)
    if not request.user.has_perm("programs.answer_inquiries", reply.briefing):
        raise PermissionDenied
    initial = {"question": reply.question, "text": reply.text}
    form = SessionReplyForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            correct_session_reply(reply, by=request.user, **form.cleaned_data)
        except AlreadyCorrected:
            form.add_error(None, _("A later answer stands in the place of this one. Correct that."))
        else:
            tell_saved(request, _("The corrected answer is published."))
            return redirect("programs:briefing-questions", reply.briefing_id)
    return TemplateResponse(
        request,
        "programs/session_reply_correct.html",
        {"briefing": reply.briefing, "form": form},
    )


@login_required
@require_safe
def briefing_survey(request: HttpRequest, pk: int) -> HttpResponse:
    visible = briefings_visible_to(request.user).select_related("agency")
    briefing = get_object_or_404(visible, pk=pk)
    if not request.user.has_perm("programs.read_survey", briefing):
        raise PermissionDenied
    return TemplateResponse(
        request,
        "programs/briefing_survey.html",
        {"briefing": briefing, "results": survey_results(briefing), "fewest": FEWEST_ANSWERS},
    )
