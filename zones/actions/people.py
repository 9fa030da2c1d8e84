"""Who acts for a company: invitations, leaving, and the handing over of its representation.

Every verb holds the company's row, so that two of them cannot miss each other.
"""

import hashlib
import secrets
from datetime import timedelta

from django.db import transaction
from django.db.models import Count, Q, QuerySet
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
MOST_MAILS_OF_PERSON = 40  # in a day, in however many companies
DAY = timedelta(days=1)


def token_digest(token: str) -> str:
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
    _needs_calm(company, email, by=by)
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        company=company,
        email=email,
        role=role,
        token_sha256=token_digest(token),
        invited_by=by,
        expires_at=timezone.now() + INVITATION_LASTS,
    )
    _mail(invitation, token, by=by)
    _record(company, CompanyVerb.INVITE, by=by, about=_said(invitation))
    return invitation


@transaction.atomic
def invite_again(invitation: Invitation, *, by: User) -> Invitation:
    """Send a new token, which lasts anew; the former one is of no use any more.

    Who sends it again answers for it from now on.

    Raises NotYours, InvitationGone, TooManyInvitations.
    """
    company = _held(invitation.company)
    _needs_representative(company, by)
    invitation = _waiting(company, invitation)
    _needs_calm(company, invitation.email, by=by)
    token = secrets.token_urlsafe(32)
    invitation.token_sha256 = token_digest(token)
    invitation.sent_at = timezone.now()
    invitation.expires_at = invitation.sent_at + INVITATION_LASTS
    invitation.sent_count += 1
    invitation.invited_by = by
    invitation.save(
        update_fields=["token_sha256", "sent_at", "expires_at", "sent_count", "invited_by"]
    )
    _mail(invitation, token, by=by)
    _record(company, CompanyVerb.INVITE_AGAIN, by=by, about=_said(invitation))
    return invitation


@transaction.atomic
def revoke_invitation(invitation: Invitation, *, by: User) -> Invitation:
    """Its token is of no use from this moment. Raises NotYours, InvitationGone."""
    company = _held(invitation.company)
    _needs_representative(company, by)
    return _revoked(_waiting(company, invitation), by=by)


