"""A document that comes in parts: what the browser's upload.js speaks with.

After tus 1.0, its words for the offset included: announce a file (POST), ask how far it has come
(GET, HEAD), send what comes next (PATCH), and finish. No page; without JavaScript the form of the
documents page takes the file in one piece.
"""

from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.request import UnreadablePostError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from portal.common.posting import require_post_from
from programs.actions.errors import (
    CallClosed,
    NoRoom,
    PartTooSmall,
    TooManyUploads,
    UploadDamaged,
    UploadElsewhere,
)
from programs.actions.upload_parts import (
    PART_BYTES,
    add_part,
    discard_upload,
    finish_upload,
    start_upload,
)
from programs.forms.application import UploadForm
from programs.models import Application, Upload
from programs.queries import applications_of, uploads_of
from programs.views.own_application import tell_of_document, why_no_room
from programs.workflow import TransitionNotAllowed

PART_TYPE = "application/offset+octet-stream"
PIECE = 64 * 1024
MOST_DIGITS = 18


def _own(request: HttpRequest, pk: int) -> Application:
    applications = applications_of(request.user).select_related("call", "company")
    return get_object_or_404(applications, pk=pk)


def _own_upload(request: HttpRequest, pk: int, upload_pk: int) -> Upload:
    return get_object_or_404(uploads_of(request.user), pk=upload_pk, application=pk)


def _refused(status: HTTPStatus, words: str, **more: Any) -> JsonResponse:
    return JsonResponse({"message": words, **more}, status=status)


def _closed() -> JsonResponse:
    return _refused(HTTPStatus.CONFLICT, _("This call is closed: the file was not added."))


def _with_offset(response: HttpResponse, upload: Upload, offset: int) -> HttpResponse:
    response.headers["Upload-Offset"] = str(offset)
    response.headers["Upload-Length"] = str(upload.size)
    response.headers["Cache-Control"] = "no-store"
    return response


@login_required
@require_POST
def upload_start(request: HttpRequest, pk: int) -> HttpResponse:
    application = _own(request, pk)
    form = UploadForm(request.POST, application=application)
    if not form.is_valid():
        words = " ".join(error for errors in form.errors.values() for error in errors)
        return _refused(HTTPStatus.UNPROCESSABLE_ENTITY, words)
    try:
        upload = start_upload(application, by=request.user, **form.cleaned_data)
    except ValidationError as error:
        return _refused(HTTPStatus.UNPROCESSABLE_ENTITY, " ".join(error.messages))
    except TooManyUploads as error:
        words = _(
            "%(most)s files are under way. Finish or discard one of them first, here or in your"
            " other applications."
        )
        return _refused(HTTPStatus.CONFLICT, words % {"most": error.most})
    except NoRoom as error:
        return _refused(HTTPStatus.CONFLICT, why_no_room(error))
    except (CallClosed, TransitionNotAllowed):
        return _closed()
    keys = {"pk": pk, "upload_pk": upload.pk}
    response = JsonResponse(
        {
            "offset": upload.received_bytes,
            "part_bytes": PART_BYTES,
            "finish": reverse("programs:upload-finish", kwargs=keys),
        },
        status=HTTPStatus.CREATED,
    )
    response.headers["Location"] = reverse("programs:upload-parts", kwargs=keys)
    return _with_offset(response, upload, upload.received_bytes)


@login_required
@require_http_methods(["GET", "HEAD", "PATCH"])
def upload_parts(request: HttpRequest, pk: int, upload_pk: int) -> HttpResponse:
    upload = _own_upload(request, pk, upload_pk)
    if request.method != "PATCH":
        return _with_offset(HttpResponse(), upload, upload.received_bytes)
    if request.content_type != PART_TYPE:
        return HttpResponse(status=HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    offset = _count(request.headers.get("Upload-Offset"))
    length = _count(request.META.get("CONTENT_LENGTH"))
    if offset is None or length is None:
        return HttpResponse(status=HTTPStatus.BAD_REQUEST)
    if length > PART_BYTES:
        return HttpResponse(status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    try:
        come = add_part(upload, by=request.user, offset=offset, content=_body(request))
    except UploadElsewhere as error:
        return _with_offset(HttpResponse(status=HTTPStatus.CONFLICT), upload, error.offset)
    except PartTooSmall:
        return _refused(HTTPStatus.BAD_REQUEST, _("The file came in too many small parts."))
    except (CallClosed, TransitionNotAllowed):
        return _closed()
    return _with_offset(HttpResponse(status=HTTPStatus.NO_CONTENT), upload, come)


def _count(header: str | None) -> int | None:
    """How many bytes a header says; None where it says no number that a file could have."""
    said = header or ""
    is_count = said.isascii() and said.isdecimal() and len(said) <= MOST_DIGITS
    return int(said) if is_count else None


def _body(request: HttpRequest) -> bytes:
    """As much of it as arrives: where the line is cut, what has come need not come again."""
    body = bytearray()
    try:
        while piece := request.read(PIECE):
            body += piece
    except UnreadablePostError:
        pass
    return bytes(body)


@login_required
@require_POST
def upload_finish(request: HttpRequest, pk: int, upload_pk: int) -> HttpResponse:
    upload = _own_upload(request, pk, upload_pk)
    try:
        document = finish_upload(upload, by=request.user)
    except ValidationError as error:
        return _refused(HTTPStatus.UNPROCESSABLE_ENTITY, " ".join(error.messages))
    except UploadDamaged:
        words = _("The file was damaged on its way. Choose it once more.")
        return _refused(HTTPStatus.UNPROCESSABLE_ENTITY, words)
    except NoRoom as error:
        return _refused(HTTPStatus.CONFLICT, why_no_room(error))
    except UploadElsewhere as error:
        response = HttpResponse(status=HTTPStatus.CONFLICT)
        return _with_offset(response, upload, error.offset)
    except (CallClosed, TransitionNotAllowed):
        return _closed()
    tell_of_document(request, document, _("%(name)s is uploaded."))
    return JsonResponse({"name": document.name, "sha256": document.sha256})


@login_required
@require_post_from("programs:document-list", "pk")
def upload_discard(request: HttpRequest, pk: int, upload_pk: int) -> HttpResponse:
    discard_upload(_own_upload(request, pk, upload_pk), by=request.user)
    return redirect("programs:document-list", pk=pk)
