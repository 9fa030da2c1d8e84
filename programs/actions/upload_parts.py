"""Large files come in parts: started, continued where they had come to, finished or given up.

Each part is a file of its own on the private storage, so that any storage will do and any web host
can go on. A part counts once its row is committed; what a killed process leaves behind lies in the
folder of the upload and goes with it.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.db import transaction

from portal.accounts.models import User
from programs import workflow
from programs.actions.clock import database_now
from programs.actions.document import add_document
from programs.actions.errors import (
    CallClosed,
    PartTooSmall,
    TooManyUploads,
    UploadDamaged,
    UploadElsewhere,
)
from programs.actions.room import check_room
from programs.actions.upload import clean_name
from programs.file_checks import validate_promise
from programs.models import Application, Document, Question, RequiredDocument, Upload, UploadPart
from programs.models.document import PARTS_FOLDER
from programs.queries.application import uploads_under_way

PART_BYTES = 4 * 1024 * 1024  # held in memory; half a minute on a line of a megabit
LEAST_PART = 256 * 1024
MOST_SMALL_PARTS = 50  # of one file: those that a bad line cut short
MOST_OPEN = 5  # per person: what one can make the portal keep is this times the largest document
KEPT_FOR = timedelta(hours=48)  # after the last part
PIECE = 64 * 1024


def start_upload(
    application: Application,
    *,
    by: User,
    required_document: RequiredDocument | None = None,
    question: Question | None = None,
    name: str,
    size: int,
    modified_ms: int,
    seen: int | None = None,
) -> Upload:
    """The place where a file of `size` bytes may be sent to, part by part.

    The same file for the same place goes on where it had come to; another one takes its place.
    `seen` is kept for `put_in_place`, as the person's page says it now.
    Uploads to applications that the person has left, or that are closed, do not count.
    Raises ValidationError where it would not be taken, TooManyUploads, NoRoom, CallClosed,
    TransitionNotAllowed.
    """
    name = clean_name(name)
    validate_promise(name=name, size=size)
    place = {"required_document": required_document, "question": question}
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=by.pk)  # so that the count holds
        _check_under_way(Application.objects.select_related("call").get(pk=application.pk))
        former = Upload.objects.open().filter(application=application, started_by=by, **place)
        found = former.first()
        if found and (found.name, found.size, found.modified_ms) == (name, size, modified_ms):
            found.seen = seen
            found.save(update_fields=["seen"])
            return found
        if found:
            _drop(found)
        under_way = uploads_under_way(by, at=database_now())
        if under_way.count() >= MOST_OPEN:
            raise TooManyUploads(MOST_OPEN)
        check_room(application, size=size)
        return Upload.objects.create(
            application=application,
            started_by=by,
            name=name,
            size=size,
            modified_ms=modified_ms,
            seen=seen,
            **place,
        )


def _check_under_way(application: Application) -> None:
    """Whether its documents may be changed at this moment; the call is held when one is added."""
    if not application.call.is_underway_at(database_now()):
        raise CallClosed
    workflow.target_of(workflow.APPLICATION, "submit", application.state)


@transaction.atomic
def add_part(upload: Upload, *, by: User, offset: int, content: bytes) -> int:
    """Keep the next bytes of a file; how many have come by now.

    Raises UploadElsewhere where they do not begin at the end of what has come or are more than
    was said, PartTooSmall, CallClosed, TransitionNotAllowed.
    """
    held = _held(upload)
    _check_under_way(held.application)
    end = offset + len(content)
    if offset != held.received_bytes or end > held.size:
        raise UploadElsewhere(held.received_bytes)
    if content:
        _check_not_minced(held, len(content), is_last=end == held.size)
        UploadPart.objects.create(
            upload=held,
            offset=offset,
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            file=ContentFile(content, name="part"),
        )
        held.received_bytes, held.touched_at = end, database_now()
        held.save(update_fields=["received_bytes", "touched_at"])
    return held.received_bytes


def _check_not_minced(upload: Upload, size: int, *, is_last: bool) -> None:
    """A part is cut short by its line, and kept; that happens now and then, not hundreds of times.

    Each part is a file of its own: a large document in single bytes would fill the disk with them.
    """
    if size >= LEAST_PART or is_last:
        return
    if upload.parts.filter(size__lt=LEAST_PART).count() >= MOST_SMALL_PARTS:
        raise PartTooSmall


def _held(upload: Upload) -> Upload:
    uploads = Upload.objects.select_for_update(of=["self"])
    return uploads.select_related("application__call").get(pk=upload.pk)


def finish_upload(upload: Upload, *, by: User) -> Document:
    """Make a document of a file that has come in full, through `add_document`.

    A second time gives the same document. A file that is refused is given up.
    Raises ValidationError, NoRoom, UploadElsewhere while bytes are missing, UploadDamaged,
    CallClosed, TransitionNotAllowed.
    """
    try:
        with transaction.atomic():
            return _finished(_held(upload), by=by)
    except (ValidationError, UploadDamaged):
        discard_upload(upload, by=by)
        raise


def _finished(held: Upload, *, by: User) -> Document:
    """Only the upload is held while the file is checked; its call at the very end."""
    if held.document:
        return held.document
    if held.received_bytes < held.size:
        raise UploadElsewhere(held.received_bytes)
    _check_under_way(held.application)
    with _assembled(held) as file:
        held.document = add_document(
            held.application,
            by=by,
            required_document=held.required_document,
            question=held.question,
            seen=held.seen,
            upload=file,
        )
    held.save(update_fields=["document"])
    held.parts.all().delete()
    _forget_folder(held)
    return held.document


@contextmanager
def _assembled(upload: Upload) -> Iterator[UploadedFile]:
    """The file on this machine's disk, written piece by piece. Raises UploadDamaged."""
    file = TemporaryUploadedFile(upload.name, "", upload.size, None)
    with file:
        for part in upload.parts.all():
            if file.tell() != part.offset or _copied(part, file) != part.sha256:
                raise UploadDamaged
        if file.tell() != upload.size:
            raise UploadDamaged
        file.seek(0)
        yield file


