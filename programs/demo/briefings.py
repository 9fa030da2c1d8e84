from datetime import date

from programs.demo.content import cited, moment, read
from programs.models import Briefing, Call
from zones.models import Agency, Zone

MOMENTS = ("starts_at", "ends_at", "registration_closes_at", "published_at")


def load_briefings(today: date) -> None:
    """A briefing has no natural key but its title; one that is there stays as it is."""
    for row in read("briefings"):
        if Briefing.objects.filter(title_ko=row["title_ko"]).exists():
            continue
        zones = Zone.objects.filter(slug__in=row.pop("zones"))
        calls = Call.objects.filter(code__in=row.pop("calls"))
        row |= {name: moment(row.get(name), today=today) for name in MOMENTS}
        row |= {
            "agency": Agency.objects.get(slug=row["agency"]),
            "sources": cited(row["sources"]),
        }
        briefing = Briefing.objects.create(**row)
        briefing.zones.set(zones)
        briefing.calls.set(calls)
