from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts.models import User
from portal.common.bodies import takes_files
from portal.common.client import client_address
from portal.common.posting import require_post_from
from programs.actions.document import add_document, remove_document
from programs.actions.errors import CallClosed, FileGone, NoRoom, PlaceChanged
from programs.actions.former_document import leave_aside, restore_document
from programs.actions.reading import record_reading
from programs.enums import ApplicationSection, DocumentStep, QuestionKind, ReadPlace
from programs.file_checks import DOCUMENT_ENDINGS
from programs.forms.application import DocumentForm, RestoreForm
from programs.models import (
    Application,
    Document,
    Question,
    RequiredDocument,
    Upload,
)
from programs.queries import (
    Written,
    applications_of,
    documents_visible_to,
    former_documents_of,
    originals_visible_to,
    sections_in,
    uploads_of,
)
from programs.queries.blinding import is_judged_blind
from programs.queries.call import cancellation_of
from programs.queries.review import assignments_read_by
from programs.queries.vault import Kept, kept_for
from programs.views.application_steps import steps_around
from programs.views.download import download_of
from programs.views.own_application import own_written, tell_of_document, why_closed, why_no_room
from programs.workflow import TransitionNotAllowed


@login_required
@require_http_methods(["GET", "POST"])
@takes_files
def document_list(request: HttpRequest, pk: int) -> HttpResponse:
    written = own_written(request, pk)
    application = written.application
    form = DocumentForm(request.POST or None, request.FILES or None, application=application)
    if request.method == "POST" and form.is_valid() and _added(request, application, form):
        return redirect("programs:document-list", pk=pk)
    return TemplateResponse(
        request,
        "programs/document_list.html",
        {
            "application": application,
            "call": application.call,
            "cancellation": cancellation_of(application.call),
            "places": _places(written, form, user=request.user),
            **steps_around(
                application,
                ApplicationSection.DOCUMENTS,
                sections=sections_in(written, by=request.user),
            ),
            "due_later": written.required(step=DocumentStep.AGREEMENT),
            "form": form,
            "is_judged_blind": is_judged_blind(application.call),
            "can_edit": request.user.has_perm("programs.edit_application", application),
            "endings": DOCUMENT_ENDINGS,
            "most_bytes": settings.DOCUMENT_MAX_BYTES,
        },
    )


def _added(request: HttpRequest, application: Application, form: DocumentForm) -> bool:
    try:
        document = add_document(
            application,
            by=request.user,
            required_document=form.cleaned_data["required_document"],
            question=form.cleaned_data["question"],
            seen=form.cleaned_data["seen"],
            upload=form.cleaned_data["file"],
        )
    except ValidationError as error:
        form.add_error("file", error)
    except NoRoom as error:
        form.add_error("file", why_no_room(error))
    except (CallClosed, TransitionNotAllowed):
        form.add_error(None, _("This call is closed: the file was not added."))
    else:
        tell_of_document(request, document, _("%(name)s is uploaded."))
        return True
    return False


NOTHING_KEPT = Kept(offered=[], outdated=[])


@dataclass(frozen=True)
class Place:
    """What a file is asked for, the file that is there, and what was wrong with the one just sent."""

    name: str  # of the form's field that says where a file belongs
    asked: RequiredDocument | Question
    document: Document | None
    upload: Upload | None  # a file of this person that has come in part
    errors: list[str]
    kept: Kept
    earlier: list[Document]  # files that stood here before, or were kept aside

    @property
    def anchor(self) -> str:
        kind = "question-" if self.name == "question" else ""
        return f"{kind}{self.asked.pk}"

    @property
    def aside(self) -> list[Document]:
        """Those for which a choice waits."""
        return [document for document in self.earlier if document.is_set_aside]

    @property
    def seen(self) -> int:
        """What the page shows, for it to send back."""
        return self.document.pk if self.document else 0


