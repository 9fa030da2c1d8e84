"""Rows that break the constraints of briefings, their programmes and registrations."""

from django.db import connection

from programs.enums import SeatMode
from tests.factories.guests import (
    BriefingReminderFactory,
    ConsultationSlotFactory,
    RegistrationLinkFactory,
)
from tests.factories.programs import (
    BriefingFactory,
    BriefingOrganisationFactory,
    BriefingPartFactory,
    BriefingSeriesFactory,
    PartPersonFactory,
    RegistrationFactory,
    days,
)


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


def stop_twice():
    first = BriefingFactory(series=BriefingSeriesFactory(), number=1)
    BriefingFactory(series=first.series, number=1)


def part_twice():
    first = BriefingPartFactory()
    BriefingPartFactory(briefing=first.briefing, position=first.position)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def person_twice():
    first = PartPersonFactory()
    PartPersonFactory(part=first.part, position=first.position)


def organisation_twice():
    first = BriefingOrganisationFactory()
    BriefingOrganisationFactory(briefing=first.briefing, name_ko=first.name_ko)


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
    ("programs_briefing_number_in_a_series", lambda: BriefingFactory(number=1)),
    (
        "programs_briefing_number_in_a_series",
        lambda: BriefingFactory(series=BriefingSeriesFactory()),
    ),
    (
        "programs_briefing_number_in_a_series",
        lambda: BriefingFactory(series=BriefingSeriesFactory(), number=0),
    ),
    ("programs_briefing_number_once_in_a_series", stop_twice),
    (
        "programs_briefingseries_only_yearly_has_a_day",
        lambda: BriefingSeriesFactory(month=11, day=14),
    ),
    *(
        (
            "programs_briefingseries_day_of_a_year",
            lambda month=month, day=day: BriefingSeriesFactory(kind="yearly", month=month, day=day),
        )
        for month, day in [(2, 30), (4, 31), (1, 32), (13, 1), (0, 1), (5, 0), (5, None), (None, 5)]
    ),
    ("programs_briefingpart_position", part_twice),
    (
        "programs_briefingpart_first_is_not_nested",
        lambda: BriefingPartFactory(position=1, is_nested=True),
    ),
    ("programs_briefingpart_says_something", lambda: BriefingPartFactory(title_ko="")),
    ("programs_briefingpart_ends_after_start", lambda: BriefingPartFactory(ends_at=days(1))),
    (
        "programs_briefingpart_ends_after_start",
        lambda: BriefingPartFactory(starts_at=days(2), ends_at=days(1)),
    ),
    ("programs_partperson_position", person_twice),
    (
        "programs_partperson_is_somebody",
        lambda: PartPersonFactory(name_ko="", name_en="Only English"),
    ),
    ("programs_briefingorganisation_once_in_a_role", organisation_twice),
    (
        "programs_briefingorganisation_has_name",
        lambda: BriefingOrganisationFactory(name_ko="", name_en="Only English"),
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
