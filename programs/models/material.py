"""What stays of a session: its materials, and where its recording is."""

import uuid
from typing import Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.common.models import localized, only_moves
from portal.common.nested import rows_of
from programs import workflow
from programs.models.scanned import Scanned, ScannedQuerySet


def material_path(material: "Material", filename: str) -> str:
    """A path that nobody can guess and that keeps no name of the uploader's choice."""
    return f"briefings/{material.briefing_id}/{uuid.uuid4()}"


def is_https(field: str) -> Q:
    """A link that nobody on the way can read or change."""
    return Q(**{f"{field}__startswith": "https://"})


class MaterialQuerySet(ScannedQuerySet):
    def current(self) -> Self:
        return self.filter(removed_at=None)

    def offered(self) -> Self:
        """Those that everybody who reads of the session may download."""
        return self.current().released()


class Material(Scanned):
    """설명회 자료: a file of a session that everybody downloads. Its bytes never change."""

    briefing = models.ForeignKey(
        "programs.Briefing",
        on_delete=models.PROTECT,
        related_name="materials",
        verbose_name=_("briefing"),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    label_ko = models.CharField(_("what it is (Korean)"), max_length=200, blank=True)
    label_en = models.CharField(_("what it is (English)"), max_length=300, blank=True)
    label = localized("label")
    file = models.FileField(_("file"), upload_to=material_path, max_length=200)
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

    objects = MaterialQuerySet.as_manager()

    class Meta:
        verbose_name = _("session material")
        verbose_name_plural = _("session materials")
        ordering = ["position", "pk"]
        constraints = [
            *Scanned.Meta.constraints,
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"),
                name="programs_material_digest_has_form",
            ),
        ]
        indexes = Scanned.Meta.indexes
        triggers = [
            only_moves(workflow.SCAN, field="scan_state"),
            pgtrigger.ReadOnly(
                name="bytes_never_change",
                fields=["file", "name", "content_type", "size", "sha256", "briefing"],
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def address(self) -> str:
        return reverse("programs:material-download", args=[self.briefing_id, self.pk])

    @property
    def ending(self) -> str:
        """The type as people know it: PDF, PPTX, HWPX."""
        return self.name.rpartition(".")[2].upper()


class Recording(models.Model):
    """녹화 영상: where the recording of a session can be watched. The portal keeps no videos."""

    briefing = models.OneToOneField(
        "programs.Briefing", on_delete=models.PROTECT, related_name="recording"
    )
    url = models.URLField(_("address of the recording"), max_length=500)
    linked_at = models.DateTimeField(_("linked at"), default=timezone.now)
    linked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("recording")
        verbose_name_plural = _("recordings")
        constraints = [
            models.CheckConstraint(condition=is_https("url"), name="programs_recording_is_https")
        ]

    def __str__(self) -> str:
        return self.url


def material_rows() -> ArraySubquery:
    """As a column of a briefing: the materials that are offered."""
    offered = Material.objects.offered().filter(briefing=OuterRef("pk"))
    return rows_of(
        offered.order_by("position", "pk"),
        "id",
        "briefing_id",
        "label_ko",
        "label_en",
        "name",
        "size",
    )


def recording_url() -> Subquery:
    """As a column of a briefing: where its recording is, or None."""
    return Subquery(Recording.objects.filter(briefing=OuterRef("pk")).values("url"))


def has_materials() -> Q:
    """As a column of a briefing: whether something is offered, a file or the recording."""
    offered = Material.objects.offered().filter(briefing=OuterRef("pk"))
    return Q(Exists(offered)) | Q(Exists(Recording.objects.filter(briefing=OuterRef("pk"))))
