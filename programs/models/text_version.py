"""What public texts said before they were changed."""

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.common.models import never_changed
from portal.common.nested import rows_of

KINDS = ("notice", "faq", "story")
MOST_TOLD = 20


def _of_one_kind() -> Q:
    condition = Q()
    for kind in KINDS:
        others = {f"{other}__isnull": True for other in KINDS if other != kind}
        condition |= Q(**{f"{kind}__isnull": False}, **others)
    return condition


class TextVersion(models.Model):
    """이전 내용: what a notice, an answer or a story said until somebody changed it in public.

    `content` is field → text. `is_shown`: readers see what it said; not where what was taken out
    must not be read, such as a person's name.
    """

    notice = models.ForeignKey(
        "programs.Notice",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="text_versions",
        verbose_name=_("notice"),
    )
    faq = models.ForeignKey(
        "programs.Faq",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="text_versions",
        verbose_name=_("question and answer"),
    )
    story = models.ForeignKey(
        "programs.Story",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="text_versions",
        verbose_name=_("story"),
    )
    content = models.JSONField(_("what it said"))
    reason = models.CharField(_("why it was changed"), max_length=300, blank=True)
    is_shown = models.BooleanField(_("readers see what it said"), default=False)
    replaced_at = models.DateTimeField(_("changed at"), default=timezone.now)
    replaced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("changed by"),
    )

    class Meta:
        verbose_name = _("former text")
        verbose_name_plural = _("former texts")
        ordering = ["-replaced_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=_of_one_kind(), name="programs_textversion_of_one_thing"
            )
        ]
        triggers = [never_changed()]

    def __str__(self) -> str:
        return f"{self.replaced_at:%Y-%m-%d %H:%M:%S}"


def version_rows(kind: str) -> ArraySubquery:
    """As a column of a notice, an answer or a story: its changes, the latest first."""
    versions = TextVersion.objects.filter(**{kind: OuterRef("pk")}).order_by("-replaced_at", "-pk")
    return rows_of(versions[:MOST_TOLD], "id", "content", "reason", "is_shown", "replaced_at")
