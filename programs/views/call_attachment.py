"""Files of a call: the agency attaches them to a draft, everybody downloads them."""

from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.common.bodies import takes_files
from portal.common.posting import require_post_from
from programs.actions.attachment import (
    MOST_ATTACHMENTS,
    add_attachment,
    label_attachment,
    remove_attachment,
)
from programs.actions.errors import TooManyAttachments
from programs.enums import CallSection
from programs.file_checks import ATTACHMENT_ENDINGS
from programs.forms.attachment import AttachmentLabelForm, AttachmentUploadForm
from programs.models import Attachment, Call
from programs.queries import attachments_visible_to
from programs.views.call_section import neighbours_of
from programs.views.download import NOTHING_RUNS, download_of
from programs.views.own_call import own_call
from programs.workflow import TransitionNotAllowed


@login_required
@require_http_methods(["GET", "POST"])
@takes_files
def call_attachments(request: HttpRequest, pk: int) -> HttpResponse:
    call = own_call(request, pk)
    is_sent = request.method == "POST"
    form = AttachmentUploadForm(request.POST, request.FILES) if is_sent else AttachmentUploadForm()
    if is_sent and form.is_valid() and _attached(request, call, form):
        return redirect("programs:call-attachments", pk=pk)
    return _page(request, call, form=form)


def _page(
    request: HttpRequest,
    call: Call,
    *,
    form: AttachmentUploadForm | None = None,
    wrong: AttachmentLabelForm | None = None,
) -> HttpResponse:
    """`wrong` is the form of one file that was sent and comes back with what was typed."""
    forms = [
        wrong if wrong and wrong.instance.pk == attachment.pk else _label_form(attachment)
        for attachment in call.attachments.current()
    ]
    context = {
        "call": call,
        "form": form or AttachmentUploadForm(),
        "forms": forms,
        "wrong": wrong,
        "can_edit": request.user.has_perm("programs.edit_call", call),
        "endings": ATTACHMENT_ENDINGS,
        "most_bytes": settings.ATTACHMENT_MAX_BYTES,
        "most_files": MOST_ATTACHMENTS,
        **neighbours_of(call, CallSection.ATTACHMENTS, []),
    }
    return TemplateResponse(request, "programs/call_attachments.html", context)


def _label_form(attachment: Attachment, sent: object = None) -> AttachmentLabelForm:
    return AttachmentLabelForm(sent, instance=attachment, auto_id=f"id_{attachment.pk}_%s")


def _attached(request: HttpRequest, call: Call, form: AttachmentUploadForm) -> bool:
    """Whether all files were attached; those that were stay, and each other says why not."""
    for upload in form.cleaned_data["files"]:
        if refusal := _refusal(request, call, upload):
            form.add_error("files", refusal)
        else:
            messages.success(request, _("%(name)s is attached.") % {"name": upload.name})
    return form.is_valid()


def _refusal(request: HttpRequest, call: Call, upload: UploadedFile) -> str | None:
    try:
        add_attachment(call, by=request.user, upload=upload)
    except ValidationError as error:
        reason = " ".join(error.messages)
    except TooManyAttachments as error:
        reason = _("A call has at most %(most)s attachments.") % {"most": error.most}
    except TransitionNotAllowed:
        reason = _("This call was submitted: it can no longer be changed.")
    else:
        return None
    return f"{upload.name}: {reason}"


@login_required
@require_post_from("programs:call-attachments", "pk")
def call_attachment_label(request: HttpRequest, pk: int, attachment_pk: int) -> HttpResponse:
    call = own_call(request, pk)
    attachment = get_object_or_404(call.attachments.all(), pk=attachment_pk)
    if attachment.removed_at:
        words = {"name": attachment.name}
        messages.error(request, _("Not saved: a colleague has removed %(name)s meanwhile.") % words)
        return redirect("programs:call-attachments", pk=pk)
    form = _label_form(attachment, request.POST)
    if form.is_valid():
        try:
            label_attachment(attachment, by=request.user, **form.cleaned_data)
        except TransitionNotAllowed:
            form.add_error(None, _("This call was submitted: it can no longer be changed."))
        else:
            messages.success(request, _("%(name)s is labelled.") % {"name": attachment.name})
            return redirect("programs:call-attachments", pk=pk)
    return _page(request, call, wrong=form)


@login_required
@require_post_from("programs:call-attachments", "pk")
def call_attachment_remove(request: HttpRequest, pk: int, attachment_pk: int) -> HttpResponse:
    call = own_call(request, pk)
    attachment = get_object_or_404(call.attachments.all(), pk=attachment_pk)
    try:
        remove_attachment(attachment, by=request.user)
    except TransitionNotAllowed:
        messages.error(request, _("This call was submitted: it can no longer be changed."))
    else:
        messages.success(request, _("%(name)s is removed.") % {"name": attachment.name})
    return redirect("programs:call-attachments", pk=pk)


@require_safe
def attachment_download(request: HttpRequest, code: str, attachment_pk: int) -> HttpResponse:
    """The file as a download, for whoever may see the call; it is never rendered in our origin."""
    visible = attachments_visible_to(request.user).filter(call__code=code)
    attachment = get_object_or_404(visible.select_related("call"), pk=attachment_pk)
    etag = f'"{attachment.sha256}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        file, kind = attachment.file, attachment.content_type
        response = download_of(request, file, name=attachment.name, content_type=kind)
        if response.status_code == HTTPStatus.NOT_FOUND:
            return response
    # Caches ask again each time, as a call may go out of sight; drafts are kept by none
    is_public = attachment.call.is_published
    response.headers["Cache-Control"] = "no-cache" if is_public else "private, no-store"
    response.headers["ETag"] = etag
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = NOTHING_RUNS
    return response
