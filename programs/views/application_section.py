"""The guided editor of an application: its overview, and a page for each section with autosave."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.common.keeping import tell_saved
from programs.actions.application_section import Saved
from programs.actions.errors import CallClosed, SectionChanged
from programs.enums import PlanSection
from programs.forms.application_section import editor_of
from programs.forms.plan_editor import BudgetEditor
from programs.forms.section_editor import SectionEditor
from programs.models import Application
from programs.queries import Written, sections_in
from programs.queries.application import last_writing_in
from programs.queries.application_section import answers_no_longer_asked, name_of_section
from programs.views.application_steps import CHECK, address_of, progress_of, steps_around, tasks_of
from programs.views.draft_answer import DraftAnswer, is_of_another, wants_json
from programs.views.own_application import own_application, own_written, way_back, why_closed
from programs.workflow import TransitionNotAllowed


@login_required
@require_safe
def application_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The overview: which sections are complete, what the others lack, where to go on."""
    written = own_written(request, pk)
    application = written.application
    if back := way_back(request, application):
        return back
    sections = sections_in(written, by=request.user)
    around = steps_around(application, "", sections=sections)
    rows = [
        (step, tasks_of(application, section.faults))
        for step, section in zip(around["steps"], sections, strict=False)
    ]
    context = {
        "application": application,
        "call": application.call,
        "rows": rows,
        "next_step": next(
            step for step in around["steps"] if not step.is_done or step.code == CHECK
        ),
        "former": answers_no_longer_asked(application),
        **around,
    }
    return TemplateResponse(request, "programs/application_edit.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def application_section(request: HttpRequest, pk: int, section: str) -> HttpResponse:
    if request.method == "POST":
        if wants_json(request):
            before = own_written(request, pk)
            return _Save(request, _editor(request, before.application, section)).as_json(before)
        return _Save(request, _editor(request, own_application(request, pk), section)).as_page()
    written = own_written(request, pk)
    editor = _editor(request, written.application, section)
    if back := way_back(request, written.application):
        return back
    if not editor.is_asked:
        messages.info(request, _("Nothing is asked in that section any more."))
        return redirect("programs:application-edit", pk=pk)
    return _page(request, editor, written)


def _editor(request: HttpRequest, application: Application, section: str) -> SectionEditor:
    """What the section is written with; 404 where there is nothing of the kind, or where something
    is sent to a section that the call has not and never had."""
    editor_class = editor_of(section)
    if editor_class is None:
        raise Http404
    given = request.POST if request.method == "POST" else None
    editor = editor_class(application, section, by=request.user, given=given)
    if given is not None and not editor.is_there:
        raise Http404
    return editor


class _Save:
    """One attempt to save a section, and the two ways to tell how it went."""

    def __init__(self, request: HttpRequest, editor: SectionEditor) -> None:
        self.request, self.editor, self.saved = request, editor, None
        is_valid = editor.is_valid()
        self.refusal = "another" if is_of_another(request) else ""
        if not self.refusal:
            self.refusal = self._saved() or ("" if is_valid else "invalid")

    def _saved(self) -> str:
        """Save it; why it was refused, or refused in part."""
        try:
            self.saved = self.editor.save()
        except SectionChanged:
            return "changed"
        except (CallClosed, TransitionNotAllowed):
            return "closed"
        if self.saved.clashing:
            return "changed"
        return "amended" if self.editor.leftovers else ""

    def as_json(self, before: Written) -> JsonResponse:
        """`before` is what the application said when the request came."""
        answer = DraftAnswer(self.refusal, self.editor.faults)
        if self.saved:
            answer.at, answer.seen = self.saved.at, self.saved.seen
            answer.clashing = self.editor.labels(self.saved.clashing)
            answer.progress = self._progress(before, self.saved)
        return answer.as_json()

    def _progress(self, before: Written, saved: Saved) -> dict[str, Any]:
        """What was read once tells it for the sections that are saved most, in no statement more."""
        written = before
        written.application.saved_at = saved.at
        if not self.editor.said_since(written, saved):
            written = own_written(self.request, self.editor.application.pk)
        sections = sections_in(written, by=self.request.user)
        return progress_of(written.application, sections=sections)

    def as_page(self) -> HttpResponse:
        application, posted = self.editor.application, self.request.POST
        if self.refusal == "closed":
            messages.error(self.request, why_closed(application))
        if self.refusal == "another":
            messages.error(self.request, _("Not saved: another person had opened this page."))
        written = own_written(self.request, application.pk)  # as it is now
        if self.refusal:
            if self.saved:
                self.editor.set_beside(self.saved.clashing)
            return _page(self.request, self.editor, written, refusal=self.refusal)
        tell_saved(self.request, _("Saved."))
        if "more" in posted or self.editor.is_decision:
            return redirect(self.request.path)
        if "onward" not in posted:
            return redirect(address_of(application, ""))
        place = _place(self.editor, written)
        return redirect(
            place["following"].url if place["following"] else address_of(application, "")
        )


def _place(editor: SectionEditor, written: Written) -> dict[str, Any]:
    sections = sections_in(written, by=editor.by)
    return steps_around(written.application, editor.section, sections=sections)


def _page(
    request: HttpRequest, editor: SectionEditor, written: Written, *, refusal: str = ""
) -> HttpResponse:
    application = written.application
    section, writing = editor.section, None
    if editor.clashes:
        writing = last_writing_in(application, section, by=editor.by)
    context = {
        "application": application,
        "call": application.call,
        "editor": editor,
        "form": editor.form,
        "refusal": refusal,
        "writing": writing,
        "is_own": editor.is_personal or (writing is not None and writing.actor == editor.by),
        "title": name_of_section(application, editor.section),
        **_place(editor, written),
    }
    return TemplateResponse(request, "programs/application_section.html", context)


@login_required
@require_POST
def application_budget_check(request: HttpRequest, pk: int) -> HttpResponse:
    """Sums and rules of a budget as it is being typed; nothing is saved."""
    application = own_application(request, pk)
    editor = BudgetEditor(application, PlanSection.BUDGET, by=request.user, given=request.POST)
    if not editor.is_asked:
        raise Http404
    editor.is_valid()  # of an amount that is none, what is saved counts
    return TemplateResponse(request, "includes/budget_check.html", {"judged": editor.judged})
