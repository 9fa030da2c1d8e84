"""Refused to an objection."""

from programs.actions.errors.refused import Refused


class NothingToObject(Refused):
    """Nothing was told to the applicant that they could object to."""


class ObjectionClosed(Refused):
    """The time to object has gone by."""


class AlreadyObjected(Refused):
    """One objection stands already against this."""


class TookPartBefore(Refused):
    """Who had a part in what the objection is about does not handle it."""


class NotUpheld(Refused):
    """No objection to the eligibility check was upheld."""


class SecondPersonNeeded(Refused):
    """Who proposed the answer does not decide it."""


class TooManyObjectionFiles(Refused):
    """No more files; `most` says how many there may be."""

    def __init__(self, most: int) -> None:
        super().__init__(f"at most {most}")
        self.most = most
