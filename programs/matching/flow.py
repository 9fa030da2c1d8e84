"""The balanced flow of least cost."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

import networkx as nx

METHOD = "network-simplex/1"
Pair = tuple[int, int]  # (reviewer's key, application's key)


@dataclass(frozen=True)
class Facts:
    """What an assignment is made of; reviewers and applications by their keys."""

    reviewers: Collection[int]
    applications: Collection[int]
    per_application: int
    most_per_reviewer: int | None = None
    barred: frozenset[Pair] = frozenset()
    affinity: Mapping[Pair, int] = field(default_factory=dict)
    # Pairs that stand: they take their place and their load
    standing: frozenset[Pair] = frozenset()


@dataclass(frozen=True)
class Proposal:
    pairs: tuple[Pair, ...]
    unfilled: Mapping[int, int]  # places of an application that nobody can take


def assigned(facts: Facts) -> Proposal:
    """New pairs beside those that stand: as many as possible, evenly, then by affinity."""
    reviewers, applications = sorted(facts.reviewers), sorted(facts.applications)
    load = Counter(reviewer for reviewer, _application in facts.standing)
    taken = Counter(application for _reviewer, application in facts.standing)
    wanted = {key: max(0, facts.per_application - taken[key]) for key in applications}
    flow = _solved(facts, reviewers, wanted, load) if sum(wanted.values()) else {}
    pairs = tuple(
        (reviewer, application)
        for application in applications
        for reviewer in reviewers
        if flow.get(("application", application), {}).get(("reviewer", reviewer))
    )
    filled = Counter(application for _reviewer, application in pairs)
    missing = {key: wanted[key] - filled[key] for key in applications}
    return Proposal(pairs, {key: count for key, count in missing.items() if count})


def _solved(
    facts: Facts, reviewers: list[int], wanted: Mapping[int, int], load: Counter[int]
) -> dict[Any, dict[Any, int]]:
    """The flow, with few steps of load first: they are enough where nobody climbs them all.

    A step beyond would cost more than one that is free, so nothing better is left out.
    """
    even = -(-(sum(wanted.values()) + load.total()) // max(1, len(reviewers)))
    steps = even + 2
    while True:
        most = _most_new(facts, reviewers, load, steps=steps)
        flow: dict[Any, dict[Any, int]] = nx.min_cost_flow(_network(facts, wanted, load, most))
        carried = {key: sum(flow[("reviewer", key)].values()) for key in reviewers}
        if steps >= len(wanted) or all(carried[key] < steps for key in reviewers):
            return flow
        steps = min(2 * steps, len(wanted))


def _most_new(
    facts: Facts, reviewers: list[int], load: Mapping[int, int], *, steps: int
) -> dict[int, int]:
    """How many more each reviewer may be given."""
    bound = facts.most_per_reviewer
    return {
        key: steps if bound is None else max(0, min(steps, bound - load[key])) for key in reviewers
    }


def _network(
    facts: Facts, wanted: Mapping[int, int], load: Mapping[int, int], most: Mapping[int, int]
) -> nx.DiGraph:
    """Costs that one sum weighs in order: a place left open, a heavier load, less affinity.

    The nth application of a reviewer costs n steps: the sum is the least where loads are even, and
    all spreads that are equally even cost the same.
    """
    places = sum(wanted.values())
    best = max([0, *facts.affinity.values()])
    step = best * places + 1
    beyond = step * (max([0, *load.values()]) + max([0, *most.values()])) * (places + 1) + step
    graph = nx.DiGraph()
    graph.add_node("source", demand=-places)
    graph.add_node("sink", demand=places)
    for application, count in wanted.items():
        here = ("application", application)
        graph.add_edge("source", here, capacity=count, weight=0)
        graph.add_edge(here, "sink", capacity=count, weight=beyond)
        for reviewer in most:
            pair = (reviewer, application)
            if pair not in facts.barred and pair not in facts.standing:
                cost = best - facts.affinity.get(pair, 0)
                graph.add_edge(here, ("reviewer", reviewer), capacity=1, weight=cost)
    for reviewer, count in most.items():
        graph.add_node(("reviewer", reviewer))
        for number in range(count):
            rung = ("load", reviewer, number)
            weight = step * (load[reviewer] + number + 1)
            graph.add_edge(("reviewer", reviewer), rung, capacity=1, weight=weight)
            graph.add_edge(rung, "sink", capacity=1, weight=0)
    return graph
