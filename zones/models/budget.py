import pgtrigger
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from zones.models.budget_guard import parts_within_budget

AMOUNT = [MinValueValidator(0), MaxValueValidator(10**15)]  # won


class Budget(models.Model):
    """The money of a zone in a year, from the state and from the region, in won.

    The region decides how it is split over the stages: the plan in force says how (BudgetPlan).
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
    is_example = models.BooleanField(
        _("example"), default=False, help_text=_("Invented for the demonstration.")
    )
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
        triggers = [
            parts_within_budget(
                operation=pgtrigger.UpdateOf("national_won", "local_won"), budget="NEW.id"
            )
        ]

    def __str__(self) -> str:
        return f"{self.zone} {self.year}"
