"""Refused to an eligibility check, a supplement, the foundation's place of work."""

from collections.abc import Sequence

from programs.actions.errors.refused import Refused


class ChecklistChanged(Refused):
    """A colleague has judged points of it since the page was shown."""


class ChecksOpen(Refused):
    """Points of the checklist are not settled; `labels` names them."""

    def __init__(self, labels: Sequence[str]) -> None:
        super().__init__("; ".join(labels))
        self.labels = list(labels)


class SupplementOpen(Refused):
    """A supplement is asked for and not closed: nothing is decided before, and no other is asked."""


class SupplementClosed(Refused):
    """It was answered or closed already, or its day is over."""


class NotClear(Refused):
    """A point fails or is open: this application is checked by itself."""


class TooManyFiles(Refused):
    """An answer has as many files as it may have; `most` says how many."""

    def __init__(self, most: int) -> None:
        super().__init__(f"at most {most} files")
        self.most = most


class TooManyFilters(Refused):
    """A person keeps as many filters as one may; `most` says how many."""

    def __init__(self, most: int) -> None:
        super().__init__(f"at most {most} filters")
        self.most = most
