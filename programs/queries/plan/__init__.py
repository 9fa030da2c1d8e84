"""The plan of a project (연구개발계획서): what is saved of it, how it is judged and how it is read.

`saved` has the plan itself; `fields` and `tables` tell it field by field and as people read it,
`budget` and `faults` what its rules say of it.
"""

from programs.queries.plan.saved import (
    FIELDS,
    LEAD,
    SOURCES,
    Plan,
    place_of,
    plan_content,
    plans_of,
    without_key,
)

__all__ = [
    "FIELDS",
    "LEAD",
    "SOURCES",
    "Plan",
    "place_of",
    "plan_content",
    "plans_of",
    "without_key",
]
