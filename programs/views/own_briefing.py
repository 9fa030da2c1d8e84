"""What the desk pages of one session begin with."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from programs.models import Briefing
from programs.queries import briefings_of_agencies_of


def own_briefing(
    request: HttpRequest, pk: int, *, permission: str = "programs.edit_briefing"
) -> Briefing:
    """A briefing of the reader's agency. Raises Http404, PermissionDenied."""
    briefings = briefings_of_agencies_of(request.user).with_fate_of_calls()
    briefing = get_object_or_404(briefings.select_related("agency"), pk=pk)
    if not request.user.has_perm(permission, briefing):
        raise PermissionDenied
    return briefing


def briefing_at_check_in(request: HttpRequest, pk: int) -> Briefing:
    """As `own_briefing`, for who receives guests on the day."""
    return own_briefing(request, pk, permission="programs.check_in_guests")
