from programs.models.access import Reading
from programs.models.amendment import Amendment, CallVersion, Confirmation, Incident
from programs.models.application import (
    Answer,
    Application,
    ApplicationEvent,
    Document,
    Screening,
    Submission,
)
from programs.models.approval import CallComment, FormTemplate, WarningReason
from programs.models.attachment import Attachment
from programs.models.briefing import Briefing, BriefingEvent, Registration
from programs.models.call import Call, CallEvent
from programs.models.call_pieces import CallPieces
from programs.models.call_zone import CallZone
from programs.models.eligibility import CostShare, EligibilityRule
from programs.models.form import (
    Adjustment,
    Criterion,
    Question,
    QuestionSection,
    RequiredDocument,
)
from programs.models.inquiry import Inquiry, Reply
from programs.models.program import Program
from programs.models.review import Assignment, Decision, Panel, Reviewer, Score
from programs.models.saved import CalendarFeed, SavedCall, SavedSearch
from programs.models.telling import Telling
from programs.models.vault import VaultDocument

__all__ = [
    "Adjustment",
    "Amendment",
    "Answer",
    "Application",
    "ApplicationEvent",
    "Assignment",
    "Attachment",
    "Briefing",
    "BriefingEvent",
    "CalendarFeed",
    "Call",
    "CallComment",
    "CallEvent",
    "CallPieces",
    "CallVersion",
    "CallZone",
    "Confirmation",
    "CostShare",
    "Criterion",
    "Decision",
    "Document",
    "EligibilityRule",
    "FormTemplate",
    "Incident",
    "Inquiry",
    "Panel",
    "Program",
    "Question",
    "QuestionSection",
    "Reading",
    "Registration",
    "Reply",
    "RequiredDocument",
    "Reviewer",
    "SavedCall",
    "SavedSearch",
    "Score",
    "Screening",
    "Submission",
    "Telling",
    "VaultDocument",
    "WarningReason",
]
