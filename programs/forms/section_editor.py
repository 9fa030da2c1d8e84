"""What stands behind the page of a section of an application; its kinds are in application_section.py.

A section may be saved incomplete. Fields that are valid are saved even where others are not: each
is an answer of its own, and what is not valid stays with its writer. Two people who write in one
section are merged field by field (`queries.merging`); only a field that both wrote differently is
set side by side, and nothing of it is saved before its writer has pressed whose text it is to be.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.text import capfirst

from portal.accounts.models import User
from portal.common.money import without_unit
from portal.common.templatetags.portal_text import answer_text
from programs.actions.application_section import Saved
from programs.forms.table import CellError
from programs.models import Answer, Application
from programs.queries import Written
from programs.queries.merging import as_token, digests_of, from_token, with_text


@dataclass(frozen=True)
class Compared:
    """What two people have written: what is saved (before) and what was typed (after)."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Clash:
    """A field that two people have written differently, with the places in it that differ."""

    name: str
    label: str
    lines: Sequence[Compared]


@dataclass(frozen=True)
class Leftover:
    """What was typed for a question that the call asks differently by now."""

    label: str
    text: str


@dataclass(frozen=True)
class Now:
    """What the section says, field by field, and a form that shows it; read at one moment."""

    said: Mapping[str, Any]
    form: forms.BaseForm


class SectionEditor:
    """One section of an application as its page shows it (`given` is None) or sends it.

    A kind of section is a subclass: its form, what it says now, and the action that saves it.
    """

    template = "includes/section_fields.html"  # what stands in the <form>; takes: editor, form
    is_wide = False  # tables need the room beside the form
    is_personal = False  # nobody else writes it
    form: forms.BaseForm

    def __init__(
        self, application: Application, section: str, *, by: User, given: QueryDict | None
    ) -> None:
        self.application, self.section, self.by = application, section, by
        self.given = given
        self.clashes: list[Clash] = []
        self._met: Mapping[str, str] = {}
        self._onward: Mapping[str, str] = self.shown_before

    @property
    def is_there(self) -> bool:
        """Whether the call has, or had, such a section."""
        return True

    @property
    def is_asked(self) -> bool:
        """Whether the call asks for anything here at this moment."""
        return True

    @cached_property
    def shown_before(self) -> Mapping[str, str]:
        """The digest of each field as its writer had it before them when they wrote.

        Who says that their text is to stand has a colleague's before them, as it was shown beside.
        """
        given = self.given or {}
        seen, met = (from_token(given.get(name, "")) for name in ("seen", "met"))
        own = given.get("mine", "")
        return with_text(seen | {own: met[own]} if own in met else seen)

    @property
    def _dropped(self) -> str:
        """The field of which the saved text is to stand."""
        return (self.given or {}).get("theirs", "")

    @property
    def is_decision(self) -> bool:
        """Whether a button of one clashing field was pressed."""
        return any(name in (self.given or {}) for name in ("mine", "theirs"))

    @property
    def seen(self) -> str:
        """The digest of each field as the page shows it, for the page to send back."""
        return as_token(digests_of(self.now().said) if self.given is None else self._onward)

    @property
    def met(self) -> str:
        """The digest of each colleague's text that stands beside one's own."""
        return as_token({clash.name: self._met.get(clash.name, "") for clash in self.clashes})

    def now(self) -> Now:
        """What the section says: as it was read with a page that is opened, else anew."""
        raise NotImplementedError

    @property
    def typed(self) -> Mapping[str, Any]:
        """What was typed in each field and is valid, as JSON can hold it."""
        raise NotImplementedError

    def field_of(self, name: str) -> str:
        """The name of a field in the form."""
        return name

    def is_valid(self) -> bool:
        """Whether all is that is to be saved."""
        self.form.errors.pop(self.field_of(self._dropped), None)
        return not self.form.errors

    @property
    def faults(self) -> list[dict[str, str]]:
        """Each fault: the input that it stands at, the label of its field, and what is wrong."""
        return [
            {
                "name": f"{name}-{fault.cell}" if isinstance(fault, CellError) else name,
                "label": capfirst(str(self.form[name].label)),
                "message": message,
            }
            for name, faults in self.form.errors.as_data().items()
            if name in self.form.fields
            for fault in faults
            for message in fault.messages
        ]

    def save(self) -> Saved:
        """Save what is valid and was changed, but for what is to stay as it is saved. Raises
        SectionChanged, CallClosed, TransitionNotAllowed."""
        saved = self._save([name for name in self.typed if name != self._dropped])
        self._onward = saved.seen
        return saved

    def _save(self, names: list[str]) -> Saved:
        """Save these fields. Raises as `save`."""
        raise NotImplementedError

    def said_since(self, written: Written, saved: Saved) -> bool:
        """Let what was read before the save say what is saved now; False where it must be read anew."""
        return False

    def _as_saved(self, saved: Saved) -> dict[str, Any]:
        """What its writer has changed and the section says now."""
        typed, before = self.typed, self.shown_before
        own = digests_of(typed)
        return {
            name: value
            for name, value in typed.items()
            if own.get(name) == saved.seen.get(name) != before.get(name)
        }

    def labels(self, names: Sequence[str]) -> list[str]:
        """What fields are called beside what they say, which has its unit."""
        labels = (without_unit(str(self.form[self.field_of(name)].label)) for name in names)
        return [capfirst(label) for label in labels]

    def set_beside(self, clashing: Sequence[str]) -> None:
        """Let the page show what is saved by now: beside what was typed in the clashing fields, and
        in the place of what its writer had left as it was."""
        now, typed = self.now(), self.typed
        saved, own = digests_of(now.said), digests_of(typed)
        self._met, onward = saved, dict(self._onward)
        for name in typed:
            if name in clashing:
                continue
            if name == self._dropped or own.get(name) == onward.get(name) != saved.get(name):
                self._show_saved(self.field_of(name), now.form)
                onward[name] = saved.get(name, "")
        self._onward = with_text(onward)
        self.clashes = [
            Clash(name, label, self.compared(name, now.said.get(name), typed[name]))
            for name, label in zip(clashing, self.labels(clashing), strict=True)
            if own.get(name) != saved.get(name)
        ]

    def _show_saved(self, name: str, saved: forms.BaseForm) -> None:
        value = saved.get_initial_for_field(saved.fields[name], name)
        vars(self.form.fields[name])["bound_data"] = lambda _data, _initial: value
        self.form.errors.pop(name, None)

    def compared(self, name: str, saved: Any, typed: Any) -> list[Compared]:
        """Where two texts of a field differ."""
        (label,) = self.labels([name])
        return [Compared(label, self.in_words(name, saved), self.in_words(name, typed))]

    def in_words(self, name: str, value: Any) -> str:
        """What a field says, as people read it."""
        return answer_text(value)

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
    return from_token((given or {}).get("shown", ""))