def _places(written: Written, form: DocumentForm, *, user: User) -> list[Place]:
    application, filled = written.application, written.form
    current = {document.place: document for document in filled.documents}
    earlier = former_documents_of(application)
    withheld = application.documents.withheld().select_related("required_document", "question")
    current |= {document.place: document for document in withheld}
    uploads = uploads_of(user).open().filter(application=application)
    under_way = {
        upload.place: upload for upload in uploads.select_related("required_document", "question")
    }
    files = [question for question in filled.questions if question.kind == QuestionKind.FILE]
    required = written.required()
    kept = kept_for(application, required)
    asked = [("required_document", document) for document in required]
    asked += [("question", question) for question in files]
    return [
        Place(
            name,
            thing,
            current.get(thing),
            under_way.get(thing),
            form["file"].errors if form.data.get(name) == str(thing.pk) else [],
            kept.get(thing.pk, NOTHING_KEPT) if name == "required_document" else NOTHING_KEPT,
            earlier.get(thing, []),
        )
        for name, thing in asked
    ]


@login_required
@require_safe
def document_download(request: HttpRequest, pk: int, document_pk: int) -> HttpResponse:
    """The file as a download, never rendered in our origin; readers other than the applicant are
    logged. Who reviews it is led to its pages."""
    visible = documents_visible_to(request.user).select_related("application__company")
    document = get_object_or_404(visible, pk=document_pk, application=pk)
    if not originals_visible_to(request.user).filter(pk=document_pk).exists():
        reviewed = get_object_or_404(assignments_read_by(request.user), application=pk)
        return redirect("programs:review-document", pk=reviewed.pk, document_pk=document_pk)
    if not applications_of(request.user).filter(pk=pk).exists():
        record_reading(
            document.application,
            by=request.user,
            place=ReadPlace.DOCUMENT,
            address=client_address(request),
            document=document,
        )
    return download_of(request, document.file, name=document.name)


@login_required
@require_post_from("programs:document-list", "pk")
def document_remove(request: HttpRequest, pk: int, document_pk: int) -> HttpResponse:
    application = get_object_or_404(applications_of(request.user), pk=pk)
    document = get_object_or_404(application.documents.current(), pk=document_pk)
    try:
        remove_document(document, by=request.user)
    except (CallClosed, TransitionNotAllowed):
        messages.error(request, _("This call is closed: nothing was removed."))
    else:
        messages.success(request, _("%(name)s is removed.") % {"name": document.name})
    return redirect("programs:document-list", pk=pk)


@login_required
@require_post_from("programs:document-list", "pk")
def document_restore(request: HttpRequest, pk: int, document_pk: int) -> HttpResponse:
    """An earlier file, or one that was kept aside, takes its place."""
    application = get_object_or_404(applications_of(request.user), pk=pk)
    document = get_object_or_404(application.documents, pk=document_pk)
    form = RestoreForm(request.POST)
    seen = form.cleaned_data["seen"] if form.is_valid() else 0
    try:
        restore_document(document, by=request.user, seen=seen)
    except PlaceChanged:
        messages.error(request, _("Nothing was changed: another file is there by now. Look again."))
    except FileGone:
        messages.error(request, _("This file cannot be put back. Upload it anew."))
    except (CallClosed, TransitionNotAllowed):
        messages.error(request, why_closed(application))
    else:
        messages.success(request, _("%(name)s is in its place.") % {"name": document.name})
    return redirect("programs:document-list", pk=pk)


@login_required
@require_post_from("programs:document-list", "pk")
def document_leave_aside(request: HttpRequest, pk: int, document_pk: int) -> HttpResponse:
    """The file that stands in the place stays there."""
    application = get_object_or_404(applications_of(request.user), pk=pk)
    document = get_object_or_404(application.documents, pk=document_pk)
    try:
        leave_aside(document, by=request.user)
    except (CallClosed, TransitionNotAllowed):
        messages.error(request, why_closed(application))
    else:
        messages.success(request, _("The file that is there stays. Yours is an earlier file."))
    return redirect("programs:document-list", pk=pk)
