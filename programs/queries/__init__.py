"""Reads that need a user or several models."""

from programs.queries.application import (
    Happening,
    applicants_visible_to_agency,
    applications_handled_by,
    applications_of,
    applications_visible_to,
    content_of_submission,
    documents_visible_to,
    former_documents_of,
    originals_visible_to,
    requested_won_of,
    submission_with,
    timeline_of,
    uploads_of,
)
from programs.queries.application_section import (
    faults_among,
    faults_of_application,
    sections_in,
    sections_of,
)
from programs.queries.briefing import (
    briefings_of_agencies_of,
    briefings_visible_to,
)
from programs.queries.call import (
    agencies_of,
    attachments_of_version,
    attachments_visible_to,
    calls_of_agencies_of,
    calls_offered_to,
    calls_visible_to,
)
from programs.queries.eligibility import (
    Match,
    calls_for,
    judgement_rows,
    judgements_of,
    known_companies_of,
    match_for,
    match_of,
    matches_for,
    own_matches_of,
    profile_of_company,
    rules_in_words_of,
    terms_of,
    with_own_companies,
    with_rules,
)
from programs.queries.form import FilledForm, questions_of
from programs.queries.lint import Finding, faults_of_call, findings_of
from programs.queries.outcome import outcome_of
from programs.queries.parts import parts_of, with_parts
from programs.queries.registration import registrations_of
from programs.queries.review import assignments_of
from programs.queries.sheet import newest_sheets
from programs.queries.work import WaitingWork, count_work_waiting_for
from programs.queries.written import Written, filled_form, with_written

__all__ = [
    "Finding",
    "FilledForm",
    "Happening",
    "Match",
    "WaitingWork",
    "Written",
    "agencies_of",
    "applicants_visible_to_agency",
    "applications_handled_by",
    "applications_of",
    "applications_visible_to",
    "assignments_of",
    "attachments_of_version",
    "attachments_visible_to",
    "briefings_of_agencies_of",
    "briefings_visible_to",
    "calls_for",
    "calls_of_agencies_of",
    "calls_offered_to",
    "calls_visible_to",
    "content_of_submission",
    "count_work_waiting_for",
    "documents_visible_to",
    "originals_visible_to",
    "faults_among",
    "faults_of_application",
    "faults_of_call",
    "filled_form",
    "former_documents_of",
    "findings_of",
    "judgement_rows",
    "judgements_of",
    "known_companies_of",
    "match_for",
    "match_of",
    "matches_for",
    "outcome_of",
    "newest_sheets",
    "own_matches_of",
    "parts_of",
    "questions_of",
    "profile_of_company",
    "registrations_of",
    "requested_won_of",
    "rules_in_words_of",
    "sections_in",
    "sections_of",
    "submission_with",
    "terms_of",
    "timeline_of",
    "uploads_of",
    "with_own_companies",
    "with_parts",
    "with_rules",
    "with_written",
]
