"""The values that the call list can be filtered by, with the number of calls behind each."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import BooleanField, ExpressionWrapper
from django.utils.translation import get_language

from programs.enums import CallStatus
from programs.filters import FACETS, CallFilter
from zones.enums import ApplicantKind, Stage
from zones.models import Agency, Zone

LABELS = {"stage": Stage, "status": CallStatus, "applicant": ApplicantKind}
NAMED: dict[str, Any] = {"zone": Zone, "agency": Agency}

COLUMNS = ("id", "stage", "agency_id", "program_id", "applicant_kinds", "urgency")
# `CallQuerySet.by_urgency` in one key: a comparison for each call instead of three. Open calls stand
# eras before upcoming ones, those before the closed, which run backwards
BY_URGENCY = """
    CASE urgency WHEN 0 THEN coalesce(closes_at, '2990-01-01') - timestamptz '5000-01-01'
                 WHEN 1 THEN opens_at - timestamptz '3500-01-01'
                 ELSE timestamptz '3500-01-01' - published_at END,
    published_at DESC, id DESC
"""
MOMENTS = ("published_at", "opens_at", "closes_at")

# What was found once, and narrow, since all of it is kept; then counted for each filter. {but_…}
# leaves one filter out: beside a value stands how many calls there are if it were chosen instead of
# the chosen one. What has one value in each call is counted in one pass.
COUNTS = """
WITH found AS MATERIALIZED ({found}),
sums AS (
    SELECT stage, urgency, agency_id, program_id,
           grouping(stage, urgency, agency_id, program_id) AS others,
           count(*) FILTER (WHERE {but_stage}) AS of_stage,
           count(*) FILTER (WHERE {but_status}) AS of_status,
           count(*) FILTER (WHERE {but_agency}) AS of_agency,
           count(*) FILTER (WHERE {but_year}) AS of_year,
           count(*) FILTER (WHERE {all}) AS of_all
      FROM found GROUP BY GROUPING SETS ((stage), (urgency), (agency_id), (program_id), ())
),
kinds AS (
    SELECT applicant_kinds, count(*) AS n FROM found WHERE {but_applicant} GROUP BY applicant_kinds
),
zones AS (
    SELECT zone_id, count(*) AS n
      FROM found JOIN programs_callzone ON call_id = found.id WHERE {but_zone} GROUP BY zone_id
)
SELECT 'total', '', '', '', of_all FROM sums WHERE others = 15
UNION ALL SELECT 'stage', stage, '', '', of_stage FROM sums WHERE others = 7 AND of_stage > 0
UNION ALL
SELECT 'status', (ARRAY['open', 'upcoming', 'closed'])[urgency + 1], '', '', of_status
  FROM sums WHERE others = 11 AND of_status > 0
UNION ALL
SELECT 'agency', slug, name_ko, name_en, coalesce(of_agency, 0)
  FROM zones_agency LEFT JOIN sums ON others = 13 AND agency_id = zones_agency.id
UNION ALL
SELECT 'year', year::text, '', '', sum(of_year)::bigint
  FROM sums JOIN programs_program ON program_id = programs_program.id
 WHERE others = 14 AND of_year > 0 GROUP BY year
UNION ALL
SELECT 'applicant', kind, '', '', sum(n)::bigint FROM kinds, unnest(applicant_kinds) AS kind
 GROUP BY kind
UNION ALL
SELECT 'zone', slug, name_ko, name_en, coalesce(n, 0)
  FROM zones_zone LEFT JOIN zones ON zone_id = zones_zone.id
