"""Rows that break the constraints of project plans."""

import uuid

from programs.models.application import MOST_WON
from programs.models.project import MOST_MONTHS
from tests.factories.projects import (
    BudgetLineFactory,
    LeadFactory,
    MilestoneFactory,
    ParticipantFactory,
    ProjectPersonFactory,
)


def changed(row, **fields):
    """As a bulk update writes it: no form, no save(), no validation."""
    type(row).objects.filter(pk=row.pk).update(**fields)


def key_twice():
    first = ParticipantFactory()
    ParticipantFactory(application=first.application, key=first.key, position=3)


def position_twice():
    first = ParticipantFactory()
    ParticipantFactory(application=first.application, key=uuid.uuid4())


def lead_twice():
    """A second lead can only stand at the first place, too: that is looked at when the row ends."""
    lead = LeadFactory()
    LeadFactory(application=lead.application, key=uuid.uuid4())


def person_twice():
    person = ProjectPersonFactory()
    ProjectPersonFactory(participant=person.participant, position=person.position)


def line_twice():
    line = BudgetLineFactory()
    BudgetLineFactory(participant=line.participant, item=line.item)


def milestone_twice():
    milestone = MilestoneFactory()
    MilestoneFactory(application=milestone.application, position=milestone.position)


IS_THE_COMPANY = "programs_participant_lead_is_the_company"
AMOUNTS = "programs_budgetline_amounts_in_bounds"
PROJECT_VIOLATIONS = [
    ("programs_participant_one_per_key", key_twice),
    ("programs_participant_one_per_position", position_twice),
    ("programs_participant_one_lead", lead_twice),
    (IS_THE_COMPANY, lambda: changed(LeadFactory(), name="다른 이름")),
    (IS_THE_COMPANY, lambda: changed(LeadFactory(), size="small")),
    (IS_THE_COMPANY, lambda: changed(LeadFactory(), business_number="1234567891")),
    (IS_THE_COMPANY, lambda: changed(LeadFactory(), position=2)),
    (IS_THE_COMPANY, lambda: changed(ParticipantFactory(), position=1)),
    (
        "programs_participant_number_has_form",
        lambda: changed(ParticipantFactory(), business_number="123"),
    ),
    ("programs_projectperson_one_per_position", person_twice),
    (
        "programs_projectperson_rate_is_percent",
        lambda: changed(ProjectPersonFactory(), rate_percent=101),
    ),
    ("programs_projectperson_months_in_bounds", lambda: changed(ProjectPersonFactory(), months=0)),
    (
        "programs_projectperson_months_in_bounds",
        lambda: changed(ProjectPersonFactory(), months=MOST_MONTHS + 1),
    ),
    ("programs_budgetline_one_per_item", line_twice),
    *(
        (
            AMOUNTS,
            lambda source=source, amount=amount: changed(BudgetLineFactory(), **{source: amount}),
        )
        for source in ("government_won", "cash_won", "in_kind_won")
        for amount in (-1, MOST_WON + 1)
    ),
    ("programs_milestone_one_per_position", milestone_twice),
    *(
        (
            "programs_milestone_months_in_order",
            lambda months=months: changed(
                MilestoneFactory(), first_month=months[0], last_month=months[1]
            ),
        )
        for months in ((3, 2), (0, 2), (1, MOST_MONTHS + 1), (None, 0), (MOST_MONTHS + 1, None))
    ),
]
