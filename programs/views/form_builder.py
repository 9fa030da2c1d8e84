"""The agency builds the application form: sections, questions, their order."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.common.keeping import tell_saved
from portal.common.posting import require_post_from
from programs.actions.errors import FaultyForm, PartChanged, PartGone, StillNeeded
from programs.actions.form import (
    add_question,
    add_section,
    change_question,
    change_section,
    delete_question,
    delete_section,
    move_question,
    move_section,
)
from programs.enums import CallSection, QuestionKind
from programs.forms.application import ApplicationForm
from programs.forms.form_builder import (
    ColumnFormSet,
    NewQuestionForm,
    QuestionForm,
    SectionForm,
    TemplateForm,
)
from programs.models import Application, Call, Question, QuestionSection
from programs.queries import questions_of
from programs.queries.form import version_of
from programs.views.call_section import neighbours_of
from programs.views.own_call import own_call, way_back
from programs.workflow import TransitionNotAllowed


def _list(call: Call, place: str = "") -> HttpResponse:
    return redirect(reverse("programs:call-questions", args=[call.pk]) + place)


@login_required
@require_safe
def call_questions(request: HttpRequest, pk: int) -> HttpResponse:
    call = own_call(request, pk)
    if back := way_back(request, call):
        return back
    return questions_page(request, call, TemplateForm())


def questions_page(request: HttpRequest, call: Call, template_form: TemplateForm) -> HttpResponse:
    """The call's form with what can be done with it; `template_form` may come back with a fault."""
    sections, questions = list(call.sections.all()), questions_of(call)
    groups = [
        (section, [one for one in questions if one.section_id == (section and section.pk)])
        for section in (None, *sections)
    ]
    context = {
        "call": call,
        "groups": groups,
        "has_parts": bool(sections or questions),
        "moved": request.GET.get("moved", ""),
        "new_form": NewQuestionForm(sections=call.sections.all()),
        "template_form": template_form,
        **neighbours_of(call, CallSection.QUESTIONS, []),
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
    return _question_page(request, _new_question(call, request.GET))


def _new_question(call: Call, given: QueryDict) -> Question:
    """Of the kind and in the section that are given; they may be nonsense."""
    chosen = NewQuestionForm(given, sections=call.sections.all())
    chosen.is_valid()
    kind = chosen.cleaned_data.get("kind") or QuestionKind.SHORT
    return Question(call=call, kind=kind, section=chosen.cleaned_data.get("section"))


@login_required
@require_http_methods(["GET", "POST"])
def call_question(request: HttpRequest, pk: int, question_pk: int) -> HttpResponse:
    call = own_call(request, pk)
    if back := way_back(request, call):
        return back
    found = _found(request, call.questions, question_pk)
    question = found or _new_question(call, request.POST)
    return _question_page(request, question, is_gone=found is None)


def _found(request: HttpRequest, parts: Any, pk: int) -> Any:
    """The part, or none where it was deleted while somebody typed."""
    part = parts.filter(pk=pk).first()
    if part is None and request.method != "POST":
        raise Http404
    return part


def _question_page(request: HttpRequest, question: Question, *, is_gone: bool = False):
    given = request.POST if request.method == "POST" else None
    seen = given.get("seen", "") if given else _version(question)
    form = QuestionForm(given, instance=question, earlier=_earlier(question))
    columns = None
    if question.kind == QuestionKind.TABLE:
        columns = ColumnFormSet(given, initial=question.columns, prefix="columns")
    page = _Page(request, question, form, seen)
    if is_gone:
        page.lose()
    elif given is not None and form.is_valid() and (columns is None or columns.is_valid()):
        question.columns = columns.columns() if columns is not None else []
        if page.is_saved(add_question, change_question):
            return _list(question.call, f"#question-{question.pk}")
    address = reverse("programs:call-question-new", args=[question.call_id])
    query = urlencode({"kind": question.kind})
    return page.answer(add_address=f"{address}?{query}", columns=columns)


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
        self.is_new, self.is_gone, self.theirs = part.pk is None, False, None

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
            self.lose()
        except TransitionNotAllowed:
            self.form.add_error(None, _("Not saved: a colleague has submitted this call."))
        else:
            tell_saved(self.request, _("The draft is saved."))
            return True
        return False

    def _show(self, refusal: FaultyForm) -> None:
        for fault in refusal.faults:
            is_own = fault.key == str(self.part.key) and fault.field in self.form.fields
            self.form.add_error(fault.field if is_own else None, fault.message)

    def lose(self) -> None:
        """A colleague has deleted the part: what was typed can be added anew."""
        self.is_gone = True
        message = _("Not saved: a colleague has deleted this meanwhile. Save again to add it anew.")
        self.form.add_error(None, message)

    def answer(self, *, add_address: str, **context: Any) -> HttpResponse:
        """The page again; what is gone is sent to `add_address`, where new parts are added."""
        context |= {
            "call": self.part.call,
            "part": self.part,
            "form": self.form,
            "seen": self.seen,
            "action": add_address if self.is_gone else "",
            "theirs": self._texts_of(self.theirs) if self.theirs else [],
        }
        return TemplateResponse(self.request, "programs/call_question.html", context)

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
    found = _found(request, call.sections, section_pk)
    return _section_page(request, found or QuestionSection(call=call), is_gone=found is None)


def _section_page(request: HttpRequest, section: QuestionSection, *, is_gone: bool = False):
    given = request.POST if request.method == "POST" else None
    seen = given.get("seen", "") if given else _version(section)
    form = SectionForm(given, instance=section)
    page = _Page(request, section, form, seen)
    if is_gone:
        page.lose()
    elif given is not None and form.is_valid() and page.is_saved(add_section, change_section):
        return _list(section.call, f"#section-{section.pk}")
    address = reverse("programs:call-form-section-new", args=[section.call_id])
    return page.answer(add_address=address)


@contextmanager
def _telling(request: HttpRequest) -> Iterator[None]:
    """Says in a message where an act was refused."""
    try:
        yield
    except FaultyForm as refusal:
        messages.error(request, _("Not moved: %(why)s") % {"why": refusal.faults[0].message})
    except StillNeeded as refusal:
        words = {"questions": ", ".join(refusal.dependents)}
        messages.error(request, _("Not deleted: it is needed by %(questions)s.") % words)
    except PartGone:
        messages.info(request, _("A colleague has deleted this meanwhile."))
    except TransitionNotAllowed:
        messages.error(request, _("Not saved: a colleague has submitted this call."))


def _moved(request: HttpRequest, move: Callable, part: Any, *, name: str) -> HttpResponse:
    """The list with the focus on the same button: whoever moves by keyboard goes on from there."""
    to = "up" if request.POST.get("to") == "up" else "down"
    with _telling(request):
        if moved := move(part, up=to == "up", by=request.user):
            messages.success(request, _("“%(part)s” was moved.") % {"part": moved.label})
        else:
            first, last = _("It stands first already."), _("It stands last already.")
            messages.info(request, first if to == "up" else last)
    return _list(part.call, "?" + urlencode({"moved": f"{name}-{part.pk}-{to}"}))


@login_required
@require_post_from("programs:call-questions", "pk")
def call_question_move(request: HttpRequest, pk: int, question_pk: int) -> HttpResponse:
    question = Question(pk=question_pk, call=own_call(request, pk))
    return _moved(request, move_question, question, name="question")


@login_required
@require_post_from("programs:call-questions", "pk")
def call_question_delete(request: HttpRequest, pk: int, question_pk: int) -> HttpResponse:
    call = own_call(request, pk)
    with _telling(request):
        delete_question(Question(pk=question_pk, call=call), by=request.user)
    return _list(call)


@login_required
@require_post_from("programs:call-questions", "pk")
def call_form_section_move(request: HttpRequest, pk: int, section_pk: int) -> HttpResponse:
    section = QuestionSection(pk=section_pk, call=own_call(request, pk))
    return _moved(request, move_section, section, name="section")


@login_required
@require_post_from("programs:call-questions", "pk")
def call_form_section_delete(request: HttpRequest, pk: int, section_pk: int) -> HttpResponse:
    call = own_call(request, pk)
    with _telling(request):
        delete_section(QuestionSection(pk=section_pk, call=call), by=request.user)
    return _list(call)
