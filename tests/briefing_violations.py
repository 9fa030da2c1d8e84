"""Rows that break the constraints of registrations for briefings."""

from programs.enums import SeatMode
from tests.factories.guests import (
    BriefingReminderFactory,
    ConsultationSlotFactory,
    RegistrationLinkFactory,
)
from tests.factories.programs import BriefingFactory, RegistrationFactory, days


def changed(row, **fields):
    """As a bulk update writes it: no form, no save(), no validation."""
    type(row).objects.filter(pk=row.pk).update(**fields)


def address_twice():
    first = RegistrationFactory()
    RegistrationFactory(briefing=first.briefing, email=first.email)


def one_seat_too_many():
    RegistrationFactory.create_batch(2, briefing=BriefingFactory(capacity=1))


def one_online_too_many():
    RegistrationFactory(briefing=BriefingFactory(capacity=1), mode=SeatMode.ONLINE)


def reminded_twice():
    first = BriefingReminderFactory()
    BriefingReminderFactory(registration=first.registration, starts_at=first.starts_at)


def table_twice():
    first = ConsultationSlotFactory()
    ConsultationSlotFactory(briefing=first.briefing, starts_at=first.starts_at)


BRIEFING_VIOLATIONS = [
    ("programs_briefing_no_more_seats_than_there_are", one_seat_too_many),
    (
        "programs_briefing_no_more_seats_than_there_are",
        lambda: changed(RegistrationFactory().briefing, capacity=None),
    ),
    ("programs_briefing_no_more_online_than_there_are", one_online_too_many),
    ("programs_briefingreminder_once", reminded_twice),
    ("programs_consultationslot_one_per_table", table_twice),
    (
        "programs_consultationslot_ends_after_start",
        lambda: changed(ConsultationSlotFactory(), ends_at=days(0)),
    ),
    ("programs_consultationslot_topic_has_guest", lambda: ConsultationSlotFactory(topic="기술")),
    (
        "programs_registrationlink_address_is_small",
        lambda: RegistrationLinkFactory(email="Guest@example.kr"),
    ),
    (
        "programs_briefing_registration_opens_before_it_closes",
        lambda: changed(BriefingFactory(), registration_opens_at=days(11)),
    ),
    (
        "programs_briefing_registration_opens_before_it_closes",
        lambda: changed(
            BriefingFactory(), registration_opens_at=days(5), registration_closes_at=days(4)
        ),
    ),
    ("programs_registration_one_per_address", address_twice),
    (
        "programs_registration_address_is_small",
        lambda: RegistrationFactory(email="Guest@example.kr"),
    ),
]
