"""Calendar files (iCalendar, RFC 5545). The UID of a thing never changes, so that a moved briefing
or deadline updates the entry that a reader already has."""

from collections.abc import Iterable
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from programs.models import Briefing, Call


def _calendar(name: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//R&D Zone Portal//KO")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    return calendar


def _uid(kind: str, key: object) -> str:
    return f"{kind}-{key}@{urlsplit(settings.SITE_URL).hostname}"


def _entry(uid: str, *, title: str, path: str) -> Event:
    entry = Event()
    entry.add("uid", uid)
    entry.add("dtstamp", timezone.now())
    entry.add("summary", title)
    entry.add("url", settings.SITE_URL + path)
    return entry


def briefing_calendar(briefing: Briefing) -> bytes:
    """One briefing; a whole-day entry where only its day is known."""
    entry = _entry(
        _uid("briefing", briefing.pk), title=briefing.title, path=briefing.get_absolute_url()
    )
    if briefing.is_day_only:
        day = timezone.localdate(briefing.starts_at)
        entry.add("dtstart", day)
        entry.add("dtend", day + timedelta(days=1))
    else:
        entry.add("dtstart", timezone.localtime(briefing.starts_at))
        entry.add("dtend", timezone.localtime(briefing.ends_at))
    if briefing.venue:
        entry.add("location", briefing.venue)
    if briefing.summary:
        entry.add("description", briefing.summary)
    if briefing.cancelled_at:
        entry.add("status", "CANCELLED")
    calendar = _calendar(briefing.title)
    calendar.add_component(entry)
    calendar.add_missing_timezones()
    return calendar.to_ical()


def deadline_calendar(calls: Iterable[Call]) -> bytes:
    """The closing moments of calls that have one."""
    calendar = _calendar(_("Deadlines of R&D zone calls"))
    for call in calls:
        if call.closes_at is None:
            continue
        title = _("Closes: %(title)s") % {"title": call.title}
        entry = _entry(_uid("call", call.code), title=title, path=call.get_absolute_url())
        closing = timezone.localtime(call.closed_at or call.closes_at)
        entry.add("dtstart", closing)
        entry.add("dtend", closing)
        if call.is_cancelled:
            entry.add("status", "CANCELLED")
        entry.add("description", call.summary)
        calendar.add_component(entry)
    calendar.add_missing_timezones()
    return calendar.to_ical()
