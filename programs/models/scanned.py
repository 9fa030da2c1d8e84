"""What every stored file of a stranger has in common: nobody reads it before its scan is clean."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programs.enums import ScanState

# What nobody has looked at while no scanner was set stays readable until it is looked at
READABLE = [ScanState.UNSCANNED, ScanState.CLEAN, ScanState.CLEARED]
SCANNED = [ScanState.CLEAN, ScanState.INFECTED, ScanState.CLEARED]
FOUND = [ScanState.INFECTED, ScanState.CLEARED]
TO_SCAN = [ScanState.UNSCANNED, ScanState.WAITING]


class ScannedQuerySet(models.QuerySet):
    def released(self) -> Self:
        """What may be downloaded, as far as the virus scanner goes."""
        return self.filter(scan_state__in=READABLE)

    def infected(self) -> Self:
        return self.filter(scan_state=ScanState.INFECTED)

    def waiting_for_scan(self) -> Self:
        return self.filter(scan_state=ScanState.WAITING)

    def without_verdict(self) -> Self:
        """Those that wait, and those from before a scanner was set."""
        return self.filter(scan_state__in=TO_SCAN)


class Scanned(models.Model):
    """A stored file with the verdict of the virus scanner.

    Rows may share a stored file; they share its verdict then (`programs.actions.scan`).
    """

    # Each kind brings its own manager, and its own folder for the files
    objects: Any
    file: Any

    scan_state = models.CharField(
        _("virus check"), max_length=20, choices=ScanState, default=ScanState.UNSCANNED
    )
    # Kept where the foundation has released the file after all
    scan_finding = models.CharField(_("what was found"), max_length=200, blank=True)
    scanned_at = models.DateTimeField(_("checked at"), null=True, blank=True)
    # The last time that the scanner gave no answer about it
    scan_failed_at = models.DateTimeField(_("check failed at"), null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(scan_state__in=SCANNED, scanned_at__isnull=False)
                | ~Q(scan_state__in=SCANNED) & Q(scanned_at=None),
                name="%(app_label)s_%(class)s_scanned_has_stamp",
            ),
            models.CheckConstraint(
                condition=Q(scan_state__in=FOUND) & ~Q(scan_finding="")
                | ~Q(scan_state__in=FOUND) & Q(scan_finding=""),
                name="%(app_label)s_%(class)s_found_has_finding",
            ),
        ]
        indexes = [
            models.Index(
                fields=["scan_failed_at"],
                condition=Q(scan_state__in=TO_SCAN),
                name="%(class)s_to_scan",
            ),
            models.Index(fields=["file"], name="%(class)s_file"),
        ]

    @property
    def is_released(self) -> bool:
        return self.scan_state in READABLE

    @property
    def is_waiting_for_scan(self) -> bool:
        return self.scan_state == ScanState.WAITING

    @property
    def is_infected(self) -> bool:
        return self.scan_state == ScanState.INFECTED
