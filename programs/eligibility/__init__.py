"""Who may apply: a rule of a call, judged for one applicant as of one day. No queries, no clock."""

from programs.eligibility.judgement import Judgement, facts_for, judge, overall
from programs.eligibility.terms import (
    Ban,
    PlainRule,
    Profile,
    Revenue,
    Rule,
    Status,
    Terms,
    Visit,
    last_day_within,
    years_with_books,
)
from programs.eligibility.words import APPLICANT_KIND, rule_in_words

__all__ = [
    "APPLICANT_KIND",
    "Ban",
    "Judgement",
    "PlainRule",
    "Profile",
    "Revenue",
    "Rule",
    "Status",
    "Terms",
    "Visit",
    "facts_for",
    "judge",
    "last_day_within",
    "overall",
    "rule_in_words",
    "years_with_books",
]
