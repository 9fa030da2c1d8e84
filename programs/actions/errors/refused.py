"""What every refusal is, and those of more than one area."""

from collections.abc import Sequence

from programs.validators import Fault


class Refused(Exception):
    """An action was refused; nothing was changed."""


class Incomplete(Refused):
    """Something is missing; `faults` says what and where."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("; ".join(f"{fault.label}: {fault.message}" for fault in faults))
        self.faults = list(faults)
