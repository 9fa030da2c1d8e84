"""Reads that need a user or several models."""

from programs.queries.application import (
    Happening,
    applicants_visible_to_agency,
    applications_of,
    applications_visible_to,
    content_of_submission,
    documents_visible_to,
    faults_of_application,
    outcome_of,
    requested_won_of,
    submission_with,
    timeline_of,
)
from programs.queries.briefing import briefings_of_agencies_of, registrations_of
from programs.queries.call import (
    calls_of_agencies_of,
    calls_visible_to,
    faults_of_call,
    filter_choices,
    parts_of,
    with_parts,
)
from programs.queries.review import assignments_of
from programs.queries.work import WaitingWork, count_work_waiting_for

__all__ = [
    "Happening",
    "WaitingWork",
    "applicants_visible_to_agency",
    "applications_of",
    "applications_visible_to",
    "assignments_of",
    "briefings_of_agencies_of",
    "calls_of_agencies_of",
    "calls_visible_to",
    "content_of_submission",
    "count_work_waiting_for",
    "documents_visible_to",
    "faults_of_application",
    "faults_of_call",
    "filter_choices",
    "outcome_of",
    "parts_of",
    "registrations_of",
    "requested_won_of",
    "submission_with",
    "timeline_of",
    "with_parts",
]
