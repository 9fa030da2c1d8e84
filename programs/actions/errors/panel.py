"""Refused to a panel."""

from programs.actions.errors.refused import Refused


class OwnPanel(Refused):
    """Who sits in the panel, or applies in its call, does not form it."""


class NotTheMember(Refused):
    """Only the invited reviewer accepts, declines and pledges."""


class PanelClosed(Refused):
    """The panel has finished its work."""


class PlaceJudged(Refused):
    """Reviewers judge the application: their assignments are released first."""


class NotSealed(Refused):
    """The order is drawn from the seal of the call, which is not there yet."""


class FactsChanged(Refused):
    """Members, places or conflicts are others than the proposal was made of."""


class NotPlaced(Refused):
    """The application is in another panel or in none, or not in a state to be judged."""


class UnderSanction(Refused):
    """A sanction is in force while the panel reviews."""
