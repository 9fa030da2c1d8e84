"""Every stored file waits for the virus scanner in one way, whatever kind of row names it."""

from typing import Any

from django.conf import settings
from procrastinate.contrib.django import app

from programs.actions.clock import database_now
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
from programs.models.scanned import SCANNED, Scanned

KINDS: dict[str, type[Scanned]] = {
    "attachment": Attachment,
    "document": Document,
    "certificate": VaultDocument,
    "material": Material,
    "picture": Picture,
    "supplement": SupplementFile,
    "objection": ObjectionFile,
}
SCAN_TASK = "programs.tasks.scan_file"
AFTER_MAILS = -1  # the priority of scans: mails go first
AFTER_NEW_FILES = -2


def first_scan_state() -> ScanState:
    """Where a scanner is set, a new file waits for its verdict."""
    return ScanState.WAITING if settings.CLAMD_ADDRESS else ScanState.UNSCANNED


def scan_of_copy(file: Scanned) -> dict[str, Any]:
    """The scan of a new row for a file that is stored already: its verdict, else it waits anew."""
    if file.scan_state not in SCANNED:
        return {"scan_state": first_scan_state()}
    return {
        "scan_state": file.scan_state,
        "scan_finding": file.scan_finding,
        "scanned_at": file.scanned_at,
    }


def kind_of(file: Scanned) -> str:
    return next(kind for kind, model in KINDS.items() if isinstance(file, model))


def queue_scan(file: Scanned) -> None:
    """Queue its scan; it is rolled back with the transaction it stands in.

    What was kept before a scanner was set lets all others go first.
    Raises AlreadyEnqueued where it waits in the queue.
    """
    kind = kind_of(file)
    task = app.configure_task(
        SCAN_TASK,
        queue="files",
        priority=AFTER_MAILS if file.is_waiting_for_scan else AFTER_NEW_FILES,
        queueing_lock=f"scan-{kind}-{file.pk}",
    )
    task.defer(kind=kind, pk=file.pk)


def record_scan_failure(file: Scanned) -> None:
    """The scanner gave no verdict: nothing changes but that it was tried, which its page says."""
    rows = type(file).objects.without_verdict().filter(pk=file.pk)
    rows.update(scan_failed_at=database_now())


def is_new_finding(file: Scanned, *, finding: str) -> bool:
    """Withhold one row of a file; False where somebody else has had its verdict.

    `finding` is what the scanner calls it.
    """
    rows = type(file).objects.without_verdict().filter(pk=file.pk)
    return bool(
        rows.update(scan_state=ScanState.INFECTED, scan_finding=finding, scanned_at=database_now())
    )


def is_newly_released(file: Scanned) -> bool:
    """Release one row of a file that is withheld; False where it is not. The finding stays."""
    rows = type(file).objects.infected().filter(pk=file.pk)
    return bool(rows.update(scan_state=ScanState.CLEARED))
