from programs.models.access import Reading
from programs.models.amendment import Amendment, CallVersion, Confirmation, Incident
from programs.models.application import (
    Answer,
    Application,
    ApplicationEvent,
    Submission,
)
from programs.models.approval import CallComment, FormTemplate, WarningReason
from programs.models.attachment import Attachment
from programs.models.attendance import Attendance
from programs.models.briefing import Briefing
from programs.models.briefing_series import BriefingSeries
from programs.models.call import Call, CallEvent
from programs.models.call_pieces import CallPieces
from programs.models.call_zone import CallZone
from programs.models.conflict import Challenge, Conflict
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
from programs.models.guest import (
    AccessNeed,
    BriefingReminder,
    ConsultationSlot,
    RegistrationConsent,
    RegistrationLink,
)
from programs.models.inquiry import Inquiry, Reply
from programs.models.material import Material, Recording
from programs.models.objection import Objection, ObjectionFile, ObjectionMail
from programs.models.panel import (
    AssignmentProposal,
    Draw,
    Panel,
    PanelEvent,
    PanelMember,
    PanelPlace,
)
from programs.models.program import Program
from programs.models.programme import BriefingOrganisation, BriefingPart, PartPerson
from programs.models.project import BudgetLine, Milestone, Participant, ProjectPerson
from programs.models.ranking import AppliedAdjustment, Ranking, RankingLine, TieDraw
from programs.models.registration import BriefingEvent, Registration
from programs.models.reminder import Reminder
from programs.models.review import Assignment, Score
from programs.models.reviewer import (
    Reviewer,
    ReviewerEvent,
    ReviewerInvitation,
    ReviewerSanction,
    ReviewerTie,
)
from programs.models.reviewer_account import ReviewerAccount, ReviewerReading
from programs.models.saved import CalendarFeed, SavedCall, SavedSearch
from programs.models.screening import Screening, ScreeningCheck, ScreeningDraft
from programs.models.seal import Seal
from programs.models.selection import Decision, Selection
from programs.models.session_question import SessionQuestion, SessionReply
from programs.models.sheet import ScoreSheet, Unlock
from programs.models.story import Picture, Story, StoryEvent
from programs.models.supplement import Supplement, SupplementFile
from programs.models.survey import SurveyAnswer, SurveyReturn
from programs.models.telling import Telling
from programs.models.vault import VaultDocument
from programs.models.voice import (
    Voice,
    VoiceAnswer,
    VoiceEvent,
    VoiceReminder,
    VoiceSummary,
)
from programs.models.waiver import AttendanceWaiver
from programs.models.workplace import Handling, SavedFilter

__all__ = [
    "AccessNeed",
    "Adjustment",
    "Amendment",
    "Answer",
    "Application",
    "ApplicationConsent",
    "ApplicationEvent",
    "AppliedAdjustment",
    "Assignment",
    "AssignmentProposal",
    "Attachment",
    "Attendance",
    "AttendanceWaiver",
    "Briefing",
    "BriefingEvent",
    "BriefingReminder",
    "BriefingOrganisation",
    "BriefingPart",
    "BriefingSeries",
    "BudgetLine",
    "CalendarFeed",
    "Call",
    "CallComment",
    "CallEvent",
    "CallPieces",
    "CallVersion",
    "CallZone",
    "Challenge",
    "Confirmation",
    "Conflict",
    "ConsentText",
    "ConsultationSlot",
    "CostShare",
    "Criterion",
    "Decision",
    "Document",
    "EligibilityRule",
    "FormTemplate",
    "Handling",
    "Incident",
    "Inquiry",
    "Material",
    "Milestone",
    "Draw",
    "Objection",
    "ObjectionFile",
    "ObjectionMail",
    "Panel",
    "PanelEvent",
    "PanelMember",
    "PanelPlace",
    "PartPerson",
    "Participant",
    "Picture",
    "Program",
    "ProjectPerson",
    "Question",
    "QuestionSection",
    "Ranking",
    "RankingLine",
    "Reading",
    "Recording",
    "Registration",
    "RegistrationConsent",
    "RegistrationLink",
    "Reminder",
    "Reply",
    "RequiredDocument",
    "Reviewer",
    "ReviewerAccount",
    "ReviewerEvent",
    "ReviewerInvitation",
    "ReviewerReading",
    "ReviewerSanction",
    "ReviewerTie",
    "SavedCall",
    "SavedFilter",
    "SavedSearch",
    "Score",
    "ScoreSheet",
    "Screening",
    "ScreeningCheck",
    "ScreeningDraft",
    "Seal",
    "Story",
    "StoryEvent",
    "Selection",
    "SessionQuestion",
    "SessionReply",
    "Submission",
    "Supplement",
    "SupplementFile",
    "SurveyAnswer",
    "SurveyReturn",
    "Telling",
    "TieDraw",
    "Unlock",
    "Upload",
    "UploadPart",
    "VaultDocument",
    "Voice",
    "VoiceAnswer",
    "VoiceEvent",
    "VoiceReminder",
    "VoiceSummary",
    "WarningReason",
]
