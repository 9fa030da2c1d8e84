import hashlib
from datetime import date, datetime
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from portal.accounts.models import User
from programs.demo.content import FOLDER, moment, read
from programs.enums import StoryState
from programs.models import Picture, Story, StoryEvent
from zones.models import Agency, Zone

DAYS = ("visited_on", "agreement_on")
PICTURES = FOLDER / "pictures"
# As they were drawn: all are as wide, the small ones half of it
WIDTH, WIDTH_SMALL = 1280, 640


def load_stories(today: date) -> None:
    """A story has no natural key but its title; one that is there stays as it is."""
    for row in read("stories"):
        if Story.objects.filter(title_ko=row["title_ko"]).exists():
            continue
        writer = User.objects.get(email=row.pop("writer"))
        pictures, at = row.pop("pictures"), moment(row.pop("published_at"), today=today)
        row |= {name: _day(row.get(name), today=today) for name in DAYS}
        row |= {
            "agency": Agency.objects.get(slug=row["agency"]),
            "zone": Zone.objects.get(slug=row["zone"]),
        }
        story = Story.objects.create(
            **row,
            state=StoryState.PUBLISHED,
            is_example=True,
            created_at=at,
            created_by=writer,
            changed_at=at,
            published_at=at,
            published_by=writer,
        )
        _record(story, "begin", by=writer, at=at)
        for position, picture in enumerate(pictures, start=1):
            _add(story, picture, position=position, by=writer, at=at)
        _record(story, "publish", by=writer, at=at, to_state=story.state)


def _day(text: str | None, *, today: date) -> date | None:
    at = moment(text, today=today)
    return timezone.localdate(at) if at else None


def _add(
    story: Story, row: dict[str, Any], *, position: int, by: User, at: datetime | None
) -> None:
    name = row.pop("file")
    large, small = ((PICTURES / f"{name}{size}.webp").read_bytes() for size in ("", "-small"))
    height = row.pop("height")
    Picture.objects.create(
        story=story,
        position=position,
        file=ContentFile(large, name="picture.webp"),
        file_small=ContentFile(small, name="picture.webp"),
        name=f"{name}.webp",
        size=len(large),
        sha256=hashlib.sha256(large).hexdigest(),
        sha256_small=hashlib.sha256(small).hexdigest(),
        width=WIDTH,
        height=height,
        width_small=WIDTH_SMALL,
        height_small=height // 2,
        uploaded_at=at,
        uploaded_by=by,
        **row,
    )
    _record(story, "add_picture", by=by, at=at)


def _record(story: Story, verb: str, *, by: User, at: datetime | None, to_state: str = "") -> None:
    from_state = StoryState.DRAFT if to_state else ""
    StoryEvent.objects.create(
        story=story, verb=verb, actor=by, happened_at=at, from_state=from_state, to_state=to_state
    )
