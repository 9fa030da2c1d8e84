"""The written form of a call (docs/call-format.md): reading it, and what is wrong with it.

`call_schema.json` is the JSON Schema (draft 2020-12). What only the database knows – programmes,
zones, whether parts fit together – is judged by `programs.queries.content_faults`.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from itertools import chain, islice
from pathlib import Path
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

from portal.common.text import with_printable_texts

SCHEMA: dict[str, Any] = json.loads(Path(__file__).with_name("call_schema.json").read_text("utf-8"))
MOST_BYTES = 1_000_000
DEEPEST = 12  # the schema itself needs seven levels
MOST_FAULTS = 100
SHOWN_VALUE = 60  # letters of a wrong name or value that a message repeats
# A text, or the rest where one does not end: then no later quotation mark is tried again
QUOTED = re.compile(r'"(?:[^"\\]++|\\.?)*+"?', re.DOTALL)
BRACKETS = re.compile(r"[\[\]{}]")

# Judged together: where one of them has a fault, the others say nothing about each other
TOGETHER: tuple[set[str], ...] = (
    {"sections", "questions"},
    {"published_at", "opens_at", "closes_at", "inquiries_close_at", "closing_mode"},
)
FARTHEST_OFFSET = timedelta(hours=14)
TOP_NAME = re.compile(r"\$\.(\w+)")

_FORMATS = FormatChecker(formats=())


@_FORMATS.checks("date-time", raises=ValueError)
def _is_moment(value: object) -> bool:
    """ISO 8601 with an offset in use, far enough from the ends of time to be moved between zones."""
    if not isinstance(value, str):
        return True
    moment = datetime.fromisoformat(value)
    offset = moment.utcoffset()
    is_in_use = offset is not None and not offset.seconds % 60 and abs(offset) <= FARTHEST_OFFSET
    return is_in_use and 1000 < moment.year < 9999


Check = Callable[[Any, Any, Any, dict[str, Any]], Iterable[ValidationError]]


def _unless_too_long(check: Check) -> Check:
    """A list longer than it may be has that one fault; nobody looks through its items."""

    def checked(
        validator: Any, value: Any, instance: Any, schema: dict[str, Any]
    ) -> Iterable[ValidationError]:
        most = schema.get("maxItems", MOST_BYTES)
        is_too_long = isinstance(instance, list) and len(instance) > most
        return () if is_too_long else check(validator, value, instance, schema) or ()

    return checked


def _texts_differ(
    validator: Any, value: Any, instance: Any, schema: dict[str, Any]
) -> Iterable[ValidationError]:
    """All lists whose items must differ are of texts; another item is a fault of its own."""
    items = instance if isinstance(instance, list) else []
    texts = [item for item in items if isinstance(item, str)]
    if len(texts) > len(set(texts)):
        yield ValidationError("not unique")


_Validator = extend(
    Draft202012Validator,
    {
        "items": _unless_too_long(Draft202012Validator.VALIDATORS["items"]),
        "uniqueItems": _unless_too_long(_texts_differ),
    },
)
_VALIDATOR = _Validator(SCHEMA, format_checker=_FORMATS)


class ContentFault(NamedTuple):
    """What is wrong at a place of the text, by its JSON path: `$.questions[0].label_ko`."""

    path: str
    message: str


class ContentUnreadable(Exception):
    """The text is no call at all, or has faults of form; `faults` says where and why.

    `sound` is what of it has the form, so that the rest of its faults can be told as well.
    """

    def __init__(self, *faults: ContentFault, sound: dict[str, Any] | None = None) -> None:
        super().__init__("; ".join(f"{fault.path}: {fault.message}" for fault in faults))
        self.faults = list(faults)
        self.sound = sound or {}


def read_content(raw: bytes) -> dict[str, Any]:
    """The object that the bytes hold, in the form of the schema, without control characters.

    Raises ContentUnreadable with every fault, in the reader's language; of very many, with the
    first that are found, and then nothing is known to be sound.
    """
    content = _parsed(_decoded(raw))
    if not isinstance(content, dict):
        raise ContentUnreadable(ContentFault("$", _("This is not an object in braces: { … }.")))
    unkeepable = _first(_unkeepable(content, "$"))
    if not unkeepable:
        content = with_printable_texts(content)
    faults = _first(chain(unkeepable, _schema_faults(content)))
    if faults:
        sound = _sound_part(content, faults) if len(faults) < MOST_FAULTS else {}
        raise ContentUnreadable(*faults, sound=sound)
    return content


def _first(found: Iterable[ContentFault]) -> list[ContentFault]:
    """As many different faults as are shown, by their path; no more are looked for."""
    first: set[ContentFault] = set()
    for fault in found:
        first.add(fault)
        if len(first) == MOST_FAULTS:
            break
    return sorted(first)


def _shown(text: str) -> str:
    """The beginning of what somebody wrote, fit for a page: halves of a pair are spelled out."""
    return text[:SHOWN_VALUE].encode("utf-8", "backslashreplace").decode()


def _sound_part(content: dict[str, Any], faults: Iterable[ContentFault]) -> dict[str, Any]:
    faulty = {found[1] for fault in faults if (found := TOP_NAME.match(fault.path))}
    for group in TOGETHER:
        if faulty & group:
            faulty |= group
    known = SCHEMA["properties"]
    return {name: value for name, value in content.items() if name in known and name not in faulty}


def _decoded(raw: bytes) -> str:
    if not raw.strip():
        raise ContentUnreadable(ContentFault("$", _("There is nothing here. Paste or choose one.")))
    if len(raw) > MOST_BYTES:
        raise ContentUnreadable(ContentFault("$", _("This is larger than 1 MB.")))
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = _("This is not UTF-8: byte %(at)d. Save the file as UTF-8.")
        raise ContentUnreadable(ContentFault("$", message % {"at": error.start + 1})) from error


def _parsed(text: str) -> Any:
    if _depth(text) > DEEPEST:
        message = _("Brackets stand in brackets more than %(most)d deep.") % {"most": DEEPEST}
        raise ContentUnreadable(ContentFault("$", message))
    repeated: list[ContentFault] = []
    try:
        found = json.loads(
            text, object_pairs_hook=_object_noting(repeated), parse_constant=_refused_constant
        )
    except json.JSONDecodeError as error:
        message = _("This is not JSON: line %(line)d, column %(column)d.")
        place = {"line": error.lineno, "column": error.colno}
        raise ContentUnreadable(ContentFault("$", message % place)) from error
    except ValueError as error:  # a constant of JavaScript, or a number of thousands of digits
        message = _("A number here is none that can be kept: %(number)s.")
        number = {"number": str(error)[:SHOWN_VALUE]}
        raise ContentUnreadable(ContentFault("$", message % number)) from error
    if repeated:
        raise ContentUnreadable(*_first(repeated))
    return found


def _depth(text: str) -> int:
    """How deep brackets stand in brackets, outside of texts; counted before anything recurs."""
    deepest = depth = 0
    for bracket in BRACKETS.findall(QUOTED.sub("", text)):
        depth += 1 if bracket in "[{" else -1
        deepest = max(deepest, depth)
    return deepest


def _object_noting(repeated: list[ContentFault]) -> Callable[[list[tuple[str, Any]]], Any]:
    def noted(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            counted = Counter(name for name, _value in pairs)
            twice = (name for name, count in counted.items() if count > 1)
            for name in islice(twice, max(0, MOST_FAULTS - len(repeated))):
                repeated.append(ContentFault(f"$..{_shown(name)}", _("This name stands twice.")))
        return found

    return noted


def _refused_constant(name: str) -> float:
    raise ValueError(name)


def _unkeepable(value: Any, path: str) -> Iterator[ContentFault]:
    """Characters that no database takes: NUL, and halves of a pair."""
    if isinstance(value, str):
        if "\0" in value or any("\ud800" <= character <= "\udfff" for character in value):
            yield ContentFault(path, _("This text holds a character that cannot be kept."))
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from _unkeepable(name, path)
            yield from _unkeepable(item, f"{path}.{_shown(name)}")
    elif isinstance(value, list):
        for position, item in enumerate(value):
            yield from _unkeepable(item, f"{path}[{position}]")


def _schema_faults(content: dict[str, Any]) -> Iterator[ContentFault]:
    return chain.from_iterable(map(_told, _VALIDATOR.iter_errors(content)))


def _told(error: ValidationError) -> Iterator[ContentFault]:
    """What the library found, in the reader's words; names that miss or are too many, one by one."""
    path = error.json_path
    if error.validator == "required":
        missing = (name for name in error.validator_value if name not in error.instance)
        yield from (ContentFault(f"{path}.{name}", _("This must be there.")) for name in missing)
    elif error.validator == "additionalProperties":
        strange = (name for name in error.instance if name not in error.schema["properties"])
        message = _("The format has no such name.")
        yield from (ContentFault(f"{path}.{_shown(name)}", message) for name in strange)
    else:
        yield ContentFault(path, _message(error))


