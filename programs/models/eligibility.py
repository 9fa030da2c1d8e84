"""Who may apply, and who pays which share: rules of a call that can be checked."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.common.models import localized
from programs.enums import RuleKind
from programs.models.call_freezing import frozen_with_call
from programs.models.form import one_key_per_call, part_key
from zones.enums import CompanySize

KINDS_WITH_VALUES = (RuleKind.LOCATION, RuleKind.SIZE, RuleKind.STATUS, RuleKind.FIELD)


class EligibilityRule(models.Model):
    """신청자격: one rule, judged as of the closing day (업력 기준일은 접수마감일).

    `values` are those of which one must hold (Place, CompanySize, CompanyStatusKind or
    TechnologyField, by kind), `years` the most years since founding, `least_won` and `most_won`
    bound the revenue of the last year.
    """

    call = models.ForeignKey(
        "programs.Call", on_delete=models.CASCADE, related_name="eligibility_rules"
    )
    key = part_key()
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    kind = models.CharField(_("rule about"), max_length=20, choices=RuleKind)
    values = ArrayField(
        models.CharField(max_length=40), default=list, blank=True, verbose_name=_("one of")
    )
    years = models.PositiveSmallIntegerField(
        _("at most years"), null=True, blank=True, validators=[MaxValueValidator(100)]
    )
    least_won = models.BigIntegerField(_("at least (won)"), null=True, blank=True)
    most_won = models.BigIntegerField(_("less than (won)"), null=True, blank=True)
    note_ko = models.CharField(_("note (Korean)"), max_length=300, blank=True)
    note_en = models.CharField(_("note (English)"), max_length=400, blank=True)
    note = localized("note")

    class Meta:
        verbose_name = _("rule of eligibility")
        verbose_name_plural = _("rules of eligibility")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=KINDS_WITH_VALUES) & ~Q(values=[])
                | ~Q(kind__in=KINDS_WITH_VALUES) & Q(values=[]),
                name="programs_eligibilityrule_values_fit_kind",
                violation_error_message=_("Choose at least one value for this rule."),
            ),
            models.CheckConstraint(
                condition=Q(kind=RuleKind.AGE, years__isnull=False)
                | ~Q(kind=RuleKind.AGE) & Q(years=None),
                name="programs_eligibilityrule_age_has_years",
                violation_error_message=_("Give the most years since founding."),
            ),
            models.CheckConstraint(
                condition=Q(kind=RuleKind.REVENUE)
                & (Q(least_won__isnull=False) | Q(most_won__isnull=False))
                & (Q(least_won=None) | Q(least_won__gte=0))
                & (Q(most_won=None) | Q(most_won__gt=0))
                & (Q(least_won=None) | Q(most_won=None) | Q(least_won__lt=F("most_won")))
                | ~Q(kind=RuleKind.REVENUE) & Q(least_won=None, most_won=None),
                name="programs_eligibilityrule_revenue_has_bounds",
                violation_error_message=_("Give the least or the most revenue, the least below."),
            ),
            one_key_per_call("eligibilityrule"),
        ]
        triggers = [frozen_with_call()]

    def __str__(self) -> str:
        return f"{self.call_id} · {self.get_kind_display()}"


class CostShare(models.Model):
    """재원비율: what the government pays at most, and the cash in the company's own share.

    Percent of the whole, and percent of the own share; per size of company (시행령 제19조, 별표 1).
    """

    call = models.ForeignKey("programs.Call", on_delete=models.CASCADE, related_name="cost_shares")
    size = models.CharField(_("size"), max_length=20, choices=CompanySize)
    government_percent = models.PositiveSmallIntegerField(
        _("government pays at most (%)"), validators=[MaxValueValidator(100)]
    )
    cash_percent = models.PositiveSmallIntegerField(
        _("cash in the own share, at least (%)"), validators=[MaxValueValidator(100)]
    )

    class Meta:
        verbose_name = _("cost share")
        verbose_name_plural = _("cost shares")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "size"], name="programs_costshare_one_per_size"
            ),
            models.CheckConstraint(
                condition=Q(government_percent__lte=100, cash_percent__lte=100),
                name="programs_costshare_is_percent",
            ),
        ]
        triggers = [frozen_with_call()]

    def __str__(self) -> str:
        return f"{self.get_size_display()} {self.government_percent} %"