UNION ALL (
    SELECT 'page', '', '', '', id FROM found WHERE {all} ORDER BY {order} LIMIT %s
    OFFSET (SELECT greatest(0, least(%s, (of_all - 1) / %s * %s)) FROM sums WHERE others = 15)
)
"""


@dataclass(frozen=True)
class Choice:
    """A value of a filter, and how many calls the other filters leave with it."""

    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Facets:
    """`choices` by the name of the filter; `total` is what all filters together leave, `keys`
    those of the calls of one page of it, in their order."""

    total: int
    choices: dict[str, list[Choice]]
    keys: list[int]

    def label_of(self, name: str, value: str) -> str | None:
        """How a value is called, though no call has it; None if there is no such value."""
        if name in LABELS:
            return label_of_value(name, value)
        found = (choice.label for choice in self.choices[name] if choice.value == value)
        return next(found, None)


def facets_of(filterset: CallFilter, *, page: int = 1, page_size: int = 1) -> Facets:
    """All values with their counts and one page of what was found, in one statement.

    The calls are those of the filterset's queryset, so that what is not public is not counted.
    Values without a call are kept. A page after the last is the last.
    """
    with connection.cursor() as cursor:
        cursor.execute(*_statement(filterset, offset=(page - 1) * page_size, page_size=page_size))
        rows = cursor.fetchall()
    numbers: dict[str, list[int]] = {"total": [], "page": []}
    choices: dict[str, list[Choice]] = {name: [] for name in FACETS}
    for facet, value, name_ko, name_en, number in rows:
        if facet in numbers:
            numbers[facet].append(number)
        else:
            label = _label(facet, value, name_ko, name_en)
            is_chosen = value == filterset.data.get(facet)
            choices[facet].append(Choice(value, label, number, is_chosen))
    arranged = {name: _arranged(name, found) for name, found in choices.items()}
    return Facets(numbers["total"][0], arranged, numbers["page"])


def label_of_value(name: str, value: str) -> str | None:
    """As `Facets.label_of`, where nothing was counted: at most one statement."""
    if name in LABELS:
        return str(LABELS[name](value).label) if value in LABELS[name].values else None
    if name in NAMED:
        found = NAMED[name].objects.filter(slug=value).only("name_ko", "name_en").first()
        return found.name if found else None
    return value


def _statement(filterset: CallFilter, *, offset: int, page_size: int) -> tuple[str, tuple]:
    """The SQL of all counts and its parameters."""
    conditions = filterset.conditions
    flags = {
        f"in_{name}": ExpressionWrapper(condition, output_field=BooleanField())
        for name, condition in conditions.items()
    }
    found = filterset.unfaceted().with_urgency().annotate(**flags).order_by()
    columns, order = _order(filterset)
    sql, parameters = found.values(*COLUMNS, *columns, *flags).query.sql_with_params()
    parts = {f"but_{name}": _where(set(conditions) - {name}) for name in FACETS}
    parts |= {"all": _where(set(conditions)), "order": order}
    paging = (page_size, offset, page_size, page_size)
    return COUNTS.format(found=sql, **parts), (*parameters, *paging)


def _order(filterset: CallFilter) -> tuple[Iterable[str], str]:
    """The order of the page and the columns that it needs: what the reader chose, else as
    `CallQuerySet.by_urgency`."""
    if not filterset.order:
        return MOMENTS, BY_URGENCY
    chosen = {name.removeprefix("-"): name.startswith("-") for name in filterset.order}
    orders = [f"{column} {'DESC' if turned else 'ASC'}" for column, turned in chosen.items()]
    return chosen, ", ".join([*orders, "id DESC"])


def _where(names: set[str]) -> str:
    return " AND ".join(f"in_{name}" for name in sorted(names)) or "TRUE"


def _label(facet: str, value: str, name_ko: str, name_en: str) -> str:
    if facet in LABELS:
        return str(LABELS[facet](value).label)
    if facet == "year":
        return value
    return name_en if get_language() == "en" and name_en else name_ko


def _arranged(name: str, found: list[Choice]) -> list[Choice]:
    """Words of ours in their own order, years newest first, agencies by what they offer."""
    if name in LABELS:
        order = LABELS[name].values
        return sorted(found, key=lambda choice: order.index(choice.value))
    if name == "year":
        return sorted(found, key=lambda choice: choice.value, reverse=True)
    if name == "agency":
        return sorted(found, key=lambda choice: (-choice.count, choice.label))
    return sorted(found, key=lambda choice: choice.label)
