"""Refused to a story or its pictures."""

from collections.abc import Sequence

from programs.actions.errors.refused import Refused
from programs.enums import StoryGap


class StoryChanged(Refused):
    """A colleague saved other words since the person opened the story."""


class StoryIncomplete(Refused):
    """Nobody may read the story yet; `gaps` say what it lacks."""

    def __init__(self, gaps: Sequence[StoryGap]) -> None:
        super().__init__(", ".join(gaps))
        self.gaps = list(gaps)


class TooManyPictures(Refused):
    """A story has as many pictures as it may have; `most` says how many."""

    def __init__(self, most: int) -> None:
        super().__init__(f"at most {most} pictures")
        self.most = most
