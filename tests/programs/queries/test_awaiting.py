"""What a member of the foundation may act on: the piles of the start page, and the lists behind them."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from portal.admin import waiting_piles
from programs.models import Panel, Supplement
from tests.factories.accounts import FoundationUserFactory, UserFactory
from tests.factories.programs import (
    AssignmentFactory,
    ObjectionFactory,
    SelectionFactory,
    close,
    public_decision,
    received_application,
)
from tests.factories.reviewers import ChallengeFactory, ConflictFactory
from tests.factories.screening import SupplementFactory

pytestmark = pytest.mark.django_db

OBJECTIONS = "/admin/programs/objection/?waits=me"
SELECTIONS = "/admin/programs/selection/?waits=me"
WAIVERS = "/admin/programs/conflict/?waits=me"
SUSPICIONS = "/admin/programs/conflict/?state__exact=suspected"
CHALLENGES = "/admin/programs/challenge/?decided=no"
PANELS = "/admin/programs/panel/?waits=me"
MISSED = "/admin/programs/application/?supplement=late"


@pytest.fixture
def case():
    application = received_application()
    close(application.call)
    return application


def heights(user) -> dict[str, int]:
    """How high each pile is that is not empty, by where it leads to."""
    return {pile.url: pile.count for pile in waiting_piles(user) if pile.count}


def listed(user, path: str) -> int:
    client = Client()
    client.force_login(user)
    return client.get(path).context["cl"].result_count


def objected(case, **words):
    return ObjectionFactory(decision=public_decision(case), **words)


def test_an_objection_waits_for_who_had_no_part_in_it(groups, case, staff):
    objection = objected(case)
    proposer = objection.decision.selection.proposed_by

    counts = [heights(user).get(OBJECTIONS, 0) for user in (staff, proposer)]

    assert counts == [1, 0]
    assert [listed(user, OBJECTIONS) for user in (staff, proposer)] == [1, 0]


def test_a_proposed_answer_waits_for_a_second_person(groups, case, staff):
    objection = objected(case, proposed=True)

    counts = [heights(user).get(OBJECTIONS, 0) for user in (staff, objection.proposed_by)]

    assert counts == [1, 0]


def test_an_objection_that_is_decided_waits_for_nobody(groups, case, staff):
    objected(case, decided=True)

    assert OBJECTIONS not in heights(staff)


def test_a_selection_waits_for_another_than_who_proposed_it(groups, case, staff):
    selection = SelectionFactory(panel__call=case.call)

    counts = [heights(user).get(SELECTIONS, 0) for user in (staff, selection.proposed_by)]

    assert counts == [1, 0]
    assert [listed(user, SELECTIONS) for user in (staff, selection.proposed_by)] == [1, 0]


def test_a_waiver_waits_for_another_than_who_asked_for_it(groups, case, staff):
    asking = FoundationUserFactory()
    asked = {"waiver_asked_at": timezone.now(), "waiver_reason": "유일한 전문가"}
    ConflictFactory(application=case, waiver_asked_by=asking, **asked)
    ConflictFactory(application=case, state="suspected", ground="mutual")

    counts = [heights(user).get(WAIVERS, 0) for user in (staff, asking)]

    assert counts == [1, 0]
    assert [listed(user, WAIVERS) for user in (staff, asking)] == [1, 0]
    assert heights(staff)[SUSPICIONS] == listed(staff, SUSPICIONS) == 1


def test_a_challenge_waits_until_it_is_decided(groups, case, staff):
    ChallengeFactory(application=case)
    ChallengeFactory(application=case, person="박모름", decided=True)

    assert heights(staff)[CHALLENGES] == listed(staff, CHALLENGES) == 1


def overdue_panel(case, *, until: timedelta = timedelta(hours=-1)) -> Panel:
    panel = AssignmentFactory(application=case).panel
    closes_at = timezone.now() + until
    Panel.objects.filter(pk=panel.pk).update(state="reviewing", closes_at=closes_at)
    return panel


def test_a_panel_is_overdue_while_a_review_is_missing(groups, case, staff):
    panel = overdue_panel(case)

    found = heights(staff)[PANELS], listed(staff, PANELS)
    panel.assignments.update(state="recused", recused_at=timezone.now(), recusal_reason="지인")

    assert found == (1, 1)
    assert PANELS not in heights(staff)


def test_a_panel_whose_time_runs_is_not_overdue(groups, case, staff):
    overdue_panel(case, until=timedelta(hours=1))

    assert PANELS not in heights(staff)


def test_a_supplement_is_missed_after_its_day(groups, case, staff):
    asked = SupplementFactory(application=case)
    before = MISSED in heights(staff)
    gone = timezone.localdate() - timedelta(days=2)
    asked.delete()
    SupplementFactory(application=case, due_on=gone, asked_at=timezone.now() - timedelta(days=9))

    (pile,) = [pile for pile in waiting_piles(staff) if pile.url == MISSED]

    assert not before
    assert (pile.count, pile.due_on, pile.is_late) == (1, gone, True)
    assert listed(staff, MISSED) == Supplement.objects.count() == 1


def test_what_has_a_day_stands_first_and_nothing_last(groups, case, staff):
    objection = objected(case)
    ChallengeFactory(application=case)

    piles = waiting_piles(staff)

    assert [pile.url for pile in piles[:2]] == [OBJECTIONS, CHALLENGES]
    assert piles[0].due_on == timezone.localdate(objection.last_day)
    heaped = [pile.count > 0 for pile in piles]
    assert heaped == sorted(heaped, reverse=True)


def test_who_only_reads_has_nothing_to_act_on(groups, case):
    auditor = UserFactory(is_staff=True)
    auditor.groups.add(Group.objects.get(name="auditor"))
    ChallengeFactory(application=case)

    assert waiting_piles(auditor) == []


@pytest.mark.parametrize("item_count", [1, 3])
def test_counting_costs_the_same_with_more(groups, staff, django_assert_num_queries, item_count):
    for number in range(item_count):
        case = received_application()
        close(case.call)
        ChallengeFactory(application=case, person=f"김{number}")
        ConflictFactory(application=case, state="suspected")
        objected(case)

    with django_assert_num_queries(10):
        waiting_piles(staff)
