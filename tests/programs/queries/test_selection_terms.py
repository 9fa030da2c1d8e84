from decimal import Decimal

import pytest

from programs.models import Criterion
from programs.queries.selection_terms import selection_terms_of
from tests.factories.programs import CallFactory, CriterionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    call = CallFactory()
    for position, weight in enumerate((20, 40, 40), start=1):
        CriterionFactory(call=call, position=position, weight=weight)
    return call


def keys(call, *positions):
    found = dict(Criterion.objects.filter(call=call).values_list("position", "key"))
    return tuple(str(found[position]) for position in positions)


def test_where_a_call_is_silent_a_convention_holds_and_is_named(call):
    said = selection_terms_of(call)

    assert said.not_announced == ("pass_mark", "bonus_most", "penalty_most", "trims", "tie_order")
    assert said.terms.trims
    assert (said.terms.pass_mark, said.terms.bonus_most, said.terms.penalty_most) == (None,) * 3
    assert said.terms.tie_order == keys(call, 2, 3, 1)  # by weight, then as they stand


def test_what_a_call_announces_holds(call):
    call.pass_mark, call.bonus_most, call.penalty_most, call.trims = 70, 5, 0, False
    for position, rank in ((3, 1), (1, 2)):
        call.criteria.filter(position=position).update(tie_rank=rank)

    said = selection_terms_of(call)

    assert said.not_announced == ()
    assert not said.terms.trims
    assert (said.terms.pass_mark, said.terms.bonus_most, said.terms.penalty_most) == (
        Decimal(70), Decimal(5), Decimal(0),
    )  # fmt: skip
    assert said.terms.tie_order == keys(call, 3, 1)
    assert list(said.terms.weights.items()) == list(
        zip(keys(call, 1, 2, 3), (20, 40, 40), strict=True)
    )
