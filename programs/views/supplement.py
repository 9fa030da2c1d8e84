"""The applicant's answer to a request for a supplement, with its files."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.common.bodies import takes_files
from portal.common.client import client_address
from portal.common.keeping import tell_saved
from portal.common.posting import require_post_from
from programs.actions.errors import SupplementClosed, TooManyFiles
from programs.actions.reading import record_reading
from programs.actions.supplement import (
    add_supplement_file,
    answer_supplement,
    remove_supplement_file,
)
from programs.enums import ReadPlace
from programs.file_checks import DOCUMENT_ENDINGS
from programs.forms.screening import SupplementAnswerForm, SupplementFilesForm
from programs.models import Application, Supplement
from programs.queries import applications_of
from programs.queries.supplement import supplement_files_visible_to
from programs.views.download import download_of
from programs.views.own_application import own_application
from zones.actions.errors import OutsideConsultant


def _newest(application: Application) -> Supplement:
    """The request that the page is about; 404 where nothing was ever asked."""
    supplement = application.supplements.first()
    if supplement is None:
        raise Http404
    return supplement


@login_required
@require_http_methods(["GET", "POST"])
def application_supplement(request: HttpRequest, pk: int) -> HttpResponse:
    application = own_application(request, pk)
    supplement = _newest(application)
    form = SupplementAnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            answer_supplement(supplement, by=request.user, **form.cleaned_data)
        except (SupplementClosed, OutsideConsultant) as refusal:
            form.add_error(None, _why_not(refusal))
        else:
            tell_saved(request, _("Sent. The foundation was told."))
            return redirect("programs:application-supplement", pk=pk)
    return _page(request, application, form=form)


@login_required
@require_post_from("programs:application-supplement", "pk")
@takes_files
def supplement_files(request: HttpRequest, pk: int) -> HttpResponse:
    application = own_application(request, pk)
    form = SupplementFilesForm(request.POST, request.FILES)
    if form.is_valid() and _added(request, _newest(application), form):
        return redirect("programs:application-supplement", pk=pk)
    return _page(request, application, files_form=form)


@login_required
@require_post_from("programs:application-supplement", "pk")
def supplement_file_remove(request: HttpRequest, pk: int, file_pk: int) -> HttpResponse:
    supplement = _newest(own_application(request, pk))
    file = get_object_or_404(supplement.files.all(), pk=file_pk)
    try:
        remove_supplement_file(file, by=request.user)
    except (SupplementClosed, OutsideConsultant) as refusal:
        messages.error(request, _why_not(refusal))
    else:
        messages.success(request, _("%(name)s is removed.") % {"name": file.name})
    return redirect("programs:application-supplement", pk=pk)


@login_required
@require_safe
def supplement_download(request: HttpRequest, pk: int, file_pk: int) -> HttpResponse:
    """The file as a download; readers other than the applicant are logged."""
    visible = supplement_files_visible_to(request.user).select_related("supplement__application")
    file = get_object_or_404(visible, pk=file_pk, supplement__application=pk)
    if not applications_of(request.user).filter(pk=pk).exists():
        record_reading(
            file.supplement.application,
            by=request.user,
            place=ReadPlace.SUPPLEMENT,
            address=client_address(request),
            supplement_file=file,
        )
    return download_of(request, file.file, name=file.name)


def _page(
    request: HttpRequest,
    application: Application,
    *,
    form: SupplementAnswerForm | None = None,
    files_form: SupplementFilesForm | None = None,
) -> HttpResponse:
    supplements = list(application.supplements.prefetch_related("files"))
    if not supplements:
        raise Http404
    newest, *former = supplements
    moment = application.call.seen_at  # by the database's clock
    can_answer = newest.takes_answers_at(moment) and request.user.has_perm(
        "programs.answer_supplement", application
    )
    context = {
        "application": application,
        "call": application.call,
        "supplement": newest,
        "former": former,
        "can_answer": can_answer,
        "is_over": moment >= newest.due_at,
        "form": form or SupplementAnswerForm(),
        "files_form": files_form or SupplementFilesForm(),
        "endings": DOCUMENT_ENDINGS,
        "most_bytes": settings.DOCUMENT_MAX_BYTES,
    }
    return TemplateResponse(request, "programs/application_supplement.html", context)


def _added(request: HttpRequest, supplement: Supplement, form: SupplementFilesForm) -> bool:
    """Whether all files were added; those that were stay, and each other says why not."""
    for upload in form.cleaned_data["files"]:
        if refusal := _refusal(request, supplement, upload):
            form.add_error("files", refusal)
        else:
            messages.success(request, _("%(name)s is added.") % {"name": upload.name})
    return form.is_valid()


def _refusal(request: HttpRequest, supplement: Supplement, upload: UploadedFile) -> str | None:
    try:
        add_supplement_file(supplement, by=request.user, upload=upload)
    except ValidationError as error:
        reason = " ".join(error.messages)
    except TooManyFiles as error:
        reason = _("An answer has at most %(most)s files. Remove one first.") % {"most": error.most}
    except (SupplementClosed, OutsideConsultant) as refusal:
        reason = _why_not(refusal)
    else:
        return None
    return f"{upload.name}: {reason}"


def _why_not(refusal: Exception) -> str:
    if isinstance(refusal, OutsideConsultant):
        return _("The company's representative or staff answer; an outside consultant does not.")
    return _("Not done: it was answered or closed already, or its last day is over.")
