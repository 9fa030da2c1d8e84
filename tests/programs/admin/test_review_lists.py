"""What lists and pages about reviewing cost, with one row and with three."""

import pytest
from django.urls import reverse

from programs.actions.ranking import freeze_ranking
from programs.actions.selection import Choice, propose_selection
from programs.enums import Outcome
from programs.models import Application, Panel
from tests.counting import statements
from tests.factories.accounts import FoundationUserFactory
from tests.factories.programs import (
    AppliedAdjustmentFactory,
    ObjectionFactory,
    RankingFactory,
    SelectionFactory,
    close,
    judged_panel,
    received_application,
)
from tests.factories.reviewers import (
    ChallengeFactory,
    ConflictFactory,
    ReviewerInvitationFactory,
    ReviewerReadingFactory,
    ReviewerSanctionFactory,
)

pytestmark = pytest.mark.django_db
LISTS = {
    "appliedadjustment": 6,
    "challenge": 6,
    "conflict": 6,
    "objection": 6,
    "ranking": 7,
    "reviewer": 6,
    "reviewerinvitation": 7,
    "reviewersanction": 8,
    "selection": 7,
}


@pytest.fixture
def as_staff(client, staff):
    client.force_login(staff)
    return client


@pytest.mark.parametrize("item_count", [1, 3])
@pytest.mark.parametrize("model", LISTS)
def test_lists_cost_the_same_with_more_rows(as_staff, model, item_count):
    for _number in range(item_count):
        received = received_application()
        close(received.call)
        AppliedAdjustmentFactory(application=received)
        ConflictFactory(application=received)
        ChallengeFactory(application=received)
        close(ObjectionFactory().application.call)
        RankingFactory()
        SelectionFactory()
        ReviewerInvitationFactory()
        ReviewerSanctionFactory()
        ReviewerReadingFactory()
    path = reverse(f"admin:programs_{model}_changelist")

    assert statements(as_staff, path) == LISTS[model]
    assert as_staff.get(path).context["cl"].result_count >= item_count


def decided_panel(item_count: int) -> Panel:
    """So many applications with two sheets each, ranked, and a proposal."""
    panel = judged_panel(*[[(50, 10 + n), (40, 20 + n)] for n in range(item_count)])
    freeze_ranking(panel, by=FoundationUserFactory())
    judged = Application.objects.values_list("pk", flat=True)
    choices = {pk: Choice(Outcome.REJECTED, "시장성이 부족함") for pk in judged}
    propose_selection(panel, by=FoundationUserFactory(), choices=choices)
    return panel


PAGES = {
    "ranking_change": (lambda panel: panel.rankings.get().pk, 27),
    "ranking_freeze": (lambda panel: panel.pk, 10),
    "selection_change": (lambda panel: panel.selections.get().pk, 18),
    "selection_confirm": (lambda panel: panel.selections.get().pk, 9),
    "selection_propose": (lambda panel: panel.pk, 21),
    "panel_change": (lambda panel: panel.pk, 23),
}


@pytest.mark.parametrize("item_count", [1, 3])
@pytest.mark.parametrize("page", PAGES)
def test_pages_of_a_panel_cost_the_same_with_more_applications(as_staff, page, item_count):
    key, count = PAGES[page]
    path = reverse(f"admin:programs_{page}", args=[key(decided_panel(item_count))])

    assert statements(as_staff, path) == count
