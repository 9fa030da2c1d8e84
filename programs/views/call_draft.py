"""The agency writes a call: its head, its parts, and the hand-over to the foundation."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.forms import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from programs.actions.call import create_call, draft_held, submit_call
from programs.actions.errors import Incomplete
from programs.forms.call import (
    CallForm,
    CriterionFormSet,
    QuestionFormSet,
    RequiredDocumentFormSet,
    agencies_of,
)
from programs.models import Call
from programs.queries import applicants_visible_to_agency, calls_of_agencies_of, faults_of_call
from programs.workflow import TransitionNotAllowed


def _own(request: HttpRequest, pk: int) -> Call:
    calls = calls_of_agencies_of(request.user).select_related("agency", "program")
    return get_object_or_404(calls, pk=pk)


def _frozen(request: HttpRequest, call: Call) -> HttpResponse | None:
    """The way back from a page whose call can no longer be edited; a stale form that is sent goes
    on, so that what was typed comes back with the reason."""
    if request.method == "POST" or request.user.has_perm("programs.edit_call", call):
        return None
    messages.info(request, _("This call was submitted: it can no longer be changed."))
    return redirect("programs:call-draft", pk=call.pk)


@login_required
@require_http_methods(["GET", "POST"])
def call_create(request: HttpRequest) -> HttpResponse:
    agencies = agencies_of(request.user)
    if not agencies:
        raise PermissionDenied
    form = CallForm(request.POST or None, agencies=agencies)
    if request.method == "POST" and form.is_valid():
        zones = form.cleaned_data["zones"]
        call = create_call(form.save(commit=False), zones=zones, by=request.user)
        messages.success(request, _("The draft is saved. Now write its questions."))
        return redirect("programs:call-draft", pk=call.pk)
    return TemplateResponse(request, "programs/call_form.html", {"form": form})


@login_required
@require_safe
def call_draft(request: HttpRequest, pk: int) -> HttpResponse:
    call = _own(request, pk)
    return TemplateResponse(
        request,
        "programs/call_draft.html",
        {
            "call": call,
            "faults": faults_of_call(call) if call.is_editable else [],
            "can_edit": request.user.has_perm("programs.edit_call", call),
            "can_submit": request.user.has_perm("programs.submit_call", call),
            "questions": call.questions.all(),
            "required_documents": call.required_documents.all(),
            "criteria": call.criteria.all(),
            "briefings": call.briefings.all(),
            "events": call.events.select_related("actor"),
            "applicants": applicants_visible_to_agency(call) if call.is_published else [],
        },
    )


@login_required
@require_http_methods(["GET", "POST"])
def call_edit(request: HttpRequest, pk: int) -> HttpResponse:
    call = _own(request, pk)
    if way_back := _frozen(request, call):
        return way_back
    form = CallForm(request.POST or None, instance=call, agencies=agencies_of(request.user))
    if request.method == "POST" and form.is_valid() and _saved(request, call, form):
        return redirect("programs:call-draft", pk=pk)
    return TemplateResponse(request, "programs/call_form.html", {"form": form, "call": call})


def _saved(request: HttpRequest, call: Call, form: CallForm | BaseInlineFormSet) -> bool:
    """Whether it was saved; where not, the page comes back with what was typed."""
    try:
        with draft_held(call):
            form.save()
    except TransitionNotAllowed:
        messages.error(request, _("Not saved: a colleague has submitted this call."))
        return False
    messages.success(request, _("The draft is saved."))
    return True


def _edit_parts(request: HttpRequest, pk: int, formset_class, context: dict) -> HttpResponse:
    call = _own(request, pk)
    if way_back := _frozen(request, call):
        return way_back
    formset = formset_class(request.POST or None, instance=call)
    if request.method == "POST" and formset.is_valid() and _saved(request, call, formset):
        if "more" in request.POST:
            return redirect(request.path)
        return redirect("programs:call-draft", pk=pk)
    return TemplateResponse(
        request,
        "programs/call_parts_form.html",
        {"call": call, "formset": formset, **context},
    )


@login_required
@require_http_methods(["GET", "POST"])
def call_questions(request: HttpRequest, pk: int) -> HttpResponse:
    context = {"heading": _("Questions of the application form"), "item_label": _("Question")}
    return _edit_parts(request, pk, QuestionFormSet, context)


@login_required
@require_http_methods(["GET", "POST"])
def call_documents(request: HttpRequest, pk: int) -> HttpResponse:
    context = {"heading": _("Required documents"), "item_label": _("Document")}
    return _edit_parts(request, pk, RequiredDocumentFormSet, context)


@login_required
@require_http_methods(["GET", "POST"])
def call_criteria(request: HttpRequest, pk: int) -> HttpResponse:
    context = {
        "heading": _("Evaluation criteria"),
        "item_label": _("Criterion"),
        "lead": _("The weights of all criteria add up to 100."),
    }
    return _edit_parts(request, pk, CriterionFormSet, context)


@login_required
@require_POST
def call_submit(request: HttpRequest, pk: int) -> HttpResponse:
    call = _own(request, pk)
    try:
        submit_call(call, by=request.user)
    except Incomplete:
        messages.error(request, _("Not submitted: something is still missing. See the list."))
    except TransitionNotAllowed:
        messages.info(request, _("This call was submitted before."))
    else:
        messages.success(request, _("Submitted. The foundation approves it or writes back."))
    return redirect("programs:call-draft", pk=pk)
