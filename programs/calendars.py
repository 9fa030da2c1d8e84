"""Calendar files (iCalendar, RFC 5545). The UID of a thing never changes, so that a moved briefing
or deadline updates the entry that a reader already has."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from email.utils import parseaddr
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from programs.enums import RegistrationState
from programs.models import Briefing, Call, Registration
from programs.queries.registration import registration_path


def _calendar(name: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//R&D Zone Portal//KO")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", " ".join(name.split()))
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


def _written(calendar: Calendar, entries: Iterable[Event]) -> bytes:
    for entry in entries:
        calendar.add_component(entry)
    calendar.add_missing_timezones()
    return calendar.to_ical()


def _stamp(entry: Event, changed_at: datetime, *, sequence: int) -> None:
    """A reader's program takes the entry over its former state; equal things give equal bytes."""
    for name in ("dtstamp", "last-modified", "sequence"):
        entry.pop(name, None)
    entry.add("dtstamp", changed_at)
    entry.add("last-modified", changed_at)
    entry.add("sequence", sequence)


def _briefing_entry(briefing: Briefing) -> Event:
    """A whole-day entry where only its day is known."""
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
    if place := ", ".join(word for word in (briefing.venue, briefing.address) if word):
        entry.add("location", place)
    if briefing.summary:
        entry.add("description", briefing.summary)
    if briefing.cancelled_at:
        entry.add("status", "CANCELLED")
    _stamp(entry, briefing.changed_at, sequence=briefing.sequence)
    return entry


def briefing_calendar(briefing: Briefing) -> bytes:
    return _written(_calendar(briefing.title), [_briefing_entry(briefing)])


def guest_calendar(registration: Registration, *, stamped_at: datetime, method: str = "") -> bytes:
    """The entry of a guest's own place, under the UID that the public entry has.

    The online link stands in it only for who has a place online. `method` is REQUEST or CANCEL in a
    mail (RFC 5546), so that mail programs write or take out the entry; `stamped_at` (UTC) is when
    the place or its briefing changed last. Needs `registration.briefing`.
    """
    briefing = registration.briefing
    entry = _briefing_entry(briefing)
    stamp = max(stamped_at, briefing.changed_at)
    _stamp(entry, stamp, sequence=briefing.sequence)
    entry["url"] = settings.SITE_URL + registration_path(registration)
    if registration.sees_online_link and briefing.online_url:
        words = _("Online link: %(link)s") % {"link": briefing.online_url}
        described = "\n\n".join(filter(None, (briefing.summary, words)))
        entry.pop("description", None)
        entry.add("description", described)
        entry.pop("location", None)
        entry.add("location", briefing.online_url)
    if method == "CANCEL" and not briefing.cancelled_at:
        entry.add("status", "CANCELLED")
    elif registration.state != RegistrationState.SEATED and not briefing.cancelled_at:
        entry.add("status", "TENTATIVE")
    calendar = _calendar(briefing.title)
    if method:
        calendar.add("method", method)
        entry.add("organizer", f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}")
        entry.add("attendee", f"mailto:{registration.email}", {"RSVP": "FALSE"})
    return _written(calendar, [entry])


def briefings_calendar(briefings: Iterable[Briefing]) -> bytes:
    """Briefings that everybody may read of; each is the entry that its own file has."""
    name = _("Briefings and events of the R&D zones")
    return _written(_calendar(name), [_briefing_entry(briefing) for briefing in briefings])


def _deadline_entry(call: Call) -> Event:
    title = _("Closes: %(title)s") % {"title": call.title}
    entry = _entry(_uid("call", call.code), title=title, path=call.get_absolute_url())
    del entry["dtstamp"]  # of the last change, so that equal calls give equal bytes
    entry.add("dtstamp", call.cancelled_at or call.changed_at or call.published_at)
    closing = timezone.localtime(call.closed_at or call.closes_at)
    entry.add("dtstart", closing)
    entry.add("dtend", closing)
    if call.is_cancelled:
        entry.add("status", "CANCELLED")
    entry.add("description", call.summary)
    return entry


def deadline_calendar(calls: Iterable[Call]) -> bytes:
    """The closing moments of calls that have one."""
    calendar = _calendar(_("Deadlines of R&D zone calls"))
    return _written(calendar, [_deadline_entry(call) for call in calls if call.closes_at])


def private_calendar(calls: Iterable[Any], registrations: Iterable[Any]) -> bytes:
    """Saved deadlines and booked briefings of one person, and nothing else about them.

    Takes what `calls_for_calendar` and `registrations_for_calendar` give. SEQUENCE grows with each
    change, so that a moved deadline moves the entry that the reader's program already has.
    """
    entries = []
    for call in calls:
        entry = _deadline_entry(call)
        moments = (call.published_at, call.changed_at, call.closed_at, call.cancelled_at)
        # Twice, because an early closing is a change that an extension takes back
        ends = bool(call.closed_at) + bool(call.cancelled_at)
        changed_at = max(moment for moment in moments if moment)
        _stamp(entry, changed_at, sequence=2 * call.amendment_count + ends)
        entries.append(entry)
    for registration in registrations:
        briefing = registration.briefing
        entry = _briefing_entry(briefing)
        _stamp(entry, max(registration.changed_at, briefing.changed_at), sequence=briefing.sequence)
        if registration.state != RegistrationState.SEATED and not briefing.cancelled_at:
            entry.add("status", "TENTATIVE")
        entries.append(entry)
    return _written(_calendar(_("My deadlines and briefings")), entries)
