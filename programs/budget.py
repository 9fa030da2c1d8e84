"""The arithmetic of a project's budget: who may and must pay how much.

Pure functions over whole won and whole percents. Nothing is rounded before it is compared: 별표 1 of
the decree says "at most" (이하) and "at least" (이상), so 75% of an odd sum is met only by whole won
on the right side of it. Amounts that are told as bounds are rounded to that side: what is allowed
down, what is needed up.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from programs.enums import BudgetRule, Verdict

FULL = 100


@dataclass(frozen=True)
class Amounts:
    """Who pays, in won: the government, the own side in cash, the own side in kind."""

    government_won: int = 0
    cash_won: int = 0
    in_kind_won: int = 0

    @property
    def own_won(self) -> int:
        return self.cash_won + self.in_kind_won

    @property
    def total_won(self) -> int:
        return self.government_won + self.own_won

    def __add__(self, other: "Amounts") -> "Amounts":
        return Amounts(
            self.government_won + other.government_won,
            self.cash_won + other.cash_won,
            self.in_kind_won + other.in_kind_won,
        )


def sum_of(amounts: Iterable[Amounts]) -> Amounts:
    return sum(amounts, Amounts())


@dataclass(frozen=True)
class Share:
    """Who pays what (시행령 제19조 별표 1), in whole percent.

    The government at most so much of the whole; at least so much of the own part is cash.
    """

    government_percent: int
    cash_percent: int


def most_government_won(own_won: int, share: Share) -> int | None:
    """The most that the government may add to an own part; None where nothing bounds it."""
    if share.government_percent >= FULL:
        return None
    return own_won * share.government_percent // (FULL - share.government_percent)


def least_own_won(government_won: int, share: Share) -> int | None:
    """The least own part that the government's part asks for; None where no sum is enough."""
    if share.government_percent <= 0:
        return None if government_won else 0
    return _up(government_won * (FULL - share.government_percent), share.government_percent)


def least_cash_won(own_won: int, share: Share) -> int:
    """The least cash in an own part."""
    return _up(own_won * share.cash_percent, FULL)


def permille_up(part: int, whole: int) -> int:
    """Thousandths, rounded up: what is over a ceiling never looks as if it kept to it."""
    return _up(part * 1000, whole) if whole else 0


def permille_down(part: int, whole: int) -> int:
    """Thousandths, rounded down: what is below a floor never looks as if it reached it."""
    return part * 1000 // whole if whole else 0


def _up(dividend: int, divisor: int) -> int:
    return -(-dividend // divisor)


@dataclass(frozen=True)
class Spender:
    """One organisation that spends: its money, and what binds it.

    `share` is None where the call sets none for its size; `is_size_known` is False where the call
    sets shares, but nobody knows yet which of them is meant.
    """

    place: str
    amounts: Amounts
    share: Share | None = None
    is_size_known: bool = True


@dataclass(frozen=True)
class Check:
    """One rule: what there is, the bound (None: none can be kept), and of which organisation.

    `place` is empty for what holds for the whole project, `permille` is the share that there is,
    `needed_own_won` the own part that this much money of the government asks for.
    """

    rule: BudgetRule
    verdict: Verdict
    has_won: int
    bound_won: int | None
    place: str = ""
    percent: int | None = None
    permille: int | None = None
    own_won: int | None = None
    needed_own_won: int | None = None

    @property
    def room_won(self) -> int:
        """What is left below a bound from above, or above one from below; negative: what is missing."""
        bound = self.bound_won or 0
        is_floor = self.rule == BudgetRule.CASH_FLOOR
        return self.has_won - bound if is_floor else bound - self.has_won


def check_budget(
    spenders: Sequence[Spender], *, limit_won: int | None, requested_won: int | None
) -> list[Check]:
    """Every rule that binds this budget, organisation by organisation, then as a whole.

    `limit_won` is the most that the call gives to one project, `requested_won` what the application
    says that it asks for. An organisation without money is not judged.
    """
    checks = [
        check for spender in spenders if spender.amounts.total_won for check in _checks_of(spender)
    ]
    government_won = sum_of(spender.amounts for spender in spenders).government_won
    if limit_won is not None:
        verdict = _verdict(government_won <= limit_won)
        checks.append(Check(BudgetRule.AWARD_LIMIT, verdict, government_won, limit_won))
    if requested_won is not None:
        verdict = _verdict(government_won == requested_won)
        checks.append(Check(BudgetRule.REQUESTED, verdict, government_won, requested_won))
    return checks


def _checks_of(spender: Spender) -> list[Check]:
    amounts, share, place = spender.amounts, spender.share, spender.place
    if not spender.is_size_known:
        has_won = amounts.government_won
        return [Check(BudgetRule.GOVERNMENT_SHARE, Verdict.UNKNOWN, has_won, None, place)]
    if share is None:
        return []
    ceiling_won = amounts.total_won * share.government_percent // FULL
    floor_won = least_cash_won(amounts.own_won, share)
    return [
        Check(
            BudgetRule.GOVERNMENT_SHARE,
            _verdict(amounts.government_won <= ceiling_won),
            amounts.government_won,
            most_government_won(amounts.own_won, share),
            place,
            share.government_percent,
            permille_up(amounts.government_won, amounts.total_won),
            amounts.own_won,
            least_own_won(amounts.government_won, share),
        ),
        Check(
            BudgetRule.CASH_FLOOR,
            _verdict(amounts.cash_won >= floor_won),
            amounts.cash_won,
            floor_won,
            place,
            share.cash_percent,
            permille_down(amounts.cash_won, amounts.own_won),
            amounts.own_won,
        ),
    ]


def _verdict(is_kept: bool) -> Verdict:
    return Verdict.PASSES if is_kept else Verdict.FAILS
