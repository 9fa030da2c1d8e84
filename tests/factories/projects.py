"""Plans of projects: whole ones, and their rows."""

import factory

from programs.enums import CostItem, ParticipantRole, PersonRole, PlanSection
from programs.models import Application, BudgetLine, Milestone, Participant, ProjectPerson
from tests.factories.programs import ApplicationFactory, complete_application, open_call
from zones.enums import CompanySize

ALL_SECTIONS = list(PlanSection.values)


class ParticipantFactory(factory.django.DjangoModelFactory):
    """A joint organisation; `LeadFactory` is the applicant's own row."""

    class Meta:
        model = Participant

    application = factory.SubFactory(ApplicationFactory)
    position = 2
    role = ParticipantRole.JOINT
    name = "예시대학교 산학협력단"
    size = CompanySize.NON_PROFIT
    responsible_name = "이예시"
    responsible_position = "교수"
    task = "시험 평가"


class LeadFactory(ParticipantFactory):
    role = ParticipantRole.LEAD
    position = 1
    name = ""
    size = ""
    responsible_name = "김예시"
    responsible_position = "이사"
    task = "시제품 제작"


class ProjectPersonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ProjectPerson

    participant = factory.SubFactory(LeadFactory)
    position = factory.Sequence(lambda number: number + 1)
    name = "박예시"
    role = PersonRole.PRINCIPAL
    title = "책임연구원"
    career = "기계, 12년"
    rate_percent = 40
    months = 10


class BudgetLineFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = BudgetLine

    participant = factory.SubFactory(LeadFactory)
    item = CostItem.LABOUR
    government_won = 75
    cash_won = 5
    in_kind_won = 20


class MilestoneFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Milestone

    application = factory.SubFactory(ApplicationFactory)
    position = factory.Sequence(lambda number: number + 1)
    what = "시제품 제작"
    first_month = 1
    last_month = 6
    proof = "시험 성적서"


def planned_application(*, sections=ALL_SECTIONS, requested_won=75, **fields) -> Application:
    """A complete draft in a call that asks for these sections of a plan, with the plan filled in."""
    call = fields.pop("call", None) or open_call(plan_sections=sections)
    application = complete_application(call=call, requested_won=requested_won, **fields)
    with_plan(application)
    return application


def with_plan(application: Application) -> Participant:
    """The lead of a small whole plan: a person, a budget and a milestone."""
    lead = LeadFactory(application=application)
    ProjectPersonFactory(participant=lead)
    BudgetLineFactory(participant=lead)
    MilestoneFactory(application=application)
    return lead
