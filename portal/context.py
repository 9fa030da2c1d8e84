"""What every page shows: whoever runs this portal, and where in it one is."""

from django.conf import settings
from django.http import HttpRequest

from portal.common.contrast import wants_high_contrast
from programs.enums import BannerPlace
from programs.models import Banner
from programs.queries.banner import banners_for

# First parts of addresses that have a place in the menu; few, as pages keep a header for each
IN_THE_MENU = {"calls", "briefings", "zones", "voices", "desk", "applications"}


# And those of the places where people work
AT_WORK = {"desk", "applications", "admin", "registrations"}


def operator(request: HttpRequest) -> dict[str, str | bool]:
    """Name and help line of the operator, where they are set."""
    return dict(settings.OPERATOR)


def place(request: HttpRequest) -> dict[str, str]:
    """`site_part`: the place in the menu that the page belongs to; empty for others."""
    part = request.path_info.split("/", 2)[1]
    return {"site_part": part if part in IN_THE_MENU else ""}


def banners(request: HttpRequest) -> dict[str, list[Banner]]:
    """What staff say on top of this page."""
    parts = request.path_info.split("/")
    is_at_work = parts[1] in AT_WORK or parts[-2] == "apply"
    return {"banners": banners_for(BannerPlace.DESKS if is_at_work else BannerPlace.EVERYWHERE)}


def contrast(request: HttpRequest) -> dict[str, bool]:
    """`has_high_contrast`: the page is drawn bright on black, as its reader asked."""
    return {"has_high_contrast": wants_high_contrast(request)}