def _copied(part: UploadPart, file: UploadedFile) -> str:
    """The digest of what was stored, all of which is in `file` now."""
    digest = hashlib.sha256()
    try:
        with part.file.open() as stored:
            while piece := stored.read(PIECE):
                digest.update(piece)
                file.write(piece)
    except FileNotFoundError:
        return ""
    return digest.hexdigest()


@transaction.atomic
def discard_upload(upload: Upload, *, by: User) -> None:
    """Give up a file that has not come in full; a second time changes nothing."""
    held = Upload.objects.open().select_for_update().filter(pk=upload.pk, started_by=by).first()
    if held:
        _drop(held)


def sweep_uploads() -> int:
    """Forget what nobody has gone on with, what has become a document, and stray folders.

    How many uploads were forgotten.
    """
    old = Upload.objects.filter(touched_at__lt=database_now() - KEPT_FOR)
    swept = 0
    for pk in list(old.values_list("pk", flat=True)):
        with transaction.atomic():
            held = old.select_for_update(skip_locked=True).filter(pk=pk).first()
            if held:
                _drop(held)
                swept += 1
    _forget_strays()
    return swept


def _forget_strays() -> None:
    """Folders without an upload: a process was killed while it emptied them."""
    with suppress(FileNotFoundError):
        folders, _files = default_storage.listdir(PARTS_FOLDER)
        known = {str(key) for key in Upload.objects.open().values_list("key", flat=True)}
        for folder in set(folders) - known:
            _empty(f"{PARTS_FOLDER}/{folder}")


def _drop(upload: Upload) -> None:
    _forget_folder(upload)
    upload.delete()


def _forget_folder(upload: Upload) -> None:
    folder = upload.folder
    transaction.on_commit(lambda: _empty(folder))


def _empty(folder: str) -> None:
    """Also of what a killed process had written and not told."""
    with suppress(FileNotFoundError):
        _folders, files = default_storage.listdir(folder)
        for name in files:
            default_storage.delete(f"{folder}/{name}")
        default_storage.delete(folder)
