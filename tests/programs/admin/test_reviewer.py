"""The pool in the admin: invited, put under a sanction, its accounts read on record."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from programs.actions.reviewer import change_reviewer_account
from programs.models import ReviewerInvitation, ReviewerReading, ReviewerSanction
from tests.counting import statements
from tests.factories.accounts import FoundationUserFactory, UserFactory
from tests.factories.programs import ReviewerFactory
from tests.factories.reviewers import (
    ReviewerInvitationFactory,
    ReviewerReadingFactory,
    ReviewerSanctionFactory,
)
from tests.mails import queued_mails

pytestmark = pytest.mark.django_db

INVITE = "/admin/programs/reviewer/invite/"
INVITATIONS = "/admin/programs/reviewerinvitation/"
READINGS = "/admin/programs/reviewerreading/"
NUMBER = "314159265358"
SANCTION = {"starts_on": "2026-01-01", "ends_on": "2026-12-31", "ground": "미신고"}


@pytest.fixture
def as_staff(client, staff):
    client.force_login(staff)
    return client


@pytest.fixture
def auditor(groups):
    auditor = UserFactory(is_staff=True)
    auditor.groups.add(Group.objects.get(name="auditor"))
    return auditor


def path(name, thing):
    return reverse(f"admin:programs_{name}", args=[thing.pk])


def with_account(reviewer):
    change_reviewer_account(
        reviewer, by=reviewer.user, bank="예시은행", holder="김평가", number=NUMBER
    )
    return reviewer


def test_invite(as_staff):
    response = as_staff.post(INVITE, {"email": "expert@example.kr"})

    assert response.url == INVITATIONS
    assert [address for address, _subject in queued_mails()] == ["expert@example.kr"]


def test_invited_before(as_staff):
    as_staff.post(INVITE, {"email": "expert@example.kr"})

    response = as_staff.post(INVITE, {"email": "expert@example.kr"})

    assert list(response.context["form"].errors) == ["email"]
    assert ReviewerInvitation.objects.count() == 1


def test_auditor_invites_nobody(client, auditor):
    client.force_login(auditor)

    assert client.post(INVITE, {"email": "expert@example.kr"}).status_code == 403


def test_revoke_those_that_wait(as_staff, staff):
    waiting = ReviewerInvitationFactory()
    used = ReviewerInvitationFactory(accepted_at=timezone.now(), accepted_by=UserFactory())

    as_staff.post(INVITATIONS, {"action": "revoke", "_selected_action": [waiting.pk, used.pk]})

    waiting.refresh_from_db()
    used.refresh_from_db()
    assert (waiting.revoked_by, used.revoked_by) == (staff, None)


def test_the_digest_of_the_token_is_not_shown(as_staff):
    invitation = ReviewerInvitationFactory()

    page = as_staff.get(path("reviewerinvitation_change", invitation)).content.decode()

    assert invitation.token_sha256 not in page


def test_sanction_is_recorded_and_lifted(as_staff):
    reviewer = ReviewerFactory()

    as_staff.post(path("reviewer_sanction", reviewer), SANCTION)
    sanction = ReviewerSanction.objects.get()
    as_staff.post(path("reviewersanction_lift", sanction), {"reason": "집행정지"})

    sanction.refresh_from_db()
    assert (sanction.reviewer, sanction.lifting_reason) == (reviewer, "집행정지")


def test_sanction_of_more_than_three_years_is_refused_in_words(as_staff):
    response = as_staff.post(
        path("reviewer_sanction", ReviewerFactory()), {**SANCTION, "ends_on": "2030-01-01"}
    )

    assert response.status_code == 200
    assert response.context["form"].non_field_errors()


def test_nobody_sanctions_themselves_nor_reads_their_own(client, staff):
    own = with_account(ReviewerFactory(user=staff))
    sanction = ReviewerSanctionFactory(reviewer=own)
    client.force_login(staff)

    assert client.post(path("reviewer_sanction", own), SANCTION).status_code == 403
    assert client.post(path("reviewersanction_lift", sanction), {"reason": "x"}).status_code == 403
    assert client.post(path("reviewer_account", own), {"reason": "x"}).status_code == 403


def test_account_is_read_once_a_reason_is_given_and_that_is_written_down(as_staff, staff):
    reviewer = with_account(ReviewerFactory())
    page = path("reviewer_account", reviewer)

    before = as_staff.get(page).content.decode()
    without = as_staff.post(page, {"reason": ""}).content.decode()
    assert not ReviewerReading.objects.exists()
    shown = as_staff.post(page, {"reason": "수당 지급"}).content.decode()

    assert [NUMBER in text for text in (before, without, shown)] == [False, False, True]
    reading = ReviewerReading.objects.get()
    assert (reading.reader, reading.reviewer, reading.address) == (staff, reviewer, "127.0.0.1")


def test_no_other_page_of_the_reviewer_has_the_number(as_staff):
    reviewer = with_account(ReviewerFactory())

    for page in ("reviewer_change", "reviewer_history"):
        assert NUMBER not in as_staff.get(path(page, reviewer)).content.decode()


def test_readings_are_for_the_auditor(client, staff, auditor):
    ReviewerReadingFactory(reason="수당 지급")
    client.force_login(staff)
    assert client.get(READINGS).status_code == 403

    client.force_login(auditor)
    assert "수당 지급" in client.get(READINGS).content.decode()


def test_staff_changes_the_facts_of_others_and_not_their_own(client, staff):
    other, own = ReviewerFactory(), ReviewerFactory(user=staff)
    client.force_login(staff)
    said = {"employer": "다른대학교", "ties-TOTAL_FORMS": 0, "ties-INITIAL_FORMS": 0}
    said |= {"sanctions-TOTAL_FORMS": 0, "sanctions-INITIAL_FORMS": 0}

    client.post(path("reviewer_change", other), said)
    client.post(path("reviewer_change", own), said)

    other.refresh_from_db()
    own.refresh_from_db()
    assert other.employer == "다른대학교"
    assert own.employer != "다른대학교"


@pytest.mark.parametrize("lookup", ["conflicts__state=standing", "challenges__is_upheld=1"])
def test_who_is_in_conflict_is_not_found_out_by_the_address(as_staff, lookup):
    ReviewerFactory(user=FoundationUserFactory())

    assert as_staff.get(f"/admin/programs/reviewer/?{lookup}").status_code in (302, 400)


@pytest.mark.parametrize(("value", "count"), [("none", 1), ("in_force", 1)])
def test_found_by_sanction(as_staff, value, count):
    ReviewerFactory()
    ReviewerSanctionFactory(ends_on="2099-12-31")

    shown = as_staff.get(f"/admin/programs/reviewer/?sanction={value}")

    assert shown.context["cl"].result_count == count


@pytest.mark.parametrize(
    ("model", "factory", "count"),
    [
        ("reviewersanction", ReviewerSanctionFactory, 8),
        ("reviewerinvitation", ReviewerInvitationFactory, 7),
    ],
)
@pytest.mark.parametrize("item_count", [1, 3])
def test_lists_cost_the_same_with_more_rows(as_staff, model, factory, count, item_count):
    factory.create_batch(item_count)

    assert statements(as_staff, f"/admin/programs/{model}/") == count
