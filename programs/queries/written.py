"""An application as it stands: all that it is judged by, in the statement of the application itself."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from django.db.models import F, OuterRef, QuerySet
from django.db.models.functions import JSONObject

from portal.accounts.models import User
from portal.common.nested import KeptRows, objects_from, rows_of
from programs.enums import DocumentStep, QuestionKind
from programs.form_checks import asked
from programs.models import (
    Answer,
    Application,
    ApplicationConsent,
    ConsentText,
    Document,
    Question,
    RequiredDocument,
)
from programs.models.consent import in_order
from programs.queries.consent import AskedConsent, answer_to
from programs.queries.form import FilledForm
from programs.queries.parts import PARTS, columns_of, part_rows
from programs.queries.plan import Plan

OWN, OWN_COMPANY = OuterRef("pk"), OuterRef("company")
MEMBER = ("id", "email", "name", "language", "is_active")
CONSENT, TEXT = ("id", "person_id", "is_given", "answered_at"), ("id", "topic", "version")
DOCUMENT = columns_of(Document)


def _columns(prefix: str, names: Iterable[str]) -> JSONObject:
    return JSONObject(**{name: f"{prefix}__{name}" for name in names})


ROWS = {
    "form_rows": part_rows("questions", call="call"),
    "required_rows": part_rows("documents", call="call"),
    "answer_rows": KeptRows(
        lambda: rows_of(Answer.objects.filter(application=OWN), "question_id", "value")
    ),
    "document_rows": KeptRows(
        lambda: rows_of(Document.objects.given().filter(application=OWN), *DOCUMENT)
    ),
    "consent_rows": KeptRows(
        lambda: rows_of(
            ApplicationConsent.objects.filter(application=OWN).latest_of_each(),
            *CONSENT,
            text=_columns("text", TEXT),
            person=F("person__name"),
        )
    ),
    "member_rows": KeptRows(
        lambda: rows_of(
            User.objects.filter(company_memberships__company=OWN_COMPANY),
            *MEMBER,
            role=F("company_memberships__role"),
        )
    ),
    "coming_rows": KeptRows(
        lambda: rows_of(ConsentText.objects.coming(), *TEXT, "is_required", "applies_from")
    ),
    "text_rows": KeptRows(lambda: rows_of(ConsentText.objects.in_force(), *TEXT, "is_required")),
}


def with_written(applications: QuerySet[Application]) -> QuerySet[Application]:
    """Applications with all that `Written` takes, in the same statement."""
    return applications.annotate(**ROWS)


def rows_written(applications: Iterable[Application]) -> dict[int, Any]:
    """What `Written` takes of many, by their keys, in one statement."""
    return with_written(Application.objects.only("pk")).in_bulk([row.pk for row in applications])


class Written:
    """What an application says and is asked at one moment; needs its `call` and `company`.

    The texts of consents come without their words.
    """

    def __init__(
        self, application: Application, *, rows: Any = None, plan: Plan | None = None
    ) -> None:
        """`rows` is the application as `with_written` brings it; otherwise all is read now, but for
        one that was brought so itself."""
        self.application, self.plan = application, plan or Plan(application)
        is_brought = hasattr(application, "form_rows")
        self._rows = rows or (
            application if is_brought else rows_written([application])[application.pk]
        )

    @cached_property
    def form(self) -> FilledForm:
        """What would be submitted now. What a condition rules out is left out."""
        answers = {row["question_id"]: row["value"] for row in self._rows.answer_rows}
        questions = asked(PARTS["questions"].objects(self._rows.form_rows), answers)
        return FilledForm(questions, answers, self._documents_for(questions))

    def take_in(self, answers: Mapping[int, Any]) -> None:
        """Answers (by the question's key) that were saved since it was read; before it is asked."""
        kept = [row for row in self._rows.answer_rows if row["question_id"] not in answers]
        saved = [{"question_id": key, "value": value} for key, value in answers.items()]
        self._rows.answer_rows = kept + saved

    def _documents_for(self, questions: list[Question]) -> list[Document]:
        """The files that are there for what is asked."""
        places: dict[Any, Any] = {
            ("question_id", one.pk): one for one in questions if one.kind == QuestionKind.FILE
        }
        places |= {("required_document_id", one.pk): one for one in self._required}
        found = []
        for document in objects_from(Document, self._rows.document_rows):
            name = "question" if document.question_id else "required_document"
            place = places.get((f"{name}_id", getattr(document, f"{name}_id")))
            if place:
                setattr(document, name, place)
                found.append(document)
        return found

    @cached_property
    def _required(self) -> list[RequiredDocument]:
        return PARTS["documents"].objects(self._rows.required_rows)

    def required(self, *, step: str = DocumentStep.APPLICATION) -> list[RequiredDocument]:
        """The documents of the call that this applicant gives in at a step."""
        kind = self.application.company.applicant_kind
        return [one for one in self._required if one.step == step and one.is_asked_of(kind)]

    @property
    def members(self) -> list[User]:
        """Everybody of the company, as a mail needs them."""
        rows = self._rows.member_rows
        return objects_from(User, ({name: row[name] for name in MEMBER} for row in rows))

    def role_of(self, person: User) -> str:
        """In the company; empty where they do not belong to it."""
        rows = self._rows.member_rows
        return next((row["role"] for row in rows if row["id"] == person.pk), "")

    @cached_property
    def _texts(self) -> list[ConsentText]:
        return in_order(objects_from(ConsentText, self._rows.text_rows))

    @property
    def text_keys(self) -> set[int]:
        """Of the texts that were in force when this was read."""
        return {text.pk for text in self._texts}

    @property
    def coming_texts(self) -> list[ConsentText]:
        """What will be asked from a later day on."""
        return objects_from(ConsentText, self._rows.coming_rows)

    def consents_of(self, person: User | None) -> list[AskedConsent]:
        """The texts in force with this person's last answers; each person gives their own."""
        if person is None:
            return []
        last = {
            row["text"]["topic"]: row
            for row in self._rows.consent_rows
            if row["person_id"] == person.pk
        }
        is_received = self.application.is_received
        return [
            answer_to(text, self._answer(last.get(text.topic)), is_received=is_received)
            for text in self._texts
        ]

    @staticmethod
    def _answer(row: dict[str, Any] | None) -> ApplicationConsent | None:
        if row is None:
            return None
        (answer,) = objects_from(ApplicationConsent, [{name: row[name] for name in CONSENT}])
        (answer.text,) = objects_from(ConsentText, [row["text"]])
        return answer

    @cached_property
    def all_consents(self) -> list[dict[str, Any]]:
        """What each person answered last to each topic, as a submission holds it."""
        field = ApplicationConsent._meta.get_field("answered_at")
        return [
            {
                "code": row["text"]["topic"],
                "version": row["text"]["version"],
                "is_given": row["is_given"],
                "answered_at": field.to_python(row["answered_at"]).isoformat(),
                "person": row["person"],
            }
            for row in self._rows.consent_rows
        ]


def filled_form(application: Application) -> FilledForm:
    """What would be submitted now, in one statement."""
    return Written(application).form
