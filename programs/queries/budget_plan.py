"""Budget plans as their agency writes them and the foundation reads them."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import (
    BigIntegerField,
    Case,
    OuterRef,
    Prefetch,
    QuerySet,
    Subquery,
    Sum,
    When,
)
from django.db.models.functions import Coalesce

from portal.accounts.models import User
from programs.models import BudgetDraw
from programs.queries.budget_draw import drawn_by_stage
from zones.enums import PlanState, Stage
from zones.models import Budget, BudgetPlan, BudgetPlanEvent

# (national, local) of each stage, in won
Parts = Mapping[str, tuple[int, int]]
NOTHING = (0, 0)


@dataclass(frozen=True)
class PlanLine:
    """One stage of a version: what it gives, what the version in force gives, what calls have drawn;
    in won."""

    stage: Stage
    national_won: int
    local_won: int
    former: tuple[int, int] | None  # national, local
    drawn_won: int

    @property
    def total_won(self) -> int:
        return self.national_won + self.local_won

    @property
    def former_won(self) -> int:
        return sum(self.former or NOTHING)

    @property
    def change_won(self) -> int:
        """More or less than the version in force gives."""
        return self.total_won - self.former_won

    @property
    def is_changed(self) -> bool:
        """Also where only its sources are others."""
        return (self.national_won, self.local_won) != (self.former or NOTHING)

    @property
    def left_won(self) -> int:
        """Below zero where calls have drawn more."""
        return self.total_won - self.drawn_won

    @property
    def is_below_draws(self) -> bool:
        return self.left_won < 0


@dataclass(frozen=True)
class PlanReading:
    """A version beside its budget and the version in force, in won."""

    budget: Budget
    lines: list[PlanLine]
    is_change: bool

    @property
    def national_won(self) -> int:
        return sum(line.national_won for line in self.lines)

    @property
    def local_won(self) -> int:
        return sum(line.local_won for line in self.lines)

    @property
    def total_won(self) -> int:
        return self.national_won + self.local_won

    @property
    def former_won(self) -> int:
        return sum(line.former_won for line in self.lines)

    @property
    def drawn_won(self) -> int:
        return sum(line.drawn_won for line in self.lines)

    @property
    def change_won(self) -> int:
        return self.total_won - self.former_won

    @property
    def still_free_won(self) -> int:
        """What calls may still draw."""
        return sum(max(0, line.left_won) for line in self.lines)

    @property
    def national_left_won(self) -> int:
        """Below zero where more is split than there is; so are the two below."""
        return self.budget.national_won - self.national_won

    @property
    def local_left_won(self) -> int:
        return self.budget.local_won - self.local_won

    @property
    def left_won(self) -> int:
        return self.national_left_won + self.local_left_won

    @property
    def is_above_budget(self) -> bool:
        return self.national_left_won < 0 or self.local_left_won < 0

    @property
    def is_empty(self) -> bool:
        return self.total_won == 0

    @property
    def is_unchanged(self) -> bool:
        return self.is_change and not any(line.is_changed for line in self.lines)

    @property
    def below_draws(self) -> dict[str, int]:
        """What calls have drawn of the stages that would get less."""
        return {line.stage: line.drawn_won for line in self.lines if line.is_below_draws}


def parts_of_plan(plan: BudgetPlan | None) -> dict[str, tuple[int, int]]:
    """(national, local) of each stage, in won; nothing without a plan."""
    if plan is None:
        return {}
    return {part.stage: (part.national_won, part.local_won) for part in plan.parts.all()}


def plan_in_force(budget: Budget) -> BudgetPlan | None:
    return budget.plans.in_force().prefetch_related("parts").first()


def unfinished_plan(budget: Budget) -> BudgetPlan | None:
    """The version that is being written, was returned, or waits for the foundation."""
    return budget.plans.unfinished().prefetch_related("parts").first()


def reading_of_plan(budget: Budget, parts: Parts, *, in_force: BudgetPlan | None) -> PlanReading:
    """What a version with these parts says beside what there is, is in force and is drawn."""
    former = parts_of_plan(in_force)
    drawn = drawn_by_stage(budget)
    return PlanReading(
        budget=budget,
        lines=[
            PlanLine(
                stage=stage,
                national_won=parts.get(stage, NOTHING)[0],
                local_won=parts.get(stage, NOTHING)[1],
                former=former.get(stage, NOTHING) if in_force else None,
                drawn_won=drawn.get(stage, 0),
            )
            for stage in Stage
        ],
        is_change=in_force is not None,
    )


def budgets_of_agencies_of(user: User) -> QuerySet[Budget]:
    """Budgets of the zones whose agencies the user works for."""
    return Budget.objects.filter(zone__in=_zones_of(user)).select_related("zone")


def _zones_of(user: User) -> QuerySet:
    return user.agency_memberships.exclude(agency__zone=None).values("agency__zone")


def budgets_with_plans(budgets: QuerySet[Budget]) -> QuerySet[Budget]:
    """Newest year first, with the version in force and the unfinished one (`plan_rows`, newest
    first), and what calls have drawn (`drawn_won`)."""
    shown = BudgetPlan.objects.exclude(state=PlanState.SUPERSEDED).order_by("-number")
    drawn = BudgetDraw.objects.filter(budget=OuterRef("pk")).order_by().values("budget")
    return (
        budgets.annotate(
            drawn_won=Coalesce(
                Subquery(drawn.annotate(won=Sum("amount_won")).values("won")),
                0,
                output_field=BigIntegerField(),
            )
        )
        .prefetch_related(Prefetch("plans", shown, to_attr="plan_rows"))
        .order_by("-year", "zone__name_ko")
    )


def draws_on(budget: Budget) -> QuerySet[BudgetDraw]:
    """What calls draw of a budget, by stage, in the order in which they were published."""
    stages = [When(stage=stage, then=place) for place, stage in enumerate(Stage)]
    draws = budget.draws.select_related("call")
    return draws.order_by(Case(*stages), "call__published_at", "pk")


def happenings_of_budget(budget: Budget) -> QuerySet[BudgetPlanEvent]:
    """What happened to all versions of its plan, oldest first."""
    events = BudgetPlanEvent.objects.filter(plan__budget=budget)
    return events.select_related("actor", "plan").order_by("happened_at", "pk")
