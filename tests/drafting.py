"""Writing a whole draft at once, as its editor does section by section."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from portal.accounts.models import User
from programs.actions.application_section import save_answers, save_consents, save_head
from programs.models import Application, ConsentText, Question
from programs.queries.merging import digests_of
from programs.queries.section_content import answers_content, consents_content, head_content


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
