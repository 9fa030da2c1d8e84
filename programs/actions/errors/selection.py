"""Refused to a selection."""

from collections.abc import Sequence

from programs.actions.errors.refused import Refused


class OwnProposal(Refused):
    """Nobody confirms what they proposed themselves, or moves its publication."""


class TookPart(Refused):
    """Who judges in a panel, competes in its call or is in conflict there does not decide there."""


class ProposalWaiting(Refused):
    """A proposal of this panel waits to be confirmed or returned."""


class SelectionOutdated(Refused):
    """Applications, reviews or scores have changed since, or it is public by now."""


class BudgetExceeded(Refused):
    """More is awarded than the call has; `won` says by how much."""

    def __init__(self, won: int) -> None:
        super().__init__(f"{won} won too much")
        self.won = won


class BelowPassMark(Refused):
    """Who does not reach the pass mark of the ranking is neither selected nor kept in reserve;
    `receipts` names them."""

    def __init__(self, receipts: Sequence[str]) -> None:
        super().__init__(", ".join(receipts))
        self.receipts = list(receipts)
