"""Refused to what a person keeps an eye on."""

from programs.actions.errors.refused import Refused


class TooManySaved(Refused):
    """A person has saved as many things as one may; `most` says how many."""

    def __init__(self, most: int) -> None:
        super().__init__(f"at most {most} saved")
        self.most = most
