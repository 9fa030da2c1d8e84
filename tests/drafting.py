"""Writing a whole draft at once, as its editor does section by section; its files."""

from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from portal.accounts.models import User
from programs.actions.application_section import save_answers, save_consents, save_head
from programs.actions.document import add_document
from programs.models import Application, ConsentText, Document, Question
from programs.queries.merging import digests_of
from programs.queries.section_content import answers_content, consents_content, head_content
from tests.factories.programs import PDF


@transaction.atomic
def save_draft(
    application: Application,
    *,
    by: User,
    title: str,
    requested_won: int | None,
    answers: Mapping[Question, Any],
) -> Application:
    """By somebody who has seen what is there now."""
    now = Application.objects.get(pk=application.pk)
    fields = {"title": title, "requested_won": requested_won}
    save_head(application, fields=fields, seen=digests_of(head_content(now)), by=by)
    if answers:
        shown = [question.pk for question in answers]
        save_answers(
            application,
            section="questions",
            answers=answers,
            seen=digests_of(answers_content(application, shown)),
            by=by,
        )
    return Application.objects.get(pk=application.pk)


def give_consents(application: Application, *, by: User, refused: tuple[str, ...] = ()) -> None:
    """All that is asked at this moment, but for the refused topics."""
    given = {text: text.topic not in refused for text in ConsentText.objects.current()}
    seen = digests_of(consents_content(application, by))
    save_consents(application, given=given, seen=seen, by=by)


def upload(application: Application, content: bytes = PDF, name: str = "plan.pdf") -> Document:
    """In the place of the first document that the call asks for."""
    return add_document(
        application,
        by=application.created_by,
        required_document=application.call.required_documents.first(),
        upload=SimpleUploadedFile(name, content),
    )
