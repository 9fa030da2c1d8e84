from zones.models.agency import Agency, AgencyMember
from zones.models.bank_account import BankAccount, CompanyReading
from zones.models.budget import Budget, BudgetStage
from zones.models.business_check import BusinessCheck
from zones.models.company import Company, CompanyEvent, CompanyMember, CompanyRevenue
from zones.models.company_status import CompanyStatus
from zones.models.institution import Institution
from zones.models.invitation import Invitation, OwnershipOffer
from zones.models.participation_ban import ParticipationBan
from zones.models.region import Municipality, Province
from zones.models.zone import Designation, Strategy, Zone

__all__ = [
    "Agency",
    "AgencyMember",
    "BankAccount",
    "Budget",
    "BudgetStage",
    "BusinessCheck",
    "Company",
    "CompanyEvent",
    "CompanyMember",
    "CompanyReading",
    "CompanyRevenue",
    "CompanyStatus",
    "Designation",
    "Institution",
    "Invitation",
    "Municipality",
    "OwnershipOffer",
    "ParticipationBan",
    "Province",
    "Strategy",
    "Zone",
]
