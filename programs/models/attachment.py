import uuid
from typing import Self

from django.conf import settings
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Concat
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.common.models import localized, only_moves
from portal.common.search import Bigrams
from programs import workflow
from programs.enums import ReadingState, UnreadableReason
from programs.models.call_freezing import frozen_with_call
from programs.models.call_pieces import pieces_of_call_kept
from programs.models.form import part_key
from programs.models.scanned import Scanned, ScannedQuerySet

# Nobody downloads such a file
WITHHELD_REASONS = (UnreadableReason.UNSAFE, UnreadableReason.INFECTED)


def attachment_path(attachment: "Attachment", filename: str) -> str:
    """A path that nobody can guess and that keeps no name of the uploader's choice."""
    return f"calls/{attachment.call_id}/{uuid.uuid4()}"


class AttachmentQuerySet(ScannedQuerySet):
    def current(self) -> Self:
        return self.filter(removed_at=None)

    def kept(self) -> Self:
        """Those of the call, and what an amendment took out of it: it was published, and stays
        readable in the history. What went before the approval is gone."""
        return self.filter(Q(removed_at=None) | Q(removed_at__gte=F("call__approved_at")))

    def offered(self) -> Self:
        """Those that may be downloaded: no longer on the way to their scan, not found to be unsafe."""
        return self.released().exclude(unreadable_reason__in=WITHHELD_REASONS)

    def waiting(self) -> Self:
        """Those whose text is still to be read."""
        return self.kept().filter(reading_state=ReadingState.WAITING)


class AttachmentManager(models.Manager.from_queryset(AttachmentQuerySet)):  # type: ignore[misc]
    """Without the text and its pieces, a thousand times as long as the rest: only the search and
    the copies of a call need them."""

    def get_queryset(self) -> AttachmentQuerySet:
        return super().get_queryset().defer("text", "search")


class Attachment(Scanned):
    """첨부파일: a file of a call. Its bytes never change; its text is read for the search.

    Copies of a call share the stored file, so that a row may go and the file stay.
    """

    call = models.ForeignKey("programs.Call", on_delete=models.PROTECT, related_name="attachments")
    key = part_key()
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    label_ko = models.CharField(_("what it is (Korean)"), max_length=200, blank=True)
    label_en = models.CharField(_("what it is (English)"), max_length=300, blank=True)
    label = localized("label")
    file = models.FileField(_("file"), upload_to=attachment_path, max_length=200)
    name = models.CharField(_("file name"), max_length=200)
    content_type = models.CharField(_("type"), max_length=120)
    size = models.PositiveBigIntegerField(_("size (bytes)"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    uploaded_at = models.DateTimeField(_("uploaded at"), default=timezone.now)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    removed_at = models.DateTimeField(_("removed at"), null=True, blank=True)
    reading_state = models.CharField(
        _("search"), max_length=20, choices=ReadingState, default=ReadingState.WAITING
    )
    unreadable_reason = models.CharField(
        _("why it is not found"), max_length=20, choices=UnreadableReason, blank=True
    )
    # Counted before a reading begins: a file that kills the worker is not tried for ever
    reading_attempts = models.PositiveSmallIntegerField(
        _("readings begun"), default=0, editable=False
    )
    is_read_in_part = models.BooleanField(_("only its beginning was read"), default=False)
    text = models.TextField(_("text"), blank=True, editable=False)
    search = models.GeneratedField(
        expression=Bigrams(
            Concat(
                F("name"),
                models.Value(" "),
                F("label_ko"),
                models.Value(" "),
                F("label_en"),
                models.Value(" "),
                F("text"),
                output_field=models.TextField(),
            )
        ),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = AttachmentManager()

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["position", "pk"]
        constraints = [
            *Scanned.Meta.constraints,
            models.UniqueConstraint(fields=["call", "key"], name="programs_attachment_one_per_key"),
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"),
                name="programs_attachment_digest_has_form",
            ),
            models.CheckConstraint(
                condition=Q(reading_state=ReadingState.UNREADABLE) & ~Q(unreadable_reason="")
                | ~Q(reading_state=ReadingState.UNREADABLE) & Q(unreadable_reason=""),
                name="programs_attachment_unreadable_has_reason",
            ),
        ]
        indexes = Scanned.Meta.indexes
        triggers = [
            only_moves(workflow.SCAN, field="scan_state"),
            frozen_with_call(
                "call_id", "position", "label_ko", "label_en", "file", "name", "content_type",
                "size", "sha256", "removed_at",
            ),
            pieces_of_call_kept(
                "call_id", "call_id", "name", "label_ko", "label_en", "text", "removed_at"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    @property
    def ending(self) -> str:
        """The type as people know it: PDF, HWPX, DOCX, XLSX, ZIP."""
        return self.name.rpartition(".")[2].upper()

    @property
    def is_waiting(self) -> bool:
        return self.reading_state == ReadingState.WAITING

    @property
    def is_withheld(self) -> bool:
        """Found to be a danger, maybe after it was published: nobody downloads it any more."""
        return self.unreadable_reason in WITHHELD_REASONS

    @property
    def is_offered(self) -> bool:
        """Whether it may be downloaded by who may read the call."""
        return self.is_released and not self.is_withheld

    @property
    def why_unreadable(self) -> UnreadableReason | None:
        is_unreadable = self.reading_state == ReadingState.UNREADABLE
        return UnreadableReason(self.unreadable_reason) if is_unreadable else None
