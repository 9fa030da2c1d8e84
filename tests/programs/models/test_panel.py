import pytest
from django.db import IntegrityError, InternalError, ProgrammingError, transaction

from programs.models import Assignment, PanelMember, PanelPlace
from tests.factories.programs import (
    AssignmentFactory,
    AssignmentProposalFactory,
    PanelFactory,
    PanelMemberFactory,
    PanelPlaceFactory,
    ReviewerFactory,
    days,
)
from tests.panel_violations import GUARDED

pytestmark = pytest.mark.django_db
FIXED = [
    (AssignmentFactory, {"reviewer": ReviewerFactory}),
    (AssignmentFactory, {"panel": PanelFactory}),
    (AssignmentFactory, {"assigned_at": lambda: days(-9)}),
    (PanelMemberFactory, {"reviewer": ReviewerFactory}),
    (PanelPlaceFactory, {"panel": PanelFactory}),
    (AssignmentProposalFactory, {"content": lambda: {"pairs": []}}),
]


@pytest.mark.parametrize(("name", "violation"), GUARDED)
def test_triggers_refuse_the_row(name, violation):
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        violation()

    assert refusal.value.__cause__.diag.constraint_name == name


@pytest.mark.parametrize(("factory", "change"), FIXED)
def test_what_a_row_is_about_never_changes(factory, change):
    row = factory()
    values = {name: value() for name, value in change.items()}

    with pytest.raises((InternalError, ProgrammingError)), transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(**values)


def test_members_who_declined_or_were_released_do_not_sit():
    sitting = [PanelMemberFactory(state=state) for state in ("invited", "accepted", "pledged")]
    PanelMemberFactory(state="declined", declined_at=days(-1))

    assert set(PanelMember.objects.sitting()) == set(sitting)


def test_a_place_that_nobody_judges_any_more_may_leave():
    assignment = AssignmentFactory(state="recused", recused_at=days(-1), recusal_reason="친척")

    assignment.application.panel_place.delete()

    assert not PanelPlace.objects.exists()
    assert Assignment.objects.count() == 1
