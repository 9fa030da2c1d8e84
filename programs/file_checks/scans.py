"""What a PDF and an HWP say in the open. They are not parsed here: that is done apart, with limits."""

from collections.abc import Iterator
from typing import Any

from programs import file_kinds as kinds
from programs.file_checks.content import disguised
from programs.file_checks.refusals import refusal


class Scan:
    """Sees a file piece by piece. `is_found`: what it looks for was there."""

    overlap = kinds.LONGEST_PDF_NAME  # bytes: what it looks for may lie across two pieces
    is_found = False
    seen = b""

    def feed(self, piece: bytes) -> None:
        window = self.seen + piece
        self.look(window)
        self.seen = window[-self.overlap :]

    def look(self, window: bytes) -> None:
        """Raises ValidationError where something is wrong."""


class PdfScan(Scan):
    """Refuses scripts, programs and packed files."""

    is_found = True

    def look(self, window: bytes) -> None:
        if kinds.PDF_ACTIONS.search(window):
            raise refusal("script")
        if kinds.PDF_FILES.search(window):
            raise refusal("embedded")


class HwpScan(Scan):
    """Looks for the header of a text of Hangul; refuses one that asks for a password or certificate,
    and macros of Office in its container.

    The header is a stream of its own; one so small lies unbroken in the file.
    """

    overlap = kinds.OLE_ENTRY_NAME_BYTES + kinds.HWP_HEADER_BYTES

    def look(self, window: bytes) -> None:
        if kinds.OLE_MACROS.search(window):
            raise refusal("macro", member=kinds.OLE_MACROS_NAME)
        for header in kinds.HWP_HEADER.finditer(window):
            self.is_found = True
            if int.from_bytes(header["flags"], "little") & kinds.HWP_LOCKED:
                raise refusal("encrypted")


class EncryptionScan(Scan):
    """Looks for the encryption of a PDF: with a password to open it, or only to change it."""

    def look(self, window: bytes) -> None:
        self.is_found = self.is_found or bool(kinds.PDF_ENCRYPTION.search(window))


SCANS: dict[str, type[Scan]] = {"pdf": PdfScan, "hwp": HwpScan}


def check_scan(file: Any, *, ending: str) -> None:
    """All of a file, once. Raises ValidationError."""
    scan = SCANS[ending]()
    for piece in _pieces(file):
        scan.feed(piece)
    if not scan.is_found:
        raise disguised(ending)


def names_encryption(file: Any) -> bool:
    """Whether a PDF says that it is encrypted; it may open without a password all the same."""
    scan = EncryptionScan()
    for piece in _pieces(file):
        scan.feed(piece)
    return scan.is_found


def _pieces(file: Any) -> Iterator[bytes]:
    """From the start, and back to it."""
    file.seek(0)
    while piece := file.read(kinds.CHUNK):
        yield piece
    file.seek(0)
