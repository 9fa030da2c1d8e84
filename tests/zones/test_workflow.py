"""Offers and checks move as their tables say, whoever writes."""

import itertools

import pytest
from django.db import InternalError, ProgrammingError, transaction
from django.utils import timezone

from tests.factories.zones import BusinessCheckFactory, OwnershipOfferFactory
from zones.enums import BusinessState, OfferState
from zones.workflow import BUSINESS_CHECK, OFFER

pytestmark = pytest.mark.django_db
ENTITIES = {
    "offer": (OFFER, OfferState, OwnershipOfferFactory, "ended_at"),
    "check": (BUSINESS_CHECK, BusinessState, BusinessCheckFactory, "checked_at"),
}
MOVES = [
    (name, source, target)
    for name, (_table, states, _factory, _stamp) in ENTITIES.items()
    for source, target in itertools.product(states, repeat=2)
]


@pytest.mark.parametrize(("name", "source", "target"), MOVES)
def test_database_makes_the_moves_of_the_table_and_no_other(name, source, target):
    table, _states, factory, stamp = ENTITIES[name]
    now = timezone.now()
    row = factory(state=source, **{stamp: None if source == "waiting" else now})
    rows = type(row).objects.filter(pk=row.pk)
    fields = {"state": target, stamp: None if target == "waiting" else now}

    if source == target or any(
        source in move.sources and target == move.target for move in table.values()
    ):
        assert rows.update(**fields) == 1
    else:
        with pytest.raises((InternalError, ProgrammingError)), transaction.atomic():
            rows.update(**fields)
