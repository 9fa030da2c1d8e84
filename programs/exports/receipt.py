"""The receipt (접수증) of a submission as PDF."""

import json
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from portal.common.text import file_size
from programs.exports.printing import compiled, exact_moment, language
from programs.models import Document, Submission
from programs.queries.receipt_file import mark_of, signed_pdf
from zones.validators import with_hyphens


def receipt_pdf(submission: Submission, *, documents: Sequence[Document] | None = None) -> bytes:
    """The receipt (접수증) in the active language, signed; equal data gives equal bytes.

    `documents` spares the query where the caller has them already.
    """
    if documents is None:
        documents = list(submission.documents.all())
    facts = _receipt(submission, documents)
    return signed_pdf(compiled("receipt.typ", facts, at=submission.received_at))


def _receipt(submission: Submission, documents: Sequence[Document]) -> dict[str, Any]:
    """All that the receipt says, in the words of the active language."""
    key = _("Key")
    return {
        "language": language(),
        "site": _("R&D Zone Portal"),
        "title": _("Receipt of an application"),
        "number": {"label": _("Receipt number"), "value": submission.number},
        "received": {"label": _("Received at"), "value": exact_moment(submission.received_at)},
        "facts": [{"label": label, "value": value} for label, value in _facts(submission)],
        "content": {"label": _("SHA-256 of the application"), "value": submission.sha256},
        "signature": {
            "label": _("Signature (Ed25519)"),
            "value": submission.signature,
            "key": submission.key_id and f"{key}: {submission.key_id}",
            "none": _("none: this receipt is from before receipts were signed, or an example"),
        },
        "mark": mark_of(submission),
        "documents": _document_table(documents),
        "proof": _proof(),
    }


def _facts(submission: Submission) -> list[tuple[str, str]]:
    """What was asked for, from whom and by whom, without what is not known."""
    call = submission.application.call
    received = json.loads(submission.content)  # what was received, not what became of it since
    company = received["company"]
    facts = [
        (_("Call"), call.title),
        (_("Call code"), call.code),
        (_("Agency"), call.agency.name),
        (_("Applicant"), company["name"]),
        (_("Business number"), with_hyphens(company["business_number"])),
        (_("Title of the project"), received["title"]),
        (_("Submitted by"), submission.submitted_by.name),
    ]
    return [(label, value) for label, value in facts if value]


def _document_table(documents: Sequence[Document]) -> dict[str, Any]:
    return {
        "title": _("Documents received"),
        "none": _("No documents were part of the application."),
        "number": _("No."),
        "name": _("File name and SHA-256"),
        "size": _("Size"),
        "rows": [
            {
                "name": document.name,
                "size": file_size(document.size),
                "sha256": document.sha256,
            }
            for document in documents
        ],
    }


def _proof() -> dict[str, Any]:
    return {
        "title": _("What this receipt proves"),
        "sentences": [
            _(
                "The application and the documents with the digests above were received at the "
                "time above, to the microsecond by the clock of the portal's database."
            ),
            _(
                "A file is the one received if its SHA-256 is the same to the last character. "
                "The receipt says nothing about eligibility or selection."
            ),
        ],
        "check": _("Anyone can check the receipt number and the digest, without signing in, at:"),
        "address": f"{settings.SITE_URL}/receipts/",
    }
