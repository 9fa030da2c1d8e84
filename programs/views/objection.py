"""The applicant's objection: filed in time, read with its answer, withdrawn."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.common.bodies import takes_files
from portal.common.keeping import tell_saved
from portal.common.posting import require_post_from
from programs.actions.errors import (
    AlreadyObjected,
    NothingToObject,
    ObjectionClosed,
    TooManyObjectionFiles,
)
from programs.actions.objection import MOST_FILES, file_objection, withdraw_objection
from programs.file_checks import MATERIAL_ENDINGS
from programs.forms.objection import ObjectionForm
from programs.models import Application
from programs.queries.objection import contested_of, objection_files_visible_to, objections_of
from programs.views.download import download_of
from programs.views.own_application import own_application
from programs.workflow import TransitionNotAllowed


@login_required
@require_http_methods(["GET", "POST"])
@takes_files
def objection(request: HttpRequest, pk: int) -> HttpResponse:
    """All objections of the application, and the form while one can be filed; 404 where nothing
    was told that could be objected to."""
    application = own_application(request, pk)
    contested = contested_of(application)
    filed = list(objections_of(application))
    if contested is None and not filed:
        raise Http404
    if request.method == "POST" and not request.user.has_perm(
        "programs.file_objection", application
    ):
        raise PermissionDenied
    form = ObjectionForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and _is_filed(request, application, form):
        return redirect("programs:objection", pk)
    is_open = bool(contested and contested.is_open_at(application.call.seen_at))
    may_file = request.user.has_perm("programs.file_objection", application)
    can_file = is_open and may_file and not any(map(contested.is_contested_by, filed))
    return TemplateResponse(
        request,
        "programs/application_objection.html",
        {
            "application": application,
            "call": application.call,
            "contested": contested,
            "objections": filed,
            "form": form,
            "can_file": can_file,
            "can_withdraw": may_file,
            "is_over": not is_open,
            "endings": MATERIAL_ENDINGS,
            "most_files": MOST_FILES,
            "most_bytes": settings.DOCUMENT_MAX_BYTES,
        },
    )


def _is_filed(request: HttpRequest, application: Application, form: ObjectionForm) -> bool:
    said = form.cleaned_data
    try:
        file_objection(
            application,
            asks=said["asks"],
            text=said["text"],
            uploads=said["files"],
            by=request.user,
        )
    except (AlreadyObjected, NothingToObject):
        form.add_error(None, _("An objection stands already: withdraw it to file another in time."))
    except ObjectionClosed:
        form.add_error(None, _("Not filed: the time to object has gone by."))
    except TooManyObjectionFiles as refusal:
        form.add_error("files", _("At most %(most)s files.") % {"most": refusal.most})
    except ValidationError as error:
        form.add_error("files", error.messages)
    else:
        tell_saved(request, _("Received. You see here until when it is decided."))
    return form.is_valid()


@login_required
@require_post_from("programs:objection", "pk")
def objection_withdraw(request: HttpRequest, pk: int, objection_pk: int) -> HttpResponse:
    application = own_application(request, pk)
    found = get_object_or_404(application.objections.all(), pk=objection_pk)
    if not request.user.has_perm("programs.file_objection", application):
        raise PermissionDenied
    try:
        withdraw_objection(found, by=request.user)
    except TransitionNotAllowed:
        messages.info(request, _("It was decided or withdrawn before."))
    else:
        messages.success(request, _("The objection is withdrawn."))
    return redirect("programs:objection", pk)


@login_required
@require_safe
def objection_file(request: HttpRequest, pk: int, file_pk: int) -> HttpResponse:
    visible = objection_files_visible_to(request.user)
    file = get_object_or_404(visible, pk=file_pk, objection__application=pk)
    return download_of(request, file.file, name=file.name)
