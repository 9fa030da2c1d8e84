"""All that a company has in one application, as a ZIP to take along."""

import json
import logging
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from programs.exports.paper import paper_hwpx, paper_of, paper_pdf
from programs.exports.receipt import receipt_pdf
from programs.models import Application, Document, Submission
from programs.queries.receipt import receipt_json

logger = logging.getLogger(__name__)
CHUNK = 256 * 1024


class _Pipe:
    """What was written since it was last taken: a ZIP leaves piece by piece, and is nowhere whole."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, part: bytes) -> int:
        self._parts.append(bytes(part))
        return len(part)

    def flush(self) -> None:
        """Nothing waits."""

    def taken(self) -> bytes:
        parts, self._parts = self._parts, []
        return b"".join(parts)


def application_zip(
    application: Application, *, draft: str, documents: Iterable[Document]
) -> Iterator[bytes]:
    """The pieces of a ZIP: the draft (`draft` is its canonical content) as JSON, PDF and HWPX, its
    `documents`, and each submission with its receipt and its files, in the active language.

    What cannot be read from the storage is left out, and named in a text of its own."""
    pipe, missing = _Pipe(), list[str]()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[arg-type]
        for name, content in _papers("draft", draft, application):
            archive.writestr(name, content)
        yield pipe.taken()
        for document in documents:
            yield from _file(archive, pipe, "draft/documents", document, missing)
        for submission in application.submissions.all():
            yield from _submission(archive, pipe, application, submission, missing)
        if missing:
            lines = [_("These files could not be read. Write to the help desk:"), *missing, ""]
            archive.writestr("MISSING.txt", "\n".join(lines))
    yield pipe.taken()


def _papers(
    folder: str, content: str, application: Application, submission: Submission | None = None
) -> Iterator[tuple[str, str | bytes]]:
    paper = paper_of(json.loads(content), call=application.call, submission=submission)
    at = submission.received_at if submission else application.saved_at
    yield f"{folder}/application.json", content
    yield f"{folder}/application.pdf", paper_pdf(paper, at=at)
    yield f"{folder}/application.hwpx", paper_hwpx(paper)


def _submission(
    archive: zipfile.ZipFile,
    pipe: _Pipe,
    application: Application,
    submission: Submission,
    missing: list[str],
) -> Iterator[bytes]:
    submission.application = application
    folder = f"submissions/{submission.number}"
    for name, content in _papers(folder, submission.content, application, submission):
        archive.writestr(name, content)
    proof: dict[str, Any] = receipt_json(submission, application.call)
    archive.writestr(f"{folder}/receipt.json", json.dumps(proof, ensure_ascii=False, indent=2))
    archive.writestr(f"{folder}/receipt.pdf", receipt_pdf(submission))
    yield pipe.taken()
    for document in submission.documents.released():
        yield from _file(archive, pipe, f"{folder}/documents", document, missing)


def _file(
    archive: zipfile.ZipFile, pipe: _Pipe, folder: str, document: Document, missing: list[str]
) -> Iterator[bytes]:
    """A document under its name behind its key, since two may have the same; no name is a path.

    One that cannot be read is added to `missing`: the answer has begun, and goes on."""
    name = document.name.replace("/", "_").replace("\\", "_")
    entry = zipfile.ZipInfo(f"{folder}/{document.pk}-{name}")
    try:
        with document.file.open() as file, archive.open(entry, "w", force_zip64=True) as member:
            while part := file.read(CHUNK):
                member.write(part)
                yield pipe.taken()
    except OSError:
        logger.exception("A stored file cannot be read: %s", document.file.name)
        missing.append(f"{entry.filename} ({document.sha256})")
