"""The pool: invited and joined by consent, sanctions that bar, accounts that nobody reads unseen."""

import re
from datetime import date, timedelta

import pytest
from cryptography.fernet import Fernet
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from portal.common.encryption import Unreadable
from programs.actions.errors import (
    AlreadyInvited,
    AlreadyLifted,
    AlreadyReviewer,
    AnotherAddress,
    ChangedSinceSeen,
    InvitationGone,
    NoAccount,
    OwnConflict,
    UnderSanction,
)
from programs.actions.membership import invite_members
from programs.actions.reviewer import (
    change_reviewer,
    change_reviewer_account,
    invite_reviewer,
    join_pool,
    lift_sanction,
    masked_account_of,
    move_reviewer,
    read_reviewer_account,
    record_sanction,
    revoke_reviewer_invitation,
)
from programs.models import (
    Reviewer,
    ReviewerAccount,
    ReviewerEvent,
    ReviewerInvitation,
    ReviewerReading,
    ReviewerSanction,
)
from programs.queries import assignments_of
from programs.queries.reviewer import invitation_of
from programs.workflow import TransitionNotAllowed
from tests.factories.accounts import FoundationUserFactory, UserFactory
from tests.factories.programs import (
    PanelFactory,
    ReviewerFactory,
    close,
    pledged_assignment,
    received_application,
)
from tests.factories.reviewers import (
    ReviewerInvitationFactory,
    ReviewerSanctionFactory,
    ReviewerTieFactory,
)
from tests.mails import queued_mails
from tests.races import at_once

pytestmark = pytest.mark.django_db

PROFILE = {"employer": "예시대학교", "department": "기계공학과", "fields": ["로봇"]}
TIE = {
    "kind": "adviser",
    "organisation": "㈜예시",
    "business_number": "",
    "from_on": None,
    "until_on": None,
}
ACCOUNT = {"bank": "예시은행", "holder": "김평가", "number": "314159265358"}
TODAY = timezone.localdate
FINDING = "programs.tasks.find_conflicts_of_reviewer"


@pytest.fixture
def clerk():
    return FoundationUserFactory()


def invitation_to(user, **fields):
    return ReviewerInvitationFactory(email=user.email, **fields)


def verbs(reviewer):
    return list(ReviewerEvent.objects.filter(reviewer=reviewer).values_list("verb", flat=True))


def findings():
    return ProcrastinateJob.objects.filter(task_name=FINDING).count()


# Invitations


def test_the_mail_has_the_token_and_the_database_only_its_digest(clerk):
    invitation = invite_reviewer(email="Expert@Example.kr", by=clerk)

    body = ProcrastinateJob.objects.get().args["body"]
    (token,) = re.findall(r"/reviewers/join/([^/\s]+)/", body)
    assert invitation_of(token) == invitation
    assert token not in str(ReviewerInvitation.objects.values())
    assert [address for address, _subject in queued_mails()] == ["expert@example.kr"]


def test_invited_once_while_it_waits(clerk):
    invite_reviewer(email="expert@example.kr", by=clerk)

    with pytest.raises(AlreadyInvited):
        invite_reviewer(email="EXPERT@example.kr", by=clerk)


def test_invited_again_once_it_has_expired(clerk):
    old = ReviewerInvitationFactory(
        email="expert@example.kr",
        invited_at=timezone.now() - timedelta(days=20),
        expires_at=timezone.now() - timedelta(days=6),
    )

    invite_reviewer(email="expert@example.kr", by=clerk)

    old.refresh_from_db()
    assert old.revoked_by == clerk


def test_who_is_in_the_pool_is_not_invited_and_who_left_is(clerk):
    reviewer = ReviewerFactory()
    with pytest.raises(AlreadyReviewer):
        invite_reviewer(email=reviewer.user.email, by=clerk)

    move_reviewer(reviewer, "leave", by=reviewer.user)

    assert invite_reviewer(email=reviewer.user.email, by=clerk).pk


def test_join_by_their_own_consent_with_the_time():
    user = UserFactory()
    invitation, before = invitation_to(user), timezone.now()

    reviewer = join_pool(invitation, by=user, profile=PROFILE)

    invitation.refresh_from_db()
    assert (reviewer.user, reviewer.state, reviewer.fields) == (user, "active", ["로봇"])
    assert reviewer.consent_version
    assert before <= reviewer.joined_at <= timezone.now()
    assert (invitation.accepted_by, verbs(reviewer), findings()) == (user, ["join"], 1)


def test_join_with_the_invitation_of_another_is_refused():
    invitation = invitation_to(UserFactory())

    with pytest.raises(AnotherAddress):
        join_pool(invitation, by=UserFactory(), profile=PROFILE)
    assert not Reviewer.objects.exists()


