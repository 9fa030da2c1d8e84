"""How many bytes of files an application may keep, and what goes to make room.

A file goes that stands in no place and in no submission; its row stays, with name and digest.
"""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from programs.actions.clock import database_now
from programs.actions.errors import NoRoom
from programs.models import Application, Document, Submission, Upload
from programs.models.document import DocumentQuerySet

FORMER_KEPT_FOR = timedelta(days=30)  # after another file took its place
MOST_SWEPT_AT_ONCE = 1000

is_submitted = Exists(Submission.objects.filter(documents=OuterRef("pk")))


def check_room(application: Application, *, size: int) -> None:
    """Whether a file of `size` bytes could be kept, with all that is on its way. Raises NoRoom."""
    stays = _own_files(application).filter(Q(removed_at=None) | is_submitted)
    coming = Upload.objects.open().filter(application=application)
    if _bytes_of(stays) + _bytes_of(coming) + size > settings.APPLICATION_MAX_BYTES:
        raise NoRoom(settings.APPLICATION_MAX_BYTES)


def make_room(application: Application, *, size: int) -> None:
    """Let former files go, the oldest first, until `size` more bytes can be kept.

    Those that wait for a choice go last. Needs the application's row held. Raises NoRoom.
    """
    too_many = _bytes_of(_own_files(application)) + size - settings.APPLICATION_MAX_BYTES
    if too_many <= 0:
        return
    going = []
    for document in _that_may_go(_own_files(application)).order_by("is_set_aside", "removed_at"):
        going.append(document)
        too_many -= document.size
        if too_many <= 0:
            break
    else:
        raise NoRoom(settings.APPLICATION_MAX_BYTES)
    for document in going:
        _let_go(document)


def sweep_former() -> int:
    """Let former files go that nobody has put back for thirty days. How many went."""
    old = Document.objects.filter(removed_at__lt=database_now() - FORMER_KEPT_FOR)
    swept = 0
    for pk in list(_that_may_go(old).values_list("pk", flat=True)[:MOST_SWEPT_AT_ONCE]):
        with transaction.atomic():
            held = _that_may_go(old).select_for_update(of=["self"], skip_locked=True)
            if document := held.filter(pk=pk).first():
                _let_go(document)
                swept += 1
    return swept


def _own_files(application: Application) -> DocumentQuerySet:
    """Those whose bytes are its own: a certificate's belong to the company's vault."""
    kept: DocumentQuerySet = application.documents.filter(swept_at=None, vault_document=None)
    return kept


def _that_may_go(documents: DocumentQuerySet) -> DocumentQuerySet:
    return documents.former().filter(~is_submitted, swept_at=None, vault_document=None)


def _bytes_of(files: QuerySet[Any]) -> int:
    return int(files.aggregate(size=Coalesce(Sum("size"), 0))["size"])


def _let_go(document: Document) -> None:
    document.swept_at = database_now()
    document.save(update_fields=["swept_at"])
    storage, name = document.file.storage, document.file.name
    transaction.on_commit(lambda: storage.delete(str(name)))
