"""What stands behind the page of a section of an application; its kinds are in application_section.py.

A section may be saved incomplete. Fields that are valid are saved even where others are not: each
is an answer of its own, and what is not valid stays with its writer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

from portal.accounts.models import User
from programs.actions.application_section import Saved
from programs.models import Answer, Application
from programs.queries.section import digest_of


@dataclass(frozen=True)
class Compared:
    """A field that two people have written: what is saved (before) and what was typed (after)."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Leftover:
    """What was typed for a question that the call asks differently by now."""

    label: str
    text: str


class SectionEditor:
    """One section of an application as its page shows it (`given` is None) or sends it.

    A kind of section is a subclass: its form, what it says now, and the action that saves it.
    """

    template = "includes/section_fields.html"  # what stands in the <form>; takes: editor, form
    is_wide = False  # tables need the room beside the form
    form: forms.BaseForm

    def __init__(
        self, application: Application, section: str, *, by: User, given: QueryDict | None
    ) -> None:
        self.application, self.section, self.by = application, section, by
        self.given = given

    @property
    def is_there(self) -> bool:
        """Whether the call has, or had, such a section."""
        return True

    @property
    def is_asked(self) -> bool:
        """Whether the call asks for anything here at this moment."""
        return True

    @property
    def seen(self) -> str:
        """The digest of what the section says now."""
        return digest_of(self.content())

    def content(self) -> dict[str, Any]:
        """What the section says now, as JSON can hold it."""
        raise NotImplementedError

    def is_valid(self) -> bool:
        return self.form.is_valid()

    @property
    def faulty(self) -> list[str]:
        """The labels of the fields that are not valid."""
        return [str(self.form[name].label) for name in self.form.errors if name in self.form.fields]

    def save(self, *, seen: str) -> Saved:
        """Save what is valid. Raises SectionChanged, CallClosed, TransitionNotAllowed."""
        raise NotImplementedError

    def compared(self) -> list[Compared]:
        """Where what was typed differs from what is saved by now."""
        raise NotImplementedError

    @property
    def leftovers(self) -> list[Leftover]:
        return []

    @property
    def former(self) -> Sequence[Answer]:
        """Answers to what is no longer asked here."""
        return []

    @property
    def shown(self) -> str:
        """What the page asks, for the page to send back; empty where that never changes."""
        return ""


def tokens_of(given: QueryDict | None) -> dict[str, str]:
    """What a page says that it showed: "12:long,13:short"; anything else is nobody's page."""
    tokens = (given or {}).get("shown", "").split(",")
    return dict(token.split(":") for token in tokens if token.count(":") == 1)
