"""Refused to a notice, or to a question and its answer."""

from collections.abc import Sequence

from programs.actions.errors.refused import Refused


class TextChanged(Refused):
    """A colleague saved other words since the person opened the text."""


class TextIncomplete(Refused):
    """Nobody may read it yet; `fields` say what it lacks."""

    def __init__(self, fields: Sequence[str]) -> None:
        super().__init__(", ".join(fields))
        self.fields = list(fields)


class ReasonMissing(Refused):
    """Words that everybody reads are changed, and nobody says why."""


class TooManyNoticeFiles(Refused):
    """A notice has as many files as it may have; `most` says how many."""

    def __init__(self, most: int) -> None:
        super().__init__(f"at most {most} files")
        self.most = most
