"""Why an action was refused. Each carries what a person needs to go on."""

from collections.abc import Sequence
from typing import Any

from programs.call_format import ContentFault
from programs.form_checks import FormFault
from programs.validators import Fault


class Refused(Exception):
    """An action was refused; nothing was changed."""


class CallClosed(Refused):
    """The call does not take applications at this moment."""


class CallFull(CallClosed):
    """All seats, or all the money, are taken; the call opens again if some are freed."""


class CallNotClosed(Refused):
    """Staff handle applications of approved calls that have closed, no others."""


class NothingWithheld(Refused):
    """No file with this digest is withheld by the virus check."""


class OwnFile(Refused):
    """Nobody releases a file of a company or an agency that they belong to."""


class SealMissing(Refused):
    """This end of the call was sealed, and its seal is gone: a second one would hide that."""


class OwnApplication(Refused):
    """Nobody handles the application of a company that they belong to."""


class AlreadyDecided(Refused):
    """Applications of this call have been decided."""


class Incomplete(Refused):
    """Something is missing; `faults` says what and where."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("; ".join(f"{fault.label}: {fault.message}" for fault in faults))
        self.faults = list(faults)


class ContentRefused(Refused):
    """A call cannot be imported; `faults` says what is wrong and at which JSON path."""

    def __init__(self, faults: Sequence[ContentFault]) -> None:
        super().__init__("; ".join(f"{fault.path}: {fault.message}" for fault in faults))
        self.faults = list(faults)


class ContentChanged(Refused):
    """What would be submitted is not what the person had before them."""


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


class AlreadyConfirmed(Refused):
    """Nothing is left to confirm: the company has answered, or its application has moved on."""


class NotExtendable(Refused):
    """Calls whose closing cannot be moved there; `calls` may be empty where none was chosen."""

    def __init__(self, calls: Sequence[Any]) -> None:
        super().__init__(", ".join(call.code for call in calls))
        self.calls = list(calls)


class CallOverdue(Refused):
    """A moment of its schedule passed before the call was approved, or no longer fits the others."""


class InConflict(Refused):
    """The reviewer may not judge this application."""


class RegistrationClosed(Refused):
    """The briefing takes no registrations at this moment."""


class AlreadyRegistered(Refused):
    """This person already has a place."""


class AlreadyCancelled(Refused):
    """Somebody else has cancelled it meanwhile, or it is the second click."""


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


class TooManyAttachments(Refused):
    """A call has as many attachments as it may have; `most` says how many."""

    def __init__(self, most: int) -> None:
        super().__init__(f"at most {most} attachments")
        self.most = most


class TooManyUploads(Refused):
    """A person has as many files under way as one may; `most` says how many."""

    def __init__(self, most: int) -> None:
        super().__init__(f"at most {most} uploads at once")
        self.most = most


class NoRoom(Refused):
    """An application keeps as many bytes of files as it may; `most` says how many."""

    def __init__(self, most: int) -> None:
        super().__init__(f"at most {most} bytes")
        self.most = most


class PartTooSmall(Refused):
    """Too many parts of a file were smaller than they need be."""


class UploadElsewhere(Refused):
    """A part does not begin where the file has come to, or is too long; `offset` says where."""

    def __init__(self, offset: int) -> None:
        super().__init__(f"{offset} bytes have come")
        self.offset = offset


class UploadDamaged(Refused):
    """What was stored is not what had come; the file has to be sent anew."""


class PlaceChanged(Refused):
    """Another file stands in the place than the person saw there."""


class FileGone(Refused):
    """A former file cannot be put back: it is kept no more, unsafe, or not asked for any more."""


class InquiriesClosed(Refused):
    """The call takes no questions at this moment."""


class TooManyInquiries(Refused):
    """This person has as many questions waiting as one person may have."""


class AlreadyAnswered(Refused):
    """A question was answered or set aside in the meantime."""


class AlreadyCorrected(Refused):
    """A later answer stands in the place of this one."""


class TooManySaved(Refused):
    """A person has saved as many things as one may; `most` says how many."""

    def __init__(self, most: int) -> None:
        super().__init__(f"at most {most} saved")
        self.most = most


class TooManyKept(Refused):
    """A company keeps as many certificates as one may; `most` says how many."""

    def __init__(self, most: int) -> None:
        super().__init__(f"at most {most} kept")
        self.most = most


class NotReusable(Refused):
    """The call does not take a kept certificate here, or this one is too old or not valid."""


class NameTaken(Refused):
    """Something else of this kind has the name already."""


class TooFarAhead(Refused):
    """A moment of the call would lie after the last year that the portal takes."""


class PartGone(Refused):
    """A question or section was deleted in the meantime."""


class PartChanged(Refused):
    """A question or section was changed after it had been shown; `current` is as it is now."""

    def __init__(self, current: Any) -> None:
        super().__init__(str(current))
        self.current = current


class FaultyForm(Refused):
    """The form could not be used like this; `faults` says why."""

    def __init__(self, faults: Sequence[FormFault]) -> None:
        super().__init__("; ".join(fault.message for fault in faults))
        self.faults = list(faults)


class StillNeeded(Refused):
    """Other questions depend on this one."""

    def __init__(self, dependents: Sequence[str]) -> None:
        super().__init__(", ".join(dependents))
        self.dependents = list(dependents)
