from portal.accounts.models import User
from zones.enums import CompanyReadPlace
from zones.models import Company, CompanyReading


def record_company_reading(
    company: Company, *, by: User, place: CompanyReadPlace, reason: str, address: str | None
) -> CompanyReading:
    """Log that staff read what a company keeps here (안전성 확보조치 기준 제8조)."""
    return CompanyReading.objects.create(
        company=company, reader=by, place=place, reason=reason, address=address
    )
