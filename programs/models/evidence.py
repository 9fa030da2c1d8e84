"""What shows that the figures of a zone are right: files that its agency adds."""

import uuid
from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.common.models import only_moves, paired
from programs import workflow
from programs.models.scanned import Scanned, ScannedQuerySet


def evidence_path(evidence: "FigureEvidence", filename: str) -> str:
    """A path that nobody can guess and that keeps no name of the uploader's choice."""
    return f"figures/{evidence.zone_id}/{uuid.uuid4()}"


class FigureEvidenceQuerySet(ScannedQuerySet):
    def current(self) -> Self:
        return self.filter(removed_at=None)


class FigureEvidence(Scanned):
    """실적 증빙: a file for the figures of a zone in a year. Its agency and the foundation read it."""

    agency = models.ForeignKey("zones.Agency", on_delete=models.PROTECT, related_name="+")
    zone = models.ForeignKey(
        "zones.Zone",
        on_delete=models.PROTECT,
        related_name="figure_evidence",
        verbose_name=_("zone"),
    )
    year = models.PositiveSmallIntegerField(_("year"))
    file = models.FileField(_("file"), upload_to=evidence_path, max_length=200)
    name = models.CharField(_("file name"), max_length=200)
    content_type = models.CharField(_("type"), max_length=120)
    size = models.PositiveBigIntegerField(_("size (bytes)"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    uploaded_at = models.DateTimeField(_("uploaded at"), default=timezone.now)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("uploaded by"),
    )
    removed_at = models.DateTimeField(_("removed at"), null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("removed by"),
    )

    objects = FigureEvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence of figures")
        verbose_name_plural = _("evidence of figures")
        ordering = ["pk"]
        constraints = [
            *Scanned.Meta.constraints,
            paired("removed_at", "removed_by", name="programs_figureevidence_removed_pair"),
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"),
                name="programs_figureevidence_digest_has_form",
            ),
        ]
        indexes = [*Scanned.Meta.indexes, models.Index(fields=["zone", "year"])]
        triggers = [
            only_moves(workflow.SCAN, field="scan_state"),
            pgtrigger.ReadOnly(
                name="bytes_never_change",
                fields=["file", "name", "content_type", "size", "sha256", "zone", "year", "agency"],
            ),
        ]

    def __str__(self) -> str:
        return self.name
