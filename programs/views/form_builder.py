"""The agency builds the application form: sections, questions, their order, and where it comes from."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from programs.actions.errors import FaultyForm, PartChanged, PartGone, StillNeeded
from programs.actions.form import (
    add_question,
    add_section,
    change_question,
    change_section,
    copy_form,
    delete_question,
    delete_section,
    move_question,
    move_section,
    save_form_template,
)
from programs.enums import QuestionKind
from programs.forms.application import ApplicationForm
from programs.forms.form_builder import (
    ColumnFormSet,
    CopyForm,
    NewQuestionForm,
    QuestionForm,
    SectionForm,
    TemplateForm,
)
from programs.models import Application, Call, FormTemplate, Question, QuestionSection
from programs.queries import calls_of_agencies_of, questions_of
from programs.queries.content import form_content_of
from programs.queries.form import version_of
from programs.views.own_call import own_call, way_back
from programs.workflow import TransitionNotAllowed


def _list(call: Call, anchor: str = "") -> HttpResponse:
    return redirect(reverse("programs:call-questions", args=[call.pk]) + anchor)


@login_required
@require_safe
def call_questions(request: HttpRequest, pk: int) -> HttpResponse:
    call = own_call(request, pk)
    if back := way_back(request, call):
        return back
    sections, questions = list(call.sections.all()), questions_of(call)
    groups = [
        (section, [one for one in questions if one.section_id == (section and section.pk)])
        for section in (None, *sections)
    ]
    context = {
        "call": call,
        "groups": groups,
        "has_parts": bool(sections or questions),
        "new_form": NewQuestionForm(sections=call.sections.all()),
        "template_form": TemplateForm(),
    }
    return TemplateResponse(request, "programs/call_questions.html", context)


@login_required
@require_safe
def call_form_preview(request: HttpRequest, pk: int) -> HttpResponse:
    call = own_call(request, pk)
    form = ApplicationForm(instance=Application(call=call))
    context = {"call": call, "form": form}
    return TemplateResponse(request, "programs/call_form_preview.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def call_question_new(request: HttpRequest, pk: int) -> HttpResponse:
    call = own_call(request, pk)
    if back := way_back(request, call):
        return back
    chosen = NewQuestionForm(request.GET, sections=call.sections.all())
    chosen.is_valid()
    kind = chosen.cleaned_data.get("kind") or QuestionKind.SHORT
    section = chosen.cleaned_data.get("section")
    return _question_page(request, Question(call=call, kind=kind, section=section))


@login_required
@require_http_methods(["GET", "POST"])
def call_question(request: HttpRequest, pk: int, question_pk: int) -> HttpResponse:
    call = own_call(request, pk)
    if back := way_back(request, call):
        return back
    return _question_page(request, get_object_or_404(call.questions, pk=question_pk))


def _question_page(request: HttpRequest, question: Question) -> HttpResponse:
    given = request.POST if request.method == "POST" else None
    seen = given.get("seen", "") if given else _version(question)
    form = QuestionForm(given, instance=question, earlier=_earlier(question))
    columns = None
    if question.kind == QuestionKind.TABLE:
        columns = ColumnFormSet(given, initial=question.columns, prefix="columns")
    page = _Page(request, question, form, seen)
    if given is not None and form.is_valid() and (columns is None or columns.is_valid()):
        question.columns = columns.columns() if columns is not None else []
        if page.is_saved(add_question, change_question):
            return _list(question.call, f"#question-{question.pk}")
    return page.answer("programs/call_question.html", columns=columns)


def _version(part: Question | QuestionSection) -> str:
    return version_of(part) if part.pk else ""


def _earlier(question: Question) -> list[Question]:
    """What the question could depend on: all before it; for a new one, all that are there."""
    questions = questions_of(question.call)
    pks = [one.pk for one in questions]
    return questions[: pks.index(question.pk)] if question.pk in pks else questions


class _Page:
    """One attempt to save a question or a section, with what the page then says."""

    def __init__(self, request: HttpRequest, part: Any, form: Any, seen: str) -> None:
        self.request, self.part, self.form, self.seen = request, part, form, seen
        self.is_new, self.theirs = part.pk is None, None

    def is_saved(self, add: Callable, change: Callable) -> bool:
        try:
            if self.is_new:
                add(self.part, by=self.request.user)
            else:
                change(self.part, seen=self.seen, by=self.request.user)
        except FaultyForm as refusal:
            self._show(refusal)
        except PartChanged as refusal:
            self.seen, self.theirs = version_of(refusal.current), refusal.current
            self.form.add_error(None, _("Not saved: a colleague has changed this meanwhile."))
        except PartGone:
            self.form.add_error(None, _("Not saved: a colleague has deleted this meanwhile."))
        except TransitionNotAllowed:
            self.form.add_error(None, _("Not saved: a colleague has submitted this call."))
        else:
            messages.success(self.request, _("The draft is saved."))
            return True
        return False

    def _show(self, refusal: FaultyForm) -> None:
        for fault in refusal.faults:
            is_own = fault.key == str(self.part.key) and fault.field in self.form.fields
            self.form.add_error(fault.field if is_own else None, fault.message)

    def answer(self, template: str, **context: Any) -> HttpResponse:
        context |= {
            "call": self.part.call,
            "part": self.part,
            "form": self.form,
            "seen": self.seen,
            "is_new": self.is_new,
            "theirs": self._texts_of(self.theirs) if self.theirs else [],
        }
        return TemplateResponse(self.request, template, context)

    def _texts_of(self, part: Any) -> list[tuple[str, Any]]:
        fields = self.form.fields.items()
        return [(field.label, getattr(part, name)) for name, field in fields if name != "condition"]


@login_required
@require_http_methods(["GET", "POST"])
def call_form_section_new(request: HttpRequest, pk: int) -> HttpResponse:
    call = own_call(request, pk)
    if back := way_back(request, call):
        return back
    return _section_page(request, QuestionSection(call=call))


@login_required
@require_http_methods(["GET", "POST"])
def call_form_section(request: HttpRequest, pk: int, section_pk: int) -> HttpResponse:
    call = own_call(request, pk)
    if back := way_back(request, call):
        return back
    return _section_page(request, get_object_or_404(call.sections, pk=section_pk))


def _section_page(request: HttpRequest, section: QuestionSection) -> HttpResponse:
    given = request.POST if request.method == "POST" else None
    seen = given.get("seen", "") if given else _version(section)
    form = SectionForm(given, instance=section)
    page = _Page(request, section, form, seen)
    if given is not None and form.is_valid() and page.is_saved(add_section, change_section):
        return _list(section.call, f"#section-{section.pk}")
    return page.answer("programs/call_question.html")


def _tried(request: HttpRequest, act: Callable, part: Any, **how: Any) -> None:
    """Do it, and say in a message where it was refused."""
    try:
        act(part, by=request.user, **how)
    except FaultyForm as refusal:
        messages.error(request, _("Not moved: %(why)s") % {"why": refusal.faults[0].message})
    except StillNeeded as refusal:
        words = {"questions": ", ".join(refusal.dependents)}
        messages.error(request, _("Not deleted: it is needed by %(questions)s.") % words)
    except PartGone:
        messages.info(request, _("A colleague has deleted this meanwhile."))
    except TransitionNotAllowed:
        messages.error(request, _("Not saved: a colleague has submitted this call."))


@login_required
@require_POST
def call_question_move(request: HttpRequest, pk: int, question_pk: int) -> HttpResponse:
    call = own_call(request, pk)
    question = Question(pk=question_pk, call=call)
    _tried(request, move_question, question, up=request.POST.get("to") == "up")
    return _list(call, f"#question-{question_pk}")


@login_required
@require_POST
def call_question_delete(request: HttpRequest, pk: int, question_pk: int) -> HttpResponse:
    call = own_call(request, pk)
    _tried(request, delete_question, Question(pk=question_pk, call=call))
    return _list(call)


@login_required
@require_POST
def call_form_section_move(request: HttpRequest, pk: int, section_pk: int) -> HttpResponse:
    call = own_call(request, pk)
    section = QuestionSection(pk=section_pk, call=call)
    _tried(request, move_section, section, up=request.POST.get("to") == "up")
    return _list(call, f"#section-{section_pk}")


@login_required
@require_POST
def call_form_section_delete(request: HttpRequest, pk: int, section_pk: int) -> HttpResponse:
    call = own_call(request, pk)
    _tried(request, delete_section, QuestionSection(pk=section_pk, call=call))
    return _list(call)


@login_required
@require_http_methods(["GET", "POST"])
def call_form_copy(request: HttpRequest, pk: int) -> HttpResponse:
    call = own_call(request, pk)
    if back := way_back(request, call):
        return back
    templates = FormTemplate.objects.filter(Q(agency=None) | Q(agency=call.agency))
    calls = calls_of_agencies_of(request.user).exclude(pk=pk)
    given = request.POST if request.method == "POST" else None
    form = CopyForm(given, templates=templates, calls=calls)
    if given is not None and form.is_valid() and _copied(request, call, form):
        return _list(call)
    return TemplateResponse(request, "programs/call_form_copy.html", {"call": call, "form": form})


def _copied(request: HttpRequest, call: Call, form: CopyForm) -> bool:
    source = form.source
    is_template = isinstance(source, FormTemplate)
    content = source.content if is_template else form_content_of(source)
    name = source.name_ko if is_template else source.code
    try:
        copy_form(call, content=content, source=name, by=request.user)
    except FaultyForm as refusal:
        form.add_error(None, refusal.faults[0].message)
    except TransitionNotAllowed:
        form.add_error(None, _("Not saved: a colleague has submitted this call."))
    else:
        messages.success(request, _("The form is copied. Check it and change what differs."))
        return True
    return False


@login_required
@require_POST
def call_form_template(request: HttpRequest, pk: int) -> HttpResponse:
    call = own_call(request, pk)
    form = TemplateForm(request.POST)
    if form.is_valid():
        template = save_form_template(call, by=request.user, **form.cleaned_data)
        words = {"name": template.name}
        messages.success(request, _("Kept as the template “%(name)s”.") % words)
    else:
        messages.error(request, _("Not kept: give the template a Korean name."))
    return _list(call)
