"""Texts that the foundation writes for everybody: notices, questions and their answers.

Every verb holds the row; what everybody reads is never overwritten without a version of before.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from django.db import transaction

from portal.accounts.models import User
from portal.common.digest import digest_of
from portal.common.text import says_nothing
from programs import workflow
from programs.actions.clock import database_now
from programs.actions.errors import ReasonMissing, TextChanged, TextIncomplete
from programs.enums import PublicTextState, PublicTextVerb
from programs.models import Faq, Notice, TextVersion
from programs.models.public_text import PublicText
from programs.queries.public_text import text_content, words_of
from programs.validators import validate_words

Text = TypeVar("Text", bound=PublicText)
TABLES: dict[type[PublicText], workflow.Table] = {Notice: workflow.NOTICE, Faq: workflow.FAQ}


@transaction.atomic
def begin_text(text: Text, *, fields: Mapping[str, Any], by: User) -> Text:
    """Keep a new draft with its `fields`; only the foundation reads it."""
    text.created_by = by
    own, lists = _parted(text, fields)
    for name, value in own.items():
        setattr(text, name, value)
    text.save()
    for name, things in lists.items():
        getattr(text, name).set(things)
    record_text_event(text, PublicTextVerb.BEGIN, by=by)
    return text


@transaction.atomic
def write_text(
    text: Text,
    *,
    fields: Mapping[str, Any],
    seen: str,
    by: User,
    reason: str = "",
    is_shown: bool = True,
) -> Text:
    """Save what was written; of a published text everybody reads it at once.

    `seen` is the digest of what the writer had before them. The same words sent twice are no
    conflict. Where words that everybody reads change, a version keeps those of before with the
    `reason`; `is_shown`: readers may see what it said. Raises TextChanged where a colleague saved
    others since, TextIncomplete where a published text would lack what it needs, ReasonMissing.
    """
    held = text_held(text)
    before, said = digest_of(text_content(held)), words_of(held)
    own, lists = _parted(held, fields)
    for name, value in own.items():
        setattr(held, name, value)
    after = digest_of(text_content(held) | {name: _keys(things) for name, things in lists.items()})
    if before not in (seen, after):
        raise TextChanged
    if before == after:
        return held
    if held.is_published and held.lacking:
        raise TextIncomplete(held.lacking)
    if said != words_of(held):
        _keep_version(held, said, by=by, reason=reason, is_shown=is_shown)
    held.changed_at = database_now()
    held.save(update_fields=[*own, "changed_at"])
    for name, things in lists.items():
        getattr(held, name).set(things)
    record_text_event(held, PublicTextVerb.WRITE, by=by, reason=reason)
    return held


def _keep_version(
    text: PublicText, said: dict[str, str], *, by: User, reason: str, is_shown: bool
) -> None:
    """Of what everybody reads, or has read; what was withdrawn shows its readers nothing of before."""
    if text.state == PublicTextState.DRAFT:
        return
    if text.is_published and says_nothing(reason):
        raise ReasonMissing
    TextVersion.objects.create(
        **{str(text._meta.model_name): text},
        content=said,
        reason=reason,
        is_shown=is_shown and text.is_published,
        replaced_at=database_now(),
        replaced_by=by,
    )


@transaction.atomic
def publish_text(text: Text, *, by: User) -> Text:
    """From now on everybody reads it, with those files that the virus check has passed.

    One that was withdrawn may be published again. Raises TransitionNotAllowed, TextIncomplete.
    """
    held = text_held(text)
    target = workflow.target_of(TABLES[type(held)], "publish", held.state)
    if held.lacking:
        raise TextIncomplete(held.lacking)
    before, held.state = held.state, target
    held.published_at, held.published_by = database_now(), by
    held.withdrawn_at, held.withdrawn_by, held.withdrawn_reason = None, None, ""
    _save_stamps(held)
    record_text_event(held, PublicTextVerb.PUBLISH, by=by, from_state=before)
    return held


@transaction.atomic
def withdraw_text(text: Text, *, by: User, reason: str) -> Text:
    """Nobody reads it any more; its address says that it is gone, and why.

    Raises TransitionNotAllowed, ValidationError where the reason says nothing.
    """
    validate_words(reason)
    held = text_held(text)
    target = workflow.target_of(TABLES[type(held)], "withdraw", held.state)
    before, held.state = held.state, target
    held.withdrawn_at, held.withdrawn_by = database_now(), by
    held.withdrawn_reason = reason
    _save_stamps(held)
    record_text_event(held, PublicTextVerb.WITHDRAW, by=by, from_state=before, reason=reason)
    return held


def _save_stamps(text: PublicText) -> None:
    text.save(
        update_fields=[
            "state",
            "published_at",
            "published_by",
            "withdrawn_at",
            "withdrawn_by",
            "withdrawn_reason",
        ]
    )


@transaction.atomic
def pin_notice(notice: Notice, *, until: date | None, by: User) -> Notice:
    """It stands above all others up to and including a day in Korea; None: no longer.

    The same day sent twice leaves one event.
    """
    held = text_held(notice)
    if held.pinned_until != until:
        held.pinned_until = until
        held.save(update_fields=["pinned_until"])
        verb = PublicTextVerb.PIN if until else PublicTextVerb.UNPIN
        record_text_event(held, verb, by=by, reason=until.isoformat() if until else "")
    return held


def text_held(text: Text) -> Text:
    """The row of a text, held until commit. Needs a transaction."""
    return type(text).objects.select_for_update(no_key=True).get(pk=text.pk)


def record_text_event(
    text: Any, verb: PublicTextVerb, *, by: User | None, from_state: str = "", reason: str = ""
) -> None:
    text.events.create(
        actor=by,
        verb=verb,
        from_state=from_state,
        to_state=text.state if from_state else "",
        reason=reason,
    )


def _parted(text: PublicText, fields: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What stands in the row itself, and what it only names: lists of other things."""
    named = {field.name for field in text._meta.many_to_many}
    own = {name: value for name, value in fields.items() if name not in named}
    return own, {name: list(value) for name, value in fields.items() if name in named}


def _keys(things: list[Any]) -> list[int]:
    return sorted(thing.pk for thing in things)
