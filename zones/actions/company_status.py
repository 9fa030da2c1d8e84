from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from zones.actions.errors import ChangedSinceSeen, NotVerified, OwnCompany
from zones.enums import CompanyVerb
from zones.models import Company, CompanyEvent, CompanyStatus


@transaction.atomic
def verify_status(
    status: CompanyStatus, *, by: User, evidence: str, seen: str | None = None
) -> CompanyStatus:
    """Write down that somebody has seen the evidence of a status, today; again at each check.

    `seen` is the statement that was read. Raises OwnCompany, ChangedSinceSeen, and ValidationError
    where no evidence is named.
    """
    status = _locked(status, by=by)
    if seen is not None and seen != status.statement:
        raise ChangedSinceSeen
    status.verified_on, status.verified_by = timezone.localdate(), by
    status.evidence = evidence
    status.full_clean()
    status.save(update_fields=["verified_on", "verified_by", "evidence"])
    _record(status, CompanyVerb.VERIFY_STATUS, by=by, reason=evidence)
    return status


@transaction.atomic
def take_back_verification(status: CompanyStatus, *, by: User, reason: str) -> CompanyStatus:
    """A status counts as stated only again, since the evidence did not hold.

    Raises OwnCompany, ChangedSinceSeen and NotVerified.
    """
    status = _locked(status, by=by)
    if not status.is_verified:
        raise NotVerified
    status.verified_on, status.verified_by, status.evidence = None, None, ""
    status.save(update_fields=["verified_on", "verified_by", "evidence"])
    _record(status, CompanyVerb.TAKE_BACK_VERIFICATION, by=by, reason=reason)
    return status


def _locked(status: CompanyStatus, *, by: User) -> CompanyStatus:
    # The company first, as where it corrects its profile: else the two would wait for each other
    company = Company.objects.select_for_update(no_key=True).get(pk=status.company_id)
    kept = company.statuses.select_for_update(no_key=True).filter(pk=status.pk).first()
    if company.members.filter(user=by).exists():
        raise OwnCompany
    if kept is None:
        raise ChangedSinceSeen
    return kept


def _record(status: CompanyStatus, verb: CompanyVerb, *, by: User, reason: str) -> None:
    text = f"{status.get_kind_display()}: {reason}"
    CompanyEvent.objects.create(company=status.company, actor=by, verb=verb, reason=text)
