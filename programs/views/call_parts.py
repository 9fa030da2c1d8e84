"""Documents, criteria and adjustments of a draft: lines in a formset."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from programs.actions.call import draft_held
from programs.forms.call import AdjustmentFormSet, CriterionFormSet, RequiredDocumentFormSet
from programs.models import Call
from programs.views.own_call import own_call, way_back
from programs.workflow import TransitionNotAllowed


def _saved(request: HttpRequest, call: Call, form: BaseInlineFormSet) -> bool:
    """Whether it was saved; where not, the page comes back with what was typed."""
    try:
        with draft_held(call):
            form.save()
    except TransitionNotAllowed:
        messages.error(request, _("Not saved: a colleague has submitted this call."))
        return False
    messages.success(request, _("The draft is saved."))
    return True


def _edit_parts(request: HttpRequest, pk: int, formset_class: Any, context: dict) -> HttpResponse:
    call = own_call(request, pk)
    if back := way_back(request, call):
        return back
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
        "has_adjustments": True,
    }
    return _edit_parts(request, pk, CriterionFormSet, context)


@login_required
@require_http_methods(["GET", "POST"])
def call_adjustments(request: HttpRequest, pk: int) -> HttpResponse:
    context = {
        "heading": _("Bonus and penalty points"),
        "item_label": _("Item"),
        "lead": _("Only what the call announces is added or taken away."),
    }
    return _edit_parts(request, pk, AdjustmentFormSet, context)
