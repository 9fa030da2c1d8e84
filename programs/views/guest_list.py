"""The agency's desk: who comes to a briefing, what they need, and its consultations."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts.models import User
from portal.common.posting import require_post_from
from portal.common.search import searchable
from programs.actions.consultation import make_slots, remove_free_slots
from programs.actions.errors import RegistrationClosed, SlotsOverlap
from programs.actions.needs import NEEDS_KEPT, read_needs
from programs.enums import NeedKind
from programs.forms.briefing import SlotsForm
from programs.forms.registration import GuestListForm
from programs.models import Briefing, Registration
from programs.queries import briefings_of_agencies_of, briefings_visible_to
from programs.rules import is_foundation
from programs.views.own_briefing import own_briefing
from programs.views.registration import never_kept

PAGE_SIZE = 50


def _found(form: GuestListForm, guests: QuerySet[Registration]) -> QuerySet[Registration]:
    """Without a state those who have a place; the name of a company stands in two columns."""
    asked: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    guests = guests.filter(state=asked["state"]) if asked.get("state") else guests.active()
    if asked.get("mode"):
        guests = guests.filter(mode=asked["mode"])
    if text := searchable(asked.get("q") or ""):
        guests = guests.filter(
            Q(attendee_name__icontains=text)
            | Q(organisation__icontains=text)
            | Q(company__name__icontains=text)
            | Q(email__icontains=text)
        )
    return guests.select_related("company", "consultation").order_by("place")


@login_required
@require_safe
def guest_list(request: HttpRequest, pk: int) -> HttpResponse:
    briefing = own_briefing(request, pk)
    form = GuestListForm(request.GET)
    guests = _found(form, briefing.registrations.all())
    page = Paginator(guests, PAGE_SIZE).get_page(request.GET.get("page"))
    return TemplateResponse(
        request,
        "programs/guest_list.html",
        {"briefing": briefing, "form": form, "page_obj": page},
    )


def _with_needs(user: User, pk: int) -> Briefing:
    """The briefing, for its agency and the foundation."""
    found = briefings_of_agencies_of(user)
    if is_foundation(user):
        found = briefings_visible_to(user)
    return get_object_or_404(found, pk=pk)


@login_required
@require_safe
def guest_needs(request: HttpRequest, pk: int) -> HttpResponse:
    """Reading is written down at each guest."""
    briefing = _with_needs(request.user, pk)
    if not request.user.has_perm("programs.read_needs", briefing):
        raise PermissionDenied
    labels = dict(NeedKind.choices)
    needs = [
        (guest, [labels.get(kind, kind) for kind in said["kinds"]], said["note"])
        for guest, said in read_needs(briefing, by=request.user)
    ]
    response = TemplateResponse(
        request,
        "programs/guest_needs.html",
        {"briefing": briefing, "needs": needs, "days": NEEDS_KEPT.days},
    )
    return never_kept(response)


@login_required
@require_http_methods(["GET", "POST"])
def guest_slots(request: HttpRequest, pk: int) -> HttpResponse:
    briefing = own_briefing(request, pk)
    initial = {"starts_at": briefing.starts_at, "ends_at": briefing.ends_at}
    form = SlotsForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            count = make_slots(briefing, by=request.user, **form.cleaned_data)
        except SlotsOverlap:
            form.add_error(
                None,
                _("These would meet others at the same table, or do not fit into the session."),
            )
        except RegistrationClosed:
            form.add_error(None, _("This session was cancelled."))
        else:
            words = ngettext(
                "%(count)s consultation is offered.", "%(count)s consultations are offered.", count
            )
            messages.success(request, words % {"count": count})
            return redirect("programs:guest-slots", pk=pk)
    slots = briefing.consultation_slots.select_related("registration__company")
    return TemplateResponse(
        request, "programs/guest_slots.html", {"briefing": briefing, "form": form, "slots": slots}
    )


@login_required
@require_post_from("programs:guest-slots", "pk")
def guest_slots_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Those that somebody has taken stay."""
    count = remove_free_slots(own_briefing(request, pk), by=request.user)
    words = ngettext(
        "%(count)s free consultation is removed.",
        "%(count)s free consultations are removed.",
        count,
    )
    messages.success(request, words % {"count": count})
    return redirect("programs:guest-slots", pk=pk)
