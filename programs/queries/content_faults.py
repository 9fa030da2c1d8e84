"""What is wrong with a content (docs/call-format.md) that has the form of the schema."""

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.utils.translation import gettext as _

from programs.call_format import ContentFault
from programs.form_checks import faults_of_questions
from programs.models import Call, Program, Question
from programs.models.call_content import CONTENT_FIELDS, MOMENTS, REFERENCES
from programs.models.call_parts import WRITTEN_PARTS
from programs.validators import (
    validate_anchors,
    validate_schedule,
    validate_tie_ranks,
    validate_weights,
)
from zones.models import Zone

Content = Mapping[str, Any]


def with_keys(content: Content) -> dict[str, Any]:
    """The content with a key for each part that was written without one."""
    keyed = {
        name: [{"key": str(uuid.uuid4()), **row} for row in content[name]]
        for name, part in WRITTEN_PARTS.items()
        if part.is_keyed and name in content
    }
    return {**content, **keyed}


def faults_of_content(content: Content) -> list[ContentFault]:
    """Every fault that keeps a content (with keys) from becoming a draft; its form was checked.

    Of a content with faults of form, `ContentUnreadable.sound` can be judged alike.
    """
    checks: list[Callable[[Content], Iterable[ContentFault]]] = [
        _unknown_names,
        _faults_of_schedule,
        _faults_of_head,
        _faults_of_parts,
        _repeated,
        _faults_of_weights,
        _faults_of_criteria,
        _faults_of_questions,
    ]
    return list(dict.fromkeys(fault for check in checks for fault in check(content)))


def _unknown_names(content: Content) -> Iterator[ContentFault]:
    program = content.get("program")
    if program is not None and not Program.objects.filter(slug=program).exists():
        yield ContentFault("$.program", _("No programme has this address."))
    known = set(Zone.objects.values_list("slug", flat=True))
    for position, row in enumerate(content.get("zones", [])):
        if row["zone"] not in known:
            yield ContentFault(f"$.zones[{position}].zone", _("No zone has this address."))


def _faults_of_schedule(content: Content) -> Iterator[ContentFault]:
    if "published_at" not in content:
        return
    moments = {
        name: datetime.fromisoformat(text) if (text := content.get(name)) else None
        for name in MOMENTS
    }
    try:
        validate_schedule(**moments, closing_mode=content.get("closing_mode", "clock"))
    except ValidationError as error:
        yield from _told(error, "$")


def _faults_of_head(content: Content) -> Iterator[ContentFault]:
    others = (*REFERENCES, *MOMENTS)
    given = {name: content[name] for name in CONTENT_FIELDS if name in content.keys() - others}
    yield from _faults_of_fields(Call(**given), given, "$")


def _faults_of_parts(content: Content) -> Iterator[ContentFault]:
    for part in WRITTEN_PARTS.values():
        for position, row in enumerate(content.get(part.name, [])):
            given = {name: row[name] for name in part.fields if name in row}
            found, path = part.model(**given), f"$.{part.name}[{position}]"
            yield from _faults_of_fields(found, given, path)
            if part.model is not Question:  # its constraints are among the checks of the form
                yield from _faults_of_rules(found, path)


def _faults_of_fields(row: models.Model, names: Iterable[str], path: str) -> Iterator[ContentFault]:
    """What the model's own fields refuse: choices, lengths, addresses."""
    fields = {field.name: field for field in row._meta.fields}
    others = fields.keys() - set(names)
    for name in names:
        text = getattr(row, name)
        if isinstance(text, str) and text and not text.strip() and not fields[name].blank:
            yield ContentFault(f"{path}.{name}", _("This must not be empty."))
    try:
        row.clean_fields(exclude=others)
    except ValidationError as error:
        yield from _told(error, path)


def _faults_of_rules(row: models.Model, path: str) -> Iterator[ContentFault]:
    """What the database would refuse, as its constraints say it."""
    whole = {"call", "key", "zone", "condition_question", "condition_values"}
    own = {field.name for field in row._meta.fields}
    try:
        row.validate_constraints(exclude=whole & own)
    except ValidationError as error:
        yield from _told(error, path)


def _told(error: ValidationError, path: str) -> Iterator[ContentFault]:
    for name, messages in error.message_dict.items():
        place = path if name == NON_FIELD_ERRORS else f"{path}.{name}"
        for message in messages:
            yield ContentFault(place, str(message))


def _repeated(content: Content) -> Iterator[ContentFault]:
    """Two parts with one key, a zone or a size of company twice."""
    for part in WRITTEN_PARTS.values():
        if part.model is Question:  # their keys are among the checks of the form
            continue
        seen = set()
        for position, row in enumerate(content.get(part.name, [])):
            identity = row[part.identity]
            if identity in seen:
                path = f"$.{part.name}[{position}].{part.identity}"
                yield ContentFault(path, _("The same stands here twice."))
            seen.add(identity)


def _faults_of_weights(content: Content) -> Iterator[ContentFault]:
    """A draft may have no criteria yet; those that it has must add up."""
    weights = [row["weight"] for row in content.get("criteria", [])]
    try:
        validate_weights(weights or [100])
    except ValidationError as error:
        yield ContentFault("$.criteria", error.messages[0])


def _faults_of_criteria(content: Content) -> Iterator[ContentFault]:
    criteria = content.get("criteria", [])
    for position, row in enumerate(criteria):
        try:
            validate_anchors(row.get("anchors", []), weight=row["weight"])
        except ValidationError as error:
            yield ContentFault(f"$.criteria[{position}].anchors", error.messages[0])
    try:
        validate_tie_ranks([row.get("tie_rank") for row in criteria])
    except ValidationError as error:
        yield ContentFault("$.criteria", error.messages[0])


def _faults_of_questions(content: Content) -> Iterator[ContentFault]:
    """Needs the keys that `with_keys` gives."""
    sections, questions = content.get("sections", []), content.get("questions", [])
    known = {row["key"] for row in sections} | {None}
    for position, row in enumerate(questions):
        if row.get("section") not in known:
            path = f"$.questions[{position}].section"
            yield ContentFault(path, _("No section has this key."))
    for fault in faults_of_questions(questions, sections):
        yield ContentFault(f"$.{fault.path}", fault.message)
