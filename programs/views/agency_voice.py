"""What an agency deals with, and what its people take down at its sessions."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.common.keeping import tell_saved
from programs.actions.errors import OwnVoice, VoiceChanged
from programs.actions.voice import answer_voice, take_down_voice
from programs.forms.voice import AnswerVoiceForm, HeardVoiceForm
from programs.queries import agencies_of, briefings_of_agencies_of
from programs.queries.voice import newest_event_of, voices_of_agencies_of
from programs.workflow import TransitionNotAllowed

PAGE_SIZE = 20
SHOWN_SESSIONS = 10


@login_required
@require_safe
def agency_voices(request: HttpRequest) -> HttpResponse:
    agencies = agencies_of(request.user)
    if not agencies:
        raise PermissionDenied
    voices = voices_of_agencies_of(request.user).select_related("zone", "company", "owner")
    held = briefings_of_agencies_of(request.user).filter(cancelled_at=None)
    begun = held.filter(starts_at__date__lte=timezone.localdate()).order_by("-starts_at")
    pages = Paginator(voices.most_urgent_first(), PAGE_SIZE)
    return TemplateResponse(
        request,
        "programs/agency_voices.html",
        {
            "agencies": agencies,
            "page_obj": pages.get_page(request.GET.get("page")),
            "sessions": begun[:SHOWN_SESSIONS],
        },
    )


@login_required
@require_http_methods(["GET", "POST"])
def agency_voice(request: HttpRequest, pk: int) -> HttpResponse:
    voices = voices_of_agencies_of(request.user)
    found = voices.select_related("zone", "company", "owner", "agency", "briefing")
    voice = get_object_or_404(found, pk=pk)
    can_answer = request.user.has_perm("programs.answer_voice", voice)
    if request.method == "POST" and not can_answer:
        raise PermissionDenied
    form = AnswerVoiceForm(request.POST or None, initial={"seen": newest_event_of(voice)})
    if request.method == "POST" and form.is_valid():
        try:
            answer_voice(voice, by=request.user, **form.cleaned_data)
        except (VoiceChanged, TransitionNotAllowed):
            form.add_error(None, _("Something happened meanwhile: read what is new, then send."))
            form.look_again(newest_event_of(voice))
        else:
            tell_saved(request, _("The answer is sent. The company was told."))
            return redirect("programs:agency-voice", pk)
    return TemplateResponse(
        request,
        "programs/agency_voice.html",
        {
            "voice": voice,
            "answers": voice.answers.select_related("agency"),
            "questions": voice.events.filter(verb="ask_again"),
            "form": form,
            "can_answer": can_answer,
        },
    )


@login_required
@require_http_methods(["GET", "POST"])
def briefing_voice_new(request: HttpRequest, pk: int) -> HttpResponse:
    found = briefings_of_agencies_of(request.user).select_related("agency")
    briefing = get_object_or_404(found, pk=pk)
    form = HeardVoiceForm(request.POST or None, briefing=briefing)
    if request.method == "POST" and form.is_valid():
        try:
            voice = take_down_voice(
                by=request.user,
                briefing=briefing,
                heard_by=briefing.agency,
                **form.cleaned_data,
            )
        except OwnVoice:
            form.add_error("company", _("You belong to this company: report it at its desk."))
        else:
            tell_saved(request, _("Taken down. The foundation was told."))
            return redirect("programs:agency-voice", voice.pk)
    return TemplateResponse(
        request, "programs/briefing_voice_form.html", {"briefing": briefing, "form": form}
    )
