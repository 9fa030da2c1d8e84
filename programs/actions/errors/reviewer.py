"""Refused to the pool of reviewers, and to those who challenge one of it."""

from programs.actions.errors.refused import Refused


class AlreadyInvited(Refused):
    """This address has an invitation that waits."""


class AlreadyReviewer(Refused):
    """This person is in the pool."""


class InvitationGone(Refused):
    """The invitation was accepted, revoked or has expired."""


class AnotherAddress(Refused):
    """The invitation was sent to another address than that of who would accept it."""


class AlreadyLifted(Refused):
    """The sanction was lifted before."""


class NoAccount(Refused):
    """The reviewer has stated no bank account."""


class NotYours(Refused):
    """Only the company's own people do this."""


class TooManyChallenges(Refused):
    """More than `most` challenges in one application."""

    def __init__(self, most: int) -> None:
        super().__init__(f"more than {most}")
        self.most = most
