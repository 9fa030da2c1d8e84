"""The kinds and states of everything in programs, by what they are of."""

from programs.enums.application import (
    APPLICANT_VERBS,
    DRAFTING_VERBS,
    PORTAL_VERBS,
    REVIEW_VERBS,
    ApplicationSection,
    ApplicationState,
    ApplicationVerb,
    ReadPlace,
    ReminderKind,
    ScreeningReason,
)
from programs.enums.attendance import ScanOutcome
from programs.enums.briefing import (
    BriefingKind,
    RegistrationState,
    SeatMode,
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
from programs.enums.project import (
    BudgetRule,
    CostItem,
    ParticipantRole,
    PersonRole,
    PlanSection,
)
from programs.enums.review import (
    AssignmentState,
    Outcome,
)
from programs.enums.saved import (
    MailFrequency,
)
from programs.enums.vault import (
    CertificateKind,
)

__all__ = [
    "ADVICE",
    "APPLICANT_VERBS",
    "AdjustmentKind",
    "AmendmentKind",
    "ApplicationSection",
    "ApplicationState",
    "ApplicationVerb",
    "AssignmentState",
    "BriefingKind",
    "BudgetRule",
    "CallSection",
    "CallState",
    "CallStatus",
    "CallVerb",
    "CertificateKind",
    "ClosingMode",
    "ColumnKind",
    "ConsentTopic",
    "CostItem",
    "DRAFTING_VERBS",
    "DocumentStep",
    "FORMER_TOPICS",
    "MailFrequency",
    "Outcome",
    "PORTAL_VERBS",
    "ParticipantRole",
    "PenaltyGround",
    "PersonRole",
    "Place",
    "PlanSection",
    "QuestionKind",
    "REVIEW_VERBS",
    "ReadPlace",
    "ReadingState",
    "RegistrationState",
    "ReminderKind",
    "RuleKind",
    "ScanOutcome",
    "ScanState",
    "ScreeningReason",
    "SeatMode",
    "SecurityClass",
    "Severity",
    "TellingKind",
    "UnreadableReason",
    "Verdict",
    "WRITING_VERBS",
]
