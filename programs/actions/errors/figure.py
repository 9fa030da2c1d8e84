"""Refused to figures and their evidence."""

from programs.actions.errors.refused import Refused


class FiguresChanged(Refused):
    """A colleague saved other figures since the person opened the sheet."""


class NothingToSubmit(Refused):
    """No figure of the zone and year is a draft."""


class NoEvidence(Refused):
    """The zone and year have no file that shows the figures, or one of them is unsafe."""


class NoSource(Refused):
    """Everybody reads where a figure is from; this one does not say so."""


class FigureNotOpen(Refused):
    """The figure waits for approval, has it, or is published: it is not written any more."""


class NotCorrectable(Refused):
    """The figure is not published, or a correction of it is under way or published already."""


class OwnFigure(Refused):
    """Nobody approves what they entered themselves, or what their own agency did."""


class DayNotPossible(Refused):
    """A figure is not published in the future, nor before the one that it corrects."""


class TooMuchEvidence(Refused):
    """A zone has as many files for a year as it may; `most` says how many."""

    def __init__(self, most: int) -> None:
        super().__init__(f"at most {most} files")
        self.most = most
