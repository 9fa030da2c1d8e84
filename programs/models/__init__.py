from programs.models.access import Reading
from programs.models.application import (
    Answer,
    Application,
    ApplicationEvent,
    Document,
    Screening,
    Submission,
)
from programs.models.briefing import Briefing, BriefingEvent, Registration
from programs.models.call import Call, CallEvent
from programs.models.call_zone import CallZone
from programs.models.form import Criterion, Question, RequiredDocument
from programs.models.program import Program
from programs.models.review import Assignment, Decision, Panel, Reviewer, Score

__all__ = [
    "Answer",
    "Application",
    "ApplicationEvent",
    "Assignment",
    "Briefing",
    "BriefingEvent",
    "Call",
    "CallEvent",
    "CallZone",
    "Criterion",
    "Decision",
    "Document",
    "Panel",
    "Program",
    "Question",
    "Reading",
    "Registration",
    "RequiredDocument",
    "Reviewer",
    "Score",
    "Screening",
    "Submission",
]
