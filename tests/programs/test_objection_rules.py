"""Who may object, answer, rank and draw."""

import pytest

from programs.enums import ObjectionState
from tests.factories.accounts import FoundationUserFactory, UserFactory
from tests.factories.programs import (
    AppliedAdjustmentFactory,
    ObjectionFactory,
    RankingFactory,
    close,
    judged_panel,
    received_application,
)
from tests.factories.zones import CompanyMemberFactory

pytestmark = pytest.mark.django_db
ON_OBJECTIONS = {
    "take_objection": {"filed", "handled"},
    "propose_answer": {"handled"},
    "send_back_answer": {"proposed"},
    "decide_objection": {"proposed"},
}


@pytest.mark.parametrize("state", ObjectionState.values)
def test_permissions_on_objections(state):
    objection = ObjectionFactory()
    objection.state = state
    objection.proposed_by = FoundationUserFactory()
    people = {
        "anyone": UserFactory(),
        "applicant": CompanyMemberFactory(company=objection.application.company).user,
        "who proposed the selection": objection.decision.selection.proposed_by,
        "foundation": FoundationUserFactory(),
        "proposer": objection.proposed_by,
    }
    own = {"decide_objection": {"foundation"}}

    for verb, states in ON_OBJECTIONS.items():
        may = {
            name for name, user in people.items() if user.has_perm(f"programs.{verb}", objection)
        }
        expected = own.get(verb, {"foundation", "proposer"}) if state in states else set()
        assert (verb, may) == (verb, expected)


def test_only_own_people_object():
    application = received_application()
    company = application.company
    people = {
        "owner": CompanyMemberFactory(company=company).user,
        "consultant": CompanyMemberFactory(company=company, role="consultant").user,
        "foundation": FoundationUserFactory(),
        "anyone": UserFactory(),
    }

    may = {n for n, user in people.items() if user.has_perm("programs.file_objection", application)}

    assert may == {"owner"}


@pytest.mark.parametrize("verb", ["apply_adjustment", "revoke_adjustment"])
def test_points_are_the_foundations_but_not_of_ones_own_company(verb):
    applied = AppliedAdjustmentFactory()
    close(applied.application.call)
    member = CompanyMemberFactory(company=applied.application.company).user
    foundation = FoundationUserFactory()
    people = {"foundation": foundation, "applicant": member, "anyone": UserFactory()}
    member.groups.set(foundation.groups.all())
    thing = applied if verb == "revoke_adjustment" else applied.application

    may = {name for name, user in people.items() if user.has_perm(f"programs.{verb}", thing)}

    assert may == {"foundation"}


@pytest.mark.parametrize("verb", ["freeze_ranking", "draw_tie"])
def test_who_judges_or_applies_does_not_rank(verb):
    panel = judged_panel([(50, 20)])
    assignment = panel.assignments.get()
    people = {
        "foundation": FoundationUserFactory(),
        "reviewer": assignment.reviewer.user,
        "applicant": CompanyMemberFactory(company=assignment.application.company).user,
        "anyone": UserFactory(),
    }
    for name in ("reviewer", "applicant"):
        people[name].groups.set(people["foundation"].groups.all())
    thing = panel if verb == "freeze_ranking" else RankingFactory(panel=panel)

    may = {name for name, user in people.items() if user.has_perm(f"programs.{verb}", thing)}

    assert may == {"foundation"}


@pytest.mark.parametrize(
    "verb",
    [
        *ON_OBJECTIONS,
        "freeze_ranking",
        "draw_tie",
        "file_objection",
        "apply_adjustment",
        "revoke_adjustment",
    ],
)
def test_without_a_thing_nothing_is_allowed(verb):
    assert not FoundationUserFactory().has_perm(f"programs.{verb}")
