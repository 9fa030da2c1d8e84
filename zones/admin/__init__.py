from zones.admin.agency import AgencyAdmin
from zones.admin.company import CompanyAdmin, CompanyReadingAdmin
from zones.admin.company_status import CompanyStatusAdmin
from zones.admin.indicator import GradeAdmin, IndicatorAdmin, TargetAdmin
from zones.admin.participation_ban import ParticipationBanAdmin
from zones.admin.zone import ZoneAdmin

__all__ = [
    "AgencyAdmin",
    "CompanyAdmin",
    "CompanyReadingAdmin",
    "CompanyStatusAdmin",
    "GradeAdmin",
    "IndicatorAdmin",
    "ParticipationBanAdmin",
    "TargetAdmin",
    "ZoneAdmin",
]
