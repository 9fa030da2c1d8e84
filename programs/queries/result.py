"""Results as everybody may know them: nothing of a selection before its instant, by the database's
clock in the same statement that gives the rows."""

from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    Exists,
    IntegerField,
    Max,
    OuterRef,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThanOrEqual

from programs.enums import Outcome
from programs.models import Application, Call, Decision, Selection
from programs.models.application import RECEIVED
from zones.enums import ApplicantKind

FEWEST = 3  # applications behind a number of those who applied


def calls_with_results() -> QuerySet[Call]:
    """Calls of which a selection is public, the newest result first: with how many had applied (None
    where fewer than three had: who knows one of them would know what became of the other) and
    were selected, what they were awarded (won), and when it was published."""
    call = OuterRef("pk")
    public = Selection.objects.public().filter(panel__call=call)
    selected = Decision.objects.public().filter(application__call=call, outcome=Outcome.SELECTED)
    received = Application.objects.filter(RECEIVED, call=call)
    return (
        Call.objects.published()
        .filter(Exists(public))
        .annotate(
            result_at=_one(public, "panel__call", Max("publishes_at"), None),
            applied_count=_shown(_one(received, "call", Count("pk"), IntegerField())),
            selected_count=_one(selected, "application__call", Count("pk"), IntegerField()),
            awarded_won=_one(selected, "application__call", Sum("awarded_won"), BigIntegerField()),
        )
        .select_related("agency", "program")
        .order_by("-result_at", "-pk")
    )


def with_public_result(calls: QuerySet[Call]) -> QuerySet[Call]:
    """With `has_result`: whether a result of theirs is public at this moment."""
    public = Selection.objects.public().filter(panel__call=OuterRef("pk"))
    return calls.annotate(has_result=Exists(public))


def _shown(count: Any) -> Any:
    return Case(When(GreaterThanOrEqual(count, FEWEST), then=count))


def _one(rows: QuerySet[Any], by: str, what: Any, field: Any) -> Any:
    """One figure over `rows`, 0 where there are none; a moment stays as it is."""
    figure = Subquery(rows.order_by().values(by).annotate(figure=what).values("figure")[:1])
    return Coalesce(figure, Value(0), output_field=field) if field else figure


def selected_in(call: Call) -> QuerySet[Decision]:
    """Who was selected, by name; those who were not stand nowhere in public."""
    public = Decision.objects.public().filter(application__call=call, outcome=Outcome.SELECTED)
    return public.select_related("application__company", "selection").order_by(
        "application__company__name", "pk"
    )


def public_name(decision: Decision) -> str:
    """The company's name; of a founder, a natural person, the family name alone."""
    company = decision.application.company
    if company.applicant_kind == ApplicantKind.FOUNDER:
        return f"{company.name[:1]}○○"
    return str(company.name)
