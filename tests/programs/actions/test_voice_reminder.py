"""Who is in charge is told in the Korean morning of what is due and of what is overdue, once."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from programs.actions.voice_reminder import tell_of_due_voices
from programs.models import VoiceReminder
from programs.tasks import mail_due_voices
from tests.factories.accounts import FoundationUserFactory
from tests.factories.voices import VoiceFactory
from tests.factories.zones import AgencyMemberFactory
from tests.mails import body_to, queued_mails
from tests.races import at_once

FRIDAY, MONDAY = date(2026, 3, 6), date(2026, 3, 9)
SATURDAY = date(2026, 3, 7)


@pytest.fixture
def owner(groups):
    return FoundationUserFactory()


def voice_due(owner, day, **fields):
    return VoiceFactory(assigned=True, owner=owner, due_on=day, **fields)


def test_what_is_due_until_the_next_business_day(owner):
    voice_due(owner, FRIDAY, title="오늘까지")
    voice_due(owner, MONDAY, title="월요일까지")
    voice_due(owner, date(2026, 3, 10), title="화요일까지")

    assert tell_of_due_voices(FRIDAY) == 1

    body = body_to(owner)
    assert ("오늘까지" in body, "월요일까지" in body, "화요일까지" in body) == (True, True, False)


@pytest.mark.parametrize("day", [SATURDAY, date(2026, 3, 8), date(2026, 9, 25)])
def test_nobody_is_told_while_offices_are_closed(owner, day):
    voice_due(owner, day)

    assert tell_of_due_voices(day) == 0
    assert queued_mails() == []


def test_once_when_due_and_once_when_overdue(owner):
    voice = voice_due(owner, FRIDAY)

    told = [tell_of_due_voices(day) for day in (FRIDAY, FRIDAY, MONDAY, MONDAY)]

    assert told == [1, 0, 1, 0]
    kinds = VoiceReminder.objects.filter(voice=voice).values_list("kind", flat=True)
    assert sorted(kinds) == ["due", "overdue"]


def test_another_due_day_is_told_anew(owner):
    voice = voice_due(owner, FRIDAY)
    tell_of_due_voices(FRIDAY)
    voice.due_on = MONDAY
    voice.save(update_fields=["due_on"])

    assert tell_of_due_voices(FRIDAY) == 1


def test_what_is_answered_or_not_given_yet_is_not_told(owner):
    VoiceFactory()
    VoiceFactory(answered=True, owner=owner, due_on=FRIDAY)
    VoiceFactory(state="withdrawn", owner=owner, due_on=FRIDAY)

    assert tell_of_due_voices(MONDAY) == 0


def test_one_mail_for_each_person_that_leads_to_where_they_work(owner):
    member = AgencyMemberFactory()
    for _number in range(2):
        voice_due(owner, FRIDAY)
        voice_due(member.user, FRIDAY, agency=member.agency)

    assert tell_of_due_voices(FRIDAY) == 2

    assert len(queued_mails()) == 2
    assert "/admin/programs/voice/" in body_to(owner)
    assert "/desk/agency/voices/" in body_to(member.user)


def test_who_left_the_agency_reads_nothing_and_the_foundation_is_told(owner):
    member = AgencyMemberFactory()
    voice_due(member.user, FRIDAY, agency=member.agency)
    member.delete()

    tell_of_due_voices(FRIDAY)

    assert [address for address, _subject in queued_mails()] == [owner.email]


def test_who_cannot_sign_in_any_more_is_not_waited_for(owner):
    gone = FoundationUserFactory(is_active=False)
    voice_due(gone, FRIDAY)

    tell_of_due_voices(FRIDAY)

    assert [address for address, _subject in queued_mails()] == [owner.email]


def test_two_workers_tell_once(committed):
    voice_due(FoundationUserFactory(), FRIDAY)

    told = at_once(lambda _n: tell_of_due_voices(FRIDAY), count=4)

    assert sorted(told) == [0, 0, 0, 1]
    assert len(queued_mails()) == 1


def test_the_job_runs_in_the_korean_morning():
    (cron,) = [
        periodic.cron
        for periodic in mail_due_voices.blueprint.periodic_registry.periodic_tasks.values()
        if periodic.task is mail_due_voices
    ]

    minute, hour, *_rest = cron.split()
    at = datetime(2026, 3, 5, int(hour), int(minute), tzinfo=ZoneInfo("UTC"))
    assert at.astimezone(ZoneInfo("Asia/Seoul")).isoformat() == "2026-03-06T08:20:00+09:00"