def test_join_with_what_was_used_or_revoked_or_has_expired_is_refused(clerk):
    user = UserFactory()
    used = invitation_to(user, accepted_at=timezone.now(), accepted_by=user)
    revoked = revoke_reviewer_invitation(invitation_to(user), by=clerk)
    long_ago = {"invited_at": timezone.now() - timedelta(days=20)}
    expired = invitation_to(user, expires_at=timezone.now() - timedelta(days=6), **long_ago)

    for invitation in (used, revoked, expired):
        with pytest.raises(InvitationGone):
            join_pool(invitation, by=user, profile=PROFILE)


def test_revoke_once(clerk):
    invitation = revoke_reviewer_invitation(ReviewerInvitationFactory(), by=clerk)

    with pytest.raises(InvitationGone):
        revoke_reviewer_invitation(invitation, by=clerk)


def test_who_left_comes_back_by_a_new_invitation():
    reviewer = ReviewerFactory()
    move_reviewer(reviewer, "leave", by=reviewer.user)

    again = join_pool(invitation_to(reviewer.user), by=reviewer.user, profile=PROFILE)

    assert (again, again.state, again.employer) == (reviewer, "active", "예시대학교")


@pytest.mark.usefixtures("committed")
def test_one_invitation_lets_in_once():
    user = UserFactory()
    invitation = invitation_to(user)

    answers = at_once(lambda _: join_pool(invitation, by=user, profile=PROFILE), count=2)

    assert sorted(type(answer).__name__ for answer in answers) == ["InvitationGone", "Reviewer"]


# Profile


@pytest.mark.parametrize(
    ("changes", "ties", "found_again"),
    [
        ({"career": "책임연구원"}, None, 0),
        ({"employer": "다른대학교"}, None, 1),
        ({}, [TIE], 1),
    ],
)
def test_conflicts_are_looked_for_where_their_facts_change(changes, ties, found_again):
    reviewer = ReviewerFactory()

    change_reviewer(reviewer, by=reviewer.user, profile=changes, ties=ties)

    assert (findings(), verbs(reviewer)) == (found_again, ["change"])


def test_the_same_once_more_changes_nothing():
    reviewer = ReviewerFactory()
    ReviewerTieFactory(reviewer=reviewer, **TIE)

    change_reviewer(reviewer, by=reviewer.user, profile={"employer": reviewer.employer}, ties=[TIE])

    assert (findings(), verbs(reviewer)) == (0, [])


def test_pause_and_resume():
    reviewer = ReviewerFactory()
    move_reviewer(reviewer, "pause", by=reviewer.user)
    assert not Reviewer.objects.working(TODAY()).exists()

    assert move_reviewer(reviewer, "resume", by=reviewer.user).state == "active"

    with pytest.raises(TransitionNotAllowed):
        move_reviewer(reviewer, "resume", by=reviewer.user)
    assert verbs(reviewer) == ["pause", "resume"]


# Sanctions


def sanctioned(reviewer, *, by, days=0, length=30):
    first = TODAY() + timedelta(days=days)
    return record_sanction(
        reviewer, by=by, starts_on=first, ends_on=first + timedelta(days=length), ground="미신고"
    )


def test_a_sanction_takes_the_work_away_and_gives_it_back_when_it_is_lifted(clerk):
    application = received_application()
    close(application.call)
    assignment = pledged_assignment(application=application)
    user = assignment.reviewer.user

    sanction = sanctioned(assignment.reviewer, by=clerk)
    assert not assignments_of(user).exists()
    lift_sanction(sanction, by=clerk, reason="집행정지")

    assert assignments_of(user).get() == assignment
    assert verbs(assignment.reviewer) == ["record_sanction", "lift_sanction"]
    with pytest.raises(AlreadyLifted):
        lift_sanction(sanction, by=clerk, reason="집행정지")


@pytest.mark.parametrize(("days", "length", "asked"), [(-40, 30, 1), (10, 30, 1), (-5, 5, 0)])
def test_a_sanction_bars_from_its_first_to_its_last_day(clerk, days, length, asked):
    reviewer = ReviewerFactory()

    sanctioned(reviewer, by=clerk, days=days, length=length)

    assert Reviewer.objects.working(TODAY()).count() == asked


def test_who_is_under_a_sanction_is_not_invited_to_a_panel(clerk):
    application = received_application()
    close(application.call)
    reviewer = ReviewerFactory()
    sanctioned(reviewer, by=clerk)
    panel = PanelFactory(call=application.call)

    with pytest.raises(UnderSanction):
        invite_members(panel, reviewers=[reviewer], by=clerk)
    assert not panel.members.exists()


def test_a_sanction_of_more_than_three_years_is_refused(clerk):
    with pytest.raises(ValidationError):
        sanctioned(ReviewerFactory(), by=clerk, length=4 * 366)


