"""Why an action was refused; nothing was changed."""


class Refused(Exception):
    """An action was refused."""


class OwnCompany(Refused):
    """Nobody handles a company that they belong to."""


class ChangedSinceSeen(Refused):
    """The company has changed what it states since the person read it."""


class NotYours(Refused):
    """Only a representative does this, or the person whom it concerns."""


class LastRepresentative(Refused):
    """A company is never without a representative."""


class AlreadyMember(Refused):
    """This person belongs to the company already."""


class AlreadyInvited(Refused):
    """This address has an invitation that waits."""


class TooManyInvitations(Refused):
    """So many invitations wait, or were sent in a day, as may; `most` says how many."""

    def __init__(self, most: int) -> None:
        super().__init__(f"at most {most} invitations")
        self.most = most


class TooManyCompanies(Refused):
    """A person has registered as many companies as one may; `most` says how many."""

    def __init__(self, most: int) -> None:
        super().__init__(f"at most {most} companies")
        self.most = most


class InvitationGone(Refused):
    """The invitation was accepted, revoked, sent anew or has expired."""


class OfferGone(Refused):
    """The offer was answered or taken back, or one of the two no longer belongs to the company."""


class OfferWaits(Refused):
    """The company is being handed over to somebody already."""


class NoAccount(Refused):
    """The company has stated no bank account."""


class NotVerified(Refused):
    """There is no verification that could be taken back."""


class AlreadyLifted(Refused):
    """The ban was lifted before."""
