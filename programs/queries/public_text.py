"""Texts of the foundation: what was written, what differs, what they said before."""

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import models

from portal.accounts.models import User
from programs.enums import PublicTextState
from programs.models import NoticeFile
from programs.models.notice import NoticeFileQuerySet
from programs.models.public_text import PublicText
from programs.models.text_version import TextVersion

# A text of more lines is shown as a whole, before and after, and not compared line by line
MOST_LINES_COMPARED = 600
KEPT = 64  # differences that are read again and again are worked out once a process


def notice_files_visible_to(user: User | AnonymousUser) -> NoticeFileQuerySet:
    """Those of published notices for everybody, those of drafts for who writes them; none that is
    withheld or waits for its scan."""
    offered = NoticeFile.objects.offered()
    if user.has_perm("programs.edit_notice"):
        return offered
    return offered.filter(notice__state=PublicTextState.PUBLISHED)


def text_content(text: models.Model) -> dict[str, Any]:
    """What was written, as JSON can hold it; its digest says what a writer has seen."""
    return {name: _plain(text, name) for name in text.WRITTEN}  # type: ignore[attr-defined]


def words_of(text: models.Model) -> dict[str, str]:
    """What a version keeps of it: the words."""
    return {name: str(getattr(text, name) or "") for name in text.WORDS}  # type: ignore[attr-defined]


def _plain(text: models.Model, name: str) -> Any:
    field = text._meta.get_field(name)
    if field.many_to_many:
        return sorted(getattr(text, name).values_list("pk", flat=True))
    value = field.value_from_object(text)
    return value.isoformat() if hasattr(value, "isoformat") else value


@dataclass(frozen=True)
class TextCompared:
    """A field as a colleague saved it, and as it was typed."""

    label: str
    before: str
    after: str


def text_compared(saved: PublicText, typed: Mapping[str, Any]) -> list[TextCompared]:
    """Where what was typed (field → value of a form) differs from what is saved by now."""
    lines = [
        TextCompared(
            str(saved._meta.get_field(name).verbose_name),
            _said(getattr(saved, name), _choices(saved, name)),
            _said(typed.get(name), _choices(saved, name)),
        )
        for name in saved.WRITTEN
    ]
    return [line for line in lines if line.before != line.after]


def _choices(text: PublicText, name: str) -> Mapping[Any, Any]:
    return dict(getattr(text._meta.get_field(name), "flatchoices", ()))


def _said(value: Any, choices: Mapping[Any, Any]) -> str:
    if value is None:
        return ""
    if isinstance(value, models.Manager | models.QuerySet):
        return ", ".join(sorted(map(str, value.all())))
    return str(choices.get(value, value))


@dataclass(frozen=True)
class FieldChanged:
    """One field of a text: its pieces, each `ins`, `del` or `` for what stayed, with its words."""

    label: str
    pieces: list[tuple[str, str]]


@dataclass(frozen=True)
class TextChange:
    """A change of what everybody reads; `fields` is empty where readers must not see it."""

    at: datetime
    reason: str
    fields: list[FieldChanged]
    who: str = ""


def changes_of(
    text: models.Model, versions: Sequence[TextVersion], *, for_staff: bool = False
) -> list[TextChange]:
    """The changes of a text that was published, the latest first as `versions` are.

    From one whose former words must not be read, readers see of all that went before it only when
    and why: what had to go stood there as well.
    """
    changes, after, is_shown = [], words_of(text), True
    for version in versions:
        is_shown = for_staff or (is_shown and version.is_shown)
        fields = _fields_changed(text, version.content, after) if is_shown else []
        who = version.replaced_by.name if for_staff else ""
        changes.append(TextChange(version.replaced_at, version.reason, fields, who))
        after = version.content
    return changes


def _fields_changed(
    text: models.Model, before: Mapping[str, str], after: Mapping[str, str]
) -> list[FieldChanged]:
    return [
        FieldChanged(
            str(text._meta.get_field(name).verbose_name),
            list(pieces_between(before.get(name, ""), after.get(name, ""))),
        )
        for name in text.WORDS  # type: ignore[attr-defined]
        if before.get(name, "") != after.get(name, "")
    ]


@lru_cache(maxsize=KEPT)
def pieces_between(before: str, after: str) -> tuple[tuple[str, str], ...]:
    """What was taken out (`del`), put in (`ins`) and left as it was, line by line."""
    old, new = before.split("\n"), after.split("\n")
    if len(old) + len(new) > MOST_LINES_COMPARED:
        return (("del", before), ("ins", after))
    pieces = []
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(("", "\n".join(old[old_from:old_to])))
            continue
        pieces.append(("del", "\n".join(old[old_from:old_to])))
        pieces.append(("ins", "\n".join(new[new_from:new_to])))
    return tuple((kind, words) for kind, words in pieces if words.strip())
