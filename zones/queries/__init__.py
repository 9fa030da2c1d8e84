"""Reads of zones and companies that need several models."""

from zones.queries.company import Change, account_of, history_of_company, invitation_with, named
from zones.queries.zone import profile_of, with_places, with_profile

__all__ = [
    "Change",
    "account_of",
    "history_of_company",
    "invitation_with",
    "named",
    "profile_of",
    "with_places",
    "with_profile",
]
