"""How scores of a call become an order: what the call announces, and what holds where it is silent."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from programs.models import Call, Criterion
from programs.models.call_content import TERMS
from programs.scoring import Terms


@dataclass(frozen=True)
class AnnouncedTerms:
    """The terms that hold, and the names of those that the call did not announce.

    Where it is silent: no pass mark, no limit of bonus and penalty, one highest and one lowest score
    left out from five on (a convention of panels, no rule of the law), and of equals the criterion
    with the greater weight decides first, then the one that stands first.
    """

    terms: Terms
    not_announced: tuple[str, ...]


def selection_terms_of(call: Call, criteria: Iterable[Criterion] | None = None) -> AnnouncedTerms:
    """Of a call, with the criteria in force (or those given, in the order of the call)."""
    judged = list(call.criteria.all() if criteria is None else criteria)
    ranked = sorted(
        (one for one in judged if one.tie_rank is not None), key=lambda one: one.tie_rank or 0
    )
    silent = [name for name in TERMS if getattr(call, name) is None]
    if not ranked:
        silent.append("tie_order")
    terms = Terms(
        weights={str(one.key): one.weight for one in judged},
        tie_order=tuple(str(one.key) for one in ranked or _by_weight(judged)),
        pass_mark=_decimal(call.pass_mark),
        bonus_most=_decimal(call.bonus_most),
        penalty_most=_decimal(call.penalty_most),
        trims=call.trims is not False,
    )
    return AnnouncedTerms(terms, tuple(silent))


def _by_weight(criteria: list[Criterion]) -> list[Criterion]:
    return sorted(
        criteria, key=lambda one: -one.weight
    )  # the order of the call where they are equal


def _decimal(number: int | None) -> Decimal | None:
    return None if number is None else Decimal(number)
