from programs.admin.application import ApplicationAdmin
from programs.admin.briefing import BriefingAdmin, RegistrationAdmin
from programs.admin.call import CallAdmin
from programs.admin.program import ProgramAdmin
from programs.admin.reading import ReadingAdmin
from programs.admin.review import PanelAdmin, ReviewerAdmin

__all__ = [
    "ApplicationAdmin",
    "BriefingAdmin",
    "CallAdmin",
    "PanelAdmin",
    "ProgramAdmin",
    "ReadingAdmin",
    "RegistrationAdmin",
    "ReviewerAdmin",
]
