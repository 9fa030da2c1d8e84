from zones.admin.agency import AgencyAdmin
from zones.admin.company import CompanyAdmin
from zones.admin.zone import BudgetAdmin, ZoneAdmin

__all__ = ["AgencyAdmin", "BudgetAdmin", "CompanyAdmin", "ZoneAdmin"]
