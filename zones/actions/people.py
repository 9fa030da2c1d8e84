"""Who acts for a company: invitations, leaving, and the handing over of its representation.

Every verb holds the company's row, so that two of them cannot miss each other.
"""

import hashlib
import secrets
from datetime import timedelta

from django.db import transaction
from django.db.models import Q, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from portal.accounts.models import User
from portal.accounts.notices import queue_notice
from zones.actions.consultants import refuse_consultant
from zones.actions.errors import (
    AlreadyInvited,
    AlreadyMember,
    InvitationGone,
    LastRepresentative,
    NotYours,
    OfferGone,
    OfferWaits,
    TooManyInvitations,
)
from zones.enums import CompanyRole, CompanyVerb, OfferState
from zones.models import Company, CompanyEvent, CompanyMember, Invitation, OwnershipOffer

INVITATION_LASTS = timedelta(days=7)
MOST_WAITING = 20  # invitations of one company
MOST_MAILS = 5  # to one address in a day, however often it is revoked and invited anew
MOST_MAILS_OF_ALL = 50  # of one company in a day
DAY = timedelta(days=1)


def digest_of(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def invite(company: Company, *, email: str, role: str, by: User) -> Invitation:
    """Ask an address to join; a mail brings its token, of which only the digest is kept.

    Raises NotYours, AlreadyMember, AlreadyInvited, TooManyInvitations.
    """
    company = _held(company)
    _needs_representative(company, by)
    if company.members.filter(user__email=email).exists():
        raise AlreadyMember
    waiting = company.invitations.waiting()
    if waiting.filter(email=email).exists():
        raise AlreadyInvited
    if waiting.count() >= MOST_WAITING:
        raise TooManyInvitations(MOST_WAITING)
    _needs_calm(company, email)
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        company=company,
        email=email,
        role=role,
        token_sha256=digest_of(token),
        invited_by=by,
        expires_at=timezone.now() + INVITATION_LASTS,
    )
    _mail(invitation, token, by=by)
    _record(company, CompanyVerb.INVITE, by=by, about=_said(invitation))
    return invitation


@transaction.atomic
def invite_again(invitation: Invitation, *, by: User) -> Invitation:
    """Send a new token, which lasts anew; the former one is of no use any more.

    Raises NotYours, InvitationGone, TooManyInvitations.
    """
    company = _held(invitation.company)
    _needs_representative(company, by)
    invitation = _waiting(company, invitation)
    _needs_calm(company, invitation.email)
    token = secrets.token_urlsafe(32)
    invitation.token_sha256 = digest_of(token)
    invitation.sent_at = timezone.now()
    invitation.expires_at = invitation.sent_at + INVITATION_LASTS
    invitation.sent_count += 1
    invitation.save(update_fields=["token_sha256", "sent_at", "expires_at", "sent_count"])
    _mail(invitation, token, by=by)
    _record(company, CompanyVerb.INVITE_AGAIN, by=by, about=_said(invitation))
    return invitation


@transaction.atomic
def revoke_invitation(invitation: Invitation, *, by: User) -> Invitation:
    """Its token is of no use from this moment. Raises NotYours, InvitationGone."""
    company = _held(invitation.company)
    _needs_representative(company, by)
    invitation = _waiting(company, invitation)
    invitation.revoked_at, invitation.revoked_by = timezone.now(), by
    invitation.save(update_fields=["revoked_at", "revoked_by"])
    _record(company, CompanyVerb.REVOKE_INVITATION, by=by, about=_said(invitation))
    return invitation


@transaction.atomic
def accept_invitation(invitation: Invitation, *, by: User) -> CompanyMember:
    """Join the company in the role that was offered; the token has done its work.

    Raises NotYours where it was sent to another address, InvitationGone, AlreadyMember.
    """
    company = _held(invitation.company)
    kept = company.invitations.acceptable().filter(pk=invitation.pk).first()
    if kept is None or kept.token_sha256 != invitation.token_sha256:
        raise InvitationGone
    if kept.email != by.email:
        raise NotYours
    if company.members.filter(user=by).exists():
        raise AlreadyMember
    kept.accepted_at, kept.accepted_by = timezone.now(), by
    kept.save(update_fields=["accepted_at", "accepted_by"])
    member = company.members.create(user=by, role=kept.role)
    _record(company, CompanyVerb.JOIN, by=by, about=str(member.get_role_display()))
    return member


@transaction.atomic
def remove_member(member: CompanyMember, *, by: User) -> None:
    """Take somebody out of a company, or leave it; they see nothing of it from this moment.

    What was offered by or to them is over. Does nothing where they have left already.
    Raises NotYours, LastRepresentative.
    """
    company = _held(member.company)
    if member.user_id != by.pk:
        _needs_representative(company, by)
    kept = company.members.select_related("user").filter(pk=member.pk).first()
    if kept is None:
        return
    representatives = company.members.filter(role=CompanyRole.REPRESENTATIVE)
    is_last = kept.role == CompanyRole.REPRESENTATIVE and representatives.count() == 1
    if is_last:
        raise LastRepresentative
    _end_offers_with(kept)
    left = kept.user_id == by.pk
    # Written first: whether a consultant did it is seen by who belongs to the company
    verb = CompanyVerb.LEAVE if left else CompanyVerb.REMOVE_MEMBER
    _record(company, verb, by=by, about=kept.user.name)
    kept.delete()


