from zones.models.agency import Agency, AgencyContact, AgencyMember
from zones.models.bank_account import BankAccount, CompanyReading
from zones.models.budget import Budget
from zones.models.budget_plan import BudgetPart, BudgetPlan, BudgetPlanEvent
from zones.models.business_check import BusinessCheck
from zones.models.company import Company, CompanyEvent, CompanyMember, CompanyRevenue
from zones.models.company_status import CompanyStatus
from zones.models.figure import Figure, FigureEvent
from zones.models.grade import Grade
from zones.models.indicator import Indicator, IndicatorVersion, Target
from zones.models.institution import Institution
from zones.models.invitation import Invitation, OwnershipOffer
from zones.models.participation_ban import ParticipationBan
from zones.models.region import Municipality, Province
from zones.models.zone import Designation, Strategy, Zone

__all__ = [
    "Agency",
    "AgencyContact",
    "AgencyMember",
    "BankAccount",
    "Budget",
    "BudgetPart",
    "BudgetPlan",
    "BudgetPlanEvent",
    "BusinessCheck",
    "Company",
    "CompanyEvent",
    "CompanyMember",
    "CompanyReading",
    "CompanyRevenue",
    "CompanyStatus",
    "Designation",
    "Figure",
    "FigureEvent",
    "Grade",
    "Indicator",
    "IndicatorVersion",
    "Institution",
    "Invitation",
    "Municipality",
    "OwnershipOffer",
    "ParticipationBan",
    "Province",
    "Strategy",
    "Target",
    "Zone",
]
