"""A session that does not take place: said once, with its reason, to everybody who has a place."""

import pytest
from django.utils import timezone

from programs.actions.briefing import cancel_briefing, change_briefing
from programs.actions.errors import AlreadyCancelled, InThePast, Refused, RegistrationClosed
from programs.actions.registration import cancel_registration, register_seat
from programs.models import Briefing, BriefingEvent, Registration
from tests.factories.accounts import UserFactory
from tests.factories.programs import BriefingFactory, RegistrationFactory, days
from tests.mails import body_to, queued_mails
from tests.races import at_once

pytestmark = pytest.mark.django_db
REASON = "강사 사정으로 열지 못합니다."


@pytest.fixture
def briefing():
    return BriefingFactory(title_ko="김해 설명회", capacity=1)


def cancel(briefing, by=None):
    return cancel_briefing(briefing, by=by or UserFactory(), reason=REASON)


def test_it_is_written_down_with_its_reason(briefing):
    person = UserFactory()

    cancelled = cancel(briefing, by=person)

    event = BriefingEvent.objects.get()
    assert (event.verb, event.actor, event.reason) == ("cancel", person, REASON)
    assert (cancelled.cancelled_by, cancelled.cancelled_at <= timezone.now()) == (person, True)
    assert Briefing.objects.with_cancel_reason().get().cancel_reason == REASON
    assert briefing not in Briefing.objects.coming()


def test_everybody_who_has_a_place_is_told_why_once(briefing):
    for state in ("seated", "waiting", "cancelled"):
        RegistrationFactory(briefing=briefing, state=state)

    cancel(briefing)

    seated, waiting, _gone = (one.user for one in briefing.registrations.order_by("pk"))
    assert [address for address, _subject in queued_mails()] == [seated.email, waiting.email]
    assert REASON in body_to(seated)
    assert briefing.title in body_to(seated)


def test_places_stay_as_they_are_and_none_is_given_any_more(briefing):
    seated = RegistrationFactory(briefing=briefing, state="seated")
    waiting = RegistrationFactory(briefing=briefing, state="waiting")

    cancel(briefing)

    with pytest.raises(RegistrationClosed):
        register_seat(briefing, by=UserFactory(), attendee_name="이손님", phone="010-0000-0000")
    cancel_registration(seated, by=seated.user)
    waiting.refresh_from_db()
    assert waiting.state == "waiting"


def test_second_click_is_told_and_changes_nothing(briefing):
    cancel(briefing)
    before = Briefing.objects.values().get()

    with pytest.raises(AlreadyCancelled):
        cancel(briefing)

    assert Briefing.objects.values().get() == before
    assert BriefingEvent.objects.count() == 1


def test_what_is_over_cannot_be_cancelled():
    over = BriefingFactory(starts_at=days(-2), ends_at=days(-1))

    with pytest.raises(InThePast):
        cancel(over)

    assert not BriefingEvent.objects.exists()


def test_what_was_cancelled_meanwhile_is_not_changed_by_an_older_page(briefing):
    stale = Briefing.objects.get()
    cancel(briefing)
    stale.title_ko = "고친 제목"

    with pytest.raises(AlreadyCancelled):
        change_briefing(stale, by=UserFactory(), calls=[], zones=[])

    briefing.refresh_from_db()
    assert (briefing.title_ko == "고친 제목", briefing.cancelled_at is None) == (False, False)


def test_calendars_are_told_of_each_change_by_a_higher_number(briefing):
    numbers = [Briefing.objects.get().sequence]
    for _time in range(2):
        change_briefing(Briefing.objects.get(), by=UserFactory(), calls=[], zones=[])
        numbers.append(Briefing.objects.get().sequence)
    cancel(briefing)
    numbers.append(Briefing.objects.get().sequence)

    assert numbers == [0, 1, 2, 3]


@pytest.mark.usefixtures("committed")
def test_registrations_race_with_the_cancellation(briefing):
    """Whoever got a place is among those who are told; the others are refused."""
    briefing.capacity = 50
    briefing.save()
    users = UserFactory.create_batch(11)

    def act(number):
        try:
            if number == 5:
                return cancel(briefing, by=users[number])
            person = users[number]
            return register_seat(briefing, by=person, attendee_name="이손님", phone="010-0000-0000")
        except Refused as refusal:
            return refusal

    outcomes = at_once(act, count=11)

    taken = [one.user.email for one in outcomes if isinstance(one, Registration)]
    refused = [one for one in outcomes if isinstance(one, RegistrationClosed)]
    assert len(taken) + len(refused) == 10
    told = [address for address, subject in queued_mails() if "취소" in subject]
    assert sorted(told) == sorted(taken)
