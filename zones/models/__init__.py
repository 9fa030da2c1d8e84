from zones.models.agency import Agency, AgencyMember
from zones.models.budget import Budget, BudgetStage
from zones.models.company import Company, CompanyEvent, CompanyMember
from zones.models.company_status import CompanyStatus
from zones.models.institution import Institution
from zones.models.participation_ban import ParticipationBan
from zones.models.region import Municipality, Province
from zones.models.zone import Designation, Strategy, Zone

__all__ = [
    "Agency",
    "AgencyMember",
    "Budget",
    "BudgetStage",
    "Company",
    "CompanyEvent",
    "CompanyMember",
    "CompanyStatus",
    "Designation",
    "Institution",
    "Municipality",
    "ParticipationBan",
    "Province",
    "Strategy",
    "Zone",
]
