"""What all texts have in common that the foundation writes for everybody."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.common.models import paired
from portal.common.nested import objects_from
from portal.common.search import search_query
from programs.enums import PublicTextState
from programs.models.text_version import TextVersion

SOMETHING = r"\S"  # a letter that can be seen


class PublicTextQuerySet(models.QuerySet):
    def published(self) -> Self:
        return self.filter(state=PublicTextState.PUBLISHED)

    def once_public(self) -> Self:
        """Published, and those that were withdrawn since: others know their addresses."""
        return self.filter(state__in=[PublicTextState.PUBLISHED, PublicTextState.WITHDRAWN])

    def matching(self, text: str) -> Self:
        """Those that hold all words of the text, in either language."""
        query = search_query(text)
        return self.none() if query is None else self.filter(search=query)


class PublicTextManager(models.Manager.from_queryset(PublicTextQuerySet)):  # type: ignore[misc]
    """Without the pieces, which only the search needs."""

    def get_queryset(self) -> PublicTextQuerySet:
        return super().get_queryset().defer("search")


class PublicText(models.Model):
    """A text with its way to the public and back; what it says is its own model's."""

    # What a form writes, and which of it are words that a version keeps
    WRITTEN: tuple[str, ...] = ()
    WORDS: tuple[str, ...] = ()
    # Without these nobody reads it
    NEEDED: tuple[str, ...] = ()

    state = models.CharField(
        _("state"),
        max_length=20,
        choices=PublicTextState,
        default=PublicTextState.DRAFT,
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
    # Everybody reads it under the old address
    withdrawn_reason = models.CharField(
        _("why it was withdrawn"), max_length=300, blank=True, editable=False
    )
    is_example = models.BooleanField(_("example"), default=False, editable=False)

    objects: Any

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(state=PublicTextState.DRAFT, published_at=None, withdrawn_at=None)
                | Q(state=PublicTextState.PUBLISHED, published_at__isnull=False, withdrawn_at=None)
                | Q(
                    state=PublicTextState.WITHDRAWN,
                    published_at__isnull=False,
                    withdrawn_at__isnull=False,
                ),
                name="%(app_label)s_%(class)s_state_has_stamps",
            ),
            paired("published_at", "published_by", name="%(app_label)s_%(class)s_published_pair"),
            paired("withdrawn_at", "withdrawn_by", name="%(app_label)s_%(class)s_withdrawn_pair"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_reason="")
                | Q(withdrawn_at__isnull=False, withdrawn_reason__regex=SOMETHING),
                name="%(app_label)s_%(class)s_withdrawn_has_reason",
            ),
        ]

    @property
    def is_published(self) -> bool:
        return self.state == PublicTextState.PUBLISHED

    @property
    def is_withdrawn(self) -> bool:
        return self.state == PublicTextState.WITHDRAWN

    @property
    def lacking(self) -> list[str]:
        """The fields without which nobody may read it; the database refuses it without them, too."""
        return [name for name in self.NEEDED if not str(getattr(self, name)).strip()]

    @property
    def updated_at(self):
        """When what everybody reads was last published or changed; None of a draft."""
        return self.published_at and max(self.published_at, self.changed_at)

    @property
    def version_list(self) -> list[TextVersion]:
        """Its changes as `with_versions` has brought them, the latest first."""
        return objects_from(TextVersion, getattr(self, "version_rows", []))
