"""The application form of a call: which questions are asked, and what is wrong with a form.

Pure functions. A question is a mapping as `form_content_of` writes it: key, section, label_ko, kind,
options, options_en, columns, row_limit, max_length, condition ({"question": key, "values": [...]} or None).
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol, TypeVar

from django.utils.translation import gettext as _

from programs.enums import ColumnKind, QuestionKind

YES = "yes"
CHOICE_KINDS = (QuestionKind.CHOICE, QuestionKind.CHOICES)
# What later questions can depend on
CONDITION_KINDS = (*CHOICE_KINDS, QuestionKind.CONSENT)
ROW_LIMIT = 30  # of a table that says nothing else
MOST_COLUMNS = 12
MOST_CELLS = 1000
MOST_OPTIONS, LONGEST_OPTION = 100, 120  # as in call_schema.json
SHORT_LENGTH, TEXT_LENGTH = 300, 20_000  # of texts that say nothing else
LARGEST_NUMBER = 10**15
COLUMN_KEY = re.compile(r"[a-z0-9_]{1,40}")

Row = Mapping[str, Any]


class Conditional(Protocol):
    pk: Any
    condition_question_id: Any
    condition_values: Any


Q = TypeVar("Q", bound=Conditional)


def asked(questions: Iterable[Q], answers: Mapping[Any, Any]) -> list[Q]:
    """The questions that are asked, in their order, given the answers by the questions' pk.

    A question is asked where it has no condition, or where its condition holds: the question that
    it depends on stands before it, is asked itself, and is answered with one of the values.
    """
    counted: dict[Any, Any] = {}
    found = []
    for question in questions:
        depends_on = question.condition_question_id
        if depends_on is None or holds(counted.get(depends_on), question.condition_values):
            found.append(question)
            counted[question.pk] = answers.get(question.pk)
    return found


def holds(answer: Any, values: Iterable[str]) -> bool:
    """Whether an answer is one of the values: a choice is, of several choices any one is, and a
    consent that was given is "yes"."""
    if answer is True:
        return YES in values
    given = answer if isinstance(answer, list) else [answer]
    return any(isinstance(part, str) and part in values for part in given)


@dataclass(frozen=True)
class FormFault:
    """What is wrong with a form: which question (by place and key), in which field, in words."""

    index: int
    key: str
    field: str
    message: str

    @property
    def path(self) -> str:
        """Where it stands in the content of a call."""
        return f"questions[{self.index}].{self.field}"


def faults_of_questions(questions: Sequence[Row], sections: Sequence[Row] = ()) -> list[FormFault]:
    """All that is wrong with the questions of a form, in their order; empty when it can be used.

    Where `sections` are given, a form asks section by section, and first what has none.
    """
    places = {str(section["key"]): place for place, section in enumerate(sections, start=1)}
    asked_in = [places.get(str(question.get("section")), 0) for question in questions]
    faults = []
    earlier: dict[str, Row] = {}
    for index in sorted(range(len(questions)), key=asked_in.__getitem__):
        question = questions[index]
        key = str(question["key"])
        found = [*_options(question), *_columns(question), *_condition(question, earlier)]
        if key in earlier:
            found.append(("key", _("Another question has this key.")))
        faults += [FormFault(index, key, field, message) for field, message in found]
        earlier[key] = question
    return sorted(faults, key=lambda fault: fault.index)


Found = Iterable[tuple[str, str]]


def _doubles(texts: Iterable[str]) -> list[str]:
    return [text for text, count in Counter(texts).items() if count > 1]


def _options(question: Row) -> Found:
    if question["kind"] not in CHOICE_KINDS:
        given = [field for field in ("options", "options_en") if question.get(field)]
        yield from ((field, _("Only a choice has options.")) for field in given)
        return
    options, english = question.get("options") or [], question.get("options_en") or []
    if len(options) < 2:
        yield "options", _("A choice needs at least two options, one per line.")
    for field, texts in (("options", options), ("options_en", english)):
        yield from ((field, message) for message in _beyond_bounds(texts))
        if doubles := _doubles(texts):
            yield field, _("“%(option)s” stands here twice.") % {"option": doubles[0]}
        if not all(text.strip() for text in texts):
            yield field, _("An option has no text.")
    if english and len(english) != len(options):
        yield "options_en", _("Give as many English options as Korean ones, or none.")


def _beyond_bounds(options: Sequence[str]) -> Iterable[str]:
    if len(options) > MOST_OPTIONS:
        yield _("These are more than %(most)d.") % {"most": MOST_OPTIONS}
    if too_long := [option for option in options if len(option) > LONGEST_OPTION]:
        words = {"line": too_long[0][:20], "most": LONGEST_OPTION}
        yield _("“%(line)s…” is longer than %(most)s letters.") % words


def _columns(question: Row) -> Found:
    columns = question.get("columns") or []
    if question["kind"] != QuestionKind.TABLE:
        if columns:
            yield "columns", _("Only a table has columns.")
        return
    if not columns:
        yield "columns", _("A table needs at least one column.")
    if len(columns) > MOST_COLUMNS:
        yield "columns", _("A table has at most %(most)s columns.") % {"most": MOST_COLUMNS}
    elif len(columns) * (question.get("row_limit") or ROW_LIMIT) > MOST_CELLS:
        yield "row_limit", _("Columns times rows: at most %(most)s.") % {"most": MOST_CELLS}
    if doubles := _doubles(str(column.get("key")) for column in columns):
        yield "columns", _("Two columns have the key “%(key)s”.") % {"key": doubles[0]}
    for column in columns:
        yield from (("columns", message) for message in _column(column))


def _column(column: Row) -> Iterable[str]:
    label = column.get("label_ko") or ""
    if not label.strip():
        yield _("A column has no text.")
    if not COLUMN_KEY.fullmatch(str(column.get("key"))):
        yield _("Column “%(label)s”: a key is small letters, digits and _.") % {"label": label}
    if column.get("kind") not in ColumnKind.values:
        yield _("Column “%(label)s”: choose a kind.") % {"label": label}
    options = column.get("options") or []
    if column.get("kind") == ColumnKind.CHOICE and len(set(options)) < 2:
        yield _("Column “%(label)s”: a choice needs at least two options.") % {"label": label}
    for fault in _beyond_bounds(options):
        yield _("Column “%(label)s”: %(fault)s") % {"label": label, "fault": fault}
    if doubles := _doubles(options):
        words = {"label": label, "option": doubles[0]}
        yield _("Column “%(label)s”: “%(option)s” stands there twice.") % words


def _condition(question: Row, earlier: Mapping[str, Row]) -> Found:
    condition = question.get("condition")
    if not condition:
        return
    other = earlier.get(str(condition.get("question")))
    values = condition.get("values") or []
    if other is None:
        message = _("“%(label)s” depends on a question that does not stand before it.")
    elif other["kind"] not in CONDITION_KINDS:
        message = _("“%(label)s” can depend only on a choice or a consent.")
    elif not values:
        message = _("Say which answers of the earlier question count.")
    elif unknown := [value for value in values if value not in answers_of(other)]:
        words = {"label": question["label_ko"], "option": unknown[0], "other": other["label_ko"]}
        text = _("“%(label)s” depends on the answer “%(option)s”, which “%(other)s” does not have.")
        yield "condition", text % words
        return
    else:
        return
    yield "condition", message % {"label": question["label_ko"]}


def answers_of(question: Row) -> list[str]:
    """The answers of a question that others can depend on."""
    if question["kind"] == QuestionKind.CONSENT:
        return [YES]
    return list(question.get("options") or []) if question["kind"] in CHOICE_KINDS else []


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_day(value: Any) -> bool:
    try:
        return bool(date.fromisoformat(value))
    except (TypeError, ValueError):
        return False


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


# A choice is a text, whichever options there are
SHAPES: dict[str, Callable[[Any], bool]] = {
    QuestionKind.SHORT: _is_text,
    QuestionKind.LONG: _is_text,
    QuestionKind.NUMBER: _is_number,
    QuestionKind.MONEY: _is_number,
    QuestionKind.DATE: _is_day,
    QuestionKind.CHOICE: _is_text,
    QuestionKind.CHOICES: lambda value: isinstance(value, list) and all(map(_is_text, value)),
    QuestionKind.CONSENT: lambda value: isinstance(value, bool),
    QuestionKind.TABLE: lambda value: (
        isinstance(value, list) and all(isinstance(row, dict) for row in value)
    ),
}


def has_shape_of(kind: str, answer: Any) -> bool:
    """Whether an answer could be one to a question of this kind: an amendment may change it."""
    return kind in SHAPES and SHAPES[kind](answer)


def fault_of_answer(question: Row, answer: Any) -> str:
    """What is wrong with a stored answer, judged as the field of its question's kind judges it;
    empty where nothing is.

    A draft keeps its answers when its call is amended: what was a text may be a choice by now.
    """
    if not _fits(question, answer):
        return _("The question has changed. Answer it again.")
    longest = _longest(question)
    if longest and len(answer) > longest:
        words = {"most": longest, "count": len(answer)}
        return _("At most %(most)s letters; there are %(count)s.") % words
    most = question.get("row_limit") or ROW_LIMIT
    if question["kind"] == QuestionKind.TABLE and len(answer) > most:
        words = {"most": most, "count": len(answer)}
        return _("At most %(most)s rows; there are %(count)s.") % words
    return ""


def _longest(question: Row) -> int:
    lengths = {QuestionKind.SHORT: SHORT_LENGTH, QuestionKind.LONG: TEXT_LENGTH}
    own = lengths.get(question["kind"])
    return (question.get("max_length") or own) if own else 0


def _fits(question: Row, answer: Any) -> bool:
    kind = question["kind"]
    if not has_shape_of(kind, answer):
        return False
    if kind in CHOICE_KINDS:
        given = answer if isinstance(answer, list) else [answer]
        return set(given) <= set(question.get("options") or [])
    if kind == QuestionKind.TABLE:
        columns = {column["key"]: column for column in question.get("columns") or []}
        cells = [cell for row in answer for cell in row.items()]
        return all(key in columns and _cell_fits(columns[key], value) for key, value in cells)
    return _is_within(kind, answer)


def _is_within(kind: str, answer: Any) -> bool:
    if kind not in (QuestionKind.NUMBER, QuestionKind.MONEY):
        return True
    least = 0 if kind == QuestionKind.MONEY else -LARGEST_NUMBER
    return least <= answer <= LARGEST_NUMBER


def _cell_fits(column: Row, value: Any) -> bool:
    """The kinds of columns are kinds of questions, too."""
    cell = {"kind": column["kind"], "options": column.get("options")}
    is_short = column["kind"] != ColumnKind.SHORT or len(str(value)) <= SHORT_LENGTH
    return is_short and _fits(cell, value)
