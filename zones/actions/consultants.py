"""What only a company's own people do."""

from portal.accounts.models import User
from zones.actions.errors import OutsideConsultant
from zones.enums import CompanyRole
from zones.models import Company


def refuse_consultant(company: Company, user: User) -> None:
    """Of somebody who belongs to the company. Raises OutsideConsultant."""
    if company.members.filter(user=user, role=CompanyRole.CONSULTANT).exists():
        raise OutsideConsultant
