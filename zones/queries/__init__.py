"""Reads of zones and companies that need several models."""

from zones.queries.budget import budgets_of, with_budgets
from zones.queries.company import Change, account_of, history_of_company, invitation_with, named
from zones.queries.zone import profile_of, with_places, with_profile, zones_matching
from zones.queries.zone_map import ZoneMap, map_of, numbered

__all__ = [
    "Change",
    "ZoneMap",
    "account_of",
    "budgets_of",
    "history_of_company",
    "invitation_with",
    "map_of",
    "named",
    "numbered",
    "profile_of",
    "with_budgets",
    "with_places",
    "with_profile",
    "zones_matching",
]
