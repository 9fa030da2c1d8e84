from programs.admin.application import ApplicationAdmin
from programs.admin.applied_adjustment import AppliedAdjustmentAdmin
from programs.admin.banner import BannerAdmin
from programs.admin.briefing import BriefingAdmin, BriefingSeriesAdmin, RegistrationAdmin
from programs.admin.budget import BudgetAdmin, BudgetPlanAdmin
from programs.admin.call import CallAdmin
from programs.admin.conflict import ChallengeAdmin, ConflictAdmin
from programs.admin.consent import ConsentTextAdmin
from programs.admin.faq import FaqAdmin
from programs.admin.figure import FigureAdmin, FigureEvidenceAdmin
from programs.admin.incident import AmendmentAdmin, IncidentAdmin
from programs.admin.material import MaterialAdmin
from programs.admin.notice import NoticeAdmin, NoticeFileAdmin
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
    "BannerAdmin",
    "BriefingAdmin",
    "BriefingSeriesAdmin",
    "BudgetAdmin",
    "BudgetPlanAdmin",
    "CallAdmin",
    "ChallengeAdmin",
    "ConflictAdmin",
    "ConsentTextAdmin",
    "FigureAdmin",
    "FigureEvidenceAdmin",
    "FaqAdmin",
    "IncidentAdmin",
    "MaterialAdmin",
    "NoticeAdmin",
    "NoticeFileAdmin",
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
