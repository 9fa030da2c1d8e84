"""Who may change a company's profile, verify what it states, and record its bans.

Outside consultants write applications and answer for nothing else (decision 27).
"""

from typing import Any

import rules

from portal.accounts.models import User
from zones.enums import CompanyRole

OWN_PEOPLE = [CompanyRole.REPRESENTATIVE, CompanyRole.STAFF]


@rules.predicate
def is_company_member(user: User, company: Any) -> bool:
    return company is not None and company.members.filter(user=user.pk).exists()


@rules.predicate
def is_representative(user: User, company: Any) -> bool:
    return company is not None and _has_role(user, company, [CompanyRole.REPRESENTATIVE])


@rules.predicate
def is_of_own_people(user: User, company: Any) -> bool:
    """A representative or staff; outside consultants are not."""
    return company is not None and _has_role(user, company, OWN_PEOPLE)


def _has_role(user: User, company: Any, roles: list[CompanyRole]) -> bool:
    return company.members.filter(user=user.pk, role__in=roles).exists()


@rules.predicate
def is_foundation(user: User) -> bool:
    return user.is_staff and rules.is_group_member("foundation")(user)


@rules.predicate
def is_member_of_its_company(user: User, thing: Any) -> bool:
    """Nobody verifies what their own company states, or lifts its ban."""
    return thing is not None and is_company_member(user, thing.company)


@rules.predicate
def is_verified(user: User, status: Any) -> bool:
    return status is not None and status.is_verified


@rules.predicate
def is_lifted(user: User, ban: Any) -> bool:
    return ban is not None and ban.is_lifted


rules.add_perm("zones.edit_company", is_of_own_people)
rules.add_perm("zones.remove_certificate", is_of_own_people)
rules.add_perm("zones.manage_people", is_representative)
rules.add_perm("zones.change_account", is_representative)
rules.add_perm("zones.read_account", is_foundation & ~is_company_member)
rules.add_perm("zones.verify_status", is_foundation & ~is_member_of_its_company)
rules.add_perm(
    "zones.take_back_verification", is_foundation & ~is_member_of_its_company & is_verified
)
rules.add_perm("zones.record_ban", is_foundation & ~is_company_member)
rules.add_perm("zones.lift_ban", is_foundation & ~is_member_of_its_company & ~is_lifted)
