"""Which calls are to be sealed, and whether a seal still fits what is stored."""

import hashlib
from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import DateTimeField, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Least

from portal.common.signing import is_signed
from programs import merkle
from programs.models import Call, Document, Seal, Submission
from programs.queries.receipt import (
    bytes_of,
    leaves_of,
    statement_of,
    statement_of_seal,
    submissions_to_seal,
)

# The moment at which a call ended: what came first, NULL for what did not come
END = Least("closes_at", "closed_at", "cancelled_at", output_field=DateTimeField())
SEALED = ("ended_at", "sealed_at", "count", "root", "key_id", "signature")


def _kept() -> QuerySet[Any]:
    """Each seal as it was when it was made, of those too that were deleted since."""
    return apps.get_model("programs", "SealHistory").objects.filter(pgh_label="insert")


def calls_to_seal(now: datetime) -> QuerySet[Call]:
    """Published calls that have ended by `now` (UTC) and whose end never had a seal, oldest first."""
    of_this_end = {"call": OuterRef("pk"), "ended_at": OuterRef("end")}
    ended = Call.objects.published().annotate(end=END).filter(end__lte=now, opens_at__lt=F("end"))
    sealed = Exists(Seal.objects.filter(**of_this_end)) | Exists(_kept().filter(**of_this_end))
    return ended.filter(~sealed).order_by("end", "pk")


def calls_ever_sealed() -> QuerySet[Call]:
    """Calls that have a seal or had one, by their code."""
    had = Q(pk__in=Seal.objects.values("call")) | Q(pk__in=_kept().values("call"))
    return Call.objects.filter(had).order_by("code")


def seals_ever(call: Call) -> dict[int, datetime]:
    """The end (UTC) that each seal of the call was made of, by number; of deleted ones too."""
    ends = ("number", "ended_at")
    return dict(_kept().filter(call=call).values_list(*ends)) | dict(call.seals.values_list(*ends))


def faults_of_seals(call: Call, *, published: Collection[str] = ()) -> Iterator[str]:
    """Seals that were made and are gone, that are others than were made, and roots that were
    `published` and that no seal has."""
    stored = {seal.number: seal for seal in call.seals.all()}
    made = {row.number: row for row in _kept().filter(call=call).order_by("-pgh_id")}
    for number, row in sorted(made.items()):
        seal = stored.get(number)
        if seal is None:
            yield f"seal {number} is gone, its root was {row.root}"
        elif any(getattr(seal, name) != getattr(row, name) for name in SEALED):
            yield f"seal {number} is not the one that was made, whose root was {row.root}"
    for number in sorted(stored.keys() - made.keys()):
        yield f"seal {number} was not made by the portal: its history has none"
    for root in sorted(set(published) - {seal.root for seal in stored.values()}):
        yield f"no seal has the root {root}"


def faults_of_seal(seal: Seal) -> Iterator[str]:
    """What does not fit (any more) between a seal and the rows that are stored now, for operators."""
    call = seal.call
    if not _has_signature(seal, bytes_of(statement_of_seal(seal, call))):
        yield "the signature of the seal is not ours"
    sealed = submissions_to_seal(call, until=seal.sealed_at)
    if len(sealed) != seal.count:
        yield f"{seal.count} submissions were sealed, {len(sealed)} are stored"
    if merkle.root_of(leaves_of(sealed, call)).hex() != seal.root:
        yield "the submissions are not those that were sealed"


def faults_of_submissions(call: Call) -> Iterator[str]:
    """Submissions whose content or signature was changed, and those that no seal holds."""
    last = call.seals.order_by("number").last()
    late = last is not None and last.ended_at == call.ended_at
    submissions = Submission.objects.filter(application__call=call).order_by("received_at")
    for submission in submissions.iterator(chunk_size=100):
        number = submission.number
        if hashlib.sha256(submission.content.encode()).hexdigest() != submission.sha256:
            yield f"{number}: the content does not have its digest"
        statement = bytes_of(statement_of(submission, call))
        if submission.signature and not _has_signature(submission, statement):
            yield f"{number}: the signature is not ours"
        if late and last and submission.received_at >= last.sealed_at:
            yield f"{number}: stored after the seal"


def faults_of_documents(call: Call) -> Iterator[str]:
    """Submitted files that are gone from the storage, or whose bytes have another digest."""
    submitted = Document.objects.filter(submissions__application__call=call).distinct()
    for document in submitted.order_by("pk"):
        try:
            with document.file.open() as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            yield f"document {document.pk}: the file cannot be read"
            continue
        if digest != document.sha256:
            yield f"document {document.pk}: the file is not the one received"


def _has_signature(row: Seal | Submission, message: bytes) -> bool:
    return is_signed(message, key_id=row.key_id, value=row.signature)
