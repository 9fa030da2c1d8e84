"""Files of an application, and files on their way to it."""

import uuid
from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.common.models import only_moves
from programs import workflow
from programs.enums import ScanState
from programs.models.application import private_path
from programs.models.form import Question, RequiredDocument
from programs.models.scanned import Scanned, ScannedQuerySet
from programs.models.vault import of_its_company

CERTIFICATE_OF_ANOTHER = """
    IF NEW.vault_document_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM programs_vaultdocument kept
          JOIN programs_application application ON application.company_id = kept.company_id
         WHERE kept.id = NEW.vault_document_id AND application.id = NEW.application_id
    ) THEN
        RAISE EXCEPTION 'certificate % is of another company', NEW.vault_document_id
            USING ERRCODE = 'check_violation',
                  CONSTRAINT = 'programs_document_certificate_of_its_company';
    END IF;
    RETURN NEW;
"""
PARTS_FOLDER = "uploads"


class DocumentQuerySet(ScannedQuerySet):
    def current(self) -> Self:
        return self.filter(removed_at=None)

    def given(self) -> Self:
        """What counts as given: one that waits for its scan, too, but none found to be unsafe."""
        return self.current().exclude(scan_state=ScanState.INFECTED)

    def former(self) -> Self:
        """What stood in a place before, or came while a colleague's stood there, the newest first."""
        return self.filter(removed_at__isnull=False).order_by("-removed_at", "-pk")

    def at_place_of(self, document: "Document") -> Self:
        """What is for the same thing."""
        return self.filter(
            required_document=document.required_document_id, question=document.question_id
        )

    def waiting_for_scan(self) -> Self:
        """Of what was swept there is nothing to scan."""
        return super().waiting_for_scan().filter(swept_at=None)

    def without_verdict(self) -> Self:
        return super().without_verdict().filter(swept_at=None)

    def withheld(self) -> Self:
        return self.current().infected()


