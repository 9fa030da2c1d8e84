"""A call travels as JSON between portals: out of the desk, and in as a new draft."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.common.keeping import tell_saved
from programs.actions.call_import import import_call
from programs.actions.errors import ContentRefused
from programs.call_format import ContentFault, ContentUnreadable, read_content
from programs.forms.call_import import CallImportForm
from programs.models import Call
from programs.queries import agencies_of, calls_of_agencies_of
from programs.queries.content_faults import faults_of_content, with_keys
from programs.views.call_sharing import content_response


@login_required
@require_safe
def call_export(request: HttpRequest, pk: int) -> HttpResponse:
    calls = calls_of_agencies_of(request.user).select_related("program", "agency")
    return content_response(get_object_or_404(calls, pk=pk))


@login_required
@require_http_methods(["GET", "POST"])
def call_import(request: HttpRequest) -> HttpResponse:
    agencies = agencies_of(request.user)
    if not agencies:
        raise PermissionDenied
    form = CallImportForm(request.POST or None, request.FILES or None, agencies=agencies)
    faults: list[ContentFault] = []
    if request.method == "POST" and form.is_valid():
        call, faults = _imported(form, request)
        if call:
            tell_saved(request, _("The draft is imported. Attach its files anew."))
            return redirect("programs:call-draft", pk=call.pk)
    return TemplateResponse(request, "programs/call_import.html", {"form": form, "faults": faults})


def _imported(form: CallImportForm, request: HttpRequest) -> tuple[Call | None, list[ContentFault]]:
    """The draft; or none, and every fault of the text, which stays on the page."""
    raw = form.raw
    try:
        content = read_content(raw)
        return import_call(content, agency=form.cleaned_data["agency"], by=request.user), []
    except ContentUnreadable as error:
        faults = [*error.faults, *faults_of_content(with_keys(error.sound))]
    except ContentRefused as error:
        faults = error.faults
    form.keep_text(raw)
    return None, faults
