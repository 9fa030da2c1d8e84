"""Rows whose scan contradicts itself, of each kind of stored file."""

from django.utils import timezone

from programs.enums import ScanState
from tests.factories.materials import MaterialFactory
from tests.factories.programs import AttachmentFactory, DocumentFactory, ObjectionFileFactory
from tests.factories.screening import SupplementFileFactory
from tests.factories.stories import PictureFactory
from tests.factories.vault import VaultDocumentFactory


def _of(kind: str, make) -> list:
    return [
        (f"programs_{kind}_scanned_has_stamp", lambda: make(scan_state=ScanState.CLEAN)),
        (
            f"programs_{kind}_scanned_has_stamp",
            lambda: make(scan_state=ScanState.WAITING, scanned_at=timezone.now()),
        ),
        (
            f"programs_{kind}_found_has_finding",
            lambda: make(scan_state=ScanState.INFECTED, scanned_at=timezone.now()),
        ),
        (
            f"programs_{kind}_found_has_finding",
            lambda: make(scan_state=ScanState.CLEARED, scanned_at=timezone.now()),
        ),
        (f"programs_{kind}_found_has_finding", lambda: make(scan_finding="Eicar")),
    ]


SCAN_VIOLATIONS = [
    *_of("attachment", AttachmentFactory),
    *_of("document", DocumentFactory),
    *_of("vaultdocument", VaultDocumentFactory),
    *_of("material", MaterialFactory),
    *_of("picture", PictureFactory),
    *_of("objectionfile", ObjectionFileFactory),
    *_of("supplementfile", SupplementFileFactory),
]
