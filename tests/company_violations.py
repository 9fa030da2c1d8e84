"""Rows that break the constraints of companies, their people and their accounts."""

from datetime import date, timedelta

from django.utils import timezone

from tests.factories.accounts import UserFactory
from tests.factories.vault import VaultDocumentFactory
from tests.factories.zones import (
    BusinessCheckFactory,
    CompanyFactory,
    CompanyReadingFactory,
    CompanyRevenueFactory,
    InvitationFactory,
    OwnershipOfferFactory,
)


def changed(row, **fields):
    """As a bulk update writes it: no form, no save(), no validation."""
    type(row).objects.filter(pk=row.pk).update(**fields)


def invited_twice():
    first = InvitationFactory()
    InvitationFactory(company=first.company, email=first.email)


def offered_twice():
    OwnershipOfferFactory(company=OwnershipOfferFactory().company)


def revenue_twice():
    CompanyRevenueFactory(company=CompanyRevenueFactory().company)


def offered_to_oneself():
    user = UserFactory()
    OwnershipOfferFactory(giver=user, taker=user)


def accepted_and_revoked():
    by, now = UserFactory(), timezone.now()
    changed(InvitationFactory(), accepted_at=now, accepted_by=by, revoked_at=now, revoked_by=by)


def expired_when_sent():
    invitation = InvitationFactory()
    changed(invitation, expires_at=invitation.sent_at)


COMPANY_VIOLATIONS = [
    (
        "zones_company_corporate_number_has_form",
        lambda: changed(CompanyFactory(), corporate_number="12345"),
    ),
    ("zones_companyrevenue_once_per_year", revenue_twice),
    ("zones_companyrevenue_within_bounds", lambda: CompanyRevenueFactory(amount_won=-1)),
    ("zones_companyrevenue_within_bounds", lambda: CompanyRevenueFactory(year=1949)),
    ("zones_invitation_one_waiting", invited_twice),
    ("zones_invitation_email_in_small_letters", lambda: InvitationFactory(email="Kim@example.kr")),
    ("zones_invitation_expires_later", expired_when_sent),
    ("zones_invitation_one_end", accepted_and_revoked),
    (
        "zones_invitation_accepted_pair",
        lambda: changed(InvitationFactory(), accepted_at=timezone.now()),
    ),
    (
        "zones_invitation_revoked_pair",
        lambda: changed(InvitationFactory(), revoked_by=UserFactory()),
    ),
    ("zones_ownershipoffer_one_waiting", offered_twice),
    ("zones_ownershipoffer_to_another", offered_to_oneself),
    (
        "zones_ownershipoffer_answer_has_stamp",
        lambda: changed(OwnershipOfferFactory(), state="accepted"),
    ),
    (
        "zones_ownershipoffer_answer_has_stamp",
        lambda: changed(OwnershipOfferFactory(), ended_at=timezone.now() + timedelta(1)),
    ),
    ("zones_companyreading_has_reason", lambda: CompanyReadingFactory(reason="")),
    (
        "programs_vaultdocument_expires_after_issue",
        lambda: VaultDocumentFactory(issued_on=date(2026, 3, 2), expires_on=date(2026, 3, 1)),
    ),
    ("programs_vaultdocument_digest_has_form", lambda: VaultDocumentFactory(sha256="x")),
    ("programs_vaultdocument_other_says_what", lambda: VaultDocumentFactory(kind="other")),
    (
        "zones_businesscheck_answer_has_stamp",
        lambda: changed(BusinessCheckFactory(), state="active"),
    ),
    (
        "zones_businesscheck_comparison_has_stamp",
        lambda: changed(
            BusinessCheckFactory(),
            match="matches",
            opened_on=date(2020, 3, 2),
            representative_name="김예시",
        ),
    ),
    (
        "zones_businesscheck_compares_something",
        lambda: changed(BusinessCheckFactory(), match="waiting"),
    ),
]
