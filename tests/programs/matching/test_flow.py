"""The method against all assignments there are, where they can be counted."""

import itertools
import random
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from programs.matching import Facts, assigned
from tests.bench.bench_assignment import facts_of, told


@st.composite
def small_facts(draw):
    reviewers, applications = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    pairs = [(r, a) for r in range(reviewers) for a in range(applications)]
    barred = frozenset(draw(st.sets(st.sampled_from(pairs))))
    return Facts(
        reviewers=range(reviewers),
        applications=range(applications),
        per_application=draw(st.integers(1, 3)),
        most_per_reviewer=draw(st.none() | st.integers(1, 3)),
        barred=barred,
        affinity={pair: draw(st.integers(0, 5)) for pair in pairs},
    )


def rank(pairs, facts):
    """More places, then loads that are more even, then more affinity: the smaller, the better."""
    load = Counter(reviewer for reviewer, _application in pairs)
    return (
        -len(pairs),
        sum(count * (count + 1) for count in load.values()),
        -sum(facts.affinity[pair] for pair in pairs),
    )


def every_assignment(facts):
    """All sets of pairs that break no rule, reviewer sets of one application after another."""
    choices = [
        [
            [(reviewer, application) for reviewer in chosen]
            for size in range(facts.per_application + 1)
            for chosen in itertools.combinations(
                [r for r in facts.reviewers if (r, application) not in facts.barred], size
            )
        ]
        for application in facts.applications
    ]
    most = facts.most_per_reviewer or len(facts.applications)
    for parts in itertools.product(*choices):
        pairs = list(itertools.chain(*parts))
        load = Counter(reviewer for reviewer, _application in pairs)
        if all(count <= most for count in load.values()):
            yield pairs


@given(small_facts())
@settings(max_examples=60, deadline=None)
def test_nothing_is_better(facts):
    proposal = assigned(facts)

    assert not facts.barred.intersection(proposal.pairs)
    best = min(rank(pairs, facts) for pairs in every_assignment(facts))
    assert rank(proposal.pairs, facts) == best


@given(small_facts(), st.integers(0, 99))
@settings(max_examples=40, deadline=None)
def test_the_order_of_the_facts_does_not_matter(facts, seed):
    reviewers, applications = list(facts.reviewers), list(facts.applications)
    affinity = list(facts.affinity.items())
    for rows in (reviewers, applications, affinity):
        random.Random(seed).shuffle(rows)

    shuffled = Facts(
        reviewers,
        applications,
        facts.per_application,
        facts.most_per_reviewer,
        facts.barred,
        dict(affinity),
    )

    assert assigned(shuffled) == assigned(facts)


def test_standing_pairs_keep_their_place_and_count_as_load():
    facts = Facts(
        reviewers=[1, 2, 3],
        applications=[10, 20],
        per_application=2,
        standing=frozenset({(1, 10), (1, 20)}),
    )

    assert Counter(reviewer for reviewer, _application in assigned(facts).pairs) == {2: 1, 3: 1}


def test_what_nobody_can_take_is_said():
    facts = Facts([1, 2], [10], 2, barred=frozenset({(2, 10)}))

    proposal = assigned(facts)

    assert (proposal.pairs, proposal.unfilled) == (((1, 10),), {10: 1})


def test_a_hundred_by_forty_by_five_has_no_conflict_and_even_loads():
    facts = facts_of(1)

    assert told(assigned(facts), facts) == "0 conflicts, loads 12 to 13, 0 places open"


def test_without_the_arcs_of_conflicts_there_would_be_some():
    facts = facts_of(1)
    blind = Facts(facts.reviewers, facts.applications, 5, affinity=facts.affinity)

    assert facts.barred.intersection(assigned(blind).pairs)
