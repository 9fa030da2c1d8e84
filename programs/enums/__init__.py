"""The kinds and states of everything in programs, by what they are of."""

from programs.enums.application import (
    APPLICANT_VERBS,
    DRAFTING_VERBS,
    PORTAL_VERBS,
    TOLD_VERBS,
    ApplicationSection,
    ApplicationState,
    ApplicationVerb,
    ReadPlace,
    ReminderKind,
)
from programs.enums.attendance import ScanOutcome
from programs.enums.briefing import (
    UNTITLED_PARTS,
    BriefingKind,
    BriefingReminderKind,
    GuestConsent,
    NeedKind,
    OrganisationRole,
    PartKind,
    PartRole,
    RegistrationState,
    SeatMode,
    SeriesKind,
)
from programs.enums.call import (
    WRITING_VERBS,
    AmendmentKind,
    CallSection,
    CallState,
    CallStatus,
    CallVerb,
    ClosingMode,
    SecurityClass,
    Severity,
    TellingKind,
)
from programs.enums.conflict import BARRING, ConflictGround, ConflictSource, ConflictState
from programs.enums.consent import FORMER_TOPICS, ConsentTopic
from programs.enums.eligibility import (
    Place,
    RuleKind,
    Verdict,
)
from programs.enums.file import (
    ADVICE,
    ReadingState,
    ScanState,
    UnreadableReason,
)
from programs.enums.form import (
    AdjustmentKind,
    ColumnKind,
    DocumentStep,
    PenaltyGround,
    QuestionKind,
)
from programs.enums.objection import ObjectionMailKind, ObjectionOutcome, ObjectionState
from programs.enums.panel import (
    SITTING,
    AssignedHow,
    MemberRole,
    MemberState,
    PanelState,
    PanelVerb,
)
from programs.enums.project import (
    BudgetRule,
    CostItem,
    ParticipantRole,
    PersonRole,
    PlanSection,
)
from programs.enums.review import OPEN_WORK, AssignmentState, ReviewStanding
from programs.enums.reviewer import ReviewerState, ReviewerVerb, TieKind
from programs.enums.saved import (
    MailFrequency,
)
from programs.enums.screening import CheckSubject, CheckVerdict, ScreeningReason
from programs.enums.selection import Outcome, SelectionState
from programs.enums.story import (
    StoryGap,
    StoryKind,
    StoryState,
)
from programs.enums.vault import (
    CertificateKind,
)
from programs.enums.voice import (
    COMPANY_VERBS,
    SummaryState,
    VoiceReminderKind,
    VoiceState,
    VoiceTheme,
    VoiceVerb,
)

__all__ = [
    "CheckSubject",
    "CheckVerdict",
    "TOLD_VERBS",
    "ADVICE",
    "APPLICANT_VERBS",
    "AdjustmentKind",
    "AmendmentKind",
    "ApplicationSection",
    "ApplicationState",
    "ApplicationVerb",
    "AssignedHow",
    "AssignmentState",
    "BARRING",
    "BriefingKind",
    "BriefingReminderKind",
    "BudgetRule",
    "COMPANY_VERBS",
    "CallSection",
    "CallState",
    "CallStatus",
    "CallVerb",
    "CertificateKind",
    "ClosingMode",
    "ColumnKind",
    "ConflictGround",
    "ConflictSource",
    "ConflictState",
    "ConsentTopic",
    "CostItem",
    "DRAFTING_VERBS",
    "DocumentStep",
    "FORMER_TOPICS",
    "GuestConsent",
    "MailFrequency",
    "MemberRole",
    "MemberState",
    "NeedKind",
    "ObjectionMailKind",
    "ObjectionOutcome",
    "ObjectionState",
    "OrganisationRole",
    "Outcome",
    "PORTAL_VERBS",
    "PanelState",
    "PanelVerb",
    "PartKind",
    "PartRole",
    "ParticipantRole",
    "PenaltyGround",
    "PersonRole",
    "Place",
    "PlanSection",
    "QuestionKind",
    "ReadPlace",
    "ReadingState",
    "RegistrationState",
    "ReminderKind",
    "ReviewerState",
    "ReviewerVerb",
    "RuleKind",
    "ScanOutcome",
    "ScanState",
    "ScreeningReason",
    "OPEN_WORK",
    "ReviewStanding",
    "SITTING",
    "SeatMode",
    "SelectionState",
    "SecurityClass",
    "SeriesKind",
    "Severity",
    "SummaryState",
    "StoryGap",
    "StoryKind",
    "StoryState",
    "TellingKind",
    "TieKind",
    "UNTITLED_PARTS",
    "UnreadableReason",
    "Verdict",
    "VoiceReminderKind",
    "VoiceState",
    "VoiceTheme",
    "VoiceVerb",
    "WRITING_VERBS",
]
