"""Why somebody may not judge an application: found, declared, or asked for by the applicant."""

from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.common.models import kept_history, only_moves, paired
from programs import workflow
from programs.enums import BARRING, SETTLED, ConflictGround, ConflictSource, ConflictState

# Who is in conflict has no say in it, whichever door they come through
NOT_BY_THEMSELVES = """
    IF EXISTS (
        SELECT 1 FROM programs_reviewer
         WHERE id = NEW.reviewer_id AND user_id IN (NEW.settled_by_id, NEW.waiver_asked_by_id)
    ) THEN
        RAISE EXCEPTION 'reviewer % settles their own conflict', NEW.reviewer_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'programs_conflict_not_by_themselves';
    END IF;
    RETURN NEW;
"""


class ConflictQuerySet(models.QuerySet["Conflict"]):
    def barring(self) -> Self:
        """Standing, or suspected: a suspicion bars until somebody settles it."""
        return self.filter(state__in=BARRING)


@kept_history("ConflictHistory")
class Conflict(models.Model):
    """제척·기피·회피: a ground for which a reviewer neither reads nor judges an application.

    One row for each ground (국가연구개발혁신법 시행령 제27조제3항); it stays when its fact is gone.
    """

    reviewer = models.ForeignKey(
        "programs.Reviewer",
        on_delete=models.PROTECT,
        related_name="conflicts",
        verbose_name=_("reviewer"),
    )
    application = models.ForeignKey(
        "programs.Application",
        on_delete=models.PROTECT,
        related_name="conflicts",
        verbose_name=_("application"),
    )
    ground = models.CharField(_("ground"), max_length=20, choices=ConflictGround)
    source = models.CharField(_("how it became known"), max_length=20, choices=ConflictSource)
    fact = models.CharField(_("fact"), max_length=300, blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=ConflictState, default=ConflictState.STANDING
    )
    found_at = models.DateTimeField(_("found at"), default=timezone.now)
    waiver_asked_at = models.DateTimeField(_("waiver asked for at"), null=True, blank=True)
    waiver_asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("waiver asked for by"),
    )
    waiver_reason = models.CharField(_("why it is asked for"), max_length=500, blank=True)
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("settled by"),
    )
    settling_reason = models.CharField(_("why it was settled so"), max_length=500, blank=True)

    objects = ConflictQuerySet.as_manager()

    class Meta:
        verbose_name = _("conflict of interest")
        verbose_name_plural = _("conflicts of interest")
        ordering = ["-found_at", "-pk"]
        indexes = [
            models.Index(
                fields=["reviewer", "application"],
                condition=Q(state__in=BARRING),
                name="programs_conflict_barring",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["reviewer", "application", "ground"], name="programs_conflict_once"
            ),
            paired("waiver_asked_at", "waiver_asked_by", name="programs_conflict_asked_pair"),
            paired("settled_at", "settled_by", name="programs_conflict_settled_pair"),
            models.CheckConstraint(
                condition=Q(waiver_asked_at=None, waiver_reason="")
                | Q(waiver_asked_at__isnull=False) & ~Q(waiver_reason=""),
                name="programs_conflict_asked_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None, settling_reason="") & ~Q(state__in=SETTLED)
                | Q(settled_at__isnull=False)
                & ~Q(settling_reason="")
                & ~Q(state=ConflictState.SUSPECTED),
                name="programs_conflict_settled_with_reason",
            ),
            # 시행령 제27조제4항: with the reason, by a second person, and never for who takes part
            models.CheckConstraint(
                condition=~Q(state=ConflictState.WAIVED)
                | Q(waiver_asked_by__isnull=False)
                & ~Q(ground=ConflictGround.PARTICIPANT)
                & ~Q(settled_by=F("waiver_asked_by")),
                name="programs_conflict_waived_by_a_second_person",
            ),
        ]
        triggers = [
            only_moves(workflow.CONFLICT),
            pgtrigger.ReadOnly(
                name="about_never_changes", fields=["reviewer", "application", "ground"]
            ),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="not_by_themselves",
                level=pgtrigger.Row,
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=NOT_BY_THEMSELVES,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reviewer} · {self.application} · {self.get_ground_display()}"

    @property
    def bars(self) -> bool:
        return self.state in BARRING


@kept_history("ChallengeHistory")
class Challenge(models.Model):
    """기피 신청: an applicant asks that somebody may not judge their application, and why.

    They name a person or an organisation freely, and never learn who sits on the panel.
    """

    application = models.ForeignKey(
        "programs.Application",
        on_delete=models.PROTECT,
        related_name="challenges",
        verbose_name=_("application"),
    )
    person = models.CharField(_("name of the person"), max_length=80)
    organisation = models.CharField(_("organisation of the person"), max_length=120, blank=True)
    reason = models.TextField(_("reason"), max_length=2000)
    filed_at = models.DateTimeField(_("filed at"), default=timezone.now)
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("filed by"),
    )
    reviewer = models.ForeignKey(
        "programs.Reviewer",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="challenges",
        verbose_name=_("reviewer meant"),
    )
    is_upheld = models.BooleanField(_("upheld"), null=True, blank=True)
    answer = models.TextField(_("answer"), max_length=2000, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )

    class Meta:
        verbose_name = _("challenge of a reviewer")
        verbose_name_plural = _("challenges of reviewers")
        ordering = ["filed_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "person", "organisation"],
                condition=Q(decided_at=None),
                name="programs_challenge_one_open",
            ),
            models.CheckConstraint(
                condition=~Q(person="") & ~Q(reason=""), name="programs_challenge_has_texts"
            ),
            paired("decided_at", "decided_by", name="programs_challenge_decided_pair"),
            models.CheckConstraint(
                condition=Q(decided_at=None, is_upheld=None, answer="", reviewer=None)
                | Q(decided_at__isnull=False, is_upheld__isnull=False) & ~Q(answer=""),
                name="programs_challenge_decided_with_answer",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="filed_never_changes",
                fields=["application", "person", "organisation", "reason", "filed_at", "filed_by"],
            ),
            pgtrigger.Protect(
                name="decided_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__decided_at__isnull=False),
            ),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.application}"

    @property
    def is_decided(self) -> bool:
        return self.decided_at is not None
