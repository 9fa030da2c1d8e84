"""The order of the applications of a panel."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

from programs.scoring.means import Sheet, counted, mean_of, rounded, total


@dataclass(frozen=True)
class Terms:
    """What the call announces about selection; points are of a hundred."""

    weights: Mapping[str, int]  # criterion → most points, in the order of the call
    tie_order: Sequence[str] = ()  # criteria, the one that decides first of equal scores
    trims: bool = True
    bonus_most: Decimal | None = None  # all bonuses together; None: no cap
    penalty_most: Decimal | None = None
    pass_mark: Decimal | None = None  # the least final score


@dataclass(frozen=True)
class Candidate:
    """An application as it is ranked: by its receipt number, never by its company."""

    number: str
    sheets: Mapping[str, Sheet]  # name of the score sheet → points by criterion
    bonus: Decimal = Decimal(0)
    penalty: Decimal = Decimal(0)


@dataclass(frozen=True)
class Line:
    """One application's place; equal places are shared, and the next ones are left out (1, 1, 3)."""

    number: str
    place: int
    score: Decimal  # after bonus and penalty; the order goes by it
    mean: Decimal
    bonus: Decimal  # as far as it counts
    penalty: Decimal
    passes: bool
    criteria: Mapping[str, Decimal]  # means of what counted, to a hundredth
    counted: tuple[str, ...]
    dropped: tuple[str, ...]


def ranked(candidates: Iterable[Candidate], terms: Terms) -> list[Line]:
    """All candidates in order of their final scores.

    Of equal scores the higher mean comes first, then the higher mean of the counted points in each
    criterion of `tie_order`; who is equal in all of it shares a place, listed by number. Raises
    ValueError where a candidate has no sheet, or a sheet does not have exactly the criteria.
    """
    judged = sorted(
        (_judged(candidate, terms) for candidate in candidates),
        key=lambda pair: (_worst_first(pair[1]), pair[0].number),
    )
    lines: list[Line] = []
    for _key, equals in groupby(judged, key=lambda pair: pair[1]):
        place = len(lines) + 1
        lines += [_line(candidate, terms, place) for candidate, _merit in equals]
    return lines


Merit = tuple[Fraction | Decimal, ...]


def _worst_first(merit: Merit) -> tuple[Fraction | Decimal, ...]:
    return tuple(-part for part in merit)


def _judged(candidate: Candidate, terms: Terms) -> tuple[Candidate, Merit]:
    _check(candidate, terms)
    line = _line(candidate, terms, 0)
    ties = [
        mean_of(candidate.sheets[name][criterion] for name in line.counted)
        for criterion in terms.tie_order
    ]
    return candidate, (line.score, line.mean, *ties)


def _check(candidate: Candidate, terms: Terms) -> None:
    if not candidate.sheets:
        raise ValueError(f"{candidate.number} has no score sheet")
    for name, sheet in candidate.sheets.items():
        if set(sheet) != set(terms.weights):
            raise ValueError(f"sheet {name} of {candidate.number} has other criteria")


def _line(candidate: Candidate, terms: Terms, place: int) -> Line:
    kept = counted(candidate.sheets, criteria=list(terms.weights), trims=terms.trims)
    mean = rounded(mean_of(total(candidate.sheets[name]) for name in kept.counted))
    bonus, penalty = (
        min(given, most) if most is not None else given
        for given, most in (
            (candidate.bonus, terms.bonus_most),
            (candidate.penalty, terms.penalty_most),
        )
    )
    score = max(mean + bonus - penalty, Decimal("0.00"))
    return Line(
        number=candidate.number,
        place=place,
        score=score,
        mean=mean,
        bonus=bonus,
        penalty=penalty,
        passes=terms.pass_mark is None or score >= terms.pass_mark,
        criteria={
            criterion: rounded(mean_of(candidate.sheets[name][criterion] for name in kept.counted))
            for criterion in terms.weights
        },
        counted=kept.counted,
        dropped=kept.dropped,
    )
