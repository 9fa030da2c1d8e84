"""The agency builds the application form of a draft: sections, questions, their order."""

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from programs.actions.call import (
    draft_held,
    draft_written,
    record_call_event,
    record_writing,
)
from programs.actions.content import write_form
from programs.actions.errors import FaultyForm, NameTaken, PartChanged, PartGone, StillNeeded
from programs.enums import CallSection
from programs.form_checks import FormFault, faults_of_questions
from programs.models import Call, FormTemplate, Question, QuestionSection
from programs.models.call_parts import PARTS, TEXTS
from programs.queries.content import form_content_of
from programs.queries.form import checked_row, questions_of, version_of

WRITTEN = (*PARTS["questions"].fields, "section", "condition_question", "condition_values")


@dataclass
class _Form:
    """The questions of a held draft by section; the first group has none."""

    sections: list[QuestionSection]
    groups: list[list[Question]]
    faults: list[FormFault] = field(default_factory=list)

    @property
    def questions(self) -> list[Question]:
        return [question for group in self.groups for question in group]

    def group_of(self, section_id: int | None) -> list[Question]:
        ids = [None, *(section.pk for section in self.sections)]
        return self.groups[ids.index(section_id) if section_id in ids else 0]

    def find(self, question: Question) -> Question:
        found = [one for one in self.questions if one.pk == question.pk]
        if not found:
            raise PartGone
        return found[0]

    def find_section(self, section: QuestionSection) -> int:
        if section not in self.sections:
            raise PartGone
        return self.sections.index(section)

    def new_faults(self) -> list[FormFault]:
        """What is wrong now and was not before: an older fault elsewhere stands in nobody's way."""
        before = {(fault.key, fault.field, fault.message) for fault in self.faults}
        return [
            fault
            for fault in faults_of_questions([checked_row(one) for one in self.questions])
            if (fault.key, fault.field, fault.message) not in before
        ]

    def check(self) -> None:
        if faults := self.new_faults():
            raise FaultyForm(faults)

    def write_order(self) -> None:
        """Positions run through the whole form, so that they alone give its order."""
        for position, section in enumerate(self.sections, start=1):
            if section.position != position:
                section.position = position
                section.save(update_fields=["position"])
        position = 0
        for owner, group in zip([None, *self.sections], self.groups, strict=True):
            for question in group:
                position += 1
                place = (position, owner.pk if owner else None)
                if (question.position, question.section_id) != place:
                    question.position, question.section_id = place
                    question.save(update_fields=["position", "section"])


def _read(call: Call) -> _Form:
    sections = list(call.sections.all())
    form = _Form(sections, [[] for _group in range(len(sections) + 1)])
    for question in questions_of(call):
        form.group_of(question.section_id).append(question)
    form.faults = faults_of_questions([checked_row(question) for question in form.questions])
    return form


def add_question(question: Question, *, by: User) -> Question:
    """Put a new question at the end of its section. Raises FaultyForm, TransitionNotAllowed."""
    with draft_written(question.call, section=CallSection.QUESTIONS, by=by):
        form = _read(question.call)
        question.position = len(form.questions) + 1
        form.group_of(question.section_id).append(question)
        form.check()
        question.save()
        form.write_order()
    return question


def change_question(question: Question, *, seen: str, by: User) -> Question:
    """Write a question anew; into another section it goes at its end.

    `seen` is the version (`version_of`) that was shown. Raises PartChanged, PartGone, FaultyForm,
    TransitionNotAllowed.
    """
    with draft_written(question.call, section=CallSection.QUESTIONS, by=by):
        form = _read(question.call)
        current = form.find(question)
        if version_of(current) != seen:
            raise PartChanged(current)
        question.position = current.position
        group = form.group_of(current.section_id)
        if question.section_id == current.section_id:
            group[group.index(current)] = question
        else:
            group.remove(current)
            form.group_of(question.section_id).append(question)
        form.check()
        question.save(update_fields=WRITTEN)
        form.write_order()
    return question


