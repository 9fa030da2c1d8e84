"""The pool of reviewers: invited, joined by their own consent, paused, under a sanction."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.accounts.notices import queue_notice
from portal.common.encryption import Unreadable, encrypted_anew
from programs import workflow
from programs.actions.conflict import queue_finding
from programs.actions.errors import (
    AlreadyInvited,
    AlreadyLifted,
    AlreadyReviewer,
    AnotherAddress,
    ChangedSinceSeen,
    InvitationGone,
    NoAccount,
    OwnConflict,
)
from programs.actions.membership import leave_panels
from programs.enums import ReviewerState, ReviewerVerb
from programs.models import (
    Reviewer,
    ReviewerAccount,
    ReviewerEvent,
    ReviewerInvitation,
    ReviewerReading,
    ReviewerSanction,
    ReviewerTie,
)
from programs.queries.reviewer import token_digest
from programs.validators import validate_words

INVITATION_LASTS = timedelta(days=14)
CONSENT_VERSION = "1"  # of the text on the page of joining
LONGEST_SANCTION = timedelta(days=3 * 366)  # 국가연구개발혁신법 제14조제2항
# What conflicts are found from
FACTS = frozenset({"employer", "department", "employer_business_number", "is_public_official"})


@transaction.atomic
def invite_reviewer(*, email: str, by: User) -> ReviewerInvitation:
    """Ask an address to join the pool; its mail brings a token, of which a digest is kept.

    Raises AlreadyReviewer of somebody in the pool, AlreadyInvited while an invitation waits.
    """
    email = email.lower()
    known = Reviewer.objects.filter(user__email=email).exclude(state=ReviewerState.LEFT)
    if known.exists():
        raise AlreadyReviewer
    waiting = (
        ReviewerInvitation.objects.waiting().select_for_update(no_key=True).filter(email=email)
    )
    for former in waiting:
        if not former.has_expired:
            raise AlreadyInvited
        former.revoked_at, former.revoked_by = timezone.now(), by
        former.save(update_fields=["revoked_at", "revoked_by"])
    token = secrets.token_urlsafe(32)
    now = timezone.now()
    invitation = ReviewerInvitation.objects.create(
        email=email,
        token_sha256=token_digest(token),
        invited_at=now,
        invited_by=by,
        expires_at=now + INVITATION_LASTS,
    )
    reader = User.objects.filter(email=email).first()
    queue_notice(
        "reviewer_invited",
        to=email,
        language=reader.language if reader else "ko",
        path=reverse("programs:reviewer-join", args=[token]),
        invitation=invitation,
    )
    return invitation


@transaction.atomic
def revoke_reviewer_invitation(invitation: ReviewerInvitation, *, by: User) -> ReviewerInvitation:
    """The address of the mail leads nowhere any more. Raises InvitationGone."""
    held = (
        ReviewerInvitation.objects.waiting()
        .select_for_update(no_key=True)
        .filter(pk=invitation.pk)
        .first()
    )
    if held is None:
        raise InvitationGone
    held.revoked_at, held.revoked_by = timezone.now(), by
    held.save(update_fields=["revoked_at", "revoked_by"])
    return held


@transaction.atomic
def join_pool(invitation: ReviewerInvitation, *, by: User, profile: Mapping[str, Any]) -> Reviewer:
    """Accept an invitation by one's own consent, with one's own words about oneself.

    Who has left comes back. Raises InvitationGone where it was used, revoked or has expired,
    AnotherAddress of whom it was not sent to, AlreadyReviewer.
    """
    held = (
        ReviewerInvitation.objects.acceptable()
        .select_for_update(no_key=True)
        .filter(pk=invitation.pk)
        .first()
    )
    if held is None:
        raise InvitationGone
    if held.email != by.email:
        raise AnotherAddress
    held.accepted_at, held.accepted_by = timezone.now(), by
    held.save(update_fields=["accepted_at", "accepted_by"])
    reviewer = Reviewer.objects.select_for_update(no_key=True).filter(user=by).first()
    if reviewer and reviewer.state != ReviewerState.LEFT:
        raise AlreadyReviewer
    before = reviewer.state if reviewer else ""
    reviewer = reviewer or Reviewer(user=by)
    for name, value in profile.items():
        setattr(reviewer, name, value)
    reviewer.state, reviewer.joined_at = ReviewerState.ACTIVE, timezone.now()
    reviewer.consent_version = CONSENT_VERSION
    reviewer.save()
    _record(reviewer, ReviewerVerb.JOIN, by=by, before=before)
    queue_finding(reviewer=reviewer)
    return reviewer


@transaction.atomic
def change_reviewer(
    reviewer: Reviewer,
    *,
    by: User,
    profile: Mapping[str, Any],
    ties: Sequence[Mapping[str, Any]] | None = None,
) -> Reviewer:
    """Another profile, and in the place of the former ones these ties; None leaves them.

    Where facts change that conflicts are found from, they are looked for again.
    """
    held = Reviewer.objects.select_for_update(of=["self"], no_key=True).get(pk=reviewer.pk)
    changed = {name for name, value in profile.items() if getattr(held, name) != value}
    for name in changed:
        setattr(held, name, profile[name])
    if changed:
        held.save(update_fields=sorted(changed))
    has_other_ties = ties is not None and _wrote_ties(held, ties)
    if changed or has_other_ties:
        _record(held, ReviewerVerb.CHANGE, by=by, before=held.state)
    if changed & FACTS or has_other_ties:
        queue_finding(reviewer=held)
    return held


def _wrote_ties(reviewer: Reviewer, ties: Sequence[Mapping[str, Any]]) -> bool:
    names = ("kind", "organisation", "business_number", "from_on", "until_on")
    wanted = [tuple(tie[name] for name in names) for tie in ties]
    if sorted(map(str, wanted)) == sorted(map(str, reviewer.ties.values_list(*names))):
        return False
    reviewer.ties.all().delete()
    for tie in ties:
        ReviewerTie.objects.create(reviewer=reviewer, **{name: tie[name] for name in names})
    return True


@transaction.atomic
def move_reviewer(reviewer: Reviewer, verb: str, *, by: User) -> Reviewer:
    """The reviewer takes a break, is back, or leaves (`workflow.REVIEWER`): what was assigned to
    them is shown to them no more; who leaves gives up their seats. Raises TransitionNotAllowed."""
    if verb == "leave":  # panels are held before reviewers, as by who invites
        leave_panels(reviewer, by=by, reason=str(ReviewerVerb.LEAVE.label))
    held = Reviewer.objects.select_for_update(of=["self"], no_key=True).get(pk=reviewer.pk)
    before = held.state
    held.state = workflow.target_of(workflow.REVIEWER, verb, before)
    held.save(update_fields=["state"])
    _record(held, ReviewerVerb(verb), by=by, before=before)
    return held


@transaction.atomic
def record_sanction(
    reviewer: Reviewer, *, by: User, starts_on: date, ends_on: date, ground: str
) -> ReviewerSanction:
    """The reviewer judges nothing for a time, at most three years; they read the ground.

    The same recorded twice, as a second click does, is one. Raises OwnConflict of oneself,
    ValidationError.
    """
    validate_words(ground)
    held = Reviewer.objects.select_for_update(of=["self"], no_key=True).get(pk=reviewer.pk)
    _refuse_themselves(held, by=by)
    if ends_on - starts_on > LONGEST_SANCTION:
        raise ValidationError(_("A sanction runs for three years at most."))
    same = held.sanctions.standing().filter(starts_on=starts_on, ends_on=ends_on, ground=ground)
    if known := same.first():
        return known
    sanction = ReviewerSanction(
        reviewer=held, recorded_by=by, starts_on=starts_on, ends_on=ends_on, ground=ground
    )
    sanction.full_clean()
    sanction.save()
    _record(held, ReviewerVerb.RECORD_SANCTION, by=by, before=held.state, reason=ground)
    return sanction


@transaction.atomic
def lift_sanction(sanction: ReviewerSanction, *, by: User, reason: str) -> ReviewerSanction:
    """A sanction counts no more, since it was annulled. Raises OwnConflict, AlreadyLifted."""
    validate_words(reason)
    held = ReviewerSanction.objects.select_for_update(of=["self"], no_key=True).get(pk=sanction.pk)
    _refuse_themselves(held.reviewer, by=by)
    if held.is_lifted:
        raise AlreadyLifted
    held.lifted_at, held.lifted_by, held.lifting_reason = timezone.now(), by, reason
    held.save(update_fields=["lifted_at", "lifted_by", "lifting_reason"])
    reviewer = held.reviewer
    _record(reviewer, ReviewerVerb.LIFT_SANCTION, by=by, before=reviewer.state, reason=reason)
    return held


@transaction.atomic
def change_reviewer_account(
    reviewer: Reviewer, *, bank: str, holder: str, number: str, by: User, seen: str | None = None
) -> ReviewerAccount:
    """Keep the account that fees are paid into, sealed, in the place of a former one; by themselves
    only. `seen` is the stamp of the one that the page showed. Raises OwnConflict of others,
    ChangedSinceSeen."""
    held = Reviewer.objects.select_for_update(of=["self"], no_key=True).get(pk=reviewer.pk)
    if held.user_id != by.pk:
        raise OwnConflict
    former = ReviewerAccount.objects.filter(reviewer=held).first()
    if seen is not None and seen != (former.stamp if former else ""):
        raise ChangedSinceSeen
    account = former or ReviewerAccount(reviewer=held)
    account.put_in(bank=bank, holder=holder, number=number)
    account.saved_at, account.saved_by = timezone.now(), by
    account.save()
    _record(held, ReviewerVerb.CHANGE_ACCOUNT, by=by, before=held.state)
    return account


@transaction.atomic
def read_reviewer_account(
    reviewer: Reviewer, *, by: User, reason: str, address: str | None
) -> dict[str, Any]:
    """Bank, holder and number in full, for staff; written down first, with the reason.

    Raises OwnConflict of one's own, NoAccount, Unreadable of a lost key.
    """
    validate_words(reason)
    _refuse_themselves(reviewer, by=by)
    account = ReviewerAccount.objects.filter(reviewer=reviewer).first()
    if account is None:
        raise NoAccount
    ReviewerReading.objects.create(reviewer=reviewer, reader=by, reason=reason, address=address)
    return account.content()


def masked_account_of(reviewer: Reviewer) -> dict[str, str] | None:
    """What is shown of the account; None where there is none, or no key opens it."""
    account = ReviewerAccount.objects.filter(reviewer=reviewer).first()
    try:
        return {**account.masked(), "stamp": account.stamp} if account else None
    except Unreadable:
        return None


@transaction.atomic
def encrypt_reviewer_accounts_anew() -> int:
    """Put every account under the first of the keys; how many. Raises Unreadable."""
    accounts = list(ReviewerAccount.objects.select_for_update(no_key=True).order_by("pk"))
    for account in accounts:
        account.sealed = encrypted_anew(account.sealed)
    ReviewerAccount.objects.bulk_update(accounts, ["sealed"], batch_size=500)
    return len(accounts)


def _refuse_themselves(reviewer: Reviewer, *, by: User) -> None:
    if reviewer.user_id == by.pk:
        raise OwnConflict


def _record(
    reviewer: Reviewer, verb: ReviewerVerb, *, by: User, before: str, reason: str = ""
) -> None:
    ReviewerEvent.objects.create(
        reviewer=reviewer,
        actor=by,
        verb=verb,
        from_state=before,
        to_state=reviewer.state,
        reason=reason,
    )
