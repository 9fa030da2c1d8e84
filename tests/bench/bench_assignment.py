"""100 applications, 40 reviewers, 5 each: seconds of the method, conflicts and the spread of loads.

    python -m tests.bench.bench_assignment

Facts only, no database: 20 seeds, a tenth of all pairs in conflict. The control leaves the arcs of
the conflicts in, and must show some.
"""

import random
import statistics
import time
from collections import Counter

from programs.matching import Facts, Proposal, assigned

SEEDS, APPLICATIONS, REVIEWERS, EACH = 20, 100, 40, 5


def facts_of(seed: int) -> Facts:
    """Facts that are as uneven as chance makes them."""
    chance = random.Random(seed)
    pairs = [(r, a) for r in range(REVIEWERS) for a in range(APPLICATIONS)]
    return Facts(
        reviewers=range(REVIEWERS),
        applications=range(APPLICATIONS),
        per_application=EACH,
        barred=frozenset(chance.sample(pairs, len(pairs) // 10)),
        affinity={pair: chance.choice([0, 0, 2, 4, 6]) for pair in pairs},
    )


def told(proposal: Proposal, facts: Facts) -> str:
    load = Counter(reviewer for reviewer, _application in proposal.pairs)
    loads = [load[reviewer] for reviewer in facts.reviewers]
    conflicts = len(facts.barred.intersection(proposal.pairs))
    unfilled = sum(proposal.unfilled.values())
    return f"{conflicts} conflicts, loads {min(loads)} to {max(loads)}, {unfilled} places open"


def main() -> None:
    seconds, words = [], Counter()
    for seed in range(SEEDS):
        facts = facts_of(seed)
        start = time.perf_counter()
        proposal = assigned(facts)
        seconds.append(time.perf_counter() - start)
        words[told(proposal, facts)] += 1
    print(f"median {statistics.median(seconds):.2f} s, worst {max(seconds):.2f} s")
    for line, count in words.items():
        print(f"{count} of {SEEDS} seeds: {line}")
    facts = facts_of(0)
    blind = Facts(facts.reviewers, facts.applications, EACH, affinity=facts.affinity)
    print(f"control without the arcs of conflicts: {told(assigned(blind), facts)}")


if __name__ == "__main__":
    main()
