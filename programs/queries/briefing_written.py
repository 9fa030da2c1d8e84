"""What an agency wrote of a briefing, so that nobody overwrites what they never read."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.utils.timezone import localtime

from programs.models import Briefing, Call
from programs.queries.story import Compared
from zones.models import Zone

WRITTEN = (
    "kind", "agency", "title_ko", "title_en", "summary_ko", "summary_en", "starts_at", "ends_at",
    "is_day_only", "venue_ko", "venue_en", "province", "address", "map_url", "day_note_ko",
    "day_note_en", "capacity", "online_capacity", "online_url", "company_cap", "answer_hours",
    "registration_opens_at", "registration_closes_at", "asks_needs",
)  # fmt: skip
Calls, Zones = Iterable[Call], Iterable[Zone]


def briefing_content(
    briefing: Briefing, *, calls: Calls | None = None, zones: Zones | None = None
) -> dict[str, Any]:
    """As JSON can hold it; `calls` and `zones` are those chosen, else those that are saved."""
    written = {
        name: _plain(getattr(briefing, f"{name}_id", getattr(briefing, name))) for name in WRITTEN
    }
    about = briefing.calls.all() if calls is None else calls
    where = briefing.zones.all() if zones is None else zones
    return {
        **written,
        "calls": sorted(call.pk for call in about),
        "zones": sorted(zone.pk for zone in where),
    }


def _plain(value: Any) -> Any:
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value


def briefing_compared(typed: Briefing, *, calls: Calls, zones: Zones) -> list[Compared]:
    """Where what was typed differs from what is saved by now."""
    saved = Briefing.objects.get(pk=typed.pk)
    before, after = _texts(saved, saved.calls.all(), saved.zones.all()), _texts(typed, calls, zones)
    return [
        Compared(_label(name), before[name], after[name])
        for name in before
        if before[name] != after[name]
    ]


def _label(name: str) -> str:
    return str(Briefing._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


def _texts(briefing: Briefing, calls: Calls, zones: Zones) -> dict[str, str]:
    texts = {name: _text(briefing, name) for name in WRITTEN}
    texts["calls"] = ", ".join(sorted(str(call) for call in calls))
    texts["zones"] = ", ".join(sorted(str(zone) for zone in zones))
    return texts


def _text(briefing: Briefing, name: str) -> str:
    if name == "kind":
        return str(briefing.get_kind_display())
    value = getattr(briefing, name)
    if isinstance(value, datetime):
        return f"{localtime(value):%Y-%m-%d %H:%M}"
    return "" if value is None else str(value)
