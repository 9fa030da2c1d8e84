"""Rows that break the constraints of registrations for briefings."""

from tests.factories.programs import BriefingFactory, RegistrationFactory, days


def changed(row, **fields):
    """As a bulk update writes it: no form, no save(), no validation."""
    type(row).objects.filter(pk=row.pk).update(**fields)


def address_twice():
    first = RegistrationFactory()
    RegistrationFactory(briefing=first.briefing, email=first.email)


BRIEFING_VIOLATIONS = [
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
