from typing import Self

import pgtrigger
from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from portal.common.models import DatabaseNow, kept_history, only_moves, paired
from programs import workflow
from programs.enums import (
    AssignedHow,
    AssignmentState,
    MemberState,
    PanelState,
    ReviewStanding,
)
from programs.models.conflict_guard import not_in_conflict
from programs.models.panel import PanelMember
from programs.models.panel_guard import within_its_panel
from programs.models.sheet_freezing import finished_stays

# Both assignments where a score changes hands; held, so that nobody finishes one in the meantime
SCORE_GUARD = """
    FOR judged IN
        SELECT id, state FROM programs_assignment
         WHERE id IN (OLD.assignment_id, NEW.assignment_id) ORDER BY id FOR SHARE
    LOOP
        IF judged.state <> 'pledged' THEN
            RAISE EXCEPTION 'scores of assignment % are locked: %', judged.id, judged.state
                USING ERRCODE = 'check_violation', CONSTRAINT = 'programs_score_locked';
        END IF;
    END LOOP;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    SELECT criterion.weight INTO most
      FROM programs_criterion criterion
      JOIN programs_application application ON application.call_id = criterion.call_id
      JOIN programs_assignment assignment ON assignment.application_id = application.id
     WHERE criterion.id = NEW.criterion_id AND assignment.id = NEW.assignment_id;
    IF most IS NULL THEN
        RAISE EXCEPTION 'criterion % is not one of this call', NEW.criterion_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'programs_score_of_the_same_call';
    END IF;
    IF NEW.points > most THEN
        RAISE EXCEPTION '% points of at most %', NEW.points, most
            USING ERRCODE = 'check_violation', CONSTRAINT = 'programs_score_within_weight';
    END IF;
    RETURN NEW;
"""


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def with_standing(self) -> Self:
        """With `standing` (ReviewStanding): whether its reviewer has pledged for the panel, and
        whether the panel reviews at this moment, by the database's clock."""
        pledged = PanelMember.objects.filter(
            panel=OuterRef("panel"), reviewer=OuterRef("reviewer"), state=MemberState.PLEDGED
        )
        is_ahead = Q(panel__state=PanelState.FORMING) | Q(panel__opens_at__gt=DatabaseNow())
        standing = Case(
            When(panel__state=PanelState.CLOSED, then=Value(ReviewStanding.CLOSED)),
            When(~Exists(pledged), then=Value(ReviewStanding.UNPLEDGED)),
            When(is_ahead, then=Value(ReviewStanding.AHEAD)),
            When(panel__closes_at__lte=DatabaseNow(), then=Value(ReviewStanding.OVER)),
            default=Value(ReviewStanding.OPEN),
        )
        return self.annotate(standing=standing)

    def under_way(self) -> Self:
        """What its reviewer may read and score at this moment."""
        return self.with_standing().filter(standing=ReviewStanding.OPEN)


@kept_history("AssignmentHistory")
class Assignment(models.Model):
    """배정: a reviewer judges an application, after a pledge that there is no conflict."""

    application = models.ForeignKey(
        "programs.Application",
        on_delete=models.PROTECT,
        related_name="assignments",
        verbose_name=_("application"),
    )
    reviewer = models.ForeignKey(
        "programs.Reviewer",
        on_delete=models.PROTECT,
        related_name="assignments",
        verbose_name=_("reviewer"),
    )
    panel = models.ForeignKey(
        "programs.Panel",
        on_delete=models.PROTECT,
        related_name="assignments",
        verbose_name=_("panel"),
    )
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=AssignmentState,
        default=AssignmentState.ASSIGNED,
        editable=False,
    )
    assigned_at = models.DateTimeField(_("assigned at"), default=timezone.now)
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    pledged_at = models.DateTimeField(_("pledged at"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    recused_at = models.DateTimeField(_("recused at"), null=True, blank=True)
    recusal_reason = models.TextField(_("reason of the recusal"), blank=True)
    how = models.CharField(
        _("chosen"), max_length=20, choices=AssignedHow, default=AssignedHow.HAND, editable=False
    )
    # Shared fields and words, affinity, method: what `programs.matching` said of the pair
    why = models.JSONField(_("why this reviewer"), default=dict, blank=True, editable=False)
    released_at = models.DateTimeField(_("released at"), null=True, blank=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    release_reason = models.CharField(_("reason of the release"), max_length=300, blank=True)
    opinion = models.TextField(_("overall opinion"), blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["assigned_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "reviewer"], name="programs_assignment_once"
            ),
            models.CheckConstraint(
                condition=Q(state=AssignmentState.FINISHED, finished_at__isnull=False)
                | ~Q(state=AssignmentState.FINISHED) & Q(finished_at=None),
                name="programs_assignment_finished_has_stamp",
            ),
            models.CheckConstraint(
                condition=Q(state=AssignmentState.RECUSED, recused_at__isnull=False)
                & ~Q(recusal_reason="")
                | ~Q(state=AssignmentState.RECUSED) & Q(recused_at=None),
                name="programs_assignment_recusal_has_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[AssignmentState.PLEDGED, AssignmentState.FINISHED])
                | Q(pledged_at__isnull=False),
                name="programs_assignment_pledged_before_scoring",
            ),
            models.CheckConstraint(
                condition=Q(state=AssignmentState.RELEASED, released_at__isnull=False)
                & ~Q(release_reason="")
                | ~Q(state=AssignmentState.RELEASED) & Q(released_at=None, release_reason=""),
                name="programs_assignment_release_has_reason",
            ),
            paired("released_at", "released_by", name="programs_assignment_released_pair"),
        ]
        triggers = [
            only_moves(workflow.ASSIGNMENT),
            finished_stays(),
            not_in_conflict(),
            within_its_panel(),
            pgtrigger.ReadOnly(
                name="pair_never_changes",
                fields=["application", "reviewer", "panel", "assigned_at", "assigned_by"],
            ),
        ]

    def __str__(self) -> str:
        # Printed on pages of people who may know the reviewer and not who applies
        return f"{self.reviewer} · {self.application_id}"

    @property
    def shown_name(self) -> str:
        """What reviewers call the application: its company, in a blind panel the number of its
        place there, which is the same for all of them."""
        if self.panel.is_blind:
            return _now("Application %(number)s") % {"number": self.application.panel_place.pk}
        return self.application.company.name


@kept_history("ScoreHistory")
class Score(models.Model):
    """점수: points of one reviewer for one criterion, with the reason; locked on finish.

    What a reviewer is working on: a reason may stand before the points. What counts is the sheet.
    """

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="scores")
    criterion = models.ForeignKey(
        "programs.Criterion", on_delete=models.PROTECT, related_name="scores"
    )
    points = models.DecimalField(
        _("points"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        ordering = ["criterion__position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "criterion"], name="programs_score_one_per_criterion"
            ),
            models.CheckConstraint(condition=Q(points__gte=0), name="programs_score_not_negative"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="locked_and_within_weight",
                level=pgtrigger.Row,
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                declare=[("judged", "record"), ("most", "integer")],
                func=SCORE_GUARD,
            )
        ]

    def __str__(self) -> str:
        return f"{self.criterion_id}: {self.points}"
