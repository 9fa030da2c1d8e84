"""Two people at once, on real connections."""

import threading
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, IntegrityError
from django.utils import timezone

from portal.common.digest import digest_of
from tests.factories.accounts import UserFactory
from tests.factories.zones import CompanyFactory, CompanyMemberFactory, InvitationFactory
from tests.races import at_once
from zones.actions import company as companies
from zones.actions import people
from zones.actions.company import correct_company, register_company
from zones.actions.errors import AlreadyMember, ChangedSinceSeen, InvitationGone, LastRepresentative
from zones.actions.people import accept_invitation, remove_member
from zones.models import Company, CompanyMember
from zones.queries.company import profile_content


def two_representatives():
    first = CompanyMemberFactory()
    return [first, CompanyMemberFactory(company=first.company)]


def leave_at_once(members) -> list:
    return at_once(lambda number: remove_member(members[number], by=members[number].user), count=2)


def test_of_two_representatives_who_leave_at_once_one_stays(committed):
    members = two_representatives()

    results = leave_at_once(members)

    assert sorted(type(result).__name__ for result in results) == [
        LastRepresentative.__name__,
        "NoneType",
    ]
    assert CompanyMember.objects.count() == 1


def test_without_the_lock_the_database_still_keeps_one(committed, monkeypatch):
    """The control: two that do not wait for each other both mean to leave."""
    members = two_representatives()
    monkeypatch.setattr(people, "_held", lambda company: Company.objects.get(pk=company.pk))
    counted = people._end_offers_with
    meet = threading.Barrier(2)

    def both_have_counted(member):
        meet.wait(30)
        counted(member)

    monkeypatch.setattr(people, "_end_offers_with", both_have_counted)

    results = leave_at_once(members)

    # By the trigger, or as each waits for the other
    assert sorted(isinstance(result, DatabaseError) for result in results) == [False, True]
    assert CompanyMember.objects.count() == 1


def test_invitation_that_is_accepted_ten_times_at_once_counts_once(committed):
    guest = UserFactory()
    invitation = InvitationFactory(email=guest.email)

    results = at_once(lambda number: accept_invitation(invitation, by=guest), count=10)

    assert CompanyMember.objects.filter(user=guest).count() == 1
    refused = [result for result in results if isinstance(result, Exception)]
    assert {type(result) for result in refused} <= {AlreadyMember, InvitationGone}
    assert len(refused) == 9


def test_without_the_lock_an_acceptance_breaks_a_constraint(committed, monkeypatch):
    """The control: two that do not wait for each other both find the invitation waiting."""
    guest = UserFactory()
    invitation = InvitationFactory(email=guest.email)
    both = threading.Barrier(2)

    def now_that_both_have_looked():
        both.wait(30)
        return timezone.now()

    monkeypatch.setattr(people, "_held", lambda company: Company.objects.get(pk=company.pk))
    monkeypatch.setattr(people, "timezone", SimpleNamespace(now=now_that_both_have_looked))

    results = at_once(lambda number: accept_invitation(invitation, by=guest), count=2)

    assert IntegrityError in {type(result) for result in results}
    assert CompanyMember.objects.filter(user=guest).count() == 1


def register_at_once(people, **profile) -> list:
    """Each with the same profile, as clicks in the same moment send it."""
    given = CompanyFactory.build(created_by=None, **profile)
    fields = {field.attname: getattr(given, field.attname) for field in companies.PROFILE_FIELDS}
    work = [
        lambda person=person: register_company(Company(**fields), by=person) for person in people
    ]
    return at_once(lambda number: work[number](), count=len(people))


@pytest.mark.parametrize("profile", [{}, {"applicant_kind": "founder", "business_number": None}])
def test_a_company_that_is_registered_ten_times_at_once_is_one(committed, profile):
    person = UserFactory()

    results = register_at_once([person] * 10, **profile)

    assert {type(result) for result in results} == {Company}
    assert Company.objects.count() == 1


def test_two_people_with_one_number_at_once_one_reads_why_not(committed):
    results = register_at_once([UserFactory(), UserFactory()])

    assert sorted(type(result).__name__ for result in results) == ["Company", "ValidationError"]
    assert Company.objects.count() == 1


def test_without_the_lock_a_founder_is_registered_twice(committed, monkeypatch):
    """The control: two clicks that do not wait for each other both find nothing."""
    person, meet = UserFactory(), threading.Barrier(2)
    found = companies._registered_before

    def now_that_both_have_looked(company, *, by):
        twin = found(company, by=by)
        meet.wait(30)
        return twin

    monkeypatch.setattr(companies, "_registered_before", now_that_both_have_looked)
    monkeypatch.setattr(companies, "_one_at_a_time", lambda person: None)

    register_at_once([person] * 2, applicant_kind="founder", business_number=None)

    assert Company.objects.count() == 2


def correct_at_once(company) -> list:
    """Two people, each with another phone, after both have read the same profile."""
    seen, person = digest_of(profile_content(company)), company.created_by

    def work(number: int) -> Company:
        own = Company.objects.get(pk=company.pk)
        own.phone = f"055-000-000{number + 1}"
        return correct_company(own, by=person, seen=seen)

    return at_once(work, count=2)


def test_of_two_who_correct_a_profile_at_once_one_reads_both(committed):
    company = CompanyFactory(phone="055-999-9999")

    results = correct_at_once(company)

    (saved,) = [result for result in results if isinstance(result, Company)]
    assert {type(result) for result in results} == {Company, ChangedSinceSeen}
    assert Company.objects.get().phone == saved.phone
    assert company.events.count() == 1


def test_without_the_lock_a_phone_is_lost(committed, monkeypatch):
    """The control: two that do not wait for each other both find what they saw."""
    company, meet = CompanyFactory(phone="055-999-9999"), threading.Barrier(2)

    def now_that_both_have_looked(own):
        found = Company.objects.get(pk=own.pk)
        meet.wait(30)
        return found

    monkeypatch.setattr(companies, "_held", now_that_both_have_looked)

    results = correct_at_once(company)

    assert {type(result) for result in results} == {Company}
    assert company.events.count() == 2
