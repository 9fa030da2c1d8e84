"""What a PDF names in the open. It is not parsed here: that is done apart, with limits."""

from typing import Any

from programs import file_kinds as kinds
from programs.file_checks.document import ZIP_END_BYTES, ZIP_END_SIGNATURE, disguised
from programs.file_checks.refusals import refusal

COMMENT_LENGTH_AT = 20
END_RECORD_BYTES = 22


class PdfScan:
    """Refuses scripts, programs and packed files, piece by piece."""

    def __init__(self) -> None:
        self.seen = b""

    def feed(self, piece: bytes) -> None:
        window = self.seen + piece
        if kinds.PDF_ACTIONS.search(window):
            raise refusal("script")
        if kinds.PDF_FILES.search(window):
            raise refusal("embedded")
        self.seen = window[-kinds.LONGEST_PDF_NAME :]


def check_pdf(file: Any) -> None:
    """A PDF from its first byte on, and nothing else besides. Raises ValidationError."""
    file.seek(0)
    if file.read(len(kinds.PDF_SIGNATURE)) != kinds.PDF_SIGNATURE or _is_zip_too(file):
        raise disguised("pdf")
    scan = PdfScan()
    file.seek(0)
    while piece := file.read(kinds.CHUNK):
        scan.feed(piece)


def _is_zip_too(file: Any) -> bool:
    size = file.seek(0, 2)
    file.seek(max(0, size - ZIP_END_BYTES))
    tail = file.read(ZIP_END_BYTES)
    at = tail.rfind(ZIP_END_SIGNATURE)
    if at < 0:
        return False
    comment = int.from_bytes(tail[at + COMMENT_LENGTH_AT : at + END_RECORD_BYTES], "little")
    return at + END_RECORD_BYTES + comment == len(tail)
