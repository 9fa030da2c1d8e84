"""Stories and their pictures: whose they are, what was written, what differs."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q, QuerySet

from portal.accounts.models import User
from programs.enums import StoryState
from programs.models import Picture, Story
from programs.models.scanned import READABLE
from programs.models.story import PictureQuerySet, StoryQuerySet
from zones.models import Agency

# What its agency writes, as a colleague may have written it meanwhile
WRITTEN = (
    "kind",
    "agency",
    "zone",
    "title_ko",
    "title_en",
    "lead_ko",
    "lead_en",
    "body_ko",
    "body_en",
    "visited_on",
    "company_name",
    "agreement_from",
    "agreement_on",
)


def stories_of_agencies_of(user: User) -> StoryQuerySet:
    return Story.objects.filter(agency__in=Agency.objects.of(user))


def with_picture_counts(stories: StoryQuerySet) -> StoryQuerySet:
    """`picture_count` of those that are not removed, `hidden_count` of those that nobody sees yet."""
    current = Q(pictures__removed_at=None, pictures__isnull=False)
    hidden = current & ~Q(pictures__scan_state__in=READABLE)
    return stories.annotate(
        picture_count=Count("pictures", filter=current),
        hidden_count=Count("pictures", filter=hidden),
    )


def pictures_of_published() -> PictureQuerySet:
    """What everybody sees."""
    return Picture.objects.shown().filter(story__state=StoryState.PUBLISHED)


def pictures_of_agencies_of(user: User | AnonymousUser) -> PictureQuerySet:
    """What may be looked at in drafts: each agency's own, but nothing before its scan."""
    if not user.is_authenticated:
        return Picture.objects.none()
    return Picture.objects.shown().filter(story__agency__in=Agency.objects.of(user))


def named_by(pictures: QuerySet[Picture], digest: str) -> QuerySet[Picture]:
    """Those that have these bytes, as their large or their small file."""
    return pictures.filter(Q(sha256=digest) | Q(sha256_small=digest))


def story_content(story: Story) -> dict[str, Any]:
    """What was written, as JSON can hold it; its digest says what a writer has seen."""
    return {name: _plain(getattr(story, f"{name}_id", getattr(story, name))) for name in WRITTEN}


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


@dataclass(frozen=True)
class Compared:
    """A field as a colleague saved it, and as it was typed."""

    label: str
    before: str
    after: str


def story_compared(typed: Story) -> list[Compared]:
    """Where what was typed differs from what is saved by now."""
    saved = Story.objects.select_related("agency", "zone").get(pk=typed.pk)
    lines = [
        Compared(str(field.verbose_name), _text(saved, field.name), _text(typed, field.name))
        for field in (Story._meta.get_field(name) for name in WRITTEN)
    ]
    return [line for line in lines if line.before != line.after]


def _text(story: Story, name: str) -> str:
    if name == "kind":
        return str(story.get_kind_display())
    value = getattr(story, name)
    return "" if value is None else str(value)
