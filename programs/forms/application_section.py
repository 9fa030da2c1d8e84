"""The guided editor of an application: the kinds of its sections."""

from collections.abc import Sequence
from copy import copy
from typing import Any

from django.http import QueryDict
from django.utils.functional import cached_property

from portal.common.templatetags.portal_text import won
from programs.actions.application_section import Saved, save_answers, save_head
from programs.enums import ApplicationSection, PlanSection
from programs.forms.application import HeadForm, QuestionsForm, name_of
from programs.forms.consent import ConsentsEditor
from programs.forms.plan_editor import BudgetEditor, PlanEditor
from programs.forms.section_editor import Leftover, Now, SectionEditor, tokens_of
from programs.models import Answer, Application, Question, QuestionSection
from programs.queries import Written
from programs.queries.application_section import answers_no_longer_asked
from programs.queries.form import ORDER_OF_FORM, answer_in_words, questions_on_page
from programs.queries.section_content import head_content
from programs.validators import is_answered, storable


class HeadEditor(SectionEditor):
    @cached_property
    def form(self) -> HeadForm:
        return HeadForm(self.given, instance=copy(self.application))

    def now(self) -> Now:
        """A page that is opened shows what was read with it; after a refusal, what is there now."""
        is_opened = self.given is None
        pk = self.application.pk
        application = self.application if is_opened else Application.objects.get(pk=pk)
        return Now(head_content(application), HeadForm(instance=copy(application)))

    @property
    def typed(self) -> dict[str, Any]:
        cleaned = self.form.cleaned_data
        return {name: cleaned[name] for name in self.form.Meta.fields if name in cleaned}

    def _save(self, names: list[str]) -> Saved:
        fields = {name: self.typed[name] for name in names}
        return save_head(self.application, fields=fields, seen=self.shown_before, by=self.by)

    def said_since(self, written: Written, saved: Saved) -> bool:
        for name, value in self._as_saved(saved).items():
            setattr(written.application, name, value)
        return True

    def in_words(self, name: str, value: Any) -> str:
        return won(value) if isinstance(value, int) else super().in_words(name, value)


class QuestionsEditor(SectionEditor):
    """The questions of one section of the call's form, or of none.

    An amendment may add, change and remove questions while somebody writes. So the page sends back
    which questions it showed, each with its kind: an answer to one that was removed is kept with
    the others, one to a question of another kind is shown to its writer, and a question that the
    page did not show is left alone.
    """

    template = "includes/section_questions.html"

    @cached_property
    def _place(self) -> int | None:
        """The key of the section of the form."""
        _name, _dash, key = self.section.partition("-")
        return int(key) if key else None

    @cached_property
    def _answers(self) -> dict[int, Any]:
        return {answer.question_id: answer.value for answer in self.application.answers.all()}

    @cached_property
    def _rows(self) -> list[Question]:
        """All questions that the call asks or has asked."""
        rows = Question.all_objects.filter(call=self.application.call).order_by(*ORDER_OF_FORM)
        return list(rows.select_related("section", "condition_question"))

    @cached_property
    def _sent(self) -> dict[int, str]:
        """The questions that the page showed, with their kinds then."""
        tokens = tokens_of(self.given)
        return {row.pk: tokens[str(row.pk)] for row in self._rows if str(row.pk) in tokens}

    @cached_property
    def questions(self) -> list[Question]:
        if self.given is not None:
            return [question for question in self._rows if self._is_answered_by_page(question)]
        asked = [question for question in self._rows if question.removed_at is None]
        return questions_on_page(asked, section_id=self._place, answers=self._answers)

    def _is_answered_by_page(self, question: Question) -> bool:
        if question.pk in self._sent:
            return self._sent[question.pk] == question.kind
        # Kept in a browser since before the question was there, and put back on a newer page
        is_free = not is_answered(self._answers.get(question.pk))
        return is_free and bool(_typed_for(question, self.given))

    @cached_property
    def form(self) -> QuestionsForm:
        return QuestionsForm(self.given, questions=self.questions, answers=self._answers)

    @property
    def is_there(self) -> bool:
        if self._place is None or any(row.section_id == self._place for row in self._rows):
            return True
        sections = QuestionSection.all_objects.filter(call=self.application.call)
        return sections.filter(pk=self._place).exists()

    @property
    def is_asked(self) -> bool:
        return bool(self.questions)

    @property
    def shown(self) -> str:
        return ",".join(f"{question.pk}:{question.kind}" for question in self.questions)

    def now(self) -> Now:
        answers = self._answers
        if self.given is not None:
            saved = Answer.objects.filter(application=self.application)
            answers = dict(saved.values_list("question_id", "value"))
        said = {str(one.pk): answers.get(one.pk) for one in self.questions}
        return Now(said, QuestionsForm(questions=self.questions, answers=answers))

    @property
    def typed(self) -> dict[str, Any]:
        return {str(question.pk): storable(value) for question, value in self.form.answers.items()}

    def field_of(self, name: str) -> str:
        return f"question_{name}"

    def _save(self, names: list[str]) -> Saved:
        answers = {one: value for one, value in self.form.answers.items() if str(one.pk) in names}
        return save_answers(
            self.application,
            section=self.section,
            answers=answers,
            seen=self.shown_before,
            by=self.by,
        )

    def said_since(self, written: Written, saved: Saved) -> bool:
        written.take_in({int(name): value for name, value in self._as_saved(saved).items()})
        return True

    def in_words(self, name: str, value: Any) -> str:
        question = next(one for one in self.questions if str(one.pk) == name)
        return answer_in_words(question, value)

    @property
    def leftovers(self) -> list[Leftover]:
        """What was typed and has no field to stand in."""
        read = set(self.questions)
        found = (
            (row, _typed_for(row, self.given, beyond_columns=row in read)) for row in self._rows
        )
        return [Leftover(row.label, "\n".join(typed)) for row, typed in found if typed]

    @property
    def former(self) -> Sequence[Answer]:
        gone = answers_no_longer_asked(self.application)
        return [answer for answer in gone if answer.question.section_id == self._place]


def _typed_for(
    question: Question, given: QueryDict | None, *, beyond_columns: bool = False
) -> list[str]:
    """The texts that were sent for a question; of a table those of its cells, or only those of
    columns that it has no more."""
    name = name_of(question)
    columns = {column["key"] for column in question.columns}
    return [
        text
        for key, texts in (given.lists() if given else ())
        if (key == name and not beyond_columns)
        or (
            key.startswith(f"{name}-")
            and not (beyond_columns and key.rpartition("-")[2] in columns)
        )
        for text in texts
        if text.strip()
    ]


# By the code of the section, of questions without the key; add a kind of section here
EDITORS: dict[str, type[SectionEditor]] = {
    ApplicationSection.HEAD: HeadEditor,
    ApplicationSection.QUESTIONS: QuestionsEditor,
    ApplicationSection.CONSENTS: ConsentsEditor,
    PlanSection.PARTICIPANTS: PlanEditor,
    PlanSection.PEOPLE: PlanEditor,
    PlanSection.BUDGET: BudgetEditor,
    PlanSection.MILESTONES: PlanEditor,
}


def is_key(text: str) -> bool:
    """As many digits as a key can have."""
    return text.isascii() and text.isdecimal() and len(text) < 19


def editor_of(section: str) -> type[SectionEditor] | None:
    """What a section is written with; None where it has a page of another kind, or is none."""
    name, dash, key = section.partition("-")
    is_code = not dash or (name == ApplicationSection.QUESTIONS and is_key(key))
    return EDITORS.get(name) if is_code else None
