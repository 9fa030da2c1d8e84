"""우수사례 and site visits: what an agency tells of the field, with pictures."""

import uuid
from typing import Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.common.models import (
    LONGEST_TEXT,
    Event,
    kept_history,
    localized,
    only_moves,
    paired,
)
from portal.common.nested import objects_from, rows_of
from portal.common.search import searchable
from programs import workflow
from programs.enums import StoryGap, StoryKind, StoryState
from programs.models.scanned import Scanned, ScannedQuerySet

SOMETHING = r"\S"  # a letter that can be seen
DIGEST = r"^[0-9a-f]{64}$"


class StoryQuerySet(models.QuerySet["Story"]):
    def published(self) -> Self:
        return self.filter(state=StoryState.PUBLISHED)

    def once_public(self) -> Self:
        """Published, and those that were withdrawn since: others know their addresses."""
        return self.filter(state__in=[StoryState.PUBLISHED, StoryState.WITHDRAWN])

    def matching(self, text: str) -> Self:
        """Stories, or stories of a zone, whose words contain the text."""
        text = searchable(text)
        return self.filter(
            Q(title_ko__icontains=text)
            | Q(title_en__icontains=text)
            | Q(lead_ko__icontains=text)
            | Q(body_ko__icontains=text)
            | Q(company_name__icontains=text)
            | Q(zone__name_ko__icontains=text)
            | Q(zone__name_en__icontains=text)
        )

    def with_pictures(self) -> Self:
        """The pictures that are shown, in the same statement."""
        return self.annotate(picture_rows=picture_rows())

    def newest_first(self) -> Self:
        return self.order_by("-published_at", "-pk")


@kept_history("StoryHistory", exclude=["agreement_from"])
class Story(models.Model):
    """우수사례: what became of a company's work in a zone, or what a visit there has seen."""

    kind = models.CharField(_("kind"), max_length=20, choices=StoryKind, default=StoryKind.SUCCESS)
    agency = models.ForeignKey(
        "zones.Agency",
        on_delete=models.PROTECT,
        related_name="stories",
        verbose_name=_("agency"),
    )
    zone = models.ForeignKey(
        "zones.Zone",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="stories",
        verbose_name=_("zone"),
    )
    title_ko = models.CharField(_("title (Korean)"), max_length=160)
    title_en = models.CharField(_("title (English)"), max_length=200, blank=True)
    lead_ko = models.CharField(_("summary (Korean)"), max_length=300, blank=True)
    lead_en = models.CharField(_("summary (English)"), max_length=400, blank=True)
    body_ko = models.TextField(_("body (Korean)"), max_length=LONGEST_TEXT, blank=True)
    body_en = models.TextField(_("body (English)"), max_length=LONGEST_TEXT, blank=True)
    visited_on = models.DateField(_("day of the visit"), null=True, blank=True)
    company_name = models.CharField(
        _("company"),
        max_length=120,
        blank=True,
        help_text=_("As the story names it. Empty where it names none."),
    )
    # A person's name: the desk and the foundation read it, the public never
    agreement_from = models.CharField(
        _("who agreed for the company"),
        max_length=120,
        blank=True,
        help_text=_("Name and post. Only your agency and the foundation see it."),
    )
    agreement_on = models.DateField(
        _("agreed on"),
        null=True,
        blank=True,
        help_text=_("Ask again when the words about the company change."),
    )
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=StoryState,
        default=StoryState.DRAFT,
        editable=False,
    )
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        editable=False,
        related_name="+",
        verbose_name=_("created by"),
    )
    changed_at = models.DateTimeField(_("changed at"), default=timezone.now, editable=False)
    published_at = models.DateTimeField(_("publication"), null=True, blank=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("published by"),
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("withdrawn by"),
    )
    is_example = models.BooleanField(_("example"), default=False, editable=False)
    title = localized("title")
    lead = localized("lead")
    body = localized("body")

    objects = StoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=StoryState.DRAFT, published_at=None, withdrawn_at=None)
                | Q(state=StoryState.PUBLISHED, published_at__isnull=False, withdrawn_at=None)
                | Q(
                    state=StoryState.WITHDRAWN,
                    published_at__isnull=False,
                    withdrawn_at__isnull=False,
                ),
                name="programs_story_state_has_stamps",
            ),
            paired("published_at", "published_by", name="programs_story_published_pair"),
            paired("withdrawn_at", "withdrawn_by", name="programs_story_withdrawn_pair"),
            models.CheckConstraint(
                condition=~Q(state=StoryState.PUBLISHED)
                | Q(title_ko__regex=SOMETHING, body_ko__regex=SOMETHING),
                name="programs_story_published_has_text",
            ),
            models.CheckConstraint(
                condition=~Q(state=StoryState.PUBLISHED)
                | ~Q(kind=StoryKind.SITE_VISIT)
                | Q(visited_on__isnull=False),
                name="programs_story_published_visit_has_day",
            ),
            models.CheckConstraint(
                condition=~Q(state=StoryState.PUBLISHED)
                | Q(company_name="")
                | Q(agreement_from__regex=SOMETHING, agreement_on__isnull=False),
                name="programs_story_published_company_agreed",
            ),
        ]
        triggers = [only_moves(workflow.STORY)]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("programs:story-detail", args=[self.pk])

    @property
    def is_published(self) -> bool:
        return self.state == StoryState.PUBLISHED

    @property
    def is_withdrawn(self) -> bool:
        return self.state == StoryState.WITHDRAWN

    @property
    def gaps(self) -> list[StoryGap]:
        """What it lacks before it may be published; the database refuses it without these, too."""
        names_company = bool(self.company_name.strip())
        is_agreed = bool(self.agreement_from.strip()) and self.agreement_on is not None
        is_visit = self.kind == StoryKind.SITE_VISIT
        lacking = {
            StoryGap.TEXT: not self.body_ko.strip(),
            StoryGap.VISIT_DAY: is_visit and self.visited_on is None,
            StoryGap.AGREEMENT: names_company and not is_agreed,
        }
        return [gap for gap, lacks in lacking.items() if lacks]

    @property
    def picture_list(self) -> list["Picture"]:
        """The pictures that are shown, as `with_pictures` has brought them."""
        return objects_from(Picture, getattr(self, "picture_rows", []))

    @property
    def cover(self) -> "Picture | None":
        """The first picture, which stands on its card."""
        return next(iter(self.picture_list), None)


