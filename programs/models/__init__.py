from programs.models.access import Reading
from programs.models.amendment import Amendment, CallVersion, Confirmation, Incident
from programs.models.application import (
    Answer,
    Application,
    ApplicationEvent,
    Screening,
    Submission,
)
from programs.models.approval import CallComment, FormTemplate, WarningReason
from programs.models.attachment import Attachment
from programs.models.attendance import Attendance
from programs.models.briefing import Briefing
from programs.models.call import Call, CallEvent
from programs.models.call_pieces import CallPieces
from programs.models.call_zone import CallZone
from programs.models.consent import ApplicationConsent, ConsentText
from programs.models.document import Document, Upload, UploadPart
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
from programs.models.project import BudgetLine, Milestone, Participant, ProjectPerson
from programs.models.registration import BriefingEvent, Registration
from programs.models.reminder import Reminder
from programs.models.review import Assignment, Decision, Panel, Reviewer, Score
from programs.models.saved import CalendarFeed, SavedCall, SavedSearch
from programs.models.seal import Seal
from programs.models.session_question import SessionQuestion, SessionReply
from programs.models.survey import SurveyAnswer, SurveyReturn
from programs.models.telling import Telling
from programs.models.vault import VaultDocument
from programs.models.waiver import AttendanceWaiver

__all__ = [
    "Adjustment",
    "Amendment",
    "Answer",
    "Application",
    "ApplicationConsent",
    "ApplicationEvent",
    "Assignment",
    "Attachment",
    "Attendance",
    "AttendanceWaiver",
    "Briefing",
    "BriefingEvent",
    "BudgetLine",
    "CalendarFeed",
    "Call",
    "CallComment",
    "CallEvent",
    "CallPieces",
    "CallVersion",
    "CallZone",
    "Confirmation",
    "ConsentText",
    "CostShare",
    "Criterion",
    "Decision",
    "Document",
    "EligibilityRule",
    "FormTemplate",
    "Incident",
    "Inquiry",
    "Milestone",
    "Panel",
    "Participant",
    "Program",
    "ProjectPerson",
    "Question",
    "QuestionSection",
    "Reading",
    "Registration",
    "Reminder",
    "Reply",
    "RequiredDocument",
    "Reviewer",
    "SavedCall",
    "SavedSearch",
    "Score",
    "Screening",
    "Seal",
    "SessionQuestion",
    "SessionReply",
    "Submission",
    "SurveyAnswer",
    "SurveyReturn",
    "Telling",
    "Upload",
    "UploadPart",
    "VaultDocument",
    "WarningReason",
]
