"""Why an action was refused; nothing was changed."""


class Refused(Exception):
    """An action was refused."""


class OwnCompany(Refused):
    """Nobody handles a company that they belong to."""


class ChangedSinceSeen(Refused):
    """The company has changed what it states since the person read it."""


class NotVerified(Refused):
    """There is no verification that could be taken back."""


class AlreadyLifted(Refused):
    """The ban was lifted before."""
