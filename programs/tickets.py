"""The ticket of a guest: a code for the desk's camera, and the same number in letters."""

import io

import segno
from django.conf import settings

from programs.models import Registration

QUIET_ZONE = 4  # modules of white around, as ISO/IEC 18004 asks


def check_in_address(registration: Registration) -> str:
    """The page of the desk that checks this guest in; of no use to anybody who is not of the desk.

    Absolute, so that the camera of any phone opens it.
    """
    return f"{settings.SITE_URL}/desk/agency/check-in/{registration.code}/"


def ticket_svg(registration: Registration, *, is_file: bool = False) -> str:
    """The code as SVG, for a page or for a file of its own; it holds no name, and is no key to the
    guest's own page."""
    code = segno.make(check_in_address(registration), error="m", micro=False)
    drawn = io.BytesIO()
    code.save(
        drawn,
        kind="svg",
        border=QUIET_ZONE,
        omitsize=not is_file,
        scale=8 if is_file else 1,
        svgns=is_file,
        xmldecl=False,
        nl=False,
        dark="#000",
        light="#fff",
        svgclass="ticket-code",
    )
    return drawn.getvalue().decode()
