"""A reviewer's own pages."""

import hashlib

import pytest

from programs.models import Reviewer, ReviewerAccount
from tests.counting import statements
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.programs import ReviewerFactory
from tests.factories.reviewers import (
    ReviewerInvitationFactory,
    ReviewerSanctionFactory,
    ReviewerTieFactory,
)

pytestmark = pytest.mark.django_db

PROFILE = "/desk/reviews/profile/"
ACCOUNT = "/desk/reviews/profile/account/"
WRITTEN = {"employer": "예시대학교", "fields_text": "로봇, 센서"}
NO_TIES = {"ties-TOTAL_FORMS": 0, "ties-INITIAL_FORMS": 0}
TOKEN = "a-token"  # noqa: S105


@pytest.fixture
def as_reviewer(client, reviewer):
    client.force_login(reviewer.user)
    return client


def invited(user, **fields):
    digest = hashlib.sha256(TOKEN.encode()).hexdigest()
    return ReviewerInvitationFactory(email=user.email, token_sha256=digest, **fields)


def tie(number, **fields):
    said = {"kind": "kin", "organisation": "㈜가족", **fields}
    return {f"ties-{number}-{name}": value for name, value in said.items()}


def join(client, **fields):
    return client.post(f"/reviewers/join/{TOKEN}/", fields)


def test_profile_is_changed_with_ties(as_reviewer, reviewer):
    as_reviewer.post(PROFILE, {**WRITTEN, **NO_TIES, "ties-TOTAL_FORMS": 1, **tie(0)})

    reviewer.refresh_from_db()
    assert (reviewer.employer, reviewer.fields) == ("예시대학교", ["로봇", "센서"])
    assert reviewer.ties.get().organisation == "㈜가족"


def test_a_tie_is_taken_out(as_reviewer, reviewer):
    ReviewerTieFactory(reviewer=reviewer)
    count = {"ties-TOTAL_FORMS": 1, "ties-INITIAL_FORMS": 1}

    as_reviewer.post(PROFILE, {**WRITTEN, **count, **tie(0, DELETE="on")})

    assert not reviewer.ties.exists()


def test_a_faulty_tie_changes_nothing(as_reviewer, reviewer):
    before = reviewer.employer

    response = as_reviewer.post(
        PROFILE, {**WRITTEN, **NO_TIES, "ties-TOTAL_FORMS": 1, **tie(0, business_number="12")}
    )

    reviewer.refresh_from_db()
    assert (response.status_code, reviewer.employer) == (200, before)


def test_a_sanction_is_read_there(as_reviewer, reviewer):
    ReviewerSanctionFactory(reviewer=reviewer, ground="미신고로 제재", ends_on="2099-12-31")

    assert "미신고로 제재" in as_reviewer.get(PROFILE).content.decode()


def test_pause_and_resume(as_reviewer, reviewer):
    for verb, state in (("pause", "paused"), ("pause", "paused"), ("resume", "active")):
        response = as_reviewer.post(f"{PROFILE}{verb}/")
        reviewer.refresh_from_db()
        assert (response.url, reviewer.state) == (PROFILE, state)


@pytest.mark.parametrize("path", [PROFILE, ACCOUNT])
def test_not_for_others(client, applicant, path):
    client.force_login(applicant)

    assert client.get(path).status_code == 403


@pytest.mark.parametrize("item_count", [1, 3])
def test_profile_costs_the_same_with_more_ties(as_reviewer, reviewer, item_count):
    ReviewerTieFactory.create_batch(item_count, reviewer=reviewer)

    assert statements(as_reviewer, PROFILE) == 5


# The account


def saved(client, **changes):
    said = {"bank": "예시은행", "holder": "김평가", "number": "314159265358", "seen": ""}
    return client.post(ACCOUNT, {**said, "password": PASSWORD, **changes})


def test_account_is_kept_and_shown_masked(as_reviewer):
    saved(as_reviewer)

    page = as_reviewer.get(ACCOUNT).content.decode()

    assert ReviewerAccount.objects.get().content()["number"] == "314159265358"
    assert "314159265358" not in page
    assert "*358" in page


def test_account_is_not_changed_without_the_password(as_reviewer):
    response = saved(as_reviewer, password="wrong")

    assert list(response.context["form"].errors) == ["password"]
    assert not ReviewerAccount.objects.exists()


def test_account_that_was_changed_in_another_window(as_reviewer):
    saved(as_reviewer)

    response = saved(as_reviewer, number="271828182845")

    assert response.status_code == 200
    assert ReviewerAccount.objects.get().content()["number"] == "314159265358"


# Joining


def test_join_needs_the_consent(client):
    user = UserFactory()
    invited(user)
    client.force_login(user)

    assert join(client, **WRITTEN).status_code == 200
    assert not Reviewer.objects.exists()

    assert join(client, **WRITTEN, agrees="on").url == PROFILE
    assert Reviewer.objects.get().user == user


def test_who_it_was_not_sent_to_is_shown_no_form(client):
    invited(UserFactory())
    client.force_login(UserFactory())

    assert client.get(f"/reviewers/join/{TOKEN}/").context["form"] is None
    join(client, **WRITTEN, agrees="on")
    assert not Reviewer.objects.exists()


def test_who_is_in_the_pool_is_told_so(client):
    reviewer = ReviewerFactory()
    invited(reviewer.user)
    client.force_login(reviewer.user)

    assert join(client, **WRITTEN, agrees="on").url == PROFILE


def test_used_invitations_lead_nowhere(client):
    user = UserFactory()
    invited(user)
    client.force_login(user)
    join(client, **WRITTEN, agrees="on")

    assert client.get(f"/reviewers/join/{TOKEN}/").status_code == 404