def test_the_same_sanction_twice_is_one(clerk):
    reviewer = ReviewerFactory()

    assert sanctioned(reviewer, by=clerk) == sanctioned(reviewer, by=clerk)


def test_nobody_sanctions_or_lets_off_themselves():
    reviewer = ReviewerFactory(user=FoundationUserFactory())
    sanction = ReviewerSanctionFactory(
        reviewer=reviewer, starts_on=date(2026, 1, 1), ends_on=date(2099, 1, 1)
    )

    with pytest.raises(OwnConflict):
        sanctioned(reviewer, by=reviewer.user)
    with pytest.raises(OwnConflict):
        lift_sanction(sanction, by=reviewer.user, reason="착오")
    assert ReviewerSanction.objects.get().lifted_at is None


# The account for fees


def account_of(reviewer, **changes):
    return change_reviewer_account(reviewer, by=reviewer.user, **{**ACCOUNT, **changes})


def raw_rows() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(a)::text FROM programs_revieweraccount a")
        rows = cursor.fetchall()
        cursor.execute("SELECT row_to_json(h)::text FROM programs_revieweraccounthistory h")
        return str(rows + cursor.fetchall())


def test_nothing_of_the_account_can_be_read_in_the_database():
    account_of(ReviewerFactory())

    assert [word for word in ACCOUNT.values() if word in raw_rows()] == []
    assert ReviewerAccount.objects.get().content() == ACCOUNT


def test_shown_masked():
    reviewer = ReviewerFactory()
    account = account_of(reviewer)

    assert masked_account_of(reviewer) == {
        "bank": "예시은행",
        "holder": "김**",
        "number": "*********358",
        "stamp": account.stamp,
    }


def test_a_row_moved_to_another_reviewer_does_not_open():
    account = account_of(ReviewerFactory())
    account.reviewer = ReviewerFactory()

    with pytest.raises(Unreadable):
        account.content()


def test_only_by_themselves_and_over_what_they_saw(clerk):
    reviewer = ReviewerFactory()
    with pytest.raises(OwnConflict):
        change_reviewer_account(reviewer, by=clerk, **ACCOUNT)
    first = account_of(reviewer, seen="")
    account_of(reviewer, seen=first.stamp, number="271828182845")

    with pytest.raises(ChangedSinceSeen):
        account_of(reviewer, seen=first.stamp)
    assert ReviewerAccount.objects.get().content()["number"] == "271828182845"


def test_every_reading_is_written_down_with_its_reason(clerk):
    reviewer = ReviewerFactory()
    account_of(reviewer)

    found = read_reviewer_account(reviewer, by=clerk, reason="수당 지급", address="127.0.0.1")

    reading = ReviewerReading.objects.get()
    assert found == ACCOUNT
    assert (reading.reviewer, reading.reader, reading.reason) == (reviewer, clerk, "수당 지급")


def test_no_reading_of_ones_own_nor_of_what_is_not_there(clerk):
    reviewer = ReviewerFactory(user=FoundationUserFactory())
    with pytest.raises(NoAccount):
        read_reviewer_account(reviewer, by=clerk, reason="수당 지급", address=None)
    account_of(reviewer)

    with pytest.raises(OwnConflict):
        read_reviewer_account(reviewer, by=reviewer.user, reason="확인", address=None)


def test_an_account_that_does_not_open_is_no_reading(clerk, settings):
    reviewer = ReviewerFactory()
    account_of(reviewer)
    settings.ENCRYPTION_KEYS = [Fernet.generate_key().decode()]

    with pytest.raises(Unreadable), transaction.atomic():
        read_reviewer_account(reviewer, by=clerk, reason="수당 지급", address=None)
    assert masked_account_of(reviewer) is None
    assert not ReviewerReading.objects.exists()


def test_keys_are_changed_with_a_command(settings, capsys):
    old, new = (Fernet.generate_key().decode() for _number in range(2))
    settings.ENCRYPTION_KEYS = [old]
    for reviewer in ReviewerFactory.create_batch(2):
        account_of(reviewer)

    settings.ENCRYPTION_KEYS = [new, old]
    call_command("encrypt_reviewer_accounts_anew")

    settings.ENCRYPTION_KEYS = [new]
    assert [account.content() for account in ReviewerAccount.objects.all()] == [ACCOUNT] * 2
    assert "2" in capsys.readouterr().out


def test_change_of_keys_without_the_old_one_changes_nothing(settings):
    account = account_of(ReviewerFactory())
    settings.ENCRYPTION_KEYS = [Fernet.generate_key().decode()]

    with pytest.raises(CommandError):
        call_command("encrypt_reviewer_accounts_anew")
    assert ReviewerAccount.objects.get().sealed == account.sealed
