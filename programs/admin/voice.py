from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from portal.common.keeping import tell_saved
from portal.common.templatetags.portal_text import day
from programs.actions.errors import NobodyToAgree, OwnVoice, VoiceChanged
from programs.actions.voice import answer_voice, assign_voice, take_down_voice
from programs.actions.voice_summary import propose_summary, publish_summary, unpublish_summary
from programs.admin.pages import KeysFirstPaginator, action_page
from programs.forms.voice import (
    AnswerVoiceForm,
    AssignVoiceForm,
    SeenForm,
    StaffVoiceForm,
    SummaryForm,
    UnpublishForm,
)
from programs.models import Voice
from programs.models.voice import MOST_URGENT_FIRST
from programs.queries.voice import newest_event_of, timeline_of_voice, voices_handled_by
from programs.workflow import TransitionNotAllowed

REFUSALS: dict[type[Exception], Any] = {
    VoiceChanged: _("Something happened meanwhile: read what is new, then send once more."),
    OwnVoice: _("You, or the person that you chose, belong to this company."),
    NobodyToAgree: _("No company is known that could agree to a summary."),
    TransitionNotAllowed: _("Somebody was faster: the voice is in another state now."),
}
VERBS = {
    "assign": "programs.assign_voice",
    "answer": "programs.answer_voice",
    "summary": "programs.propose_summary",
    "publish": "programs.publish_summary",
    "unpublish": "programs.unpublish_summary",
}
WEEK = timedelta(days=7)
READING = "admin/programs/voice/act.html"


class DueFilter(admin.SimpleListFilter):
    title = _("answer due")
    parameter_name = "due"

    def lookups(self, request, model_admin):
        return [
            ("overdue", _("overdue")),
            ("today", _("today or before")),
            ("week", _("within a week")),
            ("late", _("answered late")),
        ]

    def queryset(self, request, queryset):
        today = timezone.localdate()
        if self.value() == "overdue":
            return queryset.overdue(today)
        if self.value() == "today":
            return queryset.due_until(today)
        if self.value() == "week":
            return queryset.due_until(today + WEEK)
        return queryset.answered_late() if self.value() == "late" else queryset


@admin.register(Voice)
class VoiceAdmin(admin.ModelAdmin):
    """Read, given to somebody, answered and summarized here; the most urgent stand first.

    Those of one's own companies are not there at all.
    """

    list_display = ["title", "state", "due", "owner_name", "theme", "zone", "company"]
    list_filter = ["state", DueFilter, "theme", "is_taken_down", "summary__state", "zone"]
    search_fields = ["title", "text", "company__name", "owner__name"]
    list_select_related = ["zone", "company", "owner", "agency"]
    show_full_result_count = False
    list_per_page = 25
    paginator = KeysFirstPaginator
    change_form_template = "admin/programs/voice/change_form.html"
    view_on_site = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("programs.take_down_voice")

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest):
        return voices_handled_by(request.user)

    def get_ordering(self, request: HttpRequest):
        return MOST_URGENT_FIRST

    @admin.display(description=_("answer due on"), ordering="due_on")
    def due(self, voice: Voice) -> str:
        """The day until which to answer, marked where the answer was or is late."""
        if voice.due_on is None:
            return "-"
        mark = format_html(' <strong class="late">{}</strong>', _("late")) if voice.is_late else ""
        return format_html('<span class="day">{}</span>{}', day(voice.due_on), mark)

    @admin.display(description=_("person in charge"), ordering="owner__name")
    def owner_name(self, voice: Voice) -> str:
        if voice.owner is None:
            return "-"
        return f"{voice.owner.name} · {voice.agency}" if voice.agency else voice.owner.name

    def get_urls(self):
        site = self.admin_site.admin_view
        pages = [
            path(f"<int:pk>/{verb}/", site(getattr(self, verb)), name=f"programs_voice_{verb}")
            for verb in VERBS
        ]
        return [*pages, *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        voice = self.get_object(request, object_id)
        if voice is not None and self.has_view_permission(request, voice):
            may = {f"can_{verb}": request.user.has_perm(VERBS[verb], voice) for verb in VERBS}
            extra_context = {**_page_of(voice), **may, **(extra_context or {})}
        return super().change_view(request, object_id, form_url, extra_context)

    def add_view(self, request: HttpRequest, form_url="", extra_context=None) -> HttpResponse:
        """What staff of the foundation take down at a luncheon or a visit."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = StaffVoiceForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                voice = take_down_voice(by=request.user, **form.cleaned_data)
            except OwnVoice:
                form.add_error("company", _("You belong to this company: report it at its desk."))
            else:
                tell_saved(request, _("Taken down."))
                return redirect("admin:programs_voice_change", voice.pk)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Take down a difficulty"),
            "form": form,
        }
        return TemplateResponse(request, "admin/programs/voice/add.html", context)

    def assign(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._act(
            request,
            pk,
            "assign",
            title=_("Give to somebody"),
            make_form=lambda voice: AssignVoiceForm(
                request.POST or None, voice=voice, initial={"seen": newest_event_of(voice)}
            ),
            act=lambda voice, form: assign_voice(
                voice, by=request.user, seen=form.cleaned_data["seen"], **form.chosen
            ),
            done=_("Given. The person in charge was told."),
        )

    def answer(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._act(
            request,
            pk,
            "answer",
            title=_("Answer"),
            make_form=lambda voice: AnswerVoiceForm(
                request.POST or None, initial={"seen": newest_event_of(voice)}
            ),
            act=lambda voice, form: answer_voice(voice, by=request.user, **form.cleaned_data),
            done=_("Answered. The company was told, where it is known."),
        )

    def summary(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._act(
            request,
            pk,
            "summary",
            title=_("Propose a public summary"),
            make_form=lambda voice: SummaryForm(
                request.POST or None,
                instance=getattr(voice, "summary", None),
                initial={"seen": newest_event_of(voice)},
            ),
            act=lambda voice, form: propose_summary(
                voice, by=request.user, seen=form.cleaned_data["seen"], **form.texts
            ),
            done=_("Sent to the company. It is published once the company has agreed."),
        )

    def publish(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._act(
            request,
            pk,
            "publish",
            title=_("Publish the summary"),
            make_form=lambda voice: SeenForm(request.POST or None),
            act=lambda voice, form: publish_summary(voice, by=request.user),
            done=_("Published. The company was told."),
        )

    def unpublish(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._act(
            request,
            pk,
            "unpublish",
            title=_("Take the summary off the public pages"),
            make_form=lambda voice: UnpublishForm(request.POST or None),
            act=lambda voice, form: unpublish_summary(voice, by=request.user, **form.cleaned_data),
            done=_("It is not public any more."),
        )

    def _act(self, request: HttpRequest, pk: int, verb: str, *, act: Callable, **page):
        """A page of one verb, with the voice and what happened to it above the form."""
        return action_page(
            self,
            request,
            pk,
            permission=VERBS[verb],
            act=partial(_or_look_again, act),
            refusals=REFUSALS,
            template=READING,
            context=_page_of,
            **page,
        )


def _or_look_again(act: Callable, voice: Voice, form: Any) -> None:
    """Where somebody was faster the page comes back with what is new and what was typed."""
    try:
        act(voice, form)
    except VoiceChanged:
        form.look_again(newest_event_of(voice))
        raise


def _page_of(voice: Voice) -> dict[str, Any]:
    return {
        "voice": voice,
        "summary": getattr(voice, "summary", None),
        "answers": voice.answers.select_related("answered_by", "agency"),
        "timeline": timeline_of_voice(voice, for_staff=True),
    }
