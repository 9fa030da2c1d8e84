"""The application form of a call, and what an applicant has filled in."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F

from portal.common.templatetags.portal_text import answer_text, table_rows
from programs.enums import QuestionKind
from programs.form_checks import asked, has_shape_of
from programs.models import Call, Document, Question, QuestionSection


@dataclass(frozen=True)
class AnswerLine:
    """One answer as a person reads it; `columns` only of a table."""

    label: str
    value: Any
    columns: list[dict[str, Any]]


@dataclass(frozen=True)
class FilledForm:
    """The questions that are asked of this applicant, their answers by the question's pk, and the
    files that are there for what is asked."""

    questions: list[Question]
    answers: dict[int, Any]
    documents: list[Document]

    @property
    def lines(self) -> list[AnswerLine]:
        return [
            AnswerLine(
                label=question.label,
                value=question.readable(self.answers[question.pk]),
                columns=self._columns(question),
            )
            for question in self.questions
            if question.pk in self.answers
        ]

    def _columns(self, question: Question) -> list[dict[str, Any]]:
        """None for what was answered before the question became a table."""
        is_table = has_shape_of(question.kind, self.answers[question.pk])
        return question.readable_columns if is_table else []


def lines_of_answers(answers: Sequence[Mapping[str, Any]]) -> list[AnswerLine]:
    """The answers of a canonical content (`actions.application.content_of`) as a person reads them.

    A content holds what was asked in Korean. While the question still says the same, its words in
    the reader's language and its unit are used, all read in one statement.
    """
    return lines_of_each([answers])[0]


def lines_of_each(given: Sequence[Sequence[Mapping[str, Any]]]) -> list[list[AnswerLine]]:
    """As `lines_of_answers` of several contents, in one statement for all of them."""
    keys = {answer["question"] for answers in given for answer in answers}
    asked = Question.all_objects.in_bulk(keys)
    return [
        [_line_of(answer, asked.get(answer["question"])) for answer in answers] for answers in given
    ]


def _line_of(answer: Mapping[str, Any], question: Question | None) -> AnswerLine:
    value, columns = answer["value"], answer.get("columns", [])
    if question is None or question.label_ko != answer["label"]:
        return AnswerLine(answer["label"], value, columns)
    known = {column["key"]: column for column in question.readable_columns}
    same = [
        known[column["key"]] if column["label"] in _labels(question, column["key"]) else column
        for column in columns
    ]
    return AnswerLine(question.label, question.readable(value), same)


def _labels(question: Question, key: str) -> list[str]:
    return [column["label_ko"] for column in question.columns if column["key"] == key]


# Those without a section first
ORDER_OF_FORM = (F("section__position").asc(nulls_first=True), "section", "position", "pk")


def questions_of(call: Call) -> list[Question]:
    questions = call.questions.select_related("section", "condition_question")
    return list(questions.order_by(*ORDER_OF_FORM))


def questions_on_page(
    questions: Sequence[Question], *, section_id: int | None, answers: Mapping[int, Any]
) -> list[Question]:
    """The questions of one section of the form that its page shows, in their order.

    One that depends on an earlier question of the same page is there, whatever the answer to that
    is: it may be given in a moment. One that depends on another page is there where it is asked.
    """
    asked_now = {question.pk for question in asked(questions, answers)}
    shown: dict[int, Question] = {}
    for question in questions:
        is_here = question.section_id == section_id
        if is_here and (question.condition_question_id in shown or question.pk in asked_now):
            shown[question.pk] = question
    return list(shown.values())


def answer_in_words(question: Question, value: Any) -> str:
    """An answer as one text, for setting two beside each other; a table line by line."""
    if question.kind == QuestionKind.TABLE and has_shape_of(question.kind, value):
        rows = table_rows(value, question.readable_columns)
        return "\n".join(" / ".join(text for _column, text in row) for row in rows)
    return answer_text(question.readable(value))


def checked_row(question: Question) -> dict[str, Any]:
    """A question as `faults_of_questions` and `fault_of_answer` take it."""
    condition = question.condition_question
    names = ("kind", "label_ko", "options", "options_en", "columns", "row_limit", "max_length")
    return {
        "key": str(question.key),
        **{name: getattr(question, name) for name in names},
        "condition": {"question": str(condition.key), "values": question.condition_values}
        if condition
        else None,
    }


def version_of(part: Question | QuestionSection) -> str:
    """What tells whether somebody has changed a part since it was shown; its place does not count."""
    fields = [field.attname for field in part._meta.concrete_fields]
    said = [str(getattr(part, name)) for name in fields if name != "position"]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()