def picture_path(picture: "Picture", filename: str) -> str:
    """A path that nobody can guess and that keeps no name of the uploader's choice."""
    return f"stories/{picture.story_id}/{uuid.uuid4()}"


class PictureQuerySet(ScannedQuerySet):
    def current(self) -> Self:
        return self.filter(removed_at=None)

    def shown(self) -> Self:
        """Those that whoever reads the story sees."""
        return self.current().released()


# What stands under the digests of a picture
BYTES = [
    "story", "file", "file_small", "name", "size", "sha256", "sha256_small", "width", "height",
    "width_small", "height_small",
]  # fmt: skip


class Picture(Scanned):
    """사진: a picture of a story, made anew from what was sent; the words beside it are never empty.

    `file` is the large one, `file_small` the one for cards and phones. Their bytes never change, and
    each is served under its own digest.
    """

    story = models.ForeignKey(
        Story,
        on_delete=models.PROTECT,
        related_name="pictures",
        verbose_name=_("story"),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    alt_ko = models.CharField(
        _("what is seen (Korean)"),
        max_length=300,
        help_text=_("Read aloud to those who do not see the picture."),
    )
    alt_en = models.CharField(_("what is seen (English)"), max_length=400, blank=True)
    caption_ko = models.CharField(_("caption (Korean)"), max_length=200, blank=True)
    caption_en = models.CharField(_("caption (English)"), max_length=300, blank=True)
    credit = models.CharField(
        _("picture by"), max_length=100, blank=True, help_text=_("Stands below the picture.")
    )
    file = models.FileField(_("file"), upload_to=picture_path, max_length=200)
    file_small = models.FileField(_("small file"), upload_to=picture_path, max_length=200)
    name = models.CharField(_("file name"), max_length=200)
    size = models.PositiveBigIntegerField(_("size (bytes)"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    sha256_small = models.CharField(_("SHA-256 of the small one"), max_length=64)
    width = models.PositiveSmallIntegerField(_("width"))
    height = models.PositiveSmallIntegerField(_("height"))
    width_small = models.PositiveSmallIntegerField(_("width of the small one"))
    height_small = models.PositiveSmallIntegerField(_("height of the small one"))
    uploaded_at = models.DateTimeField(_("uploaded at"), default=timezone.now)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("uploaded by"),
    )
    removed_at = models.DateTimeField(_("removed at"), null=True, blank=True)
    alt = localized("alt")
    caption = localized("caption")

    objects = PictureQuerySet.as_manager()

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["position", "pk"]
        constraints = [
            *Scanned.Meta.constraints,
            models.CheckConstraint(
                condition=Q(alt_ko__regex=SOMETHING),
                name="programs_picture_has_alt",
                violation_error_message=_("Say what is seen in the picture."),
            ),
            models.CheckConstraint(
                condition=Q(sha256__regex=DIGEST, sha256_small__regex=DIGEST),
                name="programs_picture_digests_have_form",
            ),
            models.UniqueConstraint(
                fields=["story", "sha256"],
                condition=Q(removed_at=None),
                name="programs_picture_once",
            ),
        ]
        indexes = Scanned.Meta.indexes
        triggers = [
            only_moves(workflow.SCAN, field="scan_state"),
            pgtrigger.ReadOnly(name="bytes_never_change", fields=BYTES),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def address(self) -> str:
        return reverse("programs:story-picture", args=[self.story_id, self.sha256])

    @property
    def address_small(self) -> str:
        return reverse("programs:story-picture", args=[self.story_id, self.sha256_small])


class StoryEvent(Event):
    """What happened to a story or its pictures."""

    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="events")


def picture_rows() -> ArraySubquery:
    """As a column of a story: the pictures that are shown."""
    shown = Picture.objects.shown().filter(story=OuterRef("pk"))
    return rows_of(shown.order_by("position", "pk"), *SHOWN_OF_PICTURES)


SHOWN_OF_PICTURES = (
    "id",
    "story_id",
    "alt_ko",
    "alt_en",
    "caption_ko",
    "caption_en",
    "credit",
    "sha256",
    "sha256_small",
    "width",
    "height",
    "width_small",
    "height_small",
)
