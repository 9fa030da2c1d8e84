from datetime import date

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from zones.actions.errors import AlreadyLifted, OwnCompany
from zones.enums import CompanyVerb
from zones.models import Company, CompanyEvent, ParticipationBan


@transaction.atomic
def record_ban(
    company: Company, *, by: User, starts_on: date, ends_on: date, ground: str
) -> ParticipationBan:
    """Write down that a company may not take part for a time; the company reads it, nobody else.

    The same ban recorded twice, as a second click does, is one. Raises OwnCompany, and
    ValidationError where it runs for more than ten years.
    """
    company = Company.objects.select_for_update(no_key=True).get(pk=company.pk)
    _refuse_members(company, by=by)
    ban = ParticipationBan(
        company=company, recorded_by=by, starts_on=starts_on, ends_on=ends_on, ground=ground
    )
    ban.full_clean()
    same = company.bans.standing().filter(starts_on=starts_on, ends_on=ends_on, ground=ground)
    if known := same.first():
        return known
    ban.save()
    CompanyEvent.objects.create(
        company=company, actor=by, verb=CompanyVerb.RECORD_BAN, reason=ground
    )
    return ban


@transaction.atomic
def lift_ban(ban: ParticipationBan, *, by: User, reason: str) -> ParticipationBan:
    """A ban no longer counts, since it was annulled or suspended. Raises OwnCompany, AlreadyLifted."""
    ban = ParticipationBan.objects.select_for_update(of=["self"], no_key=True).get(pk=ban.pk)
    _refuse_members(ban.company, by=by)
    if ban.is_lifted:
        raise AlreadyLifted
    ban.lifted_at, ban.lifted_by, ban.lifting_reason = timezone.now(), by, reason
    ban.full_clean()
    ban.save(update_fields=["lifted_at", "lifted_by", "lifting_reason"])
    CompanyEvent.objects.create(
        company=ban.company, actor=by, verb=CompanyVerb.LIFT_BAN, reason=reason
    )
    return ban


def _refuse_members(company: Company, *, by: User) -> None:
    if company.members.filter(user=by).exists():
        raise OwnCompany
