"""What the filters of the call list take from a query string."""

import pytest
from django.http import QueryDict

from programs.filters import CallFilter
from programs.models import Call


def filterset(query=None):
    data = None if query is None else QueryDict(query)
    return CallFilter(data, queryset=Call.objects.all())


@pytest.mark.parametrize(
    ("query", "conditions", "order"),
    [
        (None, [], []),
        ("", [], []),
        ("zone=pohang", ["zone"], []),
        ("zone=pohang&stage=nothing&year=1&ordering=x", ["zone"], []),
        ("stage=growth&year=2020&ordering=-title", ["stage", "year"], ["-title_ko"]),
        ("q=김해&page=2&closes_before=2030-01-01", [], []),
    ],
)
def test_conditions_and_order_are_those_that_are_good(query, conditions, order):
    found = filterset(query)

    assert (list(found.conditions), found.order) == (conditions, order)


@pytest.mark.parametrize("query", [None, "", "stage=nothing"])
def test_nothing_good_leaves_all(query):
    assert not filterset(query).unfaceted().query.where
