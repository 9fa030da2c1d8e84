"""What every page shows: whoever runs this portal, and where in it one is."""

from django.conf import settings
from django.http import HttpRequest

# First parts of addresses that have a place in the menu; few, as pages keep a header for each
IN_THE_MENU = {"calls", "briefings", "zones", "voices", "desk", "applications"}


def operator(request: HttpRequest) -> dict[str, str | bool]:
    """Name and help line of the operator, where they are set."""
    return dict(settings.OPERATOR)


def place(request: HttpRequest) -> dict[str, str]:
    """`site_part`: the place in the menu that the page belongs to; empty for others."""
    part = request.path_info.split("/", 2)[1]
    return {"site_part": part if part in IN_THE_MENU else ""}
