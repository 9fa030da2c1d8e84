"""The money of zones as everybody reads it: by year and stage, planned, announced and awarded."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from portal.common.nested import objects_from, rows_of
from zones.enums import Stage
from zones.models import Budget, BudgetPart, BudgetPlan, Zone

FULL = 1000  # units of a bar's width
PART_FIELDS = ("stage", "national_won", "local_won")


@dataclass(frozen=True)
class StageMoney:
    """One stage of a zone's budget of a year, in won.

    `planned_won` is the part of the plan in force, None where there is none; `announced_won` is what
    published calls take, `awarded_won` what became of it by results that are public.
    """

    stage: Stage
    national_won: int | None
    local_won: int | None
    announced_won: int
    awarded_won: int

    @property
    def planned_won(self) -> int | None:
        if self.national_won is None or self.local_won is None:
            return None
        return self.national_won + self.local_won

    @property
    def left_won(self) -> int | None:
        """What published calls leave of the plan."""
        return None if self.planned_won is None else max(0, self.planned_won - self.announced_won)


@dataclass(frozen=True)
class Bar:
    """How wide the money of a stage is drawn, of FULL."""

    money: StageMoney
    planned: int
    announced: int
    awarded: int


def width_of(won: int, largest: int) -> int:
    """Of FULL; what is more than nothing is seen."""
    return max(1, won * FULL // largest) if won else 0


@dataclass(frozen=True)
class ZoneBudget:
    """A zone's money of a year, in won: by source, by stage, and the versions of its plan, newest
    first."""

    year: int
    national_won: int
    local_won: int
    is_approximate: bool
    is_example: bool
    sources: str
    parts: list[BudgetPart]
    stages: list[StageMoney]
    versions: list[BudgetPlan]

    @property
    def total_won(self) -> int:
        return self.national_won + self.local_won

    @property
    def version(self) -> int | None:
        """The number of the plan in force."""
        in_force = (plan.number for plan in self.versions if plan.is_in_force)
        return next(in_force, None)

    @property
    def split_national_won(self) -> int:
        return sum(part.national_won for part in self.parts)

    @property
    def split_local_won(self) -> int:
        return sum(part.local_won for part in self.parts)

    @property
    def split_won(self) -> int:
        return self.split_national_won + self.split_local_won

    @property
    def unsplit_won(self) -> int:
        """What the plan in force leaves open."""
        return self.total_won - self.split_won

    @property
    def left_won(self) -> int:
        """What published calls leave of the plan in force."""
        return sum(stage.left_won or 0 for stage in self.stages)

    @property
    def announced_won(self) -> int:
        return sum(stage.announced_won for stage in self.stages)

    @property
    def awarded_won(self) -> int:
        return sum(stage.awarded_won for stage in self.stages)

    @property
    def is_used(self) -> bool:
        """There is something to draw beside the total."""
        return bool(self.parts) or self.announced_won > 0

    @property
    def bars(self) -> list["Bar"]:
        """A bar for each stage, all on one scale: the largest amount of the year is FULL wide."""
        largest = max(
            (max(one.planned_won or 0, one.announced_won, one.awarded_won) for one in self.stages),
            default=0,
        )
        return [
            Bar(
                money=one,
                planned=width_of(one.planned_won or 0, largest),
                announced=width_of(one.announced_won, largest),
                awarded=width_of(one.awarded_won, largest),
            )
            for one in self.stages
        ]


def budget_rows_of(zone: OuterRef) -> ArraySubquery:
    """An annotation for zones: their budgets with plans and draws, newest year first; in the
    statement that reads the zone, so that a page costs no more for it."""
    here = OuterRef("pk")
    parts = ArraySubquery(
        BudgetPart.objects.filter(plan=here).values(row=JSONObject(**_named(PART_FIELDS)))
    )
    plans = BudgetPlan.objects.published().filter(budget=here).order_by("-number")
    return rows_of(
        Budget.objects.filter(zone=zone).order_by("-year"),
        "year", "national_won", "local_won", "is_approximate", "is_example", "sources",
        plan_rows=rows_of(plans, "number", "state", "reason", "approved_at", parts=parts),
        draw_rows=rows_of(
            public_draws().filter(budget=here), "stage", "amount_won", "awarded_won"
        ),
    )  # fmt: skip


def with_budgets(zones: QuerySet[Zone]) -> QuerySet[Zone]:
    """Zones with their budgets alone, in one statement."""
    return zones.annotate(budgets_rows=budget_rows_of(OuterRef("pk")))


def budgets_of(zone: Any) -> list[ZoneBudget]:
    """What `with_budgets` or `with_profile` brought."""
    return [budget_from(row) for row in zone.budgets_rows]


def public_draws() -> QuerySet[Any]:
    """Draws of published calls with what was awarded; of an app that stands above this one, and is
    reached by the relation alone."""
    draws: Any = Budget._meta.get_field("draws").related_model
    return draws.objects.announced().with_awards()


def _named(fields: tuple[str, ...]) -> dict[str, str]:
    return {field: field for field in fields}


def budget_from(row: Mapping[str, Any]) -> ZoneBudget:
    """What `budget_rows_of` brought, as an object."""
    in_force = next((plan for plan in row["plan_rows"] if plan["state"] == "approved"), None)
    parts = objects_from(BudgetPart, in_force["parts"] if in_force else [])
    return ZoneBudget(
        **{field: row[field] for field in ("year", "national_won", "local_won", "is_approximate")},
        is_example=row["is_example"],
        sources=row["sources"],
        parts=parts,
        stages=stages_from(parts, row["draw_rows"]),
        versions=[_version_from(plan) for plan in row["plan_rows"]],
    )


def _version_from(row: Mapping[str, Any]) -> BudgetPlan:
    at = row["approved_at"]
    return BudgetPlan(
        number=row["number"],
        state=row["state"],
        reason=row["reason"],
        approved_at=datetime.fromisoformat(at) if at else None,
    )


def stages_from(parts: list[BudgetPart], draws: list[Mapping[str, Any]]) -> list[StageMoney]:
    """All three stages, in their order."""
    planned = {part.stage: part for part in parts}

    def of(stage: Stage, field: str) -> int:
        return sum(draw[field] or 0 for draw in draws if draw["stage"] == stage)

    return [
        StageMoney(
            stage=stage,
            national_won=getattr(planned.get(stage), "national_won", 0 if planned else None),
            local_won=getattr(planned.get(stage), "local_won", 0 if planned else None),
            announced_won=of(stage, "amount_won"),
            awarded_won=of(stage, "awarded_won"),
        )
        for stage in Stage
    ]
