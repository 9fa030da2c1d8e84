from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from portal.common.templatetags.portal_text import day
from programs.actions.errors import SecondPersonNeeded, TookPartBefore
from programs.actions.objection import (
    decide_objection,
    propose_answer,
    send_back_answer,
    take_objection,
)
from programs.admin.pages import KeysFirstPaginator, action_page
from programs.admin.read_only import ReadOnlyAdmin
from programs.admin.waiting import waits_for_me
from programs.forms.objection import AnswerObjectionForm, NothingForm, SendBackForm
from programs.models import Objection
from programs.queries.awaiting import objections_awaiting
from programs.queries.objection import objections_handled_by
from programs.workflow import TransitionNotAllowed

REFUSALS: dict[type[Exception], Any] = {
    TookPartBefore: _("You had a part in what the objection is about: somebody else handles it."),
    SecondPersonNeeded: _("You proposed this answer: somebody else decides."),
    TransitionNotAllowed: _("Somebody was faster: the objection is in another state now."),
}
VERBS = {
    "take": "programs.take_objection",
    "propose": "programs.propose_answer",
    "send_back": "programs.send_back_answer",
    "decide": "programs.decide_objection",
}
READING = "admin/programs/objection/act.html"


@admin.register(Objection)
class ObjectionAdmin(ReadOnlyAdmin):
    """Examined and decided by two people who had no part; the most urgent stand first."""

    list_display = ["asks", "company", "state", "due", "handler"]
    list_filter = [waits_for_me(objections_awaiting), "state", "outcome"]
    search_fields = ["asks", "application__company__name", "application__call__code"]
    list_select_related = ["application__company", "application__call", "handler"]
    show_full_result_count = False
    paginator = KeysFirstPaginator
    change_form_template = "admin/programs/objection/change_form.html"

    def get_queryset(self, request):
        return objections_handled_by(request.user)

    @admin.display(description=_("company"), ordering="application__company__name")
    def company(self, objection: Objection) -> str:
        return str(objection.application.company)

    @admin.display(description=_("to be decided until"), ordering="due_at")
    def due(self, objection: Objection) -> str:
        mark = format_html(' <strong class="late">{}</strong>', _("late"))
        words = format_html('<span class="day">{}</span>', day(objection.last_day))
        return words + mark if objection.is_late else words

    def get_urls(self):
        site = self.admin_site.admin_view
        pages = [
            path(f"<int:pk>/{verb}/", site(getattr(self, verb)), name=f"programs_objection_{verb}")
            for verb in VERBS
        ]
        return [*pages, *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        objection = self.get_object(request, object_id)
        if objection is not None and self.has_view_permission(request, objection):
            may = {f"can_{verb}": request.user.has_perm(VERBS[verb], objection) for verb in VERBS}
            may["can_screen_anew"] = request.user.has_perm(
                "programs.screen_anew", objection.application
            )
            extra_context = {**_page_of(objection), **may, **(extra_context or {})}
        return super().change_view(request, object_id, form_url, extra_context)

    def take(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._act(
            request,
            pk,
            "take",
            title=_("Examine the objection"),
            make_form=lambda objection: NothingForm(_sent(request)),
            act=lambda objection, form: take_objection(objection, by=request.user),
            done=_("You are in charge of it now."),
        )

    def propose(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._act(
            request,
            pk,
            "propose",
            title=_("Propose the answer"),
            make_form=lambda objection: AnswerObjectionForm(
                request.POST or None,
                initial={"outcome": objection.outcome, "answer": objection.answer},
            ),
            act=lambda objection, form: propose_answer(
                objection, by=request.user, **form.cleaned_data
            ),
            done=_("Proposed. Somebody else decides."),
        )

    def send_back(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._act(
            request,
            pk,
            "send_back",
            title=_("Send the answer back"),
            make_form=lambda objection: SendBackForm(request.POST or None),
            act=lambda objection, form: send_back_answer(
                objection, by=request.user, **form.cleaned_data
            ),
            done=_("Sent back. The person in charge was told."),
        )

    def decide(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._act(
            request,
            pk,
            "decide",
            title=_("Decide the objection"),
            make_form=lambda objection: NothingForm(_sent(request)),
            act=lambda objection, form: decide_objection(objection, by=request.user),
            done=_("Decided. The applicant was told."),
        )

    def _act(self, request: HttpRequest, pk: int, verb: str, *, act: Callable, **page):
        return action_page(
            self,
            request,
            pk,
            permission=VERBS[verb],
            act=act,
            refusals=REFUSALS,
            template=READING,
            context=_page_of,
            **page,
        )


def _sent(request: HttpRequest) -> Any:
    """What was sent, also where that is nothing."""
    return request.POST if request.method == "POST" else None


def _page_of(objection: Objection) -> dict[str, Any]:
    return {
        "objection": objection,
        "decision": objection.decision,
        "screening": objection.screening,
        "files": objection.files.all(),
    }
