"""Stories of the field: written by an agency, published, withdrawn."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from portal.accounts.models import User
from portal.common.digest import digest_of
from programs import workflow
from programs.actions.clock import database_now
from programs.actions.errors import StoryChanged, StoryIncomplete
from programs.actions.notifications import members_of, notify
from programs.models import Story, StoryEvent
from programs.queries.story import story_content


@transaction.atomic
def begin_story(story: Story, *, by: User) -> Story:
    """Keep a new draft; only its agency reads it."""
    story.created_by = by
    story.save()
    record_story_event(story, "begin", by=by)
    return story


@transaction.atomic
def write_story(story: Story, *, fields: Mapping[str, Any], seen: str, by: User) -> Story:
    """Save what was written; of a published story everybody reads it at once.

    `seen` is the digest of what the writer had before them. The same words sent twice are no
    conflict. Raises StoryChanged where a colleague saved others since, StoryIncomplete where a
    published story would lack what it needs.
    """
    held = story_held(story.pk)
    before = digest_of(story_content(held))
    for name, value in fields.items():
        setattr(held, name, value)
    after = digest_of(story_content(held))
    if before not in (seen, after):
        raise StoryChanged
    if before == after:
        return held
    if held.is_published and held.gaps:
        raise StoryIncomplete(held.gaps)
    held.changed_at = database_now()
    held.save(update_fields=[*fields, "changed_at"])
    record_story_event(held, "write", by=by)
    return held


@transaction.atomic
def publish_story(story: Story, *, by: User) -> Story:
    """From now on everybody reads it, with those pictures that the virus check has passed.

    One that was withdrawn may be published again. Raises TransitionNotAllowed, StoryIncomplete.
    """
    held = story_held(story.pk)
    target = workflow.target_of(workflow.STORY, "publish", held.state)
    if held.gaps:
        raise StoryIncomplete(held.gaps)
    before, held.state = held.state, target
    held.published_at, held.published_by = database_now(), by
    held.withdrawn_at = held.withdrawn_by = None
    held.save(
        update_fields=["state", "published_at", "published_by", "withdrawn_at", "withdrawn_by"]
    )
    record_story_event(held, "publish", by=by, from_state=before)
    return held


@transaction.atomic
def withdraw_story(story: Story, *, by: User, reason: str) -> Story:
    """Nobody reads it any more, nor sees its pictures; its address says that it is gone.

    The agency is told where somebody else withdraws it. Raises TransitionNotAllowed.
    """
    held = story_held(story.pk)
    target = workflow.target_of(workflow.STORY, "withdraw", held.state)
    before, held.state = held.state, target
    held.withdrawn_at, held.withdrawn_by = database_now(), by
    held.save(update_fields=["state", "withdrawn_at", "withdrawn_by"])
    record_story_event(held, "withdraw", by=by, from_state=before, reason=reason)
    agency = members_of(held.agency)
    if not agency.filter(pk=by.pk).exists():
        path = f"/desk/agency/stories/{held.pk}/preview/"
        notify(agency, "story_withdrawn", path=path, story=held, reason=reason)
    return held


def story_held(pk: int) -> Story:
    """The story's row, held until commit. Needs a transaction."""
    return Story.objects.select_for_update(no_key=True).get(pk=pk)


def record_story_event(
    story: Story, verb: str, *, by: User | None, from_state: str = "", reason: str = ""
) -> None:
    StoryEvent.objects.create(
        story=story,
        actor=by,
        verb=verb,
        from_state=from_state,
        to_state=story.state if from_state else "",
        reason=reason,
    )
