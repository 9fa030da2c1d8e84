"""Statuses of a company: stated by it, verified by the foundation."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from tests.factories.accounts import FoundationUserFactory
from tests.factories.zones import CompanyFactory, CompanyMemberFactory, CompanyStatusFactory
from tests.races import at_once
from zones.actions.company import correct_company, register_company
from zones.actions.company_status import take_back_verification, verify_status
from zones.actions.errors import ChangedSinceSeen, NotVerified, OwnCompany
from zones.models import CompanyStatus

pytestmark = pytest.mark.django_db


def member_of(company):
    return CompanyMemberFactory(company=company).user


def venture(**fields) -> CompanyStatus:
    return CompanyStatus(**{"kind": "venture", "valid_from": date(2025, 3, 2), **fields})


def test_register_takes_statuses_as_stated():
    person = FoundationUserFactory()
    company = CompanyFactory.build(created_by=None)

    register_company(company, by=person, statuses=[venture(certificate_number="1")])

    status = company.statuses.get()
    assert (status.kind, status.certificate_number, status.is_verified) == ("venture", "1", False)


def test_register_with_a_faulty_status_saves_nothing():
    with pytest.raises(ValidationError) as refusal:
        register_company(
            CompanyFactory.build(created_by=None),
            by=FoundationUserFactory(),
            statuses=[venture(valid_until=date(2025, 3, 1))],
        )

    assert set(refusal.value.message_dict) == {"valid_until"}
    assert CompanyStatus.objects.count() == 0


@pytest.mark.parametrize(
    ("change", "is_verified"),
    [
        ({}, True),
        ({"certificate_number": "다른 번호"}, False),
        ({"valid_until": None}, False),
        ({"valid_from": date(2025, 3, 3)}, False),
        ({"kind": "innobiz"}, False),
    ],
)
def test_a_changed_statement_is_no_longer_verified(change, is_verified):
    status = CompanyStatusFactory(verified=True)
    for name, value in change.items():
        setattr(status, name, value)

    correct_company(status.company, by=member_of(status.company), statuses=[status])

    status.refresh_from_db()
    assert (status.is_verified, status.evidence != "") == (is_verified, is_verified)


def test_a_statement_cannot_bring_its_own_verification():
    company = CompanyFactory()
    forged = venture(
        verified_on=date(2026, 1, 1), verified_by=FoundationUserFactory(), evidence="없음"
    )

    correct_company(company, by=member_of(company), statuses=[forged])

    assert not company.statuses.get().is_verified


def test_the_same_statement_twice_is_one():
    company = CompanyFactory()

    for number in ("1", "1", "2"):
        correct_company(
            company, by=member_of(company), statuses=[venture(certificate_number=number)]
        )

    assert [status.certificate_number for status in company.statuses.all()] == ["2"]


def test_removed_statuses_go_and_their_history_stays():
    status = CompanyStatusFactory(verified=True)
    history = status.versions.model

    correct_company(status.company, by=member_of(status.company), removed=[status])

    assert CompanyStatus.objects.count() == 0
    assert list(history.objects.order_by("pgh_id").values_list("pgh_label", flat=True)) == [
        "insert",
        "delete",
    ]


def test_statuses_of_other_companies_stay():
    other = CompanyStatusFactory()
    company = CompanyFactory()

    correct_company(company, by=member_of(company), statuses=[other], removed=[other])

    assert CompanyStatus.objects.filter(pk=other.pk, company_id=other.company_id).count() <= 1
    assert set(CompanyStatus.objects.values_list("certificate_number", flat=True)) == {
        other.certificate_number
    }


def test_verify_writes_down_who_saw_what_and_when():
    status, person = CompanyStatusFactory(), FoundationUserFactory()

    verify_status(status, by=person, evidence="확인서 원본", seen=status.statement)

    status.refresh_from_db()
    event = status.company.events.get()
    assert (status.verified_on, status.verified_by) == (timezone.localdate(), person)
    assert status.evidence == "확인서 원본"
    assert (event.verb, event.actor) == ("verify_status", person)


def test_verify_of_what_has_changed_is_refused():
    status = CompanyStatusFactory()
    seen = status.statement
    CompanyStatus.objects.update(valid_until=None)

    with pytest.raises(ChangedSinceSeen):
        verify_status(status, by=FoundationUserFactory(), evidence="확인서", seen=seen)

    assert not CompanyStatus.objects.get().is_verified


def test_verify_of_what_was_removed_is_refused():
    status = CompanyStatusFactory()
    CompanyStatus.objects.all().delete()

    with pytest.raises(ChangedSinceSeen):
        verify_status(status, by=FoundationUserFactory(), evidence="확인서")


def test_verify_without_evidence_is_refused():
    status = CompanyStatusFactory()

    with pytest.raises(ValidationError):
        verify_status(status, by=FoundationUserFactory(), evidence="")

    assert not CompanyStatus.objects.get().is_verified


def test_nobody_handles_the_status_of_their_own_company():
    status = CompanyStatusFactory(verified=True)
    member = member_of(status.company)

    with pytest.raises(OwnCompany):
        verify_status(status, by=member, evidence="확인서")
    with pytest.raises(OwnCompany):
        take_back_verification(status, by=member, reason="실수")

    assert CompanyStatus.objects.get().verified_by != member


def test_take_back():
    status = CompanyStatusFactory(verified=True)

    take_back_verification(status, by=FoundationUserFactory(), reason="주소에 없음")

    status.refresh_from_db()
    assert (status.is_verified, status.evidence) == (False, "")
    assert status.company.events.get().reason.endswith("주소에 없음")


def test_take_back_of_nothing_is_refused():
    with pytest.raises(NotVerified):
        take_back_verification(CompanyStatusFactory(), by=FoundationUserFactory(), reason="없음")


@pytest.mark.usefixtures("committed")
def test_what_is_changed_at_the_same_moment_is_never_verified():
    status = CompanyStatusFactory()
    person, member, seen = FoundationUserFactory(), member_of(status.company), status.statement

    def work(number):
        if number:
            mine = CompanyStatus.objects.select_related("company").get()
            mine.certificate_number = "바뀐 번호"
            correct_company(mine.company, by=member, statuses=[mine])
        else:
            verify_status(status, by=person, evidence="확인서", seen=seen)

    outcomes = at_once(work, count=2)

    final = CompanyStatus.objects.get()
    assert outcomes[1] is None
    assert (final.certificate_number, final.is_verified) == ("바뀐 번호", False)
