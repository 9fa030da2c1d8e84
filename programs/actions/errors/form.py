"""Refused to a call's form, its sections and questions."""

from collections.abc import Sequence
from typing import Any

from programs.actions.errors.refused import Refused
from programs.form_checks import FormFault


class NameTaken(Refused):
    """Something else of this kind has the name already."""


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
