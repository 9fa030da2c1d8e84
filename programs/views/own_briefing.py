from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from programs.models import Briefing
from programs.queries import briefings_of_agencies_of


def own_briefing(request: HttpRequest, pk: int) -> Briefing:
    """A briefing of the reader's agency, for its desk on the day and after it. Raises Http404,
    PermissionDenied."""
    found = briefings_of_agencies_of(request.user).select_related("agency")
    briefing = get_object_or_404(found, pk=pk)
    if not request.user.has_perm("programs.check_in_guests", briefing):
        raise PermissionDenied
    return briefing
