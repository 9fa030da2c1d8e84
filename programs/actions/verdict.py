"""The verdict of the virus scanner about a stored file, and the foundation's about the scanner.

Rows that share a stored file get its verdict together: copies of a call, and a kept certificate with
the documents that it was handed in as.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.db import transaction

from portal.accounts.models import User
from programs.actions.attachment import release_attachment, withhold_attachment
from programs.actions.clock import database_now
from programs.actions.document import release_document, withhold_document
from programs.actions.errors import NothingWithheld, OwnFile
from programs.actions.material import release_material, withhold_material
from programs.actions.objection import release_objection_file, withhold_objection_file
from programs.actions.picture import release_picture, withhold_picture
from programs.actions.supplement import release_supplement_file, withhold_supplement_file
from programs.actions.vault import release_certificate, withhold_certificate
from programs.enums import ScanState
from programs.models import (
    Attachment,
    Document,
    Material,
    ObjectionFile,
    Picture,
    SupplementFile,
    VaultDocument,
)
from programs.models.scanned import Scanned

# In this order always, so that two verdicts cannot wait for each other
WITHHOLD: dict[type[Scanned], Callable[..., None]] = {
    VaultDocument: withhold_certificate,
    Document: withhold_document,
    Attachment: withhold_attachment,
    Material: withhold_material,
    Picture: withhold_picture,
    SupplementFile: withhold_supplement_file,
    ObjectionFile: withhold_objection_file,
}
RELEASE: dict[type[Scanned], Callable[..., None]] = {
    VaultDocument: release_certificate,
    Document: release_document,
    Attachment: release_attachment,
    Material: release_material,
    Picture: release_picture,
    SupplementFile: release_supplement_file,
    ObjectionFile: release_objection_file,
}

# Kinds whose rows may have one stored file: a kept certificate is handed in, a call is copied
SHARING: tuple[type[Scanned], ...] = (VaultDocument, Document, Attachment)


@transaction.atomic
def record_clean(file: Scanned) -> None:
    """From now on it is read by whoever may. A second time does nothing."""
    now = database_now()
    for model in _sharing_with(file):
        rows = model.objects.without_verdict().filter(file=file.file.name)
        rows.update(scan_state=ScanState.CLEAN, scanned_at=now)


@transaction.atomic
def record_infected(file: Scanned, *, finding: str) -> None:
    """Withhold it wherever it is kept, and tell whose it is. A second time does nothing.

    `finding` is what the scanner calls it. What was submitted stays as it was received.
    """
    for model in _sharing_with(file):
        rows = model.objects.without_verdict().filter(file=file.file.name)
        for row in rows.order_by("pk"):
            WITHHOLD[model](row, finding=finding)


@transaction.atomic
def release_files(sha256: str, *, by: User, reason: str) -> int:
    """The scanner was wrong: release these very bytes wherever they are withheld; tells whose they are.

    Named by their digest, which their owner reads beside them: who releases a file reads nothing of
    a draft. Gives how many were released. Raises NothingWithheld; OwnFile where one is of a company
    or an agency that the person belongs to.
    """
    withheld = list(_withheld(sha256))
    if not withheld:
        raise NothingWithheld
    if any(_owner_of(file).members.filter(user=by).exists() for file in withheld):
        raise OwnFile
    for file in withheld:
        RELEASE[type(file)](file, by=by, reason=reason)
    return len(withheld)


def _sharing_with(file: Scanned) -> tuple[type[Scanned], ...]:
    """The kinds that may have its stored file, always in one order."""
    return SHARING if type(file) in SHARING else (type(file),)


def _withheld(sha256: str) -> Iterator[Any]:
    for model in RELEASE:
        yield from model.objects.infected().filter(sha256=sha256).order_by("pk")


OWNERS: dict[type[Scanned], Callable[[Any], Any]] = {
    VaultDocument: lambda file: file.company,
    Document: lambda file: file.application.company,
    Attachment: lambda file: file.call.agency,
    Material: lambda file: file.briefing.agency,
    Picture: lambda file: file.story.agency,
    SupplementFile: lambda file: file.supplement.application.company,
    ObjectionFile: lambda file: file.objection.application.company,
}


def _owner_of(file: Any) -> Any:
    """The company, or the agency, that the file is of."""
    return OWNERS[type(file)](file)
