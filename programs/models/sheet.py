from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.common.models import digest_is_true, never_changed
from programs.enums import AssignmentState
from programs.models.seal import SIGNATURE_FORM
from programs.models.sheet_freezing import follows_the_scores, of_the_newest_sheet


class ScoreSheetQuerySet(models.QuerySet):
    def newest(self) -> "ScoreSheetQuerySet":
        """The last sheet of each review, those that are opened again included."""
        later = self.model.objects.filter(
            assignment=OuterRef("assignment"), number__gt=OuterRef("number")
        )
        return self.filter(~models.Exists(later))

    def standing(self) -> "ScoreSheetQuerySet":
        """The sheets that count: the newest of the reviews that are finished."""
        return self.newest().filter(assignment__state=AssignmentState.FINISHED)


class ScoreSheet(models.Model):
    """점수표: what a reviewer had given when they finished; never changed afterwards.

    `content` is canonical JSON (`programs.queries.sheet`), with points as text of two decimals;
    `sha256` is the digest of exactly these bytes and `signature` signs them. An unlocked review is
    finished again with a sheet of the next number. `finished_at` is the database's own clock.
    """

    assignment = models.ForeignKey(
        "programs.Assignment",
        on_delete=models.PROTECT,
        related_name="sheets",
        verbose_name=_("assignment"),
    )
    number = models.PositiveSmallIntegerField(_("version"))
    content = models.TextField(_("content"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    total = models.DecimalField(_("total"), max_digits=5, decimal_places=2)
    finished_at = models.DateTimeField(_("finished at"))
    # Empty for sheets of reviews that were finished before there were any
    key_id = models.CharField(_("key"), max_length=16, blank=True)
    signature = models.CharField(_("signature (Ed25519)"), max_length=128, blank=True)

    objects = ScoreSheetQuerySet.as_manager()

    class Meta:
        verbose_name = _("score sheet")
        verbose_name_plural = _("score sheets")
        ordering = ["assignment", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "number"], name="programs_scoresheet_one_per_number"
            ),
            digest_is_true(name="programs_scoresheet_digest_is_true"),
            models.CheckConstraint(
                condition=Q(key_id="", signature="")
                | Q(key_id__regex=r"^[0-9a-f]{16}$", signature__regex=SIGNATURE_FORM),
                name="programs_scoresheet_signature_has_form",
            ),
        ]
        triggers = [never_changed(), follows_the_scores()]

    def __str__(self) -> str:
        return f"{self.assignment_id} · {self.number}"


class Unlock(models.Model):
    """잠금 해제: why the chair opened a finished review again; the sheet of then is kept."""

    sheet = models.OneToOneField(
        ScoreSheet, on_delete=models.PROTECT, related_name="unlock", verbose_name=_("score sheet")
    )
    reason = models.TextField(_("reason"))
    unlocked_at = models.DateTimeField(_("unlocked at"), default=timezone.now)
    unlocked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("unlocked by"),
    )

    class Meta:
        verbose_name = _("unlock")
        verbose_name_plural = _("unlocks")
        constraints = [
            models.CheckConstraint(
                condition=Q(reason__regex=r"\S"), name="programs_unlock_has_reason"
            )
        ]
        triggers = [never_changed(), of_the_newest_sheet()]

    def __str__(self) -> str:
        return f"{self.sheet_id} · {self.unlocked_at:%Y-%m-%d %H:%M}"
