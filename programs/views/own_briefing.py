"""What the desk pages of one session begin with."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from programs.models import Briefing
from programs.queries import briefings_of_agencies_of


def own_briefing(request: HttpRequest, pk: int) -> Briefing:
    briefings = briefings_of_agencies_of(request.user).select_related("agency")
    briefing = get_object_or_404(briefings, pk=pk)
    if not request.user.has_perm("programs.edit_briefing", briefing):
        raise PermissionDenied
    return briefing
