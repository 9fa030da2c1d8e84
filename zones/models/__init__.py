from zones.models.agency import Agency, AgencyMember
from zones.models.budget import Budget, BudgetStage
from zones.models.company import Company, CompanyEvent, CompanyMember
from zones.models.institution import Institution
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
    "Designation",
    "Institution",
    "Municipality",
    "Province",
    "Strategy",
    "Zone",
]
