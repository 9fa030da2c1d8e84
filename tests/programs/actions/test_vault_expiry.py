"""Certificates that expire: who is told of them, when, and once."""

import threading

import pytest
from django.utils import timezone

from programs.actions import vault
from programs.actions.vault import remove_certificate, tell_of_expiry
from programs.tasks import mail_expiring
from tests.factories.vault import VaultDocumentFactory, day
from tests.factories.zones import CompanyMemberFactory, CompanyStatusFactory
from tests.mails import body_to, queued_mails
from tests.races import at_once
from zones.enums import CompanyRole
from zones.models import Company

pytestmark = pytest.mark.django_db


def told(company) -> list[str]:
    return [to for to, _subject in queued_mails()]


def test_people_are_told_thirty_and_seven_days_before_once_each(company, applicant):
    document = VaultDocumentFactory(company=company, expires_on=day(30))

    counts = [tell_of_expiry(day(passed)) for passed in (-1, 0, 1, 22, 23, 24, 30, 31)]

    assert counts == [0, 1, 0, 0, 1, 0, 0, 0]
    document.refresh_from_db()
    assert document.told_first_at
    assert document.told_last_at
    assert told(company) == [applicant.email, applicant.email]


def test_certificate_that_was_kept_late_is_told_of_once(company, applicant):
    VaultDocumentFactory(company=company, expires_on=day(5))

    assert [tell_of_expiry(day(passed)) for passed in (0, 1, 5)] == [1, 0, 0]


def test_one_mail_names_all_certificates_of_a_company(company, applicant):
    VaultDocumentFactory(company=company, expires_on=day(20), name="하나.pdf")
    VaultDocumentFactory(company=company, kind="local_tax", expires_on=day(3), name="둘.pdf")

    tell_of_expiry(day(0))

    body = body_to(applicant)
    assert "하나.pdf" in body
    assert "둘.pdf" in body


def test_neither_consultants_nor_former_people_are_told(company, applicant):
    CompanyMemberFactory(company=company, role=CompanyRole.CONSULTANT)
    staff = CompanyMemberFactory(company=company, role=CompanyRole.STAFF).user
    VaultDocumentFactory(company=company, expires_on=day(20))

    tell_of_expiry(day(0))

    assert told(company) == [applicant.email, staff.email]


def test_renewed_and_removed_certificates_are_not_told_of(company, applicant):
    VaultDocumentFactory(company=company, expires_on=day(20))
    VaultDocumentFactory(company=company, expires_on=day(200))
    gone = VaultDocumentFactory(company=company, kind="local_tax", expires_on=day(20))
    remove_certificate(gone, by=applicant)

    assert tell_of_expiry(day(0)) == 0


def test_evidence_of_a_renewed_status_renews_the_former(company, applicant):
    """The renewed status is a row of its own."""
    former, renewed = (
        CompanyStatusFactory(company=company, kind="venture", valid_from=first)
        for first in ("2023-01-01", "2026-01-01")
    )
    shared = {"company": company, "kind": "status"}
    VaultDocumentFactory(**shared, status=former, expires_on=day(5))
    VaultDocumentFactory(**shared, status=renewed, expires_on=day(1000))

    assert tell_of_expiry(timezone.localdate()) == 0


def test_certificates_of_two_statuses_do_not_renew_each_other(company, applicant):
    for kind, left in (("venture", 20), ("innobiz", 200)):
        status = CompanyStatusFactory(company=company, kind=kind)
        VaultDocumentFactory(company=company, kind="status", status=status, expires_on=day(left))

    assert tell_of_expiry(day(0)) == 1


def test_worker_tells_by_the_calendar_of_korea(company, applicant):
    VaultDocumentFactory(company=company, expires_on=day(30))

    mail_expiring(0)

    assert told(company) == [applicant.email]


def test_two_workers_at_once_tell_once(committed):
    member = CompanyMemberFactory()
    VaultDocumentFactory(company=member.company, expires_on=day(20))

    results = at_once(lambda number: tell_of_expiry(day(0)), count=4)

    assert sorted(results) == [0, 0, 0, 1]
    assert len(queued_mails()) == 1


def test_without_the_lock_two_workers_tell_twice(committed, monkeypatch):
    """The control: both have seen what is due before either has marked it."""
    member = CompanyMemberFactory()
    VaultDocumentFactory(company=member.company, expires_on=day(20))
    monkeypatch.setattr(vault, "_held", lambda pk: Company.objects.get(pk=pk))
    marked, both = vault._mark_told, threading.Barrier(2)

    def both_have_seen(documents, today):
        both.wait(30)
        marked(documents, today)

    monkeypatch.setattr(vault, "_mark_told", both_have_seen)

    assert at_once(lambda number: tell_of_expiry(day(0)), count=2) == [1, 1]
    assert len(queued_mails()) == 2
