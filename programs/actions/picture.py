"""Pictures of a story: made anew from what is sent, described, ordered, removed."""

import hashlib
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from portal.accounts.models import User
from programs.actions.errors import FileGone, TooManyPictures
from programs.actions.notifications import members_of, notify
from programs.actions.scan import (
    first_scan_state,
    is_new_finding,
    is_newly_released,
    queue_scan,
)
from programs.actions.story import record_story_event, story_held
from programs.actions.upload import clean_name
from programs.file_checks import picture_refusal, validate_picture
from programs.models import Picture, Story
from programs.pictures import Made, Rendition, Unusable, make_anew

MOST_PICTURES = 12
# What is said of a photo that no picture can be made of
REFUSALS = {
    "damaged": "damaged",
    "animated": "animated",
    "too_large": "too_many_pixels",
    "too_slow": "not_made",
    "crashed": "not_made",
}


def add_picture(
    story: Story, *, by: User, upload: UploadedFile, alt_ko: str, **words: str
) -> Picture:
    """Add a picture at the end, made anew before anything of it is kept (`programs.pictures`).

    `words` are alt_en, caption_ko, caption_en, credit. Where a scanner is set, nobody sees it before
    its scan. A picture that is there already, as after a second click, is given back as it is.
    Blocks for some seconds. Raises ValidationError, TooManyPictures.
    """
    name = clean_name(upload.name or "")
    validate_picture(name=name, size=upload.size or 0, file=upload)
    try:
        made = make_anew(upload)
    except Unusable as refusal:
        raise picture_refusal(REFUSALS[refusal.reason]) from None
    facts = _facts(made)
    with transaction.atomic():
        held = story_held(story.pk)
        current = list(held.pictures.current())
        for picture in current:
            if picture.sha256 == facts["sha256"]:
                return picture
        if len(current) >= MOST_PICTURES:
            raise TooManyPictures(MOST_PICTURES)
        picture = Picture.objects.create(
            story=held,
            position=max((one.position for one in current), default=0) + 1,
            name=name,
            uploaded_by=by,
            scan_state=first_scan_state(),
            alt_ko=alt_ko,
            **words,
            **facts,
        )
        record_story_event(held, "add_picture", by=by, reason=name)
        if picture.is_waiting_for_scan:
            queue_scan(picture)
    return picture


def _facts(made: Made) -> dict[str, Any]:
    return {
        "file": _stored(made.large),
        "file_small": _stored(made.small),
        "size": len(made.large.content),
        "sha256": hashlib.sha256(made.large.content).hexdigest(),
        "sha256_small": hashlib.sha256(made.small.content).hexdigest(),
        "width": made.large.width,
        "height": made.large.height,
        "width_small": made.small.width,
        "height_small": made.small.height,
    }


def _stored(rendition: Rendition) -> ContentFile:
    return ContentFile(rendition.content, name="picture.webp")


@transaction.atomic
def describe_picture(picture: Picture, *, by: User, **words: str) -> Picture:
    """Say what is seen (`alt_ko`, `alt_en`) and what stands below it. Raises FileGone."""
    held = story_held(picture.story_id)
    current = held.pictures.current().filter(pk=picture.pk).first()
    if current is None:
        raise FileGone
    changed = [name for name, text in words.items() if getattr(current, name) != text]
    for name in changed:
        setattr(current, name, words[name])
    if changed:
        current.save(update_fields=changed)
        record_story_event(held, "describe_picture", by=by, reason=current.name)
    return current


@transaction.atomic
def move_picture(picture: Picture, *, up: bool, by: User) -> bool:
    """One place up or down; False where it stands at that end already. Raises FileGone."""
    held = story_held(picture.story_id)
    current = list(held.pictures.current())
    keys = [one.pk for one in current]
    if picture.pk not in keys:
        raise FileGone
    place = keys.index(picture.pk)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(current):
        return False
    current[place], current[other] = current[other], current[place]
    for position, one in enumerate(current, start=1):
        one.position = position
    Picture.objects.bulk_update(current, ["position"])
    record_story_event(held, "move_picture", by=by, reason=picture.name)
    return True


@transaction.atomic
def remove_picture(picture: Picture, *, by: User) -> None:
    """Nobody sees it any more. Does nothing where it is out already."""
    held = story_held(picture.story_id)
    row = held.pictures.current().filter(pk=picture.pk)
    if row.update(removed_at=timezone.now()):
        record_story_event(held, "remove_picture", by=by, reason=picture.name)


@transaction.atomic
def withhold_picture(picture: Picture, *, finding: str) -> None:
    """The virus scanner found it to be unsafe: nobody sees it, and its agency is told.

    A second time does nothing.
    """
    if not is_new_finding(picture, finding=finding):
        return
    picture.scan_finding = finding
    story = picture.story
    record_story_event(story, "withhold_file", by=None, reason=picture.name)
    if picture.removed_at is None:
        notify(
            members_of(story.agency),
            "public_file_withheld",
            path=page_of_pictures(story),
            file=picture,
            where=story,
        )


@transaction.atomic
def release_picture(picture: Picture, *, by: User, reason: str) -> None:
    """The foundation releases what the scanner withheld, and tells the agency why.

    A second time does nothing.
    """
    if not is_newly_released(picture):
        return
    story = picture.story
    record_story_event(story, "release_file", by=by, reason=f"{picture.name}: {reason}")
    if picture.removed_at is None:
        notify(
            members_of(story.agency),
            "file_released",
            path=page_of_pictures(story),
            file=picture,
            reason=reason,
        )


def page_of_pictures(story: Story) -> str:
    """Where its agency keeps them."""
    return reverse("programs:story-pictures", args=[story.pk])
