"""The editor of a briefing's programme. It saves when its button is pressed, and not by itself:
what it writes is public at once."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.common.digest import digest_of
from portal.common.keeping import tell_saved
from programs.actions.errors import ProgrammeChanged, ProgrammeOutside
from programs.actions.programme import write_programme
from programs.forms.programme import ProgrammeForms
from programs.models import Briefing
from programs.queries import briefings_of_agencies_of
from programs.queries.programme import in_words, programme_of


@dataclass(frozen=True)
class Difference:
    """What a colleague saved (before) and what was typed (after)."""

    label: str
    before: str
    after: str


@login_required
@require_http_methods(["GET", "POST"])
def briefing_programme(request: HttpRequest, pk: int) -> HttpResponse:
    briefing = get_object_or_404(briefings_of_agencies_of(request.user), pk=pk)
    if not request.user.has_perm("programs.edit_briefing", briefing):
        raise PermissionDenied
    given = request.POST if request.method == "POST" else None
    programme = programme_of(briefing)
    forms = ProgrammeForms(briefing, programme, given)
    if given is None:
        return _page(request, briefing, forms, seen=digest_of(programme))
    # Whoever presses that theirs is to stand has what was shown beside it before them
    seen = given.get("met" if "mine" in given else "seen", "")
    if "more" in given or not forms.is_valid():
        return _page(request, briefing, forms, seen=seen)
    try:
        write_programme(briefing, by=request.user, seen=seen, **forms.rows)
    except ProgrammeChanged:
        now = programme_of(briefing)
        theirs = _differences(now, forms)
        return _page(request, briefing, forms, seen=seen, met=digest_of(now), theirs=theirs)
    except ProgrammeOutside:
        words = _("The session was moved meanwhile: a part lies outside its hours now.")
        messages.error(request, words)
        return _page(request, briefing, forms, seen=seen)
    tell_saved(request, _("The programme is saved."))
    return redirect(briefing)


def _differences(saved: dict, forms: ProgrammeForms) -> list[Difference]:
    labels = {"parts": _("Programme of the event"), "organisations": _("Organisations")}
    theirs, own = in_words(saved), in_words(forms.rows)
    return [
        Difference(label, theirs[name], own[name])
        for name, label in labels.items()
        if theirs[name] != own[name]
    ]


def _page(
    request: HttpRequest,
    briefing: Briefing,
    forms: ProgrammeForms,
    *,
    seen: str,
    met: str = "",
    theirs: list[Difference] | None = None,
) -> HttpResponse:
    context = {"briefing": briefing, "forms": forms, "seen": seen, "met": met, "theirs": theirs}
    return TemplateResponse(request, "programs/briefing_programme.html", context)
