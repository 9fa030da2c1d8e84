import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.common.models import kept_history, only_moves
from programs import workflow
from programs.enums import AssignmentState
from programs.models.sheet_freezing import finished_stays
from zones.validators import validate_business_number

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


@kept_history("ReviewerHistory")
class Reviewer(models.Model):
    """평가위원: an expert of the pool, with what conflicts are found from."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="reviewer",
        verbose_name=_("user"),
    )
    employer = models.CharField(_("employer"), max_length=120)
    department = models.CharField(_("department"), max_length=120, blank=True)
    employer_business_number = models.CharField(
        _("business number of the employer"),
        max_length=10,
        blank=True,
        validators=[validate_business_number],
        help_text=_("Ten digits without hyphens; conflicts are found by it."),
    )
    fields = ArrayField(
        models.CharField(max_length=60), default=list, blank=True, verbose_name=_("fields")
    )
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("reviewer")
        verbose_name_plural = _("reviewers")
        ordering = ["user__name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(employer_business_number="")
                | Q(employer_business_number__regex=r"^\d{10}$"),
                name="programs_reviewer_number_has_form",
            )
        ]
        triggers = [pgtrigger.ReadOnly(name="person_never_changes", fields=["user"])]

    def __str__(self) -> str:
        return f"{self.user.name} ({self.employer})"


class Panel(models.Model):
    """평가위원회: the reviewers of a call."""

    call = models.ForeignKey(
        "programs.Call", on_delete=models.PROTECT, related_name="panels", verbose_name=_("call")
    )
    name = models.CharField(_("name"), max_length=120)
    reviewers = models.ManyToManyField(
        Reviewer, related_name="panels", blank=True, verbose_name=_("reviewers")
    )

    class Meta:
        verbose_name = _("panel")
        verbose_name_plural = _("panels")
        ordering = ["call", "name"]
        constraints = [
            models.UniqueConstraint(fields=["call", "name"], name="programs_panel_one_per_name")
        ]

    def __str__(self) -> str:
        return f"{self.name} · {self.call}"


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
        Reviewer,
        on_delete=models.PROTECT,
        related_name="assignments",
        verbose_name=_("reviewer"),
    )
    panel = models.ForeignKey(
        Panel, on_delete=models.PROTECT, related_name="assignments", verbose_name=_("panel")
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
    opinion = models.TextField(_("overall opinion"), blank=True)

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
        ]
        triggers = [only_moves(workflow.ASSIGNMENT), finished_stays()]

    def __str__(self) -> str:
        return f"{self.reviewer} · {self.application}"


@kept_history("ScoreHistory")
class Score(models.Model):
    """점수: points of one reviewer for one criterion, with the reason; locked on finish."""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="scores")
    criterion = models.ForeignKey(
        "programs.Criterion", on_delete=models.PROTECT, related_name="scores"
    )
    points = models.DecimalField(
        _("points"), max_digits=5, decimal_places=2, validators=[MinValueValidator(0)]
    )
    reason = models.TextField(_("reason"))

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
