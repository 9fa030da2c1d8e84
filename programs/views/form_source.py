"""Where an application form comes from: a template, or another call; and what is kept as a template."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.common.posting import require_post_from
from programs.actions.errors import FaultyForm, NameTaken
from programs.actions.form import copy_form, save_form_template
from programs.forms.form_builder import CopyForm, TemplateForm
from programs.models import Call, FormTemplate
from programs.queries import calls_offered_to
from programs.queries.content import form_content_of
from programs.views.form_builder import questions_page
from programs.views.own_call import own_call, way_back
from programs.workflow import TransitionNotAllowed


@login_required
@require_http_methods(["GET", "POST"])
def call_form_copy(request: HttpRequest, pk: int) -> HttpResponse:
    call = own_call(request, pk)
    if back := way_back(request, call):
        return back
    templates = FormTemplate.objects.filter(Q(agency=None) | Q(agency=call.agency))
    calls = calls_offered_to(request.user).exclude(pk=pk)
    given = request.POST if request.method == "POST" else None
    form = CopyForm(given, templates=templates, calls=calls)
    if given is not None and form.is_valid() and _copied(request, call, form):
        return redirect("programs:call-questions", pk=pk)
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
@require_post_from("programs:call-questions", "pk")
def call_form_template(request: HttpRequest, pk: int) -> HttpResponse:
    call = own_call(request, pk)
    form = TemplateForm(request.POST)
    if not form.is_valid() or not _kept(request, call, form):
        return questions_page(request, call, form)
    return redirect("programs:call-questions", pk=pk)


def _kept(request: HttpRequest, call: Call, form: TemplateForm) -> bool:
    try:
        template = save_form_template(call, by=request.user, **form.cleaned_data)
    except NameTaken:
        form.add_error("name_ko", _("Your agency has a template of this name. Choose another."))
        return False
    words = {"name": template.name}
    messages.success(request, _("Kept as the template “%(name)s”.") % words)
    return True
