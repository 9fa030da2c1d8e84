"""The sections of an application: what each holds, and what it still lacks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from django.utils.translation import gettext as _

from portal.accounts.models import User
from programs.enums import ApplicationSection, PlanSection, QuestionKind
from programs.form_checks import fault_of_answer
from programs.models import Answer, Application, Call, Question, QuestionSection, RequiredDocument
from programs.queries.consent import AskedConsent, faults_of_consents
from programs.queries.form import FilledForm, checked_row
from programs.queries.plan import Plan, plans_of
from programs.queries.plan.faults import faults_of_plan
from programs.queries.written import Written, rows_written
from programs.validators import Fault, is_answered


@dataclass(frozen=True)
class Section:
    """A part of an application with a page of its own, and what is missing or wrong in it."""

    code: str
    title: str
    faults: list[Fault] = field(default_factory=list)

    @property
    def is_done(self) -> bool:
        return not self.faults


def code_of_questions(section_id: int | None) -> str:
    """The code of the part that holds the questions of a section of the call's form."""
    code = str(ApplicationSection.QUESTIONS)
    return f"{code}-{section_id}" if section_id else code


def sections_of(application: Application, *, by: User | None = None) -> list[Section]:
    """All sections of an application in the order of the editor, read in one statement.

    `by` is whose consents are looked at: each person gives their own. A section whose questions are
    all ruled out by their conditions is none.
    """
    return sections_in(Written(application), by=by)


def sections_in(written: Written, *, by: User | None = None) -> list[Section]:
    """As `sections_of`, of what was read already."""
    return [
        _head(written.application),
        *_questions(written.form),
        *_plan(written.plan),
        *_consents(written.consents_of(by)),
        *_documents(written.form, written.required()),
    ]


def faults_of_drafts(drafts: Sequence[Application], *, by: User) -> dict[int, list[Fault]]:
    """By the key of each draft what `faults_of_application` finds, in as many statements for many.

    Needs `call` and `company` of each.
    """
    rows, plans = rows_written(drafts), plans_of(drafts)
    return {
        draft.pk: faults_in(Written(draft, rows=rows[draft.pk], plan=plans[draft.pk]), by=by)
        for draft in drafts
    }


def faults_of_application(application: Application, *, by: User | None = None) -> list[Fault]:
    """What still keeps an application from being submitted (by this person); empty when complete."""
    return faults_in(Written(application), by=by)


def faults_in(written: Written, *, by: User | None = None) -> list[Fault]:
    """As `faults_of_application`, of what was read already."""
    return faults_among(written.application, sections_in(written, by=by))


def faults_among(application: Application, sections: Iterable[Section]) -> list[Fault]:
    """What its sections lack, after what is wrong with the application as a whole."""
    faults = []
    if not application.call.admits(application.company.applicant_kind):
        message = _("This call is not for this kind of applicant.")
        faults.append(Fault(_("Who may apply"), message))
    return faults + [fault for section in sections for fault in section.faults]


def title_of_section(code: str, labels: dict[str, str]) -> str:
    """What a section is called; `labels` are those of `labels_of_questions`."""
    for kinds in (ApplicationSection, PlanSection):
        if code in kinds.values:
            return str(kinds(code).label)
    return labels.get(code, str(ApplicationSection.QUESTIONS.label))


def name_of_section(application: Application, code: str) -> str:
    """What one section of an application is called, a removed one too."""
    is_fixed = code in (*ApplicationSection.values, *PlanSection.values)
    return title_of_section(code, {} if is_fixed else labels_of_questions(application.call))


def labels_of_questions(call: Call) -> dict[str, str]:
    """The headings of the form's sections by code, of removed ones too: a timeline names them."""
    sections = QuestionSection.all_objects.filter(call=call)
    return {code_of_questions(section.pk): section.label for section in sections}


def answers_no_longer_asked(application: Application) -> list[Answer]:
    """What was written to questions that an amendment has removed: kept, and shown to the writer."""
    gone = Answer.objects.filter(application=application, question__removed_at__isnull=False)
    return [answer for answer in gone.select_related("question") if is_answered(answer.value)]


def most_to_ask_for(call: Call) -> int | None:
    """In won; None where the call sets no limit."""
    return min(filter(None, (call.award_limit_won, call.budget_won)), default=None)


def _head(application: Application) -> Section:
    code, call = ApplicationSection.HEAD, application.call
    amount = _("Support asked for (won)")
    faults = []
    if not application.title:
        faults.append(Fault(_("Title of the project"), _("Give a title."), "id_title", code))
    if not application.requested_won:
        faults.append(Fault(amount, _("Give the amount."), "id_requested_won", code))
    limit = most_to_ask_for(call)
    if limit and application.requested_won and application.requested_won > limit:
        message = _("At most %(limit)s won per award.") % {"limit": f"{limit:,}"}
        faults.append(Fault(amount, message, "id_requested_won", code))
    return Section(code, str(code.label), faults)


def _questions(form: FilledForm) -> Iterable[Section]:
    for section, questions in groupby(form.questions, lambda question: question.section):
        code = code_of_questions(section and section.pk)
        title = section.label if section else str(ApplicationSection.QUESTIONS.label)
        yield Section(code, title, _faulty_answers(form, questions, code))


def _faulty_answers(form: FilledForm, questions: Iterable[Question], code: str) -> list[Fault]:
    """Answers that are missing, and those that do not fit what is asked by now."""
    faults = []
    for question in questions:
        answer, message = form.answers.get(question.pk), ""
        if question.kind == QuestionKind.FILE:
            continue
        if is_answered(answer):
            message = fault_of_answer(checked_row(question), answer)
        elif question.is_required:
            message = _("Answer this question.")
        if message:
            faults.append(Fault(question.label, message, f"id_question_{question.pk}", code))
    return faults


def _plan(plan: Plan) -> Iterable[Section]:
    """The parts of a project plan that the call asks for."""
    for code, faults in faults_of_plan(plan).items():
        yield Section(code, str(code.label), faults)


def _consents(asked: list[AskedConsent]) -> Iterable[Section]:
    """None where nothing is asked: before the foundation has published a text."""
    if asked:
        code = ApplicationSection.CONSENTS
        yield Section(code, str(code.label), faults_of_consents(asked))


def _documents(form: FilledForm, required: list[RequiredDocument]) -> Iterable[Section]:
    """Documents that are due with the application, and files that a question asks for."""
    code = ApplicationSection.DOCUMENTS
    uploaded = {document.place for document in form.documents}
    files = [question for question in form.questions if question.kind == QuestionKind.FILE]
    missing = [
        Fault(one.label, _("Upload this document."), f"document-{one.pk}", code)
        for one in required
        if one.is_required and one not in uploaded
    ] + [
        Fault(one.label, _("Upload this file."), f"document-question-{one.pk}", code)
        for one in files
        if one.is_required and one not in uploaded
    ]
    yield Section(code, str(code.label), missing)
