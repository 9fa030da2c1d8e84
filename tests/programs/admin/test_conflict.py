"""Conflicts and challenges in the admin: settled, waived, decided; and never by whom they concern."""

import pytest
from django.urls import reverse

from programs.models import Challenge, Conflict
from tests.counting import statements
from tests.factories.accounts import FoundationUserFactory
from tests.factories.programs import (
    AssignmentFactory,
    ReviewerFactory,
    close,
    received_application,
)
from tests.factories.reviewers import ChallengeFactory, ConflictFactory
from tests.factories.zones import CompanyMemberFactory

pytestmark = pytest.mark.django_db

CONFLICTS = "/admin/programs/conflict/"
CHALLENGES = "/admin/programs/challenge/"
WHY = {"reason": "확인함"}


@pytest.fixture
def application():
    application = received_application()
    close(application.call)
    return application


@pytest.fixture
def standing(application):
    return ConflictFactory(application=application)


@pytest.fixture
def as_staff(client, staff):
    client.force_login(staff)
    return client


def path(name, thing):
    return reverse(f"admin:programs_{name}", args=[thing.pk])


def states():
    return list(Conflict.objects.values_list("state", flat=True))


@pytest.mark.parametrize(("verb", "state"), [("dismiss", "dismissed"), ("confirm", "standing")])
def test_a_suspicion_is_settled(as_staff, application, verb, state):
    conflict = ConflictFactory(application=application, state="suspected")

    response = as_staff.post(path("conflict_settle", conflict), {"verb": verb, **WHY})

    assert response.url == path("conflict_change", conflict)
    assert states() == [state]


def test_settling_needs_a_reason(as_staff, application):
    conflict = ConflictFactory(application=application, state="suspected")

    response = as_staff.post(path("conflict_settle", conflict), {"verb": "dismiss", "reason": " "})

    assert list(response.context["form"].errors) == ["reason"]
    assert states() == ["suspected"]


def test_who_asked_for_the_waiver_cannot_grant_it_and_a_second_person_can(as_staff, standing):
    as_staff.post(path("conflict_ask_waiver", standing), WHY)

    assert as_staff.post(path("conflict_waive", standing), WHY).status_code == 403
    as_staff.force_login(FoundationUserFactory())
    as_staff.post(path("conflict_waive", standing), WHY)

    assert states() == ["waived"]


def test_who_takes_part_is_never_waived(as_staff, application):
    conflict = ConflictFactory(application=application, ground="participant")

    for page in ("conflict_ask_waiver", "conflict_waive"):
        assert as_staff.post(path(page, conflict), WHY).status_code == 403
    assert states() == ["standing"]


def test_the_page_offers_what_can_be_done(as_staff, standing):
    page = as_staff.get(path("conflict_change", standing)).content.decode()

    assert path("conflict_ask_waiver", standing) in page
    assert path("conflict_settle", standing) not in page
    assert path("conflict_waive", standing) not in page


def test_nobody_finds_what_is_about_themselves(client, groups, application):
    own = ConflictFactory(
        application=application, reviewer=ReviewerFactory(user=FoundationUserFactory())
    )
    client.force_login(own.reviewer.user)

    assert "예시대학교" not in client.get(CONFLICTS).content.decode()
    assert client.get(path("conflict_settle", own)).status_code == 404


def test_nobody_finds_what_is_about_their_company(client, staff, standing):
    CompanyMemberFactory(company=standing.application.company, user=staff)
    client.force_login(staff)

    assert client.get(CONFLICTS).context["cl"].result_count == 0


def test_those_on_assignments_are_found(as_staff, standing):
    assignment = AssignmentFactory(application=standing.application)
    running = ConflictFactory(application=standing.application, reviewer=assignment.reviewer)

    shown = as_staff.get(f"{CONFLICTS}?assigned=yes&q={standing.application.call.code}")

    assert list(shown.context["cl"].result_list) == [running]


@pytest.mark.parametrize(
    ("model", "factory", "count"),
    [("conflict", ConflictFactory, 6), ("challenge", ChallengeFactory, 6)],
)
@pytest.mark.parametrize("item_count", [1, 3])
def test_lists_cost_the_same_with_more_rows(
    as_staff, application, model, factory, count, item_count
):
    for number in range(item_count):
        named = {"person": f"김{number}"} if model == "challenge" else {}
        factory(application=application, **named)

    assert statements(as_staff, f"/admin/programs/{model}/") == count


def test_a_competitor_is_offered_nothing_and_refused(client, staff, application):
    conflict = ConflictFactory(application=application, state="suspected")
    rival = received_application(call=application.call)
    CompanyMemberFactory(company=rival.company, user=staff)
    client.force_login(staff)

    page = client.get(path("conflict_change", conflict)).content.decode()
    answers = [
        client.post(path(f"conflict_{name}", conflict), {"verb": "dismiss", **WHY}).status_code
        for name in ("settle", "ask_waiver", "waive")
    ]

    assert "next-step" not in page
    assert answers == [403, 403, 403]
    assert states() == ["suspected"]


def recorded(reviewer):
    return {"reviewer": reviewer.pk, "ground": "other", "fact": "소송 중"}


def test_staff_records_what_no_fact_shows(as_staff, application):
    reviewer = ReviewerFactory()

    as_staff.post(path("application_conflict", application), recorded(reviewer))

    conflict = Conflict.objects.get()
    assert (conflict.reviewer, conflict.source, conflict.fact) == (reviewer, "staff", "소송 중")


def test_nobody_records_their_own(client, staff, application):
    own = ReviewerFactory(user=staff)
    client.force_login(staff)

    response = client.post(path("application_conflict", application), recorded(own))

    assert response.context["form"].non_field_errors()
    assert not Conflict.objects.exists()


# Challenges


@pytest.fixture
def challenge(application):
    return ChallengeFactory(application=application)


def decided(**changes):
    return {"result": "upheld", "answer": "받아들입니다.", **changes}


def test_upheld_against_a_reviewer(as_staff, challenge):
    reviewer = ReviewerFactory()

    as_staff.post(path("challenge_decide", challenge), decided(reviewer=reviewer.pk))

    challenge.refresh_from_db()
    assert (challenge.is_upheld, challenge.reviewer) == (True, reviewer)
    assert Conflict.objects.get().ground == "challenge"


def test_decided_once(as_staff, challenge):
    as_staff.post(path("challenge_decide", challenge), decided(result="refused"))

    assert as_staff.post(path("challenge_decide", challenge), decided()).status_code == 403
    assert Challenge.objects.get().is_upheld is False


def test_an_answer_is_needed(as_staff, challenge):
    response = as_staff.post(path("challenge_decide", challenge), decided(answer=""))

    assert list(response.context["form"].errors) == ["answer"]


def test_who_is_named_finds_nothing_of_it(client, staff, challenge):
    ReviewerFactory(user=staff)
    staff.name = challenge.person
    staff.save()
    client.force_login(staff)

    assert client.get(CHALLENGES).context["cl"].result_count == 0
    assert client.get(path("challenge_decide", challenge)).status_code == 404


@pytest.mark.parametrize(("decided_is", "count"), [("no", 1), ("yes", 2)])
def test_waiting_ones_are_found(as_staff, application, challenge, decided_is, count):
    for number in range(2):
        ChallengeFactory(application=application, person=f"김{number}", decided=True)

    shown = as_staff.get(f"{CHALLENGES}?decided={decided_is}")

    assert shown.context["cl"].result_count == count
