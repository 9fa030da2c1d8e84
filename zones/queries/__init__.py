"""Reads of zones and companies that need several models."""

from zones.queries.budget import budgets_of, with_budgets
from zones.queries.company import Change, account_of, history_of_company, invitation_with, named
from zones.queries.zone import profile_of, with_places, with_profile, zones_matching

__all__ = [
    "Change",
    "account_of",
    "budgets_of",
    "history_of_company",
    "invitation_with",
    "named",
    "profile_of",
    "with_budgets",
    "with_places",
    "with_profile",
    "zones_matching",
]
