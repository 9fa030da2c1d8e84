from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.accounts.models import User
from portal.common.keeping import tell_saved
from portal.common.posting import require_post_from
from programs.actions.errors import PanelClosed
from programs.actions.membership import (
    accept_membership,
    decline_membership,
    pledge_membership,
)
from programs.enums import MemberState
from programs.models import PanelMember
from programs.queries import assignments_of
from programs.queries.panel import memberships_of
from programs.queries.panel_table import table_for_chair
from programs.workflow import TransitionNotAllowed


def _own(request: HttpRequest, pk: int) -> PanelMember:
    members = memberships_of(request.user).select_related("panel__call", "reviewer")
    return get_object_or_404(members, panel=pk)


@login_required
@require_safe
def review_panel(request: HttpRequest, pk: int) -> HttpResponse:
    """Names of companies are shown after the pledge, and in a blind panel not at all."""
    member = _own(request, pk)
    work = assignments_of(request.user).filter(panel=pk)
    context = {"member": member, "panel": member.panel, "call": member.panel.call}
    if member.state == MemberState.PLEDGED:
        own = work.select_related("application__company", "application__panel_place", "panel")
        rows = list(own.order_by("application__panel_place__position", "pk"))
        context["assignments"] = rows
        context["is_drawn"] = any(row.application.panel_place.position for row in rows)
        if member.leads:
            context["table"] = table_for_chair(member.panel, request.user)
    return TemplateResponse(request, "programs/review_panel.html", context)


def _step(
    request: HttpRequest,
    pk: int,
    *,
    permission: str,
    act: Callable[..., PanelMember],
    done: str,
    to: str,
) -> HttpResponse:
    member = _own(request, pk)
    user: User = request.user
    try:
        if not user.has_perm(permission, member):
            raise TransitionNotAllowed(permission, member.state)
        act(member, by=user)
    except (PanelClosed, TransitionNotAllowed):
        messages.info(request, _("This step was done before. Here is how things stand."))
        return redirect("programs:review-panel", pk=pk)
    tell_saved(request, done)
    return redirect(to) if to == "programs:review-list" else redirect(to, pk=pk)


@login_required
@require_post_from("programs:review-panel", "pk")
def review_panel_accept(request: HttpRequest, pk: int) -> HttpResponse:
    return _step(
        request,
        pk,
        permission="programs.accept_membership",
        act=accept_membership,
        done=_("Thank you for taking the seat. Please give the pledge next."),
        to="programs:review-panel",
    )


@login_required
@require_post_from("programs:review-panel", "pk")
def review_panel_decline(request: HttpRequest, pk: int) -> HttpResponse:
    return _step(
        request,
        pk,
        permission="programs.decline_membership",
        act=decline_membership,
        done=_("You declined. Thank you for saying so."),
        to="programs:review-list",
    )


@login_required
@require_post_from("programs:review-panel", "pk")
def review_panel_pledge(request: HttpRequest, pk: int) -> HttpResponse:
    return _step(
        request,
        pk,
        permission="programs.pledge_membership",
        act=pledge_membership,
        done=_("Your pledge is recorded."),
        to="programs:review-panel",
    )
