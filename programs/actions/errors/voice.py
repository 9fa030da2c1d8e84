"""Refused to a voice of the field, or to its public summary."""

from programs.actions.errors.refused import Refused


class TooManyVoices(Refused):
    """The company has as many open voices as one may have; `most` says how many."""

    def __init__(self, most: int) -> None:
        super().__init__(f"at most {most} open voices")
        self.most = most


class VoiceChanged(Refused):
    """Something happened to the voice since the page was shown: an answer, another owner."""


class OwnVoice(Refused):
    """Nobody deals with a difficulty of a company that they belong to."""


class NobodyToAgree(Refused):
    """No company is known that could agree to a summary."""


class SummaryChanged(Refused):
    """The summary has another text than the one that the company read."""
