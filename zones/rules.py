"""Who may change a company's profile."""

from typing import Any

import rules

from portal.accounts.models import User


@rules.predicate
def is_company_member(user: User, company: Any) -> bool:
    return company is not None and company.members.filter(user=user.pk).exists()


rules.add_perm("zones.edit_company", is_company_member)