@transaction.atomic
def accept_invitation(invitation: Invitation, *, by: User) -> CompanyMember:
    """Join the company in the role that was offered; the token has done its work.

    Raises NotYours where it was sent to another address, AlreadyMember; InvitationGone also where
    who sent it represents the company no more.
    """
    company = _held(invitation.company)
    kept = company.invitations.acceptable().filter(pk=invitation.pk).first()
    if kept is None or kept.token_sha256 != invitation.token_sha256:
        raise InvitationGone
    if not _represents(company, kept.invited_by_id):
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

    What was offered by or to them is over, and so are the invitations that they sent: a second
    address of theirs does not come back. Does nothing where they have left already.
    Raises NotYours, LastRepresentative.
    """
    company = _held(member.company)
    if member.user_id != by.pk:
        _needs_representative(company, by)
    _take_out(company, member, by=by)


@transaction.atomic
def dismiss_member(member: CompanyMember, *, by: User) -> None:
    """The foundation takes somebody out of a company, as `remove_member`. Raises LastRepresentative."""
    _take_out(_held(member.company), member, by=by)


@transaction.atomic
def appoint_member(member: CompanyMember, *, by: User) -> CompanyMember:
    """The foundation adds a person whom nobody of the company can invite, or changes their role.

    What was offered by or to somebody whose role changes is over. Does nothing where they have the
    role. Raises AlreadyMember of a new one who belongs to it, LastRepresentative.
    """
    company = _held(member.company)
    kept = company.members.select_related("user").filter(user=member.user).first()
    if kept and member.pk is None:
        raise AlreadyMember
    if kept is None:
        kept = CompanyMember(company=company, user=member.user)
    elif kept.role == member.role:
        return kept
    else:
        _needs_another(company, kept)
        _end_offers_with(kept)
        _revoke_those_of(kept, by=by)
    kept.role = member.role
    _record(company, CompanyVerb.APPOINT, by=by, about=_named(kept))
    kept.save()
    return kept


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

    The invitations that the former one sent are over: staff invite nobody.
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
    _revoke_those_of(giver, by=by)
    _end(offer, OfferState.ACCEPTED)


def _held(company: Company) -> Company:
    """As the database holds it in the end, to see that somebody represents it: who asked for more
    only then would wait for who writes beside it and waits for the row."""
    return Company.objects.select_for_update().get(pk=company.pk)


def _represents(company: Company, user_id: int) -> bool:
    return company.members.filter(user=user_id, role=CompanyRole.REPRESENTATIVE).exists()


def _needs_representative(company: Company, user: User) -> None:
    if not _represents(company, user.pk):
        raise NotYours


def _take_out(company: Company, member: CompanyMember, *, by: User) -> None:
    kept = company.members.select_related("user").filter(pk=member.pk).first()
    if kept is None:
        return
    _needs_another(company, kept)
    _end_offers_with(kept)
    # Written first: whether a consultant did it is seen by who belongs to the company
    verb = CompanyVerb.LEAVE if kept.user_id == by.pk else CompanyVerb.REMOVE_MEMBER
    _record(company, verb, by=by, about=kept.user.name)
    _revoke_those_of(kept, by=by)
    kept.delete()


def _needs_another(company: Company, member: CompanyMember) -> None:
    """One who is to be representative no longer is not the last one."""
    representatives = company.members.filter(role=CompanyRole.REPRESENTATIVE)
    if member.role == CompanyRole.REPRESENTATIVE and representatives.count() == 1:
        raise LastRepresentative


def _needs_calm(company: Company, email: str, *, by: User) -> None:
    """Nobody's mailbox is filled by invitations, and the portal is no sender for the world.

    Each mail has its event, which says when it went, whatever became of the invitation since.
    Another company is quickly registered, so what the person sent for others counts as well.
    """
    User.objects.select_for_update(no_key=True).get(pk=by.pk)  # so that the count holds
    of_company = _sent(company.events.all(), email)
    of_person = _sent(CompanyEvent.objects.filter(actor=by), email)
    if max(of_company["to_this"], of_person["to_this"]) >= MOST_MAILS:
        raise TooManyInvitations(MOST_MAILS)
    if of_company["in_all"] >= MOST_MAILS_OF_ALL:
        raise TooManyInvitations(MOST_MAILS_OF_ALL)
    if of_person["in_all"] >= MOST_MAILS_OF_PERSON:
        raise TooManyInvitations(MOST_MAILS_OF_PERSON)


def _sent(events: QuerySet[CompanyEvent], email: str) -> dict[str, int]:
    """How many invitations went in the last day, and how many of them to this address."""
    mails = events.filter(
        verb__in=(CompanyVerb.INVITE, CompanyVerb.INVITE_AGAIN),
        happened_at__gt=timezone.now() - DAY,
    )
    to_this = Count("pk", filter=Q(reason__startswith=_addressed(email)))
    return mails.aggregate(in_all=Count("pk"), to_this=to_this)


def _waiting(company: Company, invitation: Invitation) -> Invitation:
    kept = company.invitations.waiting().filter(pk=invitation.pk).first()
    if kept is None:
        raise InvitationGone
    return kept


def _revoked(invitation: Invitation, *, by: User) -> Invitation:
    invitation.revoked_at, invitation.revoked_by = timezone.now(), by
    invitation.save(update_fields=["revoked_at", "revoked_by"])
    _record(invitation.company, CompanyVerb.REVOKE_INVITATION, by=by, about=_said(invitation))
    return invitation


def _revoke_those_of(member: CompanyMember, *, by: User) -> None:
    for invitation in member.company.invitations.waiting().filter(invited_by=member.user_id):
        _revoked(invitation, by=by)


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
    return f"{_addressed(invitation.email)}{invitation.get_role_display()}"


def _addressed(email: str) -> str:
    """How what is said of an invitation begins."""
    return f"{email} · "


def _named(member: CompanyMember) -> str:
    return f"{member.user.name} · {member.get_role_display()}"


def _record(company: Company, verb: CompanyVerb, *, by: User, about: str = "") -> None:
    CompanyEvent.objects.create(company=company, actor=by, verb=verb, reason=about)
