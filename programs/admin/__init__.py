from programs.admin.application import ApplicationAdmin
from programs.admin.applied_adjustment import AppliedAdjustmentAdmin
from programs.admin.briefing import BriefingAdmin, BriefingSeriesAdmin, RegistrationAdmin
from programs.admin.call import CallAdmin
from programs.admin.conflict import ChallengeAdmin, ConflictAdmin
from programs.admin.consent import ConsentTextAdmin
from programs.admin.incident import AmendmentAdmin, IncidentAdmin
from programs.admin.material import MaterialAdmin
from programs.admin.objection import ObjectionAdmin
from programs.admin.panel import PanelAdmin
from programs.admin.program import ProgramAdmin
from programs.admin.ranking import RankingAdmin
from programs.admin.reading import ReadingAdmin
from programs.admin.reviewer import (
    ReviewerAdmin,
    ReviewerInvitationAdmin,
    ReviewerReadingAdmin,
    ReviewerSanctionAdmin,
)
from programs.admin.selection import SelectionAdmin
from programs.admin.story import PictureAdmin, StoryAdmin
from programs.admin.voice import VoiceAdmin

__all__ = [
    "AmendmentAdmin",
    "ApplicationAdmin",
    "AppliedAdjustmentAdmin",
    "BriefingAdmin",
    "BriefingSeriesAdmin",
    "CallAdmin",
    "ChallengeAdmin",
    "ConflictAdmin",
    "ConsentTextAdmin",
    "IncidentAdmin",
    "MaterialAdmin",
    "ObjectionAdmin",
    "PanelAdmin",
    "PictureAdmin",
    "ProgramAdmin",
    "RankingAdmin",
    "ReadingAdmin",
    "RegistrationAdmin",
    "ReviewerAdmin",
    "ReviewerInvitationAdmin",
    "ReviewerReadingAdmin",
    "ReviewerSanctionAdmin",
    "SelectionAdmin",
    "VoiceAdmin",
    "StoryAdmin",
]
