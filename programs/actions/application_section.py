"""Writing one section of an application, without overwriting a colleague."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import JSONField, Value
from django.utils import timezone

from portal.accounts.models import User
from programs.actions.application import draft_held_with, record_application_event, touch
from programs.enums import ApplicationSection, ApplicationVerb
from programs.models import (
    Answer,
    Application,
    ApplicationConsent,
    ConsentText,
    Question,
)
from programs.queries.application import SITTING
from programs.queries.merging import Digests, digests_of, merged, with_text
from programs.queries.section_content import answers_content, consents_content, head_content
from programs.validators import storable

# Whether the same person goes on in the same section, and nothing was submitted since
IS_SITTING = """EXISTS (
    SELECT FROM programs_applicationevent AS written
    WHERE written.application_id = taken.id AND written.verb = %s AND written.section = %s
    AND written.actor_id = %s
    AND written.happened_at > GREATEST(%s, COALESCE(taken.submitted_at, %s))
)"""


@dataclass(frozen=True)
class Saved:
    """How a save went: the digest of each field that the page goes on from, when the draft was
    changed, and the fields that were not saved because a colleague wrote them as well."""

    seen: dict[str, str]
    at: datetime
    clashing: list[str] = field(default_factory=list)


@transaction.atomic
def save_section(
    application: Application,
    *,
    section: str,
    read: Callable[[Application], Mapping[str, Any]],
    write: Callable[[Application, Collection[str]], None],
    typed: Mapping[str, Any],
    is_head: bool = False,
    seen: Digests,
    by: User,
) -> Saved:
    """Write those fields of a section of a draft that its writer has changed, as `merged` has it.

    `read` gives what each field says, as JSON can hold it, and `write` writes the fields that it is
    told; both get the locked application. Of the head they are fields of the application itself.
    `typed` is what was sent and is valid, `seen` the digests of what the writer had before them.
    A field that a colleague wrote differently meanwhile is not written, and told. The same text
    sent twice is no conflict. An event tells that the person wrote there, once a sitting.
    Raises CallClosed, TransitionNotAllowed.
    """
    began = timezone.now() - SITTING
    params = [ApplicationVerb.WRITE, section, by.pk, began, began]
    held, now, is_sitting = draft_held_with(application, besides=IS_SITTING, params=params)
    merge = merged(typed, seen=seen, now=read(held))
    if not merge.written:
        return Saved(merge.seen, held.saved_at, merge.clashing)
    write(held, [*merge.written, *merge.empty])  # that a question was left empty is kept as well
    after = digests_of(read(held))
    onward = merge.seen | {name: after.get(name, "") for name in merge.written}
    at = touch(held, at=now, changed=merge.written if is_head else ())
    if not is_sitting:
        verb, state = ApplicationVerb.WRITE, held.state
        record_application_event(held, verb, by=by, from_state=state, section=section, at=at)
    return Saved(with_text(onward), at, merge.clashing)


def save_head(
    application: Application, *, fields: Mapping[str, Any], seen: Digests, by: User
) -> Saved:
    """Save those of title and amount (won) that are given; as `save_section`."""

    def write(held: Application, names: Collection[str]) -> None:
        for name in names:
            setattr(held, name, fields[name])

    return save_section(
        application,
        section=ApplicationSection.HEAD,
        read=head_content,
        write=write,
        typed=fields,
        is_head=True,
        seen=seen,
        by=by,
    )


def save_answers(
    application: Application,
    *,
    section: str,
    answers: Mapping[Question, Any],
    seen: Digests,
    by: User,
) -> Saved:
    """Save these answers, incomplete ones too; as `save_section`, by the key of the question."""
    typed = {str(question.pk): storable(value) for question, value in answers.items()}

    def write(held: Application, keys: Collection[str]) -> None:
        now = timezone.now()
        Answer.objects.bulk_create(
            [
                Answer(
                    application=held,
                    question_id=int(key),
                    value=Value(typed[key], JSONField()),  # None as JSON's null, not as SQL's
                    saved_at=now,
                )
                for key in keys
            ],
            update_conflicts=True,
            unique_fields=["application", "question"],
            update_fields=["value", "saved_at"],
        )

    def read(held: Application) -> Mapping[str, Any]:
        return answers_content(held, [question.pk for question in answers])

    return save_section(
        application, section=section, read=read, write=write, typed=typed, seen=seen, by=by
    )


def save_consents(
    application: Application, *, given: Mapping[ConsentText, bool], seen: Digests, by: User
) -> Saved:
    """Keep what a person gives or refuses, for the very texts that they read; as `save_section`,
    by topic.

    An answer is never changed: another one is added, and counts from then on.
    """

    def write(held: Application, topics: Collection[str]) -> None:
        ApplicationConsent.objects.bulk_create(
            ApplicationConsent(application=held, person=by, text=text, is_given=is_given)
            for text, is_given in given.items()
            if text.topic in topics
        )

    def read(held: Application) -> Mapping[str, Any]:
        return consents_content(held, by)

    return save_section(
        application,
        section=ApplicationSection.CONSENTS,
        read=read,
        write=write,
        typed={text.topic: [text.version, is_given] for text, is_given in given.items()},
        seen=seen,
        by=by,
    )
