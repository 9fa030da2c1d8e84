"""Who acts for a company: what each verb does, leaves behind and refuses."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone

from tests.factories.accounts import UserFactory
from tests.factories.zones import (
    CompanyMemberFactory,
    InvitationFactory,
    OwnershipOfferFactory,
    token_digest,
)
from tests.mails import body_to, queued_mails
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
from zones.actions.people import (
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
from zones.enums import CompanyRole
from zones.models import Company, CompanyEvent, Invitation

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(company):
    """Staff of the company."""
    return CompanyMemberFactory(company=company, role=CompanyRole.STAFF)


def token_in(body: str) -> str:
    return body.partition("/invitations/")[2].partition("/")[0]


def verbs(company) -> list[str]:
    return [event.verb for event in company.events.all()]


def test_invitation_brings_a_token_that_only_its_digest_is_kept_of(company, applicant):
    guest = UserFactory(email="new@example.kr")

    invitation = invite(company, email=guest.email, role="staff", by=applicant)

    token = token_in(body_to(guest))
    assert len(token) >= 40
    assert invitation.token_sha256 == token_digest(token)
    assert token not in str(Invitation.objects.values())
    assert verbs(company) == ["invite"]


def test_invited_person_joins_in_the_role(company, applicant):
    guest = UserFactory(email="new@example.kr")
    invitation = invite(company, email=guest.email, role="consultant", by=applicant)

    accept_invitation(invitation, by=guest)

    assert company.members.get(user=guest).role == "consultant"
    invitation.refresh_from_db()
    assert invitation.accepted_by == guest
    assert verbs(company) == ["invite", "join"]


def test_invitation_works_once(company):
    guest = UserFactory(email="new@example.kr")
    invitation = InvitationFactory(company=company, email=guest.email)
    accept_invitation(invitation, by=guest)
    remove_member(company.members.get(user=guest), by=guest)

    with pytest.raises(InvitationGone):
        accept_invitation(invitation, by=guest)


@pytest.mark.parametrize("email", ["other@example.kr", "new@example.kr.evil.example"])
def test_invitation_is_for_its_address_only(email):
    invitation = InvitationFactory(email="new@example.kr")

    with pytest.raises(NotYours):
        accept_invitation(invitation, by=UserFactory(email=email))

    assert not invitation.company.members.filter(user__email=email).exists()


def test_expired_invitation_is_refused_and_can_be_sent_again(company, applicant):
    guest = UserFactory()
    sent = timezone.now() - timedelta(days=8)
    invitation = InvitationFactory(
        company=company, email=guest.email, sent_at=sent, expires_at=sent + timedelta(days=7)
    )
    with pytest.raises(InvitationGone):
        accept_invitation(invitation, by=guest)

    renewed = invite_again(invitation, by=applicant)

    assert renewed.token_sha256 == token_digest(token_in(body_to(guest)))
    assert accept_invitation(renewed, by=guest).user == guest


def test_token_of_a_former_mail_is_of_no_use(company, applicant):
    guest = UserFactory()
    former = invite(company, email=guest.email, role="staff", by=applicant)
    invite_again(Invitation.objects.get(pk=former.pk), by=applicant)

    with pytest.raises(InvitationGone):
        accept_invitation(former, by=guest)


def test_revoked_invitation_is_of_no_use(company, applicant):
    guest = UserFactory()
    invitation = invite(company, email=guest.email, role="staff", by=applicant)

    revoke_invitation(invitation, by=applicant)

    with pytest.raises(InvitationGone):
        accept_invitation(invitation, by=guest)
    with pytest.raises(InvitationGone):
        invite_again(invitation, by=applicant)
    assert verbs(company) == ["invite", "revoke_invitation"]


def test_removed_representative_does_not_come_back_by_their_own_invitation(company, applicant):
    member = CompanyMemberFactory(company=company)
    second_address, other = UserFactory(), UserFactory()
    own = invite(company, email=second_address.email, role="representative", by=member.user)
    of_another = invite(company, email=other.email, role="staff", by=applicant)

    remove_member(member, by=applicant)

    with pytest.raises(InvitationGone):
        accept_invitation(own, by=second_address)
    own.refresh_from_db()
    assert own.revoked_by == applicant
    assert verbs(company) == ["invite", "invite", "remove_member", "revoke_invitation"]
    assert accept_invitation(of_another, by=other)


def test_who_hands_over_takes_their_invitations_along(company, applicant, colleague):
    guest = UserFactory()
    invitation = invite(company, email=guest.email, role="representative", by=applicant)
    offer = offer_ownership(company, to=colleague, by=applicant)

    accept_ownership(offer, by=colleague.user)

    with pytest.raises(InvitationGone):
        accept_invitation(invitation, by=guest)
    assert verbs(company)[-2:] == ["accept_ownership", "revoke_invitation"]


def test_invitation_of_somebody_who_represents_the_company_no_more_is_of_no_use(company):
    """Also where the admin or a hand changed their role."""
    former = CompanyMemberFactory(company=company, role=CompanyRole.STAFF)
    invitation = InvitationFactory(company=company, invited_by=former.user)

    with pytest.raises(InvitationGone):
        accept_invitation(invitation, by=UserFactory(email=invitation.email))


def test_who_sends_an_invitation_again_answers_for_it(company, applicant):
    member, guest = CompanyMemberFactory(company=company), UserFactory()
    invitation = invite(company, email=guest.email, role="staff", by=member.user)
    renewed = invite_again(invitation, by=applicant)

    remove_member(member, by=applicant)

    assert accept_invitation(renewed, by=guest)


def test_only_a_representative_invites(company, colleague):
    consultant = CompanyMemberFactory(company=company, role=CompanyRole.CONSULTANT)
    waiting = InvitationFactory(company=company)

    for user in (colleague.user, consultant.user, UserFactory()):
        with pytest.raises(NotYours):
            invite(company, email="new@example.kr", role="staff", by=user)
        with pytest.raises(NotYours):
            invite_again(waiting, by=user)
        with pytest.raises(NotYours):
            revoke_invitation(waiting, by=user)

    assert Invitation.objects.get() == waiting
    assert queued_mails() == []


def test_member_and_invited_address_are_not_invited_again(company, applicant, colleague):
    waiting = InvitationFactory(company=company)

    with pytest.raises(AlreadyMember):
        invite(company, email=colleague.user.email, role="staff", by=applicant)
    with pytest.raises(AlreadyInvited):
        invite(company, email=waiting.email, role="staff", by=applicant)


def test_waiting_invitations_are_bounded(company, applicant):
    InvitationFactory.create_batch(20, company=company)

    with pytest.raises(TooManyInvitations) as refusal:
        invite(company, email="new@example.kr", role="staff", by=applicant)

    assert refusal.value.most == 20


def mailed(company, email: str, *, times: int, ago=timedelta()) -> None:
    """So many mails went to the address, that long ago."""
    for _time in range(times):
        company.events.create(
            verb="invite_again", reason=f"{email} · 실무자", happened_at=timezone.now() - ago
        )


def test_one_address_gets_five_mails_a_day(company, applicant):
    """However often it is revoked and invited anew."""
    for _time in range(5):
        invitation = invite(company, email="new@example.kr", role="staff", by=applicant)
        revoke_invitation(invitation, by=applicant)
    waiting = InvitationFactory(company=company)
    mailed(company, waiting.email, times=4)
    invite_again(waiting, by=applicant)

    with pytest.raises(TooManyInvitations):
        invite(company, email="new@example.kr", role="staff", by=applicant)
    with pytest.raises(TooManyInvitations):
        invite_again(waiting, by=applicant)

    assert invite(company, email="anew@example.kr", role="staff", by=applicant)


def test_mails_of_former_days_do_not_count(company, applicant):
    """An invitation that was sent often before may be sent again today, more than once."""
    waiting = InvitationFactory(company=company, sent_count=30)
    mailed(company, waiting.email, times=29, ago=timedelta(days=1, minutes=1))

    for _time in range(5):
        invite_again(waiting, by=applicant)

    with pytest.raises(TooManyInvitations):
        invite_again(waiting, by=applicant)


def test_one_company_sends_fifty_mails_a_day(company, applicant):
    mailed(company, "other@example.kr", times=50)

    with pytest.raises(TooManyInvitations) as refusal:
        invite(company, email="new@example.kr", role="staff", by=applicant)

    assert refusal.value.most == 50


def mails_sent(company, email, *, by, count):
    """Invitations of today, as their events tell them."""
    CompanyEvent.objects.bulk_create(
        CompanyEvent(company=company, actor=by, verb="invite", reason=f"{email} · 실무자")
        for _mail in range(count)
    )


def test_one_person_sends_forty_mails_a_day_in_all_companies(applicant, company):
    for number in range(10):
        other = CompanyMemberFactory(user=applicant).company
        mails_sent(other, f"person{number}@example.kr", by=applicant, count=4)
    colleague = CompanyMemberFactory(company=company)

    with pytest.raises(TooManyInvitations) as refusal:
        invite(company, email="new@example.kr", role="staff", by=applicant)

    assert refusal.value.most == 40
    assert invite(company, email="new@example.kr", role="staff", by=colleague.user)


def test_one_address_gets_five_mails_a_day_from_one_person(applicant, company):
    other = CompanyMemberFactory(user=applicant).company
    mails_sent(other, "new@example.kr", by=applicant, count=5)

    with pytest.raises(TooManyInvitations) as refusal:
        invite(company, email="new@example.kr", role="staff", by=applicant)

    assert refusal.value.most == 5


def test_removed_member_is_gone_and_an_offer_to_them_over(company, applicant, colleague):
    offer = offer_ownership(company, to=colleague, by=applicant)

    remove_member(colleague, by=applicant)

    offer.refresh_from_db()
    assert not Company.objects.of(colleague.user).exists()
    assert offer.state == "taken_back"
    assert verbs(company) == ["offer_ownership", "remove_member"]
    assert company.events.last().reason == colleague.user.name


def test_staff_removes_nobody_but_themselves(company, applicant, colleague):
    other = CompanyMemberFactory(company=company, role=CompanyRole.STAFF)

    with pytest.raises(NotYours):
        remove_member(other, by=colleague.user)
    remove_member(colleague, by=colleague.user)

    assert set(company.members.values_list("user", flat=True)) == {applicant.pk, other.user_id}
    assert verbs(company) == ["leave"]


def test_last_representative_cannot_leave(company, applicant, colleague):
    member = company.members.get(user=applicant)

    with pytest.raises(LastRepresentative):
        remove_member(member, by=applicant)

    CompanyMemberFactory(company=company)
    remove_member(member, by=applicant)
    assert not Company.objects.of(applicant).exists()


@pytest.mark.parametrize(
    "write", [lambda rows: rows.delete(), lambda rows: rows.update(role=CompanyRole.STAFF)]
)
def test_database_keeps_a_representative(company, colleague, write):
    write(company.members.filter(role=CompanyRole.REPRESENTATIVE))

    with pytest.raises(IntegrityError) as refusal, connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    assert refusal.value.__cause__.diag.constraint_name == "zones_companymember_represented"


def test_representation_passes_once_it_is_accepted(company, applicant, colleague):
    offer = offer_ownership(company, to=colleague, by=applicant)
    assert company.members.get(user=applicant).role == CompanyRole.REPRESENTATIVE

    accept_ownership(offer, by=colleague.user)

    roles = dict(company.members.values_list("user", "role"))
    assert roles == {applicant.pk: "staff", colleague.user_id: "representative"}
    assert verbs(company) == ["offer_ownership", "accept_ownership"]
    assert [to for to, _subject in queued_mails()] == [colleague.user.email]


def test_declined_offer_changes_nothing(company, applicant, colleague):
    offer = offer_ownership(company, to=colleague, by=applicant)

    decline_ownership(offer, by=colleague.user)

    with pytest.raises(OfferGone):
        accept_ownership(offer, by=colleague.user)
    assert company.members.get(user=applicant).role == CompanyRole.REPRESENTATIVE


def test_offer_that_was_taken_back_cannot_be_accepted(company, applicant, colleague):
    offer = offer_ownership(company, to=colleague, by=applicant)
    with pytest.raises(OfferWaits):
        offer_ownership(company, to=colleague, by=applicant)

    take_back_offer(offer, by=applicant)

    with pytest.raises(OfferGone):
        accept_ownership(offer, by=colleague.user)


def test_only_who_was_asked_answers(company, applicant, colleague):
    offer = offer_ownership(company, to=colleague, by=applicant)
    other = CompanyMemberFactory(company=company, role=CompanyRole.STAFF)

    for user in (applicant, other.user, UserFactory()):
        with pytest.raises(NotYours):
            accept_ownership(offer, by=user)
        with pytest.raises(NotYours):
            decline_ownership(offer, by=user)


def test_offer_of_somebody_who_is_no_representative_any_more_is_over(company, colleague):
    """Even where the rows were written by hand."""
    former = CompanyMemberFactory(company=company, role=CompanyRole.STAFF)
    offer = OwnershipOfferFactory(company=company, giver=former.user, taker=colleague.user)

    with pytest.raises(OfferGone):
        accept_ownership(offer, by=colleague.user)

    assert company.members.get(pk=colleague.pk).role == CompanyRole.STAFF


def test_what_a_consultant_does_is_marked(company, applicant):
    consultant = CompanyMemberFactory(company=company, role=CompanyRole.CONSULTANT)

    company.events.create(actor=applicant, verb="correct")
    company.events.create(actor=consultant.user, verb="correct")
    remove_member(consultant, by=consultant.user)
    company.events.create(actor=consultant.user, verb="correct")

    marks = [(event.verb, event.by_consultant) for event in company.events.all()]
    assert marks == [("correct", False), ("correct", True), ("leave", True), ("correct", False)]
