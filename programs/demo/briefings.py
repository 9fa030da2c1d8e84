from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.utils import timezone

from programs.actions.programme import replace_programme
from programs.demo.content import cited, moment, read
from programs.models import Briefing, BriefingSeries, Call
from programs.models.programme import ORGANISATION_FIELDS, PART_FIELDS, PERSON_FIELDS
from zones.models import Agency, Province, Zone

MOMENTS = ("starts_at", "ends_at", "registration_closes_at", "published_at")
# What a briefing has said since it has a programme, and what it lacks that was loaded before
SAID_WITH_PROGRAMME = (
    "summary_ko",
    "summary_en",
    "day_note_ko",
    "day_note_en",
    "province",
)


def load_series() -> None:
    """A series has no natural key but its title; one that is there stays as it is."""
    for row in read("series"):
        row |= {"agency": Agency.objects.get(slug=row["agency"]), "sources": cited(row["sources"])}
        BriefingSeries.objects.get_or_create(title_ko=row.pop("title_ko"), defaults=row)


def load_briefings(today: date) -> None:
    """A briefing has no natural key but its title; one that is there stays as it is, but that a
    programme is added to one on facts that nobody has changed."""
    load_series()
    for row in read("briefings"):
        with transaction.atomic():
            _load(row, today=today)


def _load(row: dict[str, Any], *, today: date) -> None:
    zones = Zone.objects.filter(slug__in=row.pop("zones"))
    calls = Call.objects.filter(code__in=row.pop("calls"))
    parts, organisations = row.pop("parts", []), row.pop("organisations", [])
    row |= {name: moment(row.get(name), today=today) for name in MOMENTS}
    row |= {
        "agency": Agency.objects.get(slug=row["agency"]),
        "sources": cited(row["sources"]),
        "province": Province.objects.filter(code=row.get("province")).first(),
        "series": BriefingSeries.objects.filter(title_ko=row.get("series")).first(),
    }
    briefing = Briefing.objects.filter(title_ko=row["title_ko"]).first()
    if briefing is None:
        briefing = Briefing.objects.create(**row)
        briefing.zones.set(zones)
        briefing.calls.set(calls)
    elif _lacks_programme(briefing) and parts:
        said = {name: row[name] for name in SAID_WITH_PROGRAMME}
        Briefing.objects.filter(pk=briefing.pk).update(**said)
    else:
        return
    replace_programme(
        briefing,
        parts=[_part(briefing, part) for part in parts],
        organisations=[_filled(one, ORGANISATION_FIELDS) for one in organisations],
    )


def _lacks_programme(briefing: Briefing) -> bool:
    is_as_loaded = not briefing.is_example and not briefing.sequence
    return is_as_loaded and not briefing.parts.exists()


def _filled(row: dict[str, Any], fields: tuple[str, ...]) -> dict[str, Any]:
    """With an empty text for each field that the file leaves out."""
    return {name: row.get(name, "") for name in fields}


def _part(briefing: Briefing, row: dict[str, Any]) -> dict[str, Any]:
    hours = {f"{name}_at": _at(briefing, row.get(name)) for name in ("starts", "ends")}
    return {
        **_filled(row, PART_FIELDS),
        **hours,
        "is_nested": row.get("is_nested", False),
        "people": [_filled(person, PERSON_FIELDS) for person in row.get("people", [])],
    }


def _at(briefing: Briefing, hour: str | None) -> datetime | None:
    """An hour of the briefing's day."""
    if hour is None:
        return None
    day = timezone.localdate(briefing.starts_at)
    return timezone.make_aware(datetime.combine(day, time.fromisoformat(hour)))
