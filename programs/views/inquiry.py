from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.common.keeping import tell_saved
from programs.actions.errors import (
    AlreadyAnswered,
    AlreadyCorrected,
    InquiriesClosed,
    TooManyInquiries,
)
from programs.actions.inquiry import (
    MOST_WAITING,
    answer_inquiries,
    ask_inquiry,
    correct_reply,
    set_aside_inquiry,
)
from programs.forms.inquiry import AnswerForm, InquiryForm, ReplyForm, SetAsideForm
from programs.models import Call
from programs.models.inquiry import LONGEST_INQUIRY
from programs.queries import calls_of_agencies_of
from programs.queries.inquiry import (
    inquiries_of,
    inquiries_of_agencies_of,
    replies_of,
    replies_of_agencies_of,
    waiting_inquiries_of,
)


@login_required
@require_http_methods(["GET", "POST"])
def inquiry_ask(request: HttpRequest, code: str) -> HttpResponse:
    call = get_object_or_404(Call.objects.published().originals(), code=code)
    form = InquiryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            ask_inquiry(call, by=request.user, text=form.cleaned_data["text"])
        except InquiriesClosed:
            messages.error(request, _("This call takes no more questions."))
        except TooManyInquiries:
            message = _("%(count)s questions of yours wait for an answer. Ask again after that.")
            form.add_error(None, message % {"count": MOST_WAITING})
        else:
            tell_saved(request, _("Your question was received. You get a mail with the answer."))
            return redirect("programs:inquiry-ask", call.code)
    return TemplateResponse(
        request,
        "programs/inquiry_ask.html",
        {"call": call, "form": form, "inquiries": inquiries_of(request.user, call)},
    )


@login_required
@require_http_methods(["GET", "POST"])
def call_inquiries(request: HttpRequest, pk: int) -> HttpResponse:
    call = get_object_or_404(calls_of_agencies_of(request.user).select_related("agency"), pk=pk)
    if not request.user.has_perm("programs.answer_inquiries", call):
        raise PermissionDenied
    waiting = waiting_inquiries_of(call)
    chosen = [found for found in waiting if str(found.pk) in request.GET.getlist("chosen")]
    initial = {
        "inquiries": [found.pk for found in chosen],
        "question": "\n\n".join(found.text for found in chosen)[:LONGEST_INQUIRY],
    }
    form = AnswerForm(request.POST or None, waiting=waiting, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            answer_inquiries(call, by=request.user, **form.cleaned_data)
        except AlreadyAnswered:
            form.add_error("inquiries", form.fields["inquiries"].error_messages["invalid_choice"])
        else:
            tell_saved(request, _("The answer is published."))
            return redirect("programs:call-inquiries", call.pk)
    return TemplateResponse(
        request,
        "programs/call_inquiries.html",
        {
            "call": call,
            "waiting": waiting,
            "form": form if chosen or request.method == "POST" else None,
            "replies": replies_of(call),
        },
    )


@login_required
@require_http_methods(["GET", "POST"])
def inquiry_set_aside(request: HttpRequest, pk: int) -> HttpResponse:
    found = inquiries_of_agencies_of(request.user).select_related("call__agency")
    inquiry = get_object_or_404(found, pk=pk)
    if not request.user.has_perm("programs.answer_inquiries", inquiry.call):
        raise PermissionDenied
    form = SetAsideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            set_aside_inquiry(inquiry, by=request.user, **form.cleaned_data)
        except AlreadyAnswered:
            messages.error(request, _("This question was answered or set aside in the meantime."))
        else:
            tell_saved(request, _("The question is set aside. The person was told why."))
        return redirect("programs:call-inquiries", inquiry.call_id)
    return TemplateResponse(
        request,
        "programs/inquiry_set_aside.html",
        {"call": inquiry.call, "text": inquiry.text, "form": form},
    )


@login_required
@require_http_methods(["GET", "POST"])
def reply_correct(request: HttpRequest, pk: int) -> HttpResponse:
    found = replies_of_agencies_of(request.user).select_related("call__agency")
    reply = get_object_or_404(found, pk=pk)
    if not request.user.has_perm("programs.answer_inquiries", reply.call):
        raise PermissionDenied
    form = ReplyForm(request.POST or None, initial={"question": reply.question, "text": reply.text})
    if request.method == "POST" and form.is_valid():
        try:
            correct_reply(reply, by=request.user, **form.cleaned_data)
        except AlreadyCorrected:
            form.add_error(None, _("A later answer stands in the place of this one. Correct that."))
        else:
            tell_saved(request, _("The corrected answer is published."))
            return redirect("programs:call-inquiries", reply.call_id)
    return TemplateResponse(
        request, "programs/reply_correct.html", {"call": reply.call, "reply": reply, "form": form}
    )
