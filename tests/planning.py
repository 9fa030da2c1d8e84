"""Writing a project plan section by section."""

import uuid

from programs.actions.plan import save_plan_section
from programs.enums import CostItem
from programs.models import Application
from programs.queries.merging import digests_of
from programs.queries.plan import LEAD, Plan
from programs.queries.plan.fields import fields_of

LEAD_ROW = {
    "key": LEAD, "role": "lead", "name": "", "size": "", "business_number": "",
    "responsible_name": "김예시", "responsible_department": "", "responsible_position": "이사",
    "task": "시제품 제작",
}  # fmt: skip


def partner(**fields) -> dict:
    return {
        "key": str(uuid.uuid4()), "role": "joint", "name": "예시대학교", "size": "non_profit",
        "business_number": "", "responsible_name": "이예시", "responsible_department": "기계공학과",
        "responsible_position": "교수", "task": "시험", **fields,
    }  # fmt: skip


def person(**fields) -> dict:
    return {
        "participant": LEAD, "name": "박예시", "role": "principal", "title": "책임", "career": "기계",
        "rate_percent": 30, "months": 10, **fields,
    }  # fmt: skip


def line(item=CostItem.LABOUR, participant=LEAD, government=75, cash=5, in_kind=20) -> dict:
    return {
        "participant": participant, "item": item, "government_won": government, "cash_won": cash,
        "in_kind_won": in_kind,
    }  # fmt: skip


def milestone(**fields) -> dict:
    return {"what": "제작", "first_month": 1, "last_month": 3, "proof": "성적서", **fields}


ROWS = {
    "participants": [LEAD_ROW, partner()],
    "people": [person(), person(name="최예시", role="student")],
    "budget": [line(), line(CostItem.MATERIALS, government=1)],
    "milestones": [milestone(), milestone(what="시험")],
}


def plan_of(application) -> Plan:
    return Plan(Application.objects.select_related("call", "company").get(pk=application.pk))


def seen(application, section: str) -> dict[str, str]:
    return digests_of(fields_of(section, plan_of(application).rows(section)))


def save(application, section: str, rows, *, seen_as=None):
    return save_plan_section(
        application,
        section=section,
        rows=rows,
        seen=seen(application, section) if seen_as is None else seen_as,
        by=application.created_by,
    )
