"""Needs of guests: with a consent, unreadable, read under watch, erased; and guests forgotten."""

import pytest
from django.core.management import call_command

from portal.common.encryption import Unreadable, decrypted
from programs.actions.errors import ConsentMissing
from programs.actions.forgetting import forget_guests
from programs.actions.needs import erase_needs, give_needs, own_needs, read_needs, seal_needs_anew
from programs.actions.registration import cancel_registration
from programs.models import AccessNeed, BriefingEvent, Registration, RegistrationLink
from programs.queries.registration import registration_path
from programs.tasks import forget_old_guests
from tests.factories.accounts import UserFactory
from tests.factories.guests import RegistrationLinkFactory
from tests.factories.programs import BriefingFactory, RegistrationFactory, days

pytestmark = pytest.mark.django_db
SAID = {"kinds": ["wheelchair"], "note": "앞자리"}


def need_of(place, *, agrees=True):
    give_needs(place, by=place.user, agrees=agrees, **SAID)
    return AccessNeed.objects.get(registration=place)


def over(days_ago: float):
    return BriefingFactory(starts_at=days(-days_ago - 0.1), ends_at=days(-days_ago))


def test_nothing_is_kept_without_consent():
    with pytest.raises(ConsentMissing):
        need_of(RegistrationFactory(), agrees=False)

    assert not AccessNeed.objects.exists()


def test_the_database_holds_neither_kind_nor_words():
    place = RegistrationFactory()

    need = need_of(place)

    assert not any(text in need.sealed for text in ("wheelchair", "앞자리"))
    assert own_needs(place) == SAID
    assert [consent.kind for consent in place.consents.all()] == ["needs"]


def test_copied_to_another_guest_it_cannot_be_opened():
    mine, others = need_of(RegistrationFactory()), RegistrationFactory()

    with pytest.raises(Unreadable):
        decrypted(mine.sealed, of=AccessNeed(registration=others).sealed_of)


def test_no_event_says_what_is_needed():
    place = RegistrationFactory()
    need_of(place)

    read_needs(place.briefing, by=UserFactory())

    events = BriefingEvent.objects.order_by("pk")
    assert [event.verb for event in events] == ["give_needs", "read_needs"]
    assert {event.reason for event in events} == {""}


def test_only_needs_of_those_who_come_are_read():
    briefing = BriefingFactory(capacity=1)
    seated = RegistrationFactory(briefing=briefing)
    waiting = RegistrationFactory(briefing=briefing, state="waiting")
    for place in (seated, waiting):
        need_of(place)

    assert read_needs(briefing, by=UserFactory()) == [(seated, SAID)]
    assert BriefingEvent.objects.filter(verb="read_needs").get().registration == seated


def test_needs_are_erased_a_week_after_the_end():
    kept, gone = (need_of(RegistrationFactory(briefing=over(days_ago))) for days_ago in (6.9, 7.1))

    assert erase_needs() == 1
    assert list(AccessNeed.objects.all()) == [kept]
    assert gone.pk != kept.pk


def test_needs_go_with_the_place():
    place = RegistrationFactory()
    need_of(place)

    cancel_registration(place, by=place.user)

    assert not AccessNeed.objects.exists()


def test_needs_open_after_they_were_encrypted_anew():
    place = RegistrationFactory()
    before = need_of(place).sealed

    call_command("encrypt_needs_anew", verbosity=0)

    assert AccessNeed.objects.get().sealed != before
    assert own_needs(place) == SAID
    assert seal_needs_anew() == 1


def test_guests_without_an_account_are_forgotten_half_a_year_after_the_end():
    old, recent = over(180.1), over(179.9)
    guest = {"user": None, "email": "guest@example.kr", "organisation": "예시"}
    place = RegistrationFactory(briefing=old, **guest)
    former = registration_path(place)
    kept = [RegistrationFactory(briefing=recent, **guest), RegistrationFactory(briefing=old)]

    assert (forget_guests(), forget_guests()) == (1, 0)

    place.refresh_from_db()
    said = (place.attendee_name, place.phone, place.email, place.organisation)
    assert (said, place.state, registration_path(place) == former) == ((("",) * 4), "seated", False)
    assert list(Registration.objects.exclude(attendee_name="").order_by("pk")) == sorted(
        kept, key=lambda one: one.pk
    )


def test_no_history_holds_who_a_guest_was():
    place = RegistrationFactory(briefing=over(181), user=None, email="guest@example.kr")

    forget_guests()

    rows = list(place.versions.values())
    assert len(rows) >= 1
    assert not any(word in str(rows) for word in ("guest@", "이손님", "010-0000"))


def test_addresses_of_links_go_once_the_link_is_over():
    RegistrationLinkFactory(sent_at=days(-3.1))
    lasting = RegistrationLinkFactory()

    forget_old_guests(timestamp=0)

    assert list(RegistrationLink.objects.all()) == [lasting]
