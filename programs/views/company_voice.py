"""What a company reports, reads and agrees to. Its own people only: consultants have no part in it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.common.keeping import tell_saved
from portal.common.posting import require_post_from
from programs.actions.errors import SummaryChanged, TooManyVoices
from programs.actions.voice import ask_again, report_voice, withdraw_voice
from programs.actions.voice_summary import agree_to_summary, decline_summary
from programs.forms.voice import AgreementForm, AskAgainForm, VoiceForm
from programs.models import Voice
from programs.queries.voice import timeline_of_voice, voices_of, with_summary_question
from programs.workflow import TransitionNotAllowed
from zones.models import Company

PAGE_SIZE = 20


def _own(request: HttpRequest, pk: int) -> Company:
    """The company, for its own people; strangers get 404, consultants 403."""
    company = get_object_or_404(Company.objects.of(request.user), pk=pk)
    if not request.user.has_perm("programs.report_voice", company):
        raise PermissionDenied
    return company


def _own_voice(request: HttpRequest, pk: int, voice_pk: int) -> Voice:
    voices = voices_of(_own(request, pk)).select_related("zone", "agency", "briefing", "summary")
    return get_object_or_404(voices, pk=voice_pk)


@login_required
@require_safe
def company_voices(request: HttpRequest, pk: int) -> HttpResponse:
    company = _own(request, pk)
    voices = with_summary_question(voices_of(company)).select_related("zone")
    return TemplateResponse(
        request,
        "programs/company_voices.html",
        {
            "company": company,
            "page_obj": Paginator(voices, PAGE_SIZE).get_page(request.GET.get("page")),
            "can_change_account": request.user.has_perm("zones.change_account", company),
        },
    )


@login_required
@require_http_methods(["GET", "POST"])
def company_voice_new(request: HttpRequest, pk: int) -> HttpResponse:
    company = _own(request, pk)
    form = VoiceForm(request.POST or None, company=company)
    if request.method == "POST" and form.is_valid():
        try:
            voice = report_voice(company, by=request.user, **form.cleaned_data)
        except TooManyVoices as refusal:
            words = _(
                "%(most)s difficulties of yours are open. Report more once they are answered."
            )
            form.add_error(None, words % {"most": refusal.most})
        else:
            tell_saved(request, _("Received. You get a mail with the answer."))
            return redirect("programs:company-voice", pk, voice.pk)
    return TemplateResponse(
        request, "programs/company_voice_form.html", {"company": company, "form": form}
    )


@login_required
@require_http_methods(["GET", "POST"])
def company_voice(request: HttpRequest, pk: int, voice_pk: int) -> HttpResponse:
    """The voice with what became of it; its form says that an answer did not help."""
    voice = _own_voice(request, pk, voice_pk)
    form = AskAgainForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            ask_again(voice, by=request.user, text=form.cleaned_data["text"])
        except TransitionNotAllowed:
            form.add_error(None, _("Nothing is answered at the moment: wait for the answer."))
        else:
            tell_saved(request, _("Sent. You get a mail with the answer."))
            return redirect("programs:company-voice", pk, voice_pk)
    user = request.user
    return TemplateResponse(
        request,
        "programs/company_voice.html",
        {
            "company": voice.company,
            "voice": voice,
            "answers": voice.answers.select_related("agency"),
            "timeline": timeline_of_voice(voice),
            "form": form,
            "can_ask_again": user.has_perm("programs.ask_again_voice", voice),
            "can_withdraw": user.has_perm("programs.withdraw_voice", voice),
            "can_agree": user.has_perm("programs.agree_to_summary", voice),
            "can_decline": user.has_perm("programs.decline_summary", voice),
        },
    )


@login_required
@require_post_from("programs:company-voice", "pk", "voice_pk")
def company_voice_withdraw(request: HttpRequest, pk: int, voice_pk: int) -> HttpResponse:
    voice = _own_voice(request, pk, voice_pk)
    try:
        withdraw_voice(voice, by=request.user)
    except TransitionNotAllowed:
        messages.info(request, _("It was answered or taken back before."))
    else:
        messages.success(request, _("Taken back. Nobody deals with it any more."))
    return redirect("programs:company-voice", pk, voice_pk)


@login_required
@require_post_from("programs:company-voice", "pk", "voice_pk")
def company_voice_agree(request: HttpRequest, pk: int, voice_pk: int) -> HttpResponse:
    voice = _own_voice(request, pk, voice_pk)
    form = AgreementForm(request.POST)
    if not hasattr(voice, "summary") or not form.is_valid():
        messages.error(request, _("There is no summary to agree to."))
        return redirect("programs:company-voice", pk, voice_pk)
    try:
        agree_to_summary(voice, by=request.user, edition=form.cleaned_data["edition"])
    except SummaryChanged:
        messages.error(request, _("The summary was changed meanwhile. Read it again."))
    except TransitionNotAllowed:
        messages.info(request, _("The summary was answered before."))
    else:
        messages.success(request, _("Thank you. You are told when the summary is published."))
    return redirect("programs:company-voice", pk, voice_pk)


@login_required
@require_post_from("programs:company-voice", "pk", "voice_pk")
def company_voice_decline(request: HttpRequest, pk: int, voice_pk: int) -> HttpResponse:
    voice = _own_voice(request, pk, voice_pk)
    if not hasattr(voice, "summary"):
        messages.error(request, _("There is no summary to agree to."))
        return redirect("programs:company-voice", pk, voice_pk)
    try:
        decline_summary(voice, by=request.user)
    except TransitionNotAllowed:
        messages.info(request, _("The summary was answered before."))
    else:
        messages.success(request, _("The summary is not published."))
    return redirect("programs:company-voice", pk, voice_pk)
