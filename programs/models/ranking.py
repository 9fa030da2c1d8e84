"""What the scores of a panel come to: points that were added or taken, and the frozen order."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.common.models import digest_is_true, kept_history, never_changed, paired
from programs.models.ranking_freezing import (
    line_of_the_call,
    of_the_applications_call,
    of_the_newest_ranking,
    sheets_are_frozen,
    signed_in_turn,
)
from programs.models.seal import SIGNATURE_FORM

SOMETHING = r"\S"  # a letter that can be seen
DIGEST = r"^[0-9a-f]{64}$"


class AppliedAdjustmentQuerySet(models.QuerySet["AppliedAdjustment"]):
    def standing(self) -> "AppliedAdjustmentQuerySet":
        return self.filter(revoked_at=None)


@kept_history("AppliedAdjustmentHistory")
class AppliedAdjustment(models.Model):
    """가점·감점 적용: an announced bonus or penalty counts for an application, and what proves it.

    A ranking copies the points that stand when it is made; who finds later that one was wrong
    revokes it, with a reason, and makes the next version.
    """

    application = models.ForeignKey(
        "programs.Application",
        on_delete=models.PROTECT,
        related_name="applied_adjustments",
        verbose_name=_("application"),
    )
    adjustment = models.ForeignKey(
        "programs.Adjustment",
        on_delete=models.PROTECT,
        related_name="applied",
        verbose_name=_("bonus or penalty"),
    )
    evidence = models.TextField(_("what proves it"), max_length=2000)
    checked_at = models.DateTimeField(_("checked at"), default=timezone.now)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("checked by"),
    )
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("revoked by"),
    )
    revoking_reason = models.TextField(_("why it was revoked"), blank=True, max_length=2000)

    objects = AppliedAdjustmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("applied bonus or penalty")
        verbose_name_plural = _("applied bonuses and penalties")
        ordering = ["checked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "adjustment"],
                condition=Q(revoked_at=None),
                name="programs_appliedadjustment_once",
            ),
            models.CheckConstraint(
                condition=Q(evidence__regex=SOMETHING),
                name="programs_appliedadjustment_has_evidence",
            ),
            paired("revoked_at", "revoked_by", name="programs_appliedadjustment_revoked_pair"),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoking_reason="")
                | Q(revoked_at__isnull=False, revoking_reason__regex=SOMETHING),
                name="programs_appliedadjustment_revoked_with_reason",
            ),
        ]
        triggers = [
            of_the_applications_call(),
            pgtrigger.ReadOnly(
                name="applied_never_changes",
                fields=["application", "adjustment", "evidence", "checked_at", "checked_by"],
            ),
            pgtrigger.Protect(
                name="revoked_never_changes",
                operation=pgtrigger.UpdateOf("revoked_at", "revoked_by_id", "revoking_reason"),
                condition=pgtrigger.Q(old__revoked_at__isnull=False),
            ),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.application} · {self.adjustment}"


class RankingQuerySet(models.QuerySet["Ranking"]):
    def newest(self) -> "RankingQuerySet":
        """The last version of each panel."""
        later = self.model.objects.filter(panel=OuterRef("panel"), number__gt=OuterRef("number"))
        return self.filter(~models.Exists(later))


class Ranking(models.Model):
    """순위표: the order of a panel's applications, with all that it follows from; never changed.

    `content` is canonical JSON (`programs.queries.ranking`): terms, sheets, points and lines;
    `sha256` is the digest of exactly these bytes, `signature` signs a statement that names it.
    `root` is that of the Merkle tree over the lines, so that an applicant can check their own line
    without those of others. What changes afterwards, changes with the next number, and a reason.
    """

    panel = models.ForeignKey(
        "programs.Panel",
        on_delete=models.PROTECT,
        related_name="rankings",
        verbose_name=_("panel"),
    )
    number = models.PositiveSmallIntegerField(_("version"))
    content = models.TextField(_("content"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    root = models.CharField(_("root of the lines (SHA-256)"), max_length=64)
    reason = models.TextField(_("reason of the new version"), blank=True, max_length=2000)
    # Empty where each application was judged by as many reviewers as the others
    unequal_reason = models.TextField(
        _("why the numbers of reviewers differ"), blank=True, max_length=2000
    )
    made_at = models.DateTimeField(_("made at"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("made by"),
    )
    key_id = models.CharField(_("key"), max_length=16)
    signature = models.CharField(_("signature (Ed25519)"), max_length=128)

    objects = RankingQuerySet.as_manager()

    class Meta:
        verbose_name = _("ranking")
        verbose_name_plural = _("rankings")
        ordering = ["panel", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["panel", "number"], name="programs_ranking_one_per_number"
            ),
            digest_is_true(name="programs_ranking_digest_is_true"),
            models.CheckConstraint(
                condition=Q(root__regex=DIGEST)
                & Q(key_id__regex=r"^[0-9a-f]{16}$")
                & Q(signature__regex=SIGNATURE_FORM),
                name="programs_ranking_has_form",
            ),
            models.CheckConstraint(
                condition=Q(number=1, reason="") | Q(number__gt=1, reason__regex=SOMETHING),
                name="programs_ranking_new_version_has_reason",
            ),
        ]
        triggers = [never_changed(), signed_in_turn(), sheets_are_frozen()]

    def __str__(self) -> str:
        return gettext("%(panel)s · version %(number)s") % {
            "panel": self.panel,
            "number": self.number,
        }


class RankingLine(models.Model):
    """순위: the place of an application in a ranking; a copy of a line of its content."""

    ranking = models.ForeignKey(
        Ranking, on_delete=models.PROTECT, related_name="lines", verbose_name=_("ranking")
    )
    application = models.ForeignKey(
        "programs.Application",
        on_delete=models.PROTECT,
        related_name="ranking_lines",
        verbose_name=_("application"),
    )
    receipt = models.CharField(_("receipt number"), max_length=60)
    place = models.PositiveSmallIntegerField(_("place"))
    score = models.DecimalField(_("score"), max_digits=5, decimal_places=2)
    mean = models.DecimalField(_("mean"), max_digits=5, decimal_places=2)
    bonus = models.DecimalField(_("bonus"), max_digits=5, decimal_places=2)
    penalty = models.DecimalField(_("penalty"), max_digits=5, decimal_places=2)
    passes = models.BooleanField(_("passes"))

    class Meta:
        verbose_name = _("line of a ranking")
        verbose_name_plural = _("lines of rankings")
        ordering = ["ranking", "place", "receipt"]
        constraints = [
            models.UniqueConstraint(
                fields=["ranking", "application"], name="programs_rankingline_once"
            ),
            models.CheckConstraint(
                condition=Q(place__gte=1)
                & Q(score__gte=0)
                & Q(mean__gte=0, mean__lte=100)
                & Q(bonus__gte=0)
                & Q(penalty__gte=0),
                name="programs_rankingline_within_bounds",
            ),
        ]
        triggers = [never_changed(), line_of_the_call()]

    def __str__(self) -> str:
        return f"{self.ranking_id} · {self.place}"


class TieDraw(models.Model):
    """동점 추첨: how those who share a place are parted where the line runs through it.

    `seed` is made of the root of the call's last seal, the panel and the receipt numbers that share
    the place: anybody works out `order` again, and nobody can choose it or draw once more.
    """

    ranking = models.ForeignKey(
        Ranking, on_delete=models.PROTECT, related_name="draws", verbose_name=_("ranking")
    )
    place = models.PositiveSmallIntegerField(_("place"))
    seed = models.CharField(_("seed"), max_length=64)
    order = ArrayField(models.CharField(max_length=60), verbose_name=_("order"))
    reason = models.TextField(_("reason"), max_length=2000)
    drawn_at = models.DateTimeField(_("drawn at"), default=timezone.now)
    drawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("drawn by"),
    )

    class Meta:
        verbose_name = _("draw of a tie")
        verbose_name_plural = _("draws of ties")
        ordering = ["ranking", "place"]
        constraints = [
            models.UniqueConstraint(fields=["ranking", "place"], name="programs_tiedraw_once"),
            models.CheckConstraint(
                condition=Q(seed__regex=DIGEST) & Q(order__len__gte=2),
                name="programs_tiedraw_has_form",
            ),
            models.CheckConstraint(
                condition=Q(reason__regex=SOMETHING), name="programs_tiedraw_has_reason"
            ),
        ]
        triggers = [never_changed(), of_the_newest_ranking()]

    def __str__(self) -> str:
        return f"{self.ranking_id} · {self.place}"
