"""Whether the file of a receipt is ours as a whole, not only what it claims.

The PDF is signed to its last byte, the JSON is compared part by part with what is stored
(docs/decisions/0028-a-receipt-is-checked-as-a-whole.md).
"""

import json
import re
from collections.abc import Iterable
from typing import Any

from portal.common.digest import canonical
from portal.common.signing import is_signed, public_keys, signed
from programs.models import Submission
from programs.queries.receipt import RECEIPT, receipt_json

SIGNED_PDF = b"rnd-zone-receipt-pdf/1\n"  # no other thing that we sign begins so
UNSIGNED = f"{'0' * 16} {'0' * 128}"
# As the PDF carries it in its key words, which every PDF program shows
MARK = re.compile(
    rb"rnd-zone-receipt/1 ([0-9A-Z_-]{1,60}) ([0-9a-f]{64})(?: ([0-9a-f]{16}) ([0-9a-f]{128}))?"
)


def mark_of(submission: Submission) -> str:
    """The key words of a PDF before it is signed: what it claims, and room for the signature."""
    return f"{RECEIPT} {submission.number} {submission.sha256} {UNSIGNED}"


def signed_pdf(pdf: bytes) -> bytes:
    """The PDF with the signature of all its bytes in its own key words, where zeros kept the room."""
    signature = signed(SIGNED_PDF + pdf)
    return pdf.replace(UNSIGNED.encode(), f"{signature.key_id} {signature.value}".encode())


def claim_in_file(content: bytes) -> dict[str, str] | None:
    """Number and digest that a receipt's file claims, PDF or JSON; None where it claims nothing."""
    found = MARK.search(content) if is_pdf(content) else MARK.fullmatch(_mark_of_json(content))
    return {"number": found[1].decode(), "sha256": found[2].decode()} if found else None


def is_ours(content: bytes, submission: Submission) -> bool:
    """Whether the portal made this file of the submission: a PDF to the last byte, a JSON in each
    of its parts."""
    return _is_our_pdf(content) if is_pdf(content) else _is_our_json(content, submission)


def is_pdf(content: bytes) -> bool:
    return content.startswith(b"%PDF-")


def _is_our_pdf(content: bytes) -> bool:
    found = MARK.search(content)
    if found is None or found[3] is None:
        return False
    written = b"%b %b" % (found[3], found[4])
    pdf = SIGNED_PDF + content.replace(written, UNSIGNED.encode())
    return is_signed(pdf, key_id=found[3].decode(), value=found[4].decode())


def _is_our_json(content: bytes, submission: Submission) -> bool:
    """Before the call was sealed a receipt has no place in the seal; its keys are some of ours."""
    said, ours = _read(content), receipt_json(submission, submission.application.call)
    if said.keys() != ours.keys() or not isinstance(said["keys"], dict):
        return False
    known = public_keys()
    if any(known.get(name) != value for name, value in said["keys"].items()):
        return False
    parts = ["statement", "signature", "content", *(["seal"] if said["seal"] is not None else [])]
    return all(canonical({name: said[name]}) == canonical({name: ours[name]}) for name in parts)


def _mark_of_json(content: bytes) -> bytes:
    try:
        statement = _read(content)["statement"]
        return f"{statement['format']} {statement['number']} {statement['sha256']}".encode()
    except (KeyError, TypeError, ValueError):
        return b""


def _read(content: bytes) -> dict[str, Any]:
    """The object that a JSON file holds. Raises ValueError where it is none."""
    try:
        said = json.loads(content, object_pairs_hook=_object)
    except RecursionError as error:
        raise ValueError from error
    if not isinstance(said, dict):
        raise ValueError
    return said


def _object(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Each name once: programs differ in which of two they read. Raises ValueError."""
    rows = list(pairs)
    if len({name for name, _value in rows}) < len(rows):
        raise ValueError("a name comes twice")
    return dict(rows)
