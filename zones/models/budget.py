import pgtrigger
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from pgtrigger import Operation

from zones.enums import Stage

AMOUNT = [MinValueValidator(0), MaxValueValidator(10**15)]  # won

# Runs at commit, so that the rows of a budget may be written one after the other; the budget is held,
# so that of two who write its parts at once the second one sees the first one's
STAGES_ADD_UP = """
    PERFORM 1 FROM zones_budget WHERE id = {budget_id} FOR NO KEY UPDATE;
    SELECT budget.national_won, budget.local_won,
           sum(part.national_won), sum(part.local_won), count(part.id)
      INTO national, local, national_parts, local_parts, part_count
      FROM zones_budget budget LEFT JOIN zones_budgetstage part ON part.budget_id = budget.id
     WHERE budget.id = {budget_id}
     GROUP BY budget.id;
    IF part_count > 0 AND (national_parts <> national OR local_parts <> local) THEN
        RAISE EXCEPTION 'the stages of budget % do not add up: national % of %, local % of %',
            {budget_id}, national_parts, national, local_parts, local
            USING ERRCODE = 'check_violation', CONSTRAINT = 'zones_budget_stages_add_up';
    END IF;
    RETURN NULL;
"""
DECLARED = [
    ("national", "bigint"),
    ("local", "bigint"),
    ("national_parts", "numeric"),
    ("local_parts", "numeric"),
    ("part_count", "bigint"),
]


def stages_add_up(name: str, *, operation: Operation, budget_id: str) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name=name,
        level=pgtrigger.Row,
        when=pgtrigger.After,
        operation=operation,
        timing=pgtrigger.Deferred,
        declare=DECLARED,
        func=STAGES_ADD_UP.format(budget_id=budget_id),
    )


class Budget(models.Model):
    """The money of a zone in a year, from the state and from the region, in won.

    The region decides how it is split over the stages; while it has not, there are no parts.
    """

    zone = models.ForeignKey(
        "zones.Zone", on_delete=models.PROTECT, related_name="budgets", verbose_name=_("zone")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    national_won = models.BigIntegerField(_("national (won)"), validators=AMOUNT)
    local_won = models.BigIntegerField(_("local (won)"), validators=AMOUNT)
    total_won = models.GeneratedField(
        expression=models.F("national_won") + models.F("local_won"),
        output_field=models.BigIntegerField(_("total (won)")),
        db_persist=True,
        verbose_name=_("total (won)"),
    )
    is_approximate = models.BooleanField(_("approximate"), default=False)
    sources = models.CharField(_("sources"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("budget")
        verbose_name_plural = _("budgets")
        ordering = ["zone", "-year"]
        constraints = [
            models.UniqueConstraint(fields=["zone", "year"], name="zones_budget_one_per_year"),
            models.CheckConstraint(
                condition=models.Q(national_won__gte=0, local_won__gte=0),
                name="zones_budget_not_negative",
            ),
        ]
        triggers = [stages_add_up("stages_add_up", operation=pgtrigger.Update, budget_id="NEW.id")]

    def __str__(self) -> str:
        return f"{self.zone} {self.year}"


class BudgetStage(models.Model):
    """The part of a budget that goes to one stage, in won."""

    budget = models.ForeignKey(
        Budget, on_delete=models.CASCADE, related_name="stages", verbose_name=_("budget")
    )
    stage = models.CharField(_("stage"), max_length=20, choices=Stage)
    national_won = models.BigIntegerField(_("national (won)"), default=0, validators=AMOUNT)
    local_won = models.BigIntegerField(_("local (won)"), default=0, validators=AMOUNT)

    class Meta:
        verbose_name = _("part of a stage")
        verbose_name_plural = _("split over the stages")
        ordering = ["budget", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["budget", "stage"], name="zones_budgetstage_one_per_stage"
            ),
            models.CheckConstraint(
                condition=models.Q(national_won__gte=0, local_won__gte=0),
                name="zones_budgetstage_not_negative",
            ),
        ]
        triggers = [
            stages_add_up(
                "stages_add_up",
                operation=pgtrigger.Insert | pgtrigger.Update,
                budget_id="NEW.budget_id",
            ),
            stages_add_up(
                "stages_still_add_up",
                operation=pgtrigger.Update | pgtrigger.Delete,
                budget_id="OLD.budget_id",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.budget} {self.get_stage_display()}"

    @property
    def total_won(self) -> int:
        return self.national_won + self.local_won
