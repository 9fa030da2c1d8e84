"""Evidence of figures: an agency adds files, which it and the foundation read."""

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from programs.actions.errors import TooMuchEvidence
from programs.actions.notifications import members_of, notify
from programs.actions.scan import (
    first_scan_state,
    is_new_finding,
    is_newly_released,
    queue_scan,
)
from programs.actions.upload import facts_of_upload
from programs.file_checks import validate_document
from programs.models import FigureEvidence
from zones.models import Agency, Zone

MOST_EVIDENCE = 20


def add_evidence(agency: Agency, *, year: int, upload: UploadedFile, by: User) -> FigureEvidence:
    """Keep a file for the figures of the agency's zone in a year.

    Where a scanner is set nobody opens it before its scan. A file that is there already, as after a
    second click, is given back as it is. Raises ValidationError, TooMuchEvidence.
    """
    assert agency.zone_id is not None
    facts = facts_of_upload(upload, check=validate_document)
    with transaction.atomic():
        zone = Zone.objects.select_for_update(no_key=True).get(pk=agency.zone_id)
        current = list(FigureEvidence.objects.current().filter(zone=zone, year=year))
        for evidence in current:
            if (evidence.name, evidence.sha256) == (facts["name"], facts["sha256"]):
                return evidence
        if len(current) >= MOST_EVIDENCE:
            raise TooMuchEvidence(MOST_EVIDENCE)
        evidence = FigureEvidence.objects.create(
            agency=agency,
            zone=zone,
            year=year,
            file=upload,
            uploaded_by=by,
            scan_state=first_scan_state(),
            **facts,
        )
        if evidence.is_waiting_for_scan:
            queue_scan(evidence)
    return evidence


@transaction.atomic
def remove_evidence(evidence: FigureEvidence, *, by: User) -> None:
    """It counts no more; the foundation still reads what was approved by it. Twice does nothing."""
    rows = FigureEvidence.objects.current().filter(pk=evidence.pk)
    rows.update(removed_at=timezone.now(), removed_by=by)


@transaction.atomic
def withhold_evidence(evidence: FigureEvidence, *, finding: str) -> None:
    """The virus scanner found it to be unsafe: nobody opens it, and its agency is told.

    A second time does nothing.
    """
    if not is_new_finding(evidence, finding=finding):
        return
    evidence.scan_finding = finding
    if evidence.removed_at is None:
        notify(
            members_of(evidence.agency),
            "evidence_withheld",
            path=page_of_evidence(evidence),
            file=evidence,
        )


@transaction.atomic
def release_evidence(evidence: FigureEvidence, *, by: User, reason: str) -> None:
    """The foundation releases what the scanner withheld, and tells the agency why.

    A second time does nothing.
    """
    if is_newly_released(evidence) and evidence.removed_at is None:
        notify(
            members_of(evidence.agency),
            "file_released",
            path=page_of_evidence(evidence),
            file=evidence,
            reason=reason,
        )


def page_of_evidence(evidence: FigureEvidence) -> str:
    """Where its agency keeps it."""
    return f"/desk/agency/figures/{evidence.zone.slug}/{evidence.year}/"
