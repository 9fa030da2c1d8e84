"""Who judges what: the best even assignment of applications to reviewers, with its reasons.

Pure: facts in, pairs out. A network of integers, solved to the optimum by network simplex
(networkx): source → application (k places) → reviewer (each at most once) → sink. In this order:
most places filled; least spread of the load; most affinity. Equal facts give equal pairs, in
whatever order they come.
"""

from programs.matching.affinity import Expertise, affinity_of
from programs.matching.flow import METHOD, Facts, Pair, Proposal, assigned

__all__ = ["METHOD", "Expertise", "Facts", "Pair", "Proposal", "affinity_of", "assigned"]