def move_question(question: Question, *, up: bool, by: User) -> Question | None:
    """One place up or down, at the edge of a section into the next one; none where it stands at
    the end already.

    Raises FaultyForm where it would stand before a question that it depends on (or the other way
    round), PartGone, TransitionNotAllowed.
    """
    with draft_held(question.call) as held:
        form = _read(question.call)
        current = form.find(question)
        group = form.group_of(current.section_id)
        number, place = form.groups.index(group), group.index(current)
        step = -1 if up else 1
        if 0 <= place + step < len(group):
            group[place], group[place + step] = group[place + step], current
        elif 0 <= number + step < len(form.groups):
            group.remove(current)
            neighbour = form.groups[number + step]
            neighbour.insert(len(neighbour) if up else 0, current)
        else:
            return None
        form.check()
        form.write_order()
        record_writing(held, section=CallSection.QUESTIONS, by=by)
    return current


def delete_question(question: Question, *, by: User) -> None:
    """Take a question out of the draft. Raises StillNeeded, PartGone, TransitionNotAllowed."""
    with draft_written(question.call, section=CallSection.QUESTIONS, by=by):
        form = _read(question.call)
        current = form.find(question)
        dependents = [one for one in form.questions if one.condition_question_id == current.pk]
        if dependents:
            raise StillNeeded([str(one) for one in dependents])
        form.group_of(current.section_id).remove(current)
        current.delete()
        form.write_order()


def add_section(section: QuestionSection, *, by: User) -> QuestionSection:
    """Put a new section at the end of the form. Raises TransitionNotAllowed."""
    with draft_written(section.call, section=CallSection.QUESTIONS, by=by):
        section.position = section.call.sections.count() + 1
        section.save()
    return section


def change_section(section: QuestionSection, *, seen: str, by: User) -> QuestionSection:
    """Write a heading anew. Raises PartChanged, PartGone, TransitionNotAllowed."""
    with draft_written(section.call, section=CallSection.QUESTIONS, by=by):
        form = _read(section.call)
        current = form.sections[form.find_section(section)]
        if version_of(current) != seen:
            raise PartChanged(current)
        section.save(update_fields=TEXTS)
    return section


def move_section(section: QuestionSection, *, up: bool, by: User) -> QuestionSection | None:
    """One place up or down, with its questions; none where it stands at the end already.

    Raises FaultyForm where a question would stand before one that it depends on, PartGone,
    TransitionNotAllowed.
    """
    with draft_held(section.call) as held:
        form = _read(section.call)
        place = form.find_section(section)
        other = place + (-1 if up else 1)
        if not 0 <= other < len(form.sections):
            return None
        for rows, shift in ((form.sections, 0), (form.groups, 1)):
            _swap(rows, place + shift, other + shift)
        form.check()
        form.write_order()
        record_writing(held, section=CallSection.QUESTIONS, by=by)
    return form.sections[other]


def _swap(rows: list[Any], one: int, other: int) -> None:
    rows[one], rows[other] = rows[other], rows[one]


def delete_section(section: QuestionSection, *, by: User) -> None:
    """Take a heading away; its questions stay and join those before it.

    Raises PartGone, TransitionNotAllowed.
    """
    with draft_written(section.call, section=CallSection.QUESTIONS, by=by):
        form = _read(section.call)
        place = form.find_section(section)
        form.groups[place].extend(form.groups.pop(place + 1))
        gone = form.sections.pop(place)
        form.write_order()
        gone.delete()


@transaction.atomic
def copy_form(call: Call, *, content: dict[str, Any], source: str, by: User) -> None:
    """Put another form (`form_content_of`, a template's content) in the place of the draft's own.

    `source` names where it comes from, for the draft's history. Raises FaultyForm,
    TransitionNotAllowed.
    """
    with draft_held(call):
        if faults := faults_of_questions(content["questions"], content["sections"]):
            raise FaultyForm(faults)
        write_form(call, content)
        record_call_event(call, "copy_form", by=by, from_state=call.state, reason=source)


@transaction.atomic
def save_form_template(call: Call, *, name_ko: str, name_en: str, by: User) -> FormTemplate:
    """Keep the call's form for later calls of its agency.

    Raises NameTaken: what a colleague kept is not replaced.
    """
    template, is_new = FormTemplate.objects.get_or_create(
        agency=call.agency,
        name_ko=name_ko,
        defaults={
            "name_en": name_en,
            "content": form_content_of(call),
            "saved_at": timezone.now(),
            "saved_by": by,
        },
    )
    if not is_new:
        raise NameTaken
    return template
