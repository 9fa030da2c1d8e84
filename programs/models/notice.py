"""공지와 보도자료: what the foundation announces beside its calls, with files."""

import uuid
from datetime import date
from typing import Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import URLValidator
from django.db import models
from django.db.models import BooleanField, Case, OuterRef, Q, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.common.models import (
    LONGEST_TEXT,
    Event,
    in_korean,
    kept_history,
    localized,
    only_moves,
)
from portal.common.nested import objects_from, rows_of
from programs import workflow
from programs.enums import NoticeCategory
from programs.models.call import Call
from programs.models.call_pieces import pieces_of
from programs.models.public_text import (
    SOMETHING,
    PublicText,
    PublicTextManager,
    PublicTextQuerySet,
)
from programs.models.scanned import Scanned, ScannedQuerySet
from programs.models.text_version import version_rows


class NoticeQuerySet(PublicTextQuerySet):
    def pinned_first(self) -> Self:
        """As the list shows them: those that are pinned today in Korea, then the newest."""
        is_pinned = Case(
            When(pinned_until__gte=timezone.localdate(), then=Value(True)),
            default=Value(False),
            output_field=BooleanField(),
        )
        return self.alias(stands_above=is_pinned).order_by("-stands_above", "-published_at", "-pk")

    def with_files(self) -> Self:
        """The files and the public calls that it speaks of, in the same statement."""
        return self.annotate(file_rows=file_rows(), call_rows=call_rows())

    def with_versions(self) -> Self:
        return self.annotate(version_rows=version_rows("notice"))


class NoticeManager(PublicTextManager.from_queryset(NoticeQuerySet)):  # type: ignore[misc]
    pass


@kept_history("NoticeHistory", exclude=["search"])
class Notice(PublicText):
    """공지사항, 보도자료: a text of the foundation with its day, its files and its calls."""

    WRITTEN = (
        "category", "title_ko", "title_en", "body_ko", "body_en", "source", "source_url", "zone",
        "calls",
    )  # fmt: skip
    WORDS = ("title_ko", "title_en", "body_ko", "body_en", "source", "source_url")
    NEEDED = ("title_ko", "body_ko")

    category = models.CharField(
        _("category"), max_length=20, choices=NoticeCategory, default=NoticeCategory.GENERAL
    )
    title_ko = models.CharField(_("title (Korean)"), max_length=160)
    title_en = models.CharField(_("title (English)"), max_length=200, blank=True)
    body_ko = models.TextField(_("text (Korean)"), max_length=LONGEST_TEXT, blank=True)
    body_en = models.TextField(_("text (English)"), max_length=LONGEST_TEXT, blank=True)
    source = models.CharField(
        _("source"),
        max_length=120,
        blank=True,
        help_text=_("Of a press release: who issued it, or which medium reported."),
    )
    source_url = models.CharField(
        _("address of the source"),
        max_length=500,
        blank=True,
        validators=[URLValidator(schemes=["http", "https"])],
    )
    zone = models.ForeignKey(
        "zones.Zone",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="notices",
        verbose_name=_("zone"),
    )
    calls = models.ManyToManyField(
        "programs.Call", blank=True, related_name="notices", verbose_name=_("calls")
    )
    pinned_until = models.DateField(_("stands on top until"), null=True, blank=True, editable=False)
    search = pieces_of("title_ko", "title_en", "body_ko", "body_en", "source")
    title = localized("title")
    body = localized("body")
    title_language = in_korean("title")
    body_language = in_korean("body")

    objects = NoticeManager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-created_at", "-pk"]
        indexes = [GinIndex(fields=["search"], name="programs_notice_search")]
        constraints = [
            *PublicText.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(state="published")
                | Q(title_ko__regex=SOMETHING, body_ko__regex=SOMETHING),
                name="programs_notice_published_has_text",
            ),
            models.CheckConstraint(
                condition=Q(source_url="") | Q(source_url__regex="^https?://"),
                name="programs_notice_source_is_of_the_web",
            ),
        ]
        triggers = [only_moves(workflow.NOTICE)]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("programs:notice-detail", args=[self.pk])

    @property
    def is_pinned(self) -> bool:
        """Today, in Korea."""
        return self.is_pinned_on(timezone.localdate())

    def is_pinned_on(self, day: date) -> bool:
        return self.pinned_until is not None and day <= self.pinned_until

    @property
    def file_list(self) -> list["NoticeFile"]:
        """The files that everybody downloads, as `with_files` has brought them."""
        return objects_from(NoticeFile, getattr(self, "file_rows", []))

    @property
    def call_list(self) -> list[Call]:
        """The public calls that it speaks of, as `with_files` has brought them."""
        return objects_from(Call, getattr(self, "call_rows", []))


def notice_file_path(file: "NoticeFile", filename: str) -> str:
    """A path that nobody can guess and that keeps no name of the uploader's choice."""
    return f"notices/{file.notice_id}/{uuid.uuid4()}"


class NoticeFileQuerySet(ScannedQuerySet):
    def current(self) -> Self:
        return self.filter(removed_at=None)

    def offered(self) -> Self:
        """Those that whoever reads the notice may download."""
        return self.current().released()


class NoticeFile(Scanned):
    """공지 첨부파일: a file of a notice. Its bytes never change."""

    notice = models.ForeignKey(
        Notice, on_delete=models.PROTECT, related_name="files", verbose_name=_("notice")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    file = models.FileField(_("file"), upload_to=notice_file_path, max_length=200)
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

    objects = NoticeFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file of a notice")
        verbose_name_plural = _("files of notices")
        ordering = ["position", "pk"]
        constraints = [
            *Scanned.Meta.constraints,
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"),
                name="programs_noticefile_digest_has_form",
            ),
        ]
        indexes = Scanned.Meta.indexes
        triggers = [
            only_moves(workflow.SCAN, field="scan_state"),
            pgtrigger.ReadOnly(
                name="bytes_never_change",
                fields=["file", "name", "content_type", "size", "sha256", "notice"],
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def address(self) -> str:
        return reverse("programs:notice-file", args=[self.notice_id, self.pk])

    @property
    def ending(self) -> str:
        """The type as people know it: PDF, HWPX, XLSX."""
        return self.name.rpartition(".")[2].upper()


class NoticeEvent(Event):
    """What happened to a notice or its files."""

    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="events")


def file_rows() -> ArraySubquery:
    """As a column of a notice: the files that are offered."""
    offered = NoticeFile.objects.offered().filter(notice=OuterRef("pk"))
    return rows_of(
        offered.order_by("position", "pk"),
        "id", "notice_id", "name", "content_type", "size", "sha256",
    )  # fmt: skip


def call_rows() -> ArraySubquery:
    """As a column of a notice: the calls that it speaks of, and that everybody reads."""
    calls = Call.objects.published().filter(notices=OuterRef("pk"))
    return rows_of(calls.order_by("-published_at", "-pk"), "id", "code", "title_ko", "title_en")
