"""Project plans: what a call asks for, who takes part, what is paid for."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PlanSection(TextChoices):
    """The parts of a project plan (연구개발계획서) that a call can ask for."""

    PARTICIPANTS = "participants", _("Participating organisations")
    PEOPLE = "people", _("People of the project")
    BUDGET = "budget", _("Project budget")
    MILESTONES = "milestones", _("Milestones")


class ParticipantRole(TextChoices):
    """주관·공동·위탁연구개발기관 (국가연구개발혁신법 시행령 제2조)."""

    LEAD = "lead", _("lead organisation")
    JOINT = "joint", _("joint organisation")
    COMMISSIONED = "commissioned", _("commissioned organisation")


class PersonRole(TextChoices):
    """What a person is in a project."""

    PRINCIPAL = "principal", _("principal researcher")
    RESEARCHER = "researcher", _("researcher")
    STUDENT = "student", _("student researcher")
    SUPPORT = "support", _("support staff")


class CostItem(TextChoices):
    """비목: 국가연구개발사업 연구개발비 사용 기준, in its order; all but the last are direct costs."""

    LABOUR = "labour", _("labour")
    STUDENT_LABOUR = "student_labour", _("labour of students")
    EQUIPMENT = "equipment", _("facilities and equipment")
    MATERIALS = "materials", _("materials")
    COMMISSIONED = "commissioned", _("commissioned R&D")
    INTERNATIONAL = "international", _("international joint R&D")
    CHARGES = "charges", _("R&D charges")
    ACTIVITIES = "activities", _("R&D activities")
    ALLOWANCES = "allowances", _("research allowances")
    INDIRECT = "indirect", _("indirect costs")


class BudgetRule(TextChoices):
    """What is checked of a budget."""

    GOVERNMENT_SHARE = "government_share", _("share of the government")
    CASH_FLOOR = "cash_floor", _("cash in the own share")
    AWARD_LIMIT = "award_limit", _("most per award")
    REQUESTED = "requested", _("support asked for")
