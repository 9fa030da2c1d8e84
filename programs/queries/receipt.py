"""What a receipt says, as it is signed and sealed, and whether it is ours.

docs/receipts.md describes it for those who check receipts without us.
"""

from datetime import UTC, datetime
from typing import Any

from django.db.models import OuterRef, QuerySet

from portal.common.digest import canonical
from portal.common.nested import objects_from, rows_of
from portal.common.signing import public_keys
from programs import merkle
from programs.models import Call, Seal, Submission

SEAL_FIELDS = ("number", "ended_at", "sealed_at", "count", "root", "key_id", "signature")
RECEIPT, SEAL = "rnd-zone-receipt/1", "rnd-zone-seal/1"


def moment_in_words(at: datetime) -> str:
    """A moment in UTC to the microsecond, as what is signed says it."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"


def receipt_statement(
    call_code: str, *, number: str, received_at: datetime, sha256: str
) -> dict[str, str]:
    """What the signature of a receipt and a leaf of the seal say; moments in UTC."""
    return {
        "format": RECEIPT,
        "call": call_code,
        "number": number,
        "received_at": moment_in_words(received_at),
        "sha256": sha256,
    }


def statement_of(submission: Submission, call: Call) -> dict[str, str]:
    return receipt_statement(
        call.code,
        number=submission.number,
        received_at=submission.received_at,
        sha256=submission.sha256,
    )


def seal_statement(
    call_code: str, *, number: int, ended_at: datetime, sealed_at: datetime, count: int, root: str
) -> dict[str, Any]:
    """What the signature of a seal says; moments in UTC."""
    return {
        "format": SEAL,
        "call": call_code,
        "number": number,
        "ended_at": moment_in_words(ended_at),
        "sealed_at": moment_in_words(sealed_at),
        "count": count,
        "root": root,
    }


def statement_of_seal(seal: Seal, call: Call) -> dict[str, Any]:
    names = ("number", "ended_at", "sealed_at", "count", "root")
    return seal_statement(call.code, **{name: getattr(seal, name) for name in names})


def bytes_of(statement: dict[str, Any]) -> bytes:
    """The bytes that are signed, and that are a leaf of the tree."""
    return canonical(statement).encode()


def submissions_to_seal(call: Call, *, until: datetime | None = None) -> list[Submission]:
    """All submissions of a call, up to the moment `until`, in the order of the seal."""
    submissions = Submission.objects.filter(application__call=call)
    if until:
        submissions = submissions.filter(received_at__lt=until)
    return list(submissions.defer("content").order_by("received_at", "number"))


def leaves_of(submissions: list[Submission], call: Call) -> list[bytes]:
    return [bytes_of(statement_of(submission, call)) for submission in submissions]


def with_seal(submissions: QuerySet[Submission]) -> QuerySet[Submission]:
    """Submissions with what `seal_that_holds` looks for, in the same statement."""
    seals = Seal.objects.filter(call__applications=OuterRef("application"))
    holding = _first_after(seals, OuterRef("received_at"))
    return submissions.annotate(seal_rows=rows_of(holding, *SEAL_FIELDS))


def seal_that_holds(submission: Submission, call: Call) -> Seal | None:
    """The first seal of the call after the submission was received; None while it is open."""
    if "seal_rows" in vars(submission):
        return next(iter(objects_from(Seal, vars(submission)["seal_rows"])), None)
    return _first_after(call.seals.all(), submission.received_at).first()


def _first_after(seals: QuerySet[Seal], received_at: datetime | OuterRef) -> QuerySet[Seal]:
    return seals.filter(sealed_at__gt=received_at).order_by("number")[:1]


def receipt_json(submission: Submission, call: Call) -> dict[str, Any]:
    """The receipt for programs: statement, signature, keys, content, and its place in the seal."""
    seal = seal_that_holds(submission, call)
    return {
        "statement": statement_of(submission, call),
        "signature": {"key": submission.key_id, "value": submission.signature},
        "keys": public_keys(),
        "content": submission.content,
        "seal": _place_in(seal, submission, call) if seal else None,
    }


def _place_in(seal: Seal, submission: Submission, call: Call) -> dict[str, Any]:
    sealed = submissions_to_seal(call, until=seal.sealed_at)
    index = [row.pk for row in sealed].index(submission.pk)
    return {
        "statement": statement_of_seal(seal, call),
        "signature": {"key": seal.key_id, "value": seal.signature},
        "index": index,
        "path": [digest.hex() for digest in merkle.path_of(leaves_of(sealed, call), index)],
    }