@transaction.atomic
def offer_ownership(company: Company, *, to: CompanyMember, by: User) -> OwnershipOffer:
    """A representative asks another member to take their place; nothing changes until they accept.

    Raises NotYours, OfferWaits, AlreadyMember where they are a representative already, and
    OutsideConsultant where they do not belong to its own people.
    """
    company = _held(company)
    _needs_representative(company, by)
    taker = company.members.select_related("user").filter(pk=to.pk).first()
    if taker is None:
        raise OfferGone
    if taker.role == CompanyRole.REPRESENTATIVE:
        raise AlreadyMember
    refuse_consultant(company, taker.user)
    if company.offers.filter(state=OfferState.WAITING).exists():
        raise OfferWaits
    offer = OwnershipOffer.objects.create(company=company, giver=by, taker=taker.user)
    queue_notice(
        "ownership_offered",
        to=taker.user.email,
        language=taker.user.language,
        path=_people_page(company),
        reader=taker.user,
        company=company,
        giver=by,
    )
    _record(company, CompanyVerb.OFFER_OWNERSHIP, by=by, about=taker.user.name)
    return offer


@transaction.atomic
def take_back_offer(offer: OwnershipOffer, *, by: User) -> None:
    """A representative thinks better of it. Raises NotYours, OfferGone."""
    company = _held(offer.company)
    _needs_representative(company, by)
    offer = _waiting_offer(company, offer)
    _end(offer, OfferState.TAKEN_BACK)
    _record(company, CompanyVerb.TAKE_BACK_OFFER, by=by, about=offer.taker.name)


@transaction.atomic
def decline_ownership(offer: OwnershipOffer, *, by: User) -> None:
    """Who was asked does not take it. Raises NotYours, OfferGone."""
    company = _held(offer.company)
    offer = _waiting_offer(company, offer)
    if offer.taker_id != by.pk:
        raise NotYours
    _end(offer, OfferState.DECLINED)
    _record(company, CompanyVerb.DECLINE_OWNERSHIP, by=by)


@transaction.atomic
def accept_ownership(offer: OwnershipOffer, *, by: User) -> None:
    """Who was asked becomes the representative, who asked becomes staff.

    Raises NotYours; OfferGone where one of the two has left or is no representative any more, or
    the taker is a consultant.
    """
    company = _held(offer.company)
    offer = _waiting_offer(company, offer)
    if offer.taker_id != by.pk:
        raise NotYours
    members = {member.user_id: member for member in company.members.all()}
    giver, taker = members.get(offer.giver_id), members.get(offer.taker_id)
    if taker is None or taker.role == CompanyRole.CONSULTANT:
        raise OfferGone
    if giver is None or giver.role != CompanyRole.REPRESENTATIVE:
        raise OfferGone
    # The mark of a consultant is that of the act, so it is written before the role changes
    _record(company, CompanyVerb.ACCEPT_OWNERSHIP, by=by)
    taker.role, giver.role = CompanyRole.REPRESENTATIVE, CompanyRole.STAFF
    taker.save(update_fields=["role"])
    giver.save(update_fields=["role"])
    _end(offer, OfferState.ACCEPTED)


def _held(company: Company) -> Company:
    return Company.objects.select_for_update().get(pk=company.pk)


def _needs_representative(company: Company, user: User) -> None:
    if not company.members.filter(user=user, role=CompanyRole.REPRESENTATIVE).exists():
        raise NotYours


def _needs_calm(company: Company, email: str) -> None:
    """Nobody's mailbox is filled by invitations, and the portal is no sender for the world."""
    sent = company.invitations.filter(sent_at__gt=timezone.now() - DAY).aggregate(
        of_all=Coalesce(Sum("sent_count"), 0),
        to_this=Coalesce(Sum("sent_count", filter=Q(email=email)), 0),
    )
    if sent["to_this"] >= MOST_MAILS:
        raise TooManyInvitations(MOST_MAILS)
    if sent["of_all"] >= MOST_MAILS_OF_ALL:
        raise TooManyInvitations(MOST_MAILS_OF_ALL)


def _waiting(company: Company, invitation: Invitation) -> Invitation:
    kept = company.invitations.waiting().filter(pk=invitation.pk).first()
    if kept is None:
        raise InvitationGone
    return kept


def _waiting_offer(company: Company, offer: OwnershipOffer) -> OwnershipOffer:
    waiting = company.offers.select_related("taker").filter(state=OfferState.WAITING)
    kept = waiting.filter(pk=offer.pk).first()
    if kept is None:
        raise OfferGone
    return kept


def _end(offer: OwnershipOffer, state: OfferState) -> None:
    offer.state, offer.ended_at = state, timezone.now()
    offer.save(update_fields=["state", "ended_at"])


def _end_offers_with(member: CompanyMember) -> None:
    for offer in member.company.offers.filter(state=OfferState.WAITING):
        if member.user_id in (offer.giver_id, offer.taker_id):
            _end(offer, OfferState.TAKEN_BACK)


def _mail(invitation: Invitation, token: str, *, by: User) -> None:
    """In the language that the address reads, where it has an account; else in the inviter's."""
    known = User.objects.filter(email=invitation.email).first()
    queue_notice(
        "company_invitation",
        to=invitation.email,
        language=(known or by).language,
        path=reverse("zones:invitation", args=[token]),
        company=invitation.company,
        invitation=invitation,
        inviter=by,
    )


def _people_page(company: Company) -> str:
    return reverse("zones:company-people", args=[company.pk])


def _said(invitation: Invitation) -> str:
    return f"{invitation.email} · {invitation.get_role_display()}"


def _record(company: Company, verb: CompanyVerb, *, by: User, about: str = "") -> None:
    CompanyEvent.objects.create(company=company, actor=by, verb=verb, reason=about)
