"""Refused to a selection."""

from programs.actions.errors.refused import Refused


class OwnProposal(Refused):
    """Nobody confirms what they proposed themselves."""


class TookPart(Refused):
    """Who reviews in a panel does not decide there."""


class ProposalWaiting(Refused):
    """A proposal of this panel waits to be confirmed or returned."""


class SelectionOutdated(Refused):
    """Applications, reviews or scores have changed since, or it is public by now."""


class BudgetExceeded(Refused):
    """More is awarded than the call has; `won` says by how much."""

    def __init__(self, won: int) -> None:
        super().__init__(f"{won} won too much")
        self.won = won
