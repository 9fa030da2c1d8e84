"""The plan of a project (연구개발계획서): who takes part, who works in it, what it costs, what comes of it."""

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from programs.enums import CostItem, ParticipantRole, PersonRole
from programs.models.application import MOST_WON
from zones.enums import CompanySize
from zones.validators import validate_business_number

MOST_MONTHS = 120  # of a project; longer is a slip of the finger
LONGEST_LINE = 300  # letters of a cell of the plan


class Participant(models.Model):
    """참여기관: an organisation of the project.

    The first, the lead (주관), is the applicant's company: its name, number and size stand in the
    company's profile, and not here.
    """

    application = models.ForeignKey(
        "programs.Application", on_delete=models.CASCADE, related_name="participants"
    )
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    role = models.CharField(_("role in the project"), max_length=20, choices=ParticipantRole)
    name = models.CharField(_("name of the organisation"), max_length=120, blank=True)
    size = models.CharField(
        _("size of the organisation"), max_length=20, choices=CompanySize, blank=True
    )
    business_number = models.CharField(
        _("business number"), max_length=10, blank=True, validators=[validate_business_number]
    )
    responsible_name = models.CharField(_("responsible person"), max_length=80, blank=True)
    responsible_department = models.CharField(
        _("department of the responsible person"), max_length=80, blank=True
    )
    responsible_position = models.CharField(
        _("job title of the responsible person"), max_length=80, blank=True
    )
    task = models.CharField(_("task in the project"), max_length=LONGEST_LINE, blank=True)

    class Meta:
        verbose_name = _("participating organisation")
        verbose_name_plural = _("participating organisations")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "key"], name="programs_participant_one_per_key"
            ),
            models.UniqueConstraint(
                fields=["application", "position"],
                name="programs_participant_one_per_position",
                deferrable=models.Deferrable.IMMEDIATE,  # places are exchanged in one statement
            ),
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(role=ParticipantRole.LEAD),
                name="programs_participant_one_lead",
            ),
            models.CheckConstraint(
                condition=Q(role=ParticipantRole.LEAD, position=1)
                & Q(name="", size="", business_number="")
                | ~Q(role=ParticipantRole.LEAD) & Q(position__gt=1),
                name="programs_participant_lead_is_the_company",
            ),
            models.CheckConstraint(
                condition=Q(business_number__regex=r"^([0-9]{10})?$"),
                name="programs_participant_number_has_form",
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(self.get_role_display())

    @property
    def is_lead(self) -> bool:
        return self.role == ParticipantRole.LEAD


class ProjectPerson(models.Model):
    """참여연구자: who works in the project, for which of its organisations and for how long."""

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="people")
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    name = models.CharField(_("name of the person"), max_length=80, blank=True)
    role = models.CharField(
        _("role in the project"),
        max_length=20,
        choices=PersonRole,
        default=PersonRole.RESEARCHER,
    )
    title = models.CharField(_("job title"), max_length=80, blank=True)
    career = models.CharField(_("field and career"), max_length=LONGEST_LINE, blank=True)
    rate_percent = models.PositiveSmallIntegerField(
        _("participation (%)"), null=True, blank=True, validators=[MaxValueValidator(100)]
    )
    months = models.PositiveSmallIntegerField(
        _("months of participation"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_MONTHS)],
    )

    class Meta:
        verbose_name = _("person of a project")
        verbose_name_plural = _("people of a project")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "position"], name="programs_projectperson_one_per_position"
            ),
            models.CheckConstraint(
                condition=Q(rate_percent=None) | Q(rate_percent__lte=100),
                name="programs_projectperson_rate_is_percent",
            ),
            models.CheckConstraint(
                condition=Q(months=None) | Q(months__range=(1, MOST_MONTHS)),
                name="programs_projectperson_months_in_bounds",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class BudgetLine(models.Model):
    """연구개발비: what one organisation spends on one item of cost, and who pays it, in won."""

    participant = models.ForeignKey(
        Participant, on_delete=models.PROTECT, related_name="budget_lines"
    )
    item = models.CharField(_("item of cost"), max_length=30, choices=CostItem)
    government_won = models.BigIntegerField(_("government (won)"), default=0)
    cash_won = models.BigIntegerField(_("own cash (won)"), default=0)
    in_kind_won = models.BigIntegerField(_("own in kind (won)"), default=0)

    class Meta:
        verbose_name = _("line of a budget")
        verbose_name_plural = _("lines of a budget")
        ordering = ["participant", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "item"], name="programs_budgetline_one_per_item"
            ),
            models.CheckConstraint(
                condition=Q(government_won__gte=0, government_won__lte=MOST_WON)
                & Q(cash_won__gte=0, cash_won__lte=MOST_WON)
                & Q(in_kind_won__gte=0, in_kind_won__lte=MOST_WON),
                name="programs_budgetline_amounts_in_bounds",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant_id} · {self.item}"


class Milestone(models.Model):
    """추진일정: what is done from which to which month after the agreement, and what proves it."""

    application = models.ForeignKey(
        "programs.Application", on_delete=models.CASCADE, related_name="milestones"
    )
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    what = models.CharField(_("what is done"), max_length=LONGEST_LINE, blank=True)
    first_month = models.PositiveSmallIntegerField(
        _("first month"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_MONTHS)],
    )
    last_month = models.PositiveSmallIntegerField(
        _("last month"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_MONTHS)],
    )
    proof = models.CharField(_("what proves it"), max_length=LONGEST_LINE, blank=True)

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "position"], name="programs_milestone_one_per_position"
            ),
            models.CheckConstraint(
                condition=(Q(first_month=None) | Q(first_month__range=(1, MOST_MONTHS)))
                & (Q(last_month=None) | Q(last_month__range=(1, MOST_MONTHS)))
                & (Q(first_month=None) | Q(last_month=None) | Q(first_month__lte=F("last_month"))),
                name="programs_milestone_months_in_order",
                violation_error_message=_("The last month lies before the first."),
            ),
        ]

    def __str__(self) -> str:
        return self.what
