"""Writing one section of an application, without overwriting a colleague."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, JSONField, OuterRef, Value
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from portal.accounts.models import User
from programs.actions.application import draft_held, record_application_event, touch
from programs.actions.errors import SectionChanged
from programs.enums import ApplicationSection, ApplicationVerb
from programs.models import (
    Answer,
    Application,
    ApplicationConsent,
    ApplicationEvent,
    ConsentText,
    Question,
)
from programs.queries.section import digest_of
from programs.queries.section_content import answers_content, consents_content, head_content
from programs.validators import is_answered, storable

# Saves of one sitting, as the editor makes them by itself, are one event
SITTING = timedelta(hours=1)


@dataclass(frozen=True)
class Saved:
    """How a save went: the digest of what the section says now, and when the draft was changed."""

    seen: str
    at: datetime


@transaction.atomic
def save_section(
    application: Application,
    *,
    section: str,
    read: Callable[[Application], dict[str, Any]],
    write: Callable[[Application], None],
    sets: Collection[str] = (),
    seen: str,
    by: User,
) -> Saved:
    """Write a section of a draft that its writer has seen as it stands.

    `read` gives what the section says, as JSON can hold it; `write` writes it, but for fields
    of the application itself, which it only `sets`; both get the locked application. `seen` is the digest (`digest_of`) of what the writer had before them. The same
    text sent twice is no conflict. An event tells that the person wrote there, once a sitting.
    Raises SectionChanged where a colleague saved another text since, CallClosed,
    TransitionNotAllowed.
    """
    held, now = draft_held(application, is_sitting=_is_sitting(section, by=by))
    before = digest_of(read(held))
    write(held)
    after = digest_of(read(held))
    if before not in (seen, after):
        raise SectionChanged
    if before == after:
        return Saved(after, held.saved_at)
    at = touch(held, at=now, changed=sets)
    if not vars(held)["is_sitting"]:
        verb, state = ApplicationVerb.WRITE, held.state
        record_application_event(held, verb, by=by, from_state=state, section=section, at=at)
    return Saved(after, at)


def _is_sitting(section: str, *, by: User) -> Exists:
    """Whether the same person goes on in the same section, and nothing was submitted since."""
    began = Value(timezone.now() - SITTING)
    written = ApplicationEvent.objects.filter(
        application=OuterRef("pk"), verb=ApplicationVerb.WRITE, section=section, actor=by
    )
    since = Greatest(began, Coalesce(OuterRef("submitted_at"), began))
    return Exists(written.filter(happened_at__gt=since))


def save_head(application: Application, *, fields: Mapping[str, Any], seen: str, by: User) -> Saved:
    """Save those of title and amount (won) that are given; as `save_section`."""

    def write(held: Application) -> None:
        for name, value in fields.items():
            setattr(held, name, value)

    return save_section(
        application,
        section=ApplicationSection.HEAD,
        read=head_content,
        write=write,
        sets=list(fields),
        seen=seen,
        by=by,
    )


def save_answers(
    application: Application,
    *,
    section: str,
    answers: Mapping[Question, Any],
    shown: list[int],
    seen: str,
    by: User,
) -> Saved:
    """Save these answers, incomplete ones too; as `save_section`.

    `shown` are the questions that the writer had before them, removed ones among them, and `seen`
    is the digest of the answers to them (`answers_content`). An answer to one that was not shown
    is for an empty place: SectionChanged is raised where a colleague has filled it since.
    """

    def write(held: Application) -> None:
        if _overwrites_unseen(held, answers, shown):
            raise SectionChanged
        now = timezone.now()
        Answer.objects.bulk_create(
            [
                Answer(
                    application=held,
                    question=question,
                    value=Value(storable(value), JSONField()),  # None as JSON's null, not as SQL's
                    saved_at=now,
                )
                for question, value in answers.items()
            ],
            update_conflicts=True,
            unique_fields=["application", "question"],
            update_fields=["value", "saved_at"],
        )

    def read(held: Application) -> dict[str, Any]:
        return answers_content(held, shown)

    return save_section(application, section=section, read=read, write=write, seen=seen, by=by)


def _overwrites_unseen(
    held: Application, answers: Mapping[Question, Any], shown: Collection[int]
) -> bool:
    """Whether one of the answers would take the place of another text that its writer has not seen.

    Asked under the lock: the page was read before it.
    """
    unseen = {question.pk: value for question, value in answers.items() if question.pk not in shown}
    there = held.answers.filter(question__in=unseen)
    return any(
        is_answered(answer.value) and answer.value != storable(unseen[answer.question_id])
        for answer in there
    )


def save_consents(
    application: Application, *, given: Mapping[ConsentText, bool], seen: str, by: User
) -> Saved:
    """Keep what a person gives or refuses, for the very texts that they read; as `save_section`.

    An answer is never changed: another one is added, and counts from then on.
    """

    def write(held: Application) -> None:
        before = consents_content(held, by)
        ApplicationConsent.objects.bulk_create(
            ApplicationConsent(application=held, person=by, text=text, is_given=is_given)
            for text, is_given in given.items()
            if before.get(text.topic) != [text.version, is_given]
        )

    def read(held: Application) -> dict[str, Any]:
        return consents_content(held, by)

    section = ApplicationSection.CONSENTS
    return save_section(application, section=section, read=read, write=write, seen=seen, by=by)
