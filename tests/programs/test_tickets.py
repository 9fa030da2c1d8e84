"""The ticket of a guest holds an address for the desk, and nobody's name."""

import segno

from programs.tickets import check_in_address, ticket_svg
from tests.factories.programs import RegistrationFactory


def test_the_code_holds_the_address_of_the_desk(db, settings):
    settings.SITE_URL = "https://portal.example.kr"
    place = RegistrationFactory()

    address = check_in_address(place)

    assert address == f"https://portal.example.kr/desk/agency/check-in/{place.code}/"
    drawn = segno.make(address, error="m", micro=False)
    assert drawn.svg_inline(
        border=4, omitsize=True, dark="#000", light="#fff", svgclass="ticket-code"
    ) == ticket_svg(place)
    assert place.attendee_name not in ticket_svg(place)


def test_as_a_file_it_stands_alone(db):
    assert ticket_svg(RegistrationFactory(), is_file=True).startswith("<svg xmlns=")
