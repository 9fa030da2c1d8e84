"""Why an action was refused. Each carries what a person needs to go on."""

from collections.abc import Sequence

from programs.validators import Fault


class Refused(Exception):
    """An action was refused; nothing was changed."""


class CallClosed(Refused):
    """The call does not take applications at this moment."""


class CallNotClosed(Refused):
    """Staff handle applications of approved calls that have closed, no others."""


class OwnApplication(Refused):
    """Nobody handles the application of a company that they belong to."""


class AlreadyDecided(Refused):
    """Applications of this call have been decided."""


class Incomplete(Refused):
    """Something is missing; `faults` says what and where."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("; ".join(f"{fault.label}: {fault.message}" for fault in faults))
        self.faults = list(faults)


class DraftKeepsChanging(Refused):
    """The draft was saved again and again while it was being submitted."""


class OwnCall(Refused):
    """Nobody approves their own call."""


class ChangedSinceSeen(Refused):
    """The call was sent back and submitted anew after the person had opened it."""


class CallOverdue(Refused):
    """The closing time passed before the call was approved."""


class InConflict(Refused):
    """The reviewer may not judge this application."""


class RegistrationClosed(Refused):
    """The briefing takes no registrations at this moment."""


class AlreadyRegistered(Refused):
    """This person already has a place."""


class InThePast(Refused):
    """A briefing is not announced for, or moved to, a time that has gone by."""


class NotTheReviewer(Refused):
    """Only the assigned reviewer declares, scores, finishes or steps back."""


class SeatsTaken(Refused):
    """More seats are taken than the briefing is to have."""

    def __init__(self, taken: int) -> None:
        super().__init__(f"{taken} seats are taken")
        self.taken = taken


class ScoresMissing(Refused):
    """Not all criteria have points and a reason."""


class ReviewsMissing(Refused):
    """No reviewer has finished yet, or some have not."""
