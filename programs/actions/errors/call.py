"""Refused to a call or its amendment."""

from collections.abc import Sequence
from typing import Any

from programs.actions.errors.refused import Refused
from programs.call_format import ContentFault


class SealMissing(Refused):
    """This end of the call was sealed, and its seal is gone: a second one would hide that."""


class ContentRefused(Refused):
    """A call cannot be imported; `faults` says what is wrong and at which JSON path."""

    def __init__(self, faults: Sequence[ContentFault]) -> None:
        super().__init__("; ".join(f"{fault.path}: {fault.message}" for fault in faults))
        self.faults = list(faults)


class OwnCall(Refused):
    """Nobody approves their own call."""


class ChangedSinceSeen(Refused):
    """The call was sent back and submitted anew after the person had opened it."""


class ClosedSinceSubmitted(Refused):
    """Staff closed the call early after this amendment of its closing was submitted."""


class SectionChanged(Refused):
    """A colleague has saved this section of the draft since it was shown."""


class NoSuchWarning(Refused):
    """A reason is given for a warning that the linter does not find."""


class AmendmentWaiting(Refused):
    """An amendment of this call is being written or waits for its approval."""


class NothingChanged(Refused):
    """An amendment without a difference."""


class AlreadyInReview(Refused):
    """The foundation handles applications: eligibility, amounts and deadline stay."""


class NotExtendable(Refused):
    """Calls whose closing cannot be moved there; `calls` may be empty where none was chosen."""

    def __init__(self, calls: Sequence[Any]) -> None:
        super().__init__(", ".join(call.code for call in calls))
        self.calls = list(calls)


class CallOverdue(Refused):
    """A moment of its schedule passed before the call was approved, or no longer fits the others."""


class TooFarAhead(Refused):
    """A moment of the call would lie after the last year that the portal takes."""
