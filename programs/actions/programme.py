"""The programme of a briefing, which is public as soon as it is saved."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from portal.accounts.models import User
from programs.actions.briefing import briefing_held
from programs.actions.errors import ProgrammeChanged
from programs.actions.programme_hours import require_inside
from programs.models import (
    Briefing,
    BriefingEvent,
    BriefingOrganisation,
    BriefingPart,
    PartPerson,
)
from programs.queries.programme import programme_digest

Row = Mapping[str, Any]


@transaction.atomic
def write_programme(
    briefing: Briefing,
    *,
    by: User,
    parts: Sequence[Row],
    organisations: Sequence[Row],
    seen: str,
) -> str:
    """Write all parts, with their `people`, and all organisations of a briefing anew, in the order
    in which they come; the digest of what it says now.

    `seen` is the digest of what the writer had before them; the same text sent twice is no
    conflict. Calendars and readers are told of a change (`changed_at`). Raises ProgrammeChanged
    where a colleague saved another programme since, ProgrammeOutside where the session was moved
    meanwhile, so that a part (UTC) lies outside its hours.
    """
    held, now = briefing_held(briefing.pk)
    require_inside(held, [(row["starts_at"], row["ends_at"]) for row in parts])
    before = programme_digest(held)
    replace_programme(held, parts=parts, organisations=organisations)
    after = programme_digest(held)
    if before not in (seen, after):
        raise ProgrammeChanged
    if before != after:
        _record(held, by=by, at=now)
    return after


def _record(briefing: Briefing, *, by: User, at: datetime) -> None:
    Briefing.objects.filter(pk=briefing.pk).update(changed_at=at, sequence=F("sequence") + 1)
    BriefingEvent.objects.create(briefing=briefing, actor=by, verb="write_programme")


def replace_programme(
    briefing: Briefing, *, parts: Sequence[Row], organisations: Sequence[Row]
) -> None:
    """While the briefing is held, or new. Needs a transaction."""
    briefing.parts.all().delete()
    briefing.organisations.all().delete()
    made = BriefingPart.objects.bulk_create(
        BriefingPart(briefing=briefing, position=place, **_without_people(row))
        for place, row in enumerate(parts, start=1)
    )
    PartPerson.objects.bulk_create(
        PartPerson(part=part, position=place, **person)
        for part, row in zip(made, parts, strict=True)
        for place, person in enumerate(row.get("people", []), start=1)
    )
    BriefingOrganisation.objects.bulk_create(
        BriefingOrganisation(briefing=briefing, position=place, **row)
        for place, row in enumerate(organisations, start=1)
    )


def _without_people(row: Row) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "people"}
