from zones.admin.agency import AgencyAdmin
from zones.admin.company import CompanyAdmin, CompanyReadingAdmin
from zones.admin.company_status import CompanyStatusAdmin
from zones.admin.participation_ban import ParticipationBanAdmin
from zones.admin.zone import BudgetAdmin, ZoneAdmin

__all__ = [
    "AgencyAdmin",
    "BudgetAdmin",
    "CompanyAdmin",
    "CompanyReadingAdmin",
    "CompanyStatusAdmin",
    "ParticipationBanAdmin",
    "ZoneAdmin",
]
