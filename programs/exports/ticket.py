"""The ticket of a guest: a code for the desk's camera, and the same number in letters."""

import segno
from django.conf import settings

from programs.models import Registration

QUIET_ZONE = 4  # modules of white around, as ISO/IEC 18004 asks


def check_in_address(registration: Registration) -> str:
    """The page of the desk that checks this guest in; of no use to anybody who is not of the desk.

    Absolute, so that the camera of any phone opens it.
    """
    return f"{settings.SITE_URL}/desk/agency/check-in/{registration.code}/"


def ticket_svg(registration: Registration) -> str:
    """The code as SVG for a page; it holds no name, and is no key to the guest's own page."""
    code = segno.make(check_in_address(registration), error="m", micro=False)
    return code.svg_inline(
        border=QUIET_ZONE, omitsize=True, dark="#000", light="#fff", svgclass="ticket-code"
    )
