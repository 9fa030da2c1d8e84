"""The application form of a call: which questions are asked, and what is wrong with a form.

Pure functions. A question is a mapping as `form_content_of` writes it: key, section, label_ko, kind,
options, options_en, columns, row_limit, condition ({"question": key, "values": [...]} or None).
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
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
        if doubles := _doubles(texts):
            yield field, _("“%(option)s” stands here twice.") % {"option": doubles[0]}
        if not all(text.strip() for text in texts):
            yield field, _("An option has no text.")
    if english and len(english) != len(options):
        yield "options_en", _("Give as many English options as Korean ones, or none.")


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