class Document(Scanned):
    """제출서류 파일: an uploaded file. Its bytes never change; a new upload replaces it."""

    application = models.ForeignKey(
        "programs.Application", on_delete=models.PROTECT, related_name="documents"
    )
    required_document = models.ForeignKey(
        "programs.RequiredDocument",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="documents",
    )
    question = models.ForeignKey(
        "programs.Question",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="documents",
    )
    # Where it came from; the stored file is the same, and stays whatever becomes of the other row
    vault_document = models.ForeignKey(
        "programs.VaultDocument",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="uses",
    )
    file = models.FileField(_("file"), upload_to=private_path, max_length=200)
    name = models.CharField(_("file name"), max_length=200)
    content_type = models.CharField(_("type"), max_length=120)
    size = models.PositiveBigIntegerField(_("size (bytes)"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    uploaded_at = models.DateTimeField(_("uploaded at"), default=timezone.now)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    removed_at = models.DateTimeField(_("removed at"), null=True, blank=True)
    # It came from a page that did not show what stood in its place, and waits for a choice
    is_set_aside = models.BooleanField(_("kept aside"), default=False)
    # No submission holds it, and its bytes are no longer kept
    swept_at = models.DateTimeField(_("bytes deleted at"), null=True, blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["required_document__position", "pk"]
        constraints = [
            *Scanned.Meta.constraints,
            models.UniqueConstraint(
                fields=["application", "required_document"],
                condition=Q(removed_at=None),
                name="programs_document_one_current",
            ),
            models.UniqueConstraint(
                fields=["application", "question"],
                condition=Q(removed_at=None),
                name="programs_document_one_current_per_question",
            ),
            models.CheckConstraint(
                condition=Q(required_document__isnull=False, question=None)
                | Q(required_document=None, question__isnull=False),
                name="programs_document_for_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=False) | Q(is_set_aside=False, swept_at=None),
                name="programs_document_in_place_is_kept",
            ),
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"),
                name="programs_document_digest_has_form",
            ),
        ]
        indexes = Scanned.Meta.indexes
        triggers = [
            only_moves(workflow.SCAN, field="scan_state"),
            of_its_company(CERTIFICATE_OF_ANOTHER, column="vault_document_id"),
            pgtrigger.ReadOnly(
                name="bytes_never_change",
                fields=["file", "name", "content_type", "size", "sha256", "application"],
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def place(self) -> RequiredDocument | Question:
        """What the call asks it for."""
        return self.required_document or self.question

    @property
    def can_be_put_back(self) -> bool:
        return self.removed_at is not None and self.swept_at is None and not self.is_withheld

    @property
    def is_withheld(self) -> bool:
        """Found to be unsafe: nobody downloads it, and its place counts as missing."""
        return self.is_infected


class UploadQuerySet(models.QuerySet["Upload"]):
    def open(self) -> Self:
        """Not yet a document."""
        return self.filter(document=None)


class Upload(models.Model):
    """올리는 파일: a file that arrives in parts, in their order, until it becomes a document.

    Visible to nobody but the person who sends it. `received_bytes` says how far it has come.
    """

    # The folder of its parts, which nobody can guess
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(
        "programs.Application", on_delete=models.CASCADE, related_name="uploads"
    )
    required_document = models.ForeignKey(
        "programs.RequiredDocument",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="uploads",
    )
    question = models.ForeignKey(
        "programs.Question",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="uploads",
    )
    name = models.CharField(_("file name"), max_length=200)
    size = models.PositiveBigIntegerField(_("size (bytes)"))
    # As the sender's machine says it: the same file is known again after a reload
    modified_ms = models.BigIntegerField(_("last modified (milliseconds)"), default=0)
    # The key of the document that its sender saw in the place, 0 where there was none
    seen = models.BigIntegerField(null=True, editable=False)
    received_bytes = models.PositiveBigIntegerField(_("received (bytes)"), default=0)
    started_at = models.DateTimeField(_("started at"), default=timezone.now)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="uploads"
    )
    touched_at = models.DateTimeField(_("last part at"), default=timezone.now, db_index=True)
    document = models.OneToOneField(
        Document, on_delete=models.CASCADE, null=True, blank=True, related_name="upload"
    )

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["started_by", "application", "required_document"],
                condition=Q(document=None),
                name="programs_upload_one_open",
            ),
            models.UniqueConstraint(
                fields=["started_by", "application", "question"],
                condition=Q(document=None),
                name="programs_upload_one_open_per_question",
            ),
            models.CheckConstraint(
                condition=Q(required_document__isnull=False, question=None)
                | Q(required_document=None, question__isnull=False),
                name="programs_upload_for_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(size__gt=0, received_bytes__lte=F("size")),
                name="programs_upload_no_more_than_said",
            ),
            models.CheckConstraint(
                condition=Q(document=None) | Q(received_bytes=F("size")),
                name="programs_upload_document_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def place(self) -> RequiredDocument | Question:
        """What the call asks it for."""
        return self.required_document or self.question

    @property
    def folder(self) -> str:
        return f"{PARTS_FOLDER}/{self.key}"


def part_path(part: "UploadPart", filename: str) -> str:
    return f"{part.upload.folder}/{uuid.uuid4()}"


class UploadPart(models.Model):
    """A piece of an upload, with where it begins in the file and its own digest."""

    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="parts")
    offset = models.PositiveBigIntegerField(_("begins at (bytes)"))
    size = models.PositiveBigIntegerField(_("size (bytes)"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    file = models.FileField(_("file"), upload_to=part_path, max_length=200)

    class Meta:
        verbose_name = _("part of an upload")
        verbose_name_plural = _("parts of uploads")
        ordering = ["offset"]
        constraints = [
            models.UniqueConstraint(
                fields=["upload", "offset"], name="programs_uploadpart_one_per_offset"
            ),
            models.CheckConstraint(
                condition=Q(size__gt=0, sha256__regex=r"^[0-9a-f]{64}$"),
                name="programs_uploadpart_has_bytes_and_digest",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.upload_id} · {self.offset}"
