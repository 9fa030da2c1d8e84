"""Who has a part in a panel makes nothing of what is decided there: one rule at every door."""

from datetime import timedelta

import pytest
from django.utils import timezone

from programs.actions.errors import InConflict, OwnApplication, TookPart
from programs.actions.ranking import apply_adjustment, draw_tie, freeze_ranking, revoke_adjustment
from programs.actions.selection import (
    Choice,
    confirm_selection,
    move_publication,
    propose_selection,
    return_selection,
)
from programs.enums import ConflictState, Outcome
from programs.models import Application, AppliedAdjustment, Panel, Ranking, Selection
from programs.queries.ranking import adjustments_handled_by
from tests.factories.accounts import FoundationUserFactory
from tests.factories.programs import (
    AppliedAdjustmentFactory,
    PanelMemberFactory,
    ReviewerFactory,
    announced,
    judged_panel,
    received_application,
)
from tests.factories.reviewers import ConflictFactory
from tests.factories.zones import CompanyMemberFactory
from tests.mails import queued_mails

pytestmark = pytest.mark.django_db
LATER = timedelta(hours=1)


@pytest.fixture
def panel(db) -> Panel:
    """Two applications with the same points, of which the first has a bonus."""
    panel = judged_panel([(50, 20)], [(50, 20)])
    AppliedAdjustmentFactory(application=first(panel), adjustment=announced(panel.call))
    return panel


def first(panel) -> Application:
    return Application.objects.filter(panel_place__panel=panel).order_by("pk").first()


def last(panel) -> Application:
    return Application.objects.filter(panel_place__panel=panel).order_by("pk").last()


def judges(panel):
    person, staff = panel.assignments.first().reviewer.user, FoundationUserFactory()
    person.is_staff = True
    person.save(update_fields=["is_staff"])
    person.groups.set(staff.groups.all())
    return person


def sits_without_a_review(panel):
    reviewer = ReviewerFactory(user=FoundationUserFactory())
    return PanelMemberFactory(panel=panel, reviewer=reviewer).reviewer.user


def applies(panel):
    return CompanyMemberFactory(company=first(panel).company, user=FoundationUserFactory()).user


def competes(panel):
    beside = received_application(call=panel.call)
    return CompanyMemberFactory(company=beside.company, user=FoundationUserFactory()).user


def is_in_conflict(panel):
    reviewer = ReviewerFactory(user=FoundationUserFactory())
    return ConflictFactory(reviewer=reviewer, application=first(panel)).reviewer.user


def is_suspected_beside(panel):
    reviewer = ReviewerFactory(user=FoundationUserFactory())
    suspected = {"application": last(panel), "state": ConflictState.SUSPECTED}
    return ConflictFactory(reviewer=reviewer, **suspected).reviewer.user


PARTS = [judges, sits_without_a_review, applies, competes, is_in_conflict, is_suspected_beside]


def choices(panel) -> dict[int, Choice]:
    judged = panel.places.values_list("application", flat=True)
    return {pk: Choice(Outcome.REJECTED, "시장성이 부족함") for pk in judged}


def apply(panel, by):
    bonus = announced(panel.call, kind="penalty")
    apply_adjustment(first(panel), adjustment=bonus, evidence="확인서", by=by)


ACTS = {
    "apply": apply,
    "revoke": lambda panel, by: revoke_adjustment(
        AppliedAdjustment.objects.get(), reason="왜", by=by
    ),
    "freeze": lambda panel, by: freeze_ranking(panel, by=by, reason="왜"),
    "draw": lambda panel, by: draw_tie(panel.rankings.get(), place=1, reason="왜", by=by),
    "propose": lambda panel, by: propose_selection(panel, by=by, choices=choices(panel)),
    "return": lambda panel, by: return_selection(panel.selections.get(), by=by, reason="왜"),
    "confirm": lambda panel, by: confirm_selection(
        panel.selections.get(), by=by, publishes_at=timezone.now() + LATER
    ),
    "move": lambda panel, by: move_publication(
        panel.selections.get(), by=by, publishes_at=timezone.now() + LATER, reason="왜"
    ),
}
PERMISSIONS = {
    "apply_adjustment": first,
    "revoke_adjustment": lambda panel: AppliedAdjustment.objects.get(),
    "freeze_ranking": lambda panel: panel,
    "draw_tie": lambda panel: panel.rankings.get(),
    "propose_selection": lambda panel: panel,
    "confirm_selection": lambda panel: panel.selections.get(),
    "return_selection": lambda panel: panel.selections.get(),
}


def rows() -> list:
    models = (AppliedAdjustment, Ranking, Selection)
    return [list(model.objects.order_by("pk").values()) for model in models]


@pytest.mark.parametrize("part", PARTS)
def test_who_has_a_part_in_the_panel_makes_nothing_there(panel, part):
    clerk, other = (FoundationUserFactory() for _n in range(2))
    person = part(panel)
    freeze_ranking(panel, by=clerk)
    propose_selection(panel, by=clerk, choices=choices(panel))
    before = rows()
    person = type(person).objects.get(pk=person.pk)

    for act in ACTS.values():
        with pytest.raises((TookPart, OwnApplication, InConflict)):
            act(panel, person)

    may = [
        name for name, of in PERMISSIONS.items() if person.has_perm(f"programs.{name}", of(panel))
    ]
    assert (may, rows()) == ([], before)
    assert not Panel.objects.decided_by(person).filter(pk=panel.pk).exists()
    assert not adjustments_handled_by(person).exists()
    told = {to for to, _subject in queued_mails()}
    assert (person.email in told, other.email in told) == (False, True)


def test_who_has_no_part_may_all(panel):
    clerk, other = (FoundationUserFactory() for _n in range(2))
    freeze_ranking(panel, by=clerk)
    propose_selection(panel, by=clerk, choices=choices(panel))

    may = [
        name for name, of in PERMISSIONS.items() if other.has_perm(f"programs.{name}", of(panel))
    ]

    assert may == list(PERMISSIONS)
    assert list(Panel.objects.decided_by(other)) == [panel]
    assert adjustments_handled_by(other).count() == 1


def test_points_of_what_is_in_no_panel_yet_are_not_a_competitors(panel):
    person = competes(panel)
    waiting = received_application(call=panel.call)

    with pytest.raises(TookPart):
        apply_adjustment(waiting, adjustment=announced(panel.call), evidence="확인서", by=person)

    assert not waiting.applied_adjustments.exists()