def _message(error: ValidationError) -> str:
    limit = error.validator_value
    value = _shown(json.dumps(error.instance, ensure_ascii=False))
    messages: dict[str, Callable[[], str]] = {
        "type": lambda: _("This must be %(kinds)s.") % {"kinds": _kinds(limit)},
        "enum": lambda: (
            _("%(value)s is none of: %(known)s.")
            % {"value": value, "known": ", ".join(map(str, limit))}
        ),
        "const": lambda: _("This must be %(value)s.") % {"value": json.dumps(limit)},
        "maxLength": lambda: (
            _("This has %(length)d letters; at most %(most)d are taken.")
            % {"length": len(error.instance), "most": limit}
        ),
        "minLength": lambda: _("This must not be empty."),
        "minItems": lambda: _("This must not be empty."),
        "maxItems": lambda: _("These are more than %(most)d.") % {"most": limit},
        "minimum": lambda: _("This must be at least %(least)d.") % {"least": limit},
        "maximum": lambda: _("This must be at most %(most)d.") % {"most": limit},
        "uniqueItems": lambda: _("The same stands here twice."),
        "format": lambda: _("Write a moment with its offset: 2026-03-04T14:00:00+09:00."),
        "not": lambda: _("This is one line: write it without line breaks."),
        "pattern": lambda: _("%(value)s has not the form that is asked for.") % {"value": value},
    }
    return messages.get(error.validator, lambda: _("This does not fit the format."))()


def _kinds(names: str | list[str]) -> str:
    words = {
        "object": _("an object in braces"),
        "array": _("a list in brackets"),
        "string": _("a text in quotation marks"),
        "integer": _("a whole number"),
        "boolean": _("true or false"),
        "null": _("null"),
    }
    listed = [names] if isinstance(names, str) else names
    return " / ".join(words.get(name, name) for name in listed)
