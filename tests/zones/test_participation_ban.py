"""Participation bans: recorded and lifted by the foundation, told to nobody but the company."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from tests.factories.accounts import FoundationUserFactory
from tests.factories.zones import CompanyFactory, CompanyMemberFactory, ParticipationBanFactory
from zones.actions.errors import AlreadyLifted, OwnCompany
from zones.actions.participation_ban import lift_ban, record_ban
from zones.models import ParticipationBan

pytestmark = pytest.mark.django_db
THREE_YEARS = {"starts_on": date(2026, 1, 1), "ends_on": date(2028, 12, 31), "ground": "부정 사용"}


def test_record():
    company, person = CompanyFactory(), FoundationUserFactory()

    ban = record_ban(company, by=person, **THREE_YEARS)

    event = company.events.get()
    assert list(company.bans.all()) == [ban]
    assert (ban.recorded_by, ban.is_lifted) == (person, False)
    assert (event.verb, event.actor, event.reason) == ("record_ban", person, "부정 사용")


def test_record_twice_is_one_ban():
    company, person = CompanyFactory(), FoundationUserFactory()

    bans = {record_ban(company, by=person, **THREE_YEARS).pk for _time in range(2)}

    assert (len(bans), ParticipationBan.objects.count(), company.events.count()) == (1, 1, 1)


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"ends_on": date(2025, 12, 31)}, "ends_on"),
        ({"ends_on": date(2036, 1, 1)}, "ends_on"),
        ({"ground": ""}, "ground"),
    ],
)
def test_record_of_a_faulty_ban_is_refused(fields, at):
    with pytest.raises(ValidationError) as refusal:
        record_ban(CompanyFactory(), by=FoundationUserFactory(), **{**THREE_YEARS, **fields})

    assert set(refusal.value.message_dict) == {at}
    assert ParticipationBan.objects.count() == 0


def test_nobody_handles_the_bans_of_their_own_company():
    ban = ParticipationBanFactory()
    member = CompanyMemberFactory(company=ban.company).user

    with pytest.raises(OwnCompany):
        record_ban(ban.company, by=member, **THREE_YEARS)
    with pytest.raises(OwnCompany):
        lift_ban(ban, by=member, reason="실수")

    assert list(ParticipationBan.objects.standing()) == [ban]


def test_lift():
    ban, person = ParticipationBanFactory(), FoundationUserFactory()

    lift_ban(ban, by=person, reason="집행정지 결정")

    ban.refresh_from_db()
    assert (ban.lifted_by, ban.lifting_reason) == (person, "집행정지 결정")
    assert list(ParticipationBan.objects.standing()) == []


def test_lift_twice_is_refused():
    ban = ParticipationBanFactory()
    lift_ban(ban, by=FoundationUserFactory(), reason="집행정지 결정")

    with pytest.raises(AlreadyLifted):
        lift_ban(ban, by=FoundationUserFactory(), reason="또")

    ban.refresh_from_db()
    assert ban.lifting_reason == "집행정지 결정"


def test_bans_that_are_not_over():
    running = ParticipationBanFactory()
    coming = ParticipationBanFactory(starts_on=date(2030, 1, 1), ends_on=date(2030, 12, 31))
    ParticipationBanFactory(ends_on=date(2026, 5, 1))
    lift_ban(ParticipationBanFactory(), by=FoundationUserFactory(), reason="무효")

    assert set(ParticipationBan.objects.not_over(date(2026, 5, 2))) == {running, coming}
