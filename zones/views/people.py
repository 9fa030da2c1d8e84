"""The people of a company: who belongs to it, who is invited, who takes it over."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from portal.common.posting import require_post_from
from zones.actions.errors import (
    AlreadyInvited,
    AlreadyMember,
    InvitationGone,
    LastRepresentative,
    NotYours,
    OfferGone,
    OfferWaits,
    Refused,
    TooManyInvitations,
)
from zones.actions.people import (
    MOST_MAILS,
    MOST_MAILS_OF_PERSON,
    MOST_WAITING,
    accept_invitation,
    accept_ownership,
    decline_ownership,
    invite,
    invite_again,
    offer_ownership,
    remove_member,
    revoke_invitation,
    take_back_offer,
)
from zones.enums import OfferState
from zones.forms import InvitationForm
from zones.models import Company, OwnershipOffer
from zones.queries import invitation_with

REFUSALS: dict[type[Refused], str] = {
    AlreadyInvited: gettext_lazy("This address is invited already: send the invitation again."),
    AlreadyMember: gettext_lazy("This person belongs to the company in this role already."),
    InvitationGone: gettext_lazy("This invitation was accepted or revoked meanwhile."),
    LastRepresentative: gettext_lazy(
        "A company needs a representative: hand the representation over first."
    ),
    NotYours: gettext_lazy("Only a representative of the company does this."),
    OfferGone: gettext_lazy("This offer was answered or taken back meanwhile."),
    OfferWaits: gettext_lazy("An offer waits for its answer: take it back first."),
}


def _own(request: HttpRequest, pk: int, permission: str = "") -> Company:
    """The company, for its members only; strangers get 404, members without the right 403."""
    company = get_object_or_404(Company.objects.of(request.user), pk=pk)
    if permission and not request.user.has_perm(permission, company):
        raise PermissionDenied
    return company


def _done(request: HttpRequest, act: Callable[[], object], words: str) -> bool:
    """Whether it was done; the reader is told so, or why not."""
    try:
        act()
    except TooManyInvitations as refusal:
        messages.error(request, _too_many(refusal))
    except Refused as refusal:
        messages.error(request, REFUSALS[type(refusal)])
    else:
        messages.success(request, words)
        return True
    return False


def _too_many(refusal: TooManyInvitations) -> str:
    if refusal.most == MOST_WAITING:
        return _("At most %(most)s invitations can wait at once.") % {"most": MOST_WAITING}
    if refusal.most == MOST_MAILS:
        words = _("This address got %(most)s invitations within a day: go on tomorrow.")
    elif refusal.most == MOST_MAILS_OF_PERSON:
        words = _("You sent %(most)s invitations within a day: go on tomorrow.")
    else:
        words = _("The company sent %(most)s invitations within a day: go on tomorrow.")
    return words % {"most": refusal.most}


@login_required
@require_http_methods(["GET", "POST"])
def company_people(request: HttpRequest, pk: int) -> HttpResponse:
    may_manage = "zones.manage_people" if request.method == "POST" else ""
    company = _own(request, pk, may_manage)
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            invite(company, by=request.user, **form.cleaned_data)
        except TooManyInvitations as refusal:
            form.add_error(None, _too_many(refusal))
        except Refused as refusal:
            form.add_error("email", REFUSALS[type(refusal)])
        else:
            messages.success(
                request, _("Invited: %(email)s") % {"email": form.cleaned_data["email"]}
            )
            return redirect("zones:company-people", pk=pk)
    members = list(company.members.select_related("user"))
    offers = company.offers.filter(state=OfferState.WAITING).select_related("giver", "taker")
    return TemplateResponse(
        request,
        "zones/company_people.html",
        {
            "company": company,
            "members": members,
            "invitations": company.invitations.waiting().select_related("invited_by"),
            "offer": offers.first(),
            "form": form,
            "can_manage": request.user.has_perm("zones.manage_people", company),
            "can_change_account": request.user.has_perm("zones.change_account", company),
        },
    )


@login_required
@require_post_from("zones:company-people", "pk")
def company_invitation_again(request: HttpRequest, pk: int, invitation_pk: int) -> HttpResponse:
    company = _own(request, pk, "zones.manage_people")
    invitation = get_object_or_404(company.invitations, pk=invitation_pk)
    words = _("Sent again: %(email)s") % {"email": invitation.email}
    _done(request, lambda: invite_again(invitation, by=request.user), words)
    return redirect("zones:company-people", pk=pk)


@login_required
@require_post_from("zones:company-people", "pk")
def company_invitation_revoke(request: HttpRequest, pk: int, invitation_pk: int) -> HttpResponse:
    company = _own(request, pk, "zones.manage_people")
    invitation = get_object_or_404(company.invitations, pk=invitation_pk)
    words = _("Revoked: %(email)s") % {"email": invitation.email}
    _done(request, lambda: revoke_invitation(invitation, by=request.user), words)
    return redirect("zones:company-people", pk=pk)


@login_required
@require_post_from("zones:company-people", "pk")
def company_member_remove(request: HttpRequest, pk: int, member_pk: int) -> HttpResponse:
    company = _own(request, pk)
    member = get_object_or_404(company.members.select_related("user"), pk=member_pk)
    is_self = member.user_id == request.user.pk
    if not is_self and not request.user.has_perm("zones.manage_people", company):
        raise PermissionDenied
    words = _("You have left: %(name)s") if is_self else _("Removed: %(name)s")
    name = company.name if is_self else member.user.name
    done = _done(request, lambda: remove_member(member, by=request.user), words % {"name": name})
    if is_self and done:
        return redirect("programs:company-desk")
    return redirect("zones:company-people", pk=pk)


@login_required
@require_post_from("zones:company-people", "pk")
def company_offer(request: HttpRequest, pk: int, member_pk: int) -> HttpResponse:
    company = _own(request, pk, "zones.manage_people")
    member = get_object_or_404(company.members.select_related("user"), pk=member_pk)
    words = _("Asked: %(name)s. Nothing changes until they accept.") % {"name": member.user.name}
    _done(request, lambda: offer_ownership(company, to=member, by=request.user), words)
    return redirect("zones:company-people", pk=pk)


def _offer(company: Company, offer_pk: int) -> OwnershipOffer:
    return get_object_or_404(company.offers.select_related("taker"), pk=offer_pk)


@login_required
@require_post_from("zones:company-people", "pk")
def company_offer_take_back(request: HttpRequest, pk: int, offer_pk: int) -> HttpResponse:
    company = _own(request, pk, "zones.manage_people")
    offer = _offer(company, offer_pk)
    _done(request, lambda: take_back_offer(offer, by=request.user), _("Taken back."))
    return redirect("zones:company-people", pk=pk)


@login_required
@require_post_from("zones:company-people", "pk")
def company_offer_decline(request: HttpRequest, pk: int, offer_pk: int) -> HttpResponse:
    offer = _offer(_own(request, pk), offer_pk)
    _done(request, lambda: decline_ownership(offer, by=request.user), _("Declined."))
    return redirect("zones:company-people", pk=pk)


@login_required
@require_post_from("zones:company-people", "pk")
def company_offer_accept(request: HttpRequest, pk: int, offer_pk: int) -> HttpResponse:
    offer = _offer(_own(request, pk), offer_pk)
    words = _("You represent the company from now on.")
    _done(request, lambda: accept_ownership(offer, by=request.user), words)
    return redirect("zones:company-people", pk=pk)


@login_required
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Where the mail leads; only the address that it was sent to learns which company it is."""
    found = invitation_with(token)
    if found is None:
        raise Http404
    is_mine = found.email == request.user.email
    if request.method == "POST" and is_mine:
        words = _("You belong to it now: %(name)s") % {"name": found.company.name}
        if _done(request, lambda: accept_invitation(found, by=request.user), words):
            return redirect("programs:company-desk")
    return TemplateResponse(
        request,
        "zones/invitation.html",
        {"invitation": found if is_mine else None},
        status=200 if is_mine else 403,
    )
