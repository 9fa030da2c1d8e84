"""Mails about new calls, changes and deadlines to those who saved a search or a call.

Each mail is queued in the transaction that stamps its cause as told: rolled back together, never
queued twice, never lost.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from portal.accounts.models import User
from programs.actions.notifications import notify, queue_telling
from programs.actions.saved import AT_ONCE_KIND, DIGEST_KIND
from programs.enums import CallState, CallStatus, MailFrequency, TellingKind
from programs.models import Call, SavedCall, SavedSearch
from programs.queries.saved import calls_found_by

SILENT_AFTER = timedelta(days=2)
# Transactions that publish or amend a call at this moment are over by then
SETTLED_AFTER = timedelta(minutes=5)
REMINDED_BEFORE = {
    MailFrequency.AT_ONCE: timedelta(days=3),
    MailFrequency.DAILY: timedelta(days=3),
    MailFrequency.WEEKLY: timedelta(days=10),  # three days before the next Monday at the latest
}


def _tell(user: User, template: str, *, kind: str, **context: Any) -> None:
    notify([user], template, path="/desk/saved/", kind=kind, site=settings.SITE_URL, **context)


@transaction.atomic
def announce_new_calls() -> int:
    """Have calls told that have become public; how many there are.

    The calls are held until they are stamped, and no longer: submissions come at this very moment.
    A second worker passes them over. What was published more than two days ago is stamped silently.
    """
    unannounced = Call.objects.published().originals().filter(announced_at=None)
    held = unannounced.select_for_update(skip_locked=True, of=("self",), no_key=True).order_by("pk")
    now = timezone.now()
    calls = list(held.only("published_at", "state"))
    Call.objects.filter(pk__in=[call.pk for call in calls]).update(announced_at=now)
    fresh = [
        call.pk
        for call in calls
        if call.published_at > now - SILENT_AFTER and call.state == CallState.APPROVED
    ]
    if fresh:
        queue_telling(TellingKind.NEW_CALLS, *fresh)
    return len(fresh)


def tell_of_new_calls(*pks: int) -> None:
    """One mail to each person whose searches find some of them."""
    approved = Call.objects.published().filter(pk__in=pks, state=CallState.APPROVED)
    calls = list(approved.order_by("published_at", "pk"))
    found = _found_at_once([call.pk for call in calls])
    for user in User.objects.filter(pk__in=found, is_active=True).order_by("pk"):
        listed = [call for call in calls if call.pk in found[user.pk]]
        _tell(user, "calls_new", kind=AT_ONCE_KIND, calls=listed)


def _found_at_once(fresh: list[int]) -> dict[int, set[int]]:
    """Person → calls; each query is asked once, however many saved it."""
    searches = SavedSearch.objects.filter(frequency=MailFrequency.AT_ONCE)
    found: dict[int, set[int]] = {}
    hits: dict[str, set[int]] = {}
    for user_id, query in searches.values_list("user_id", "query"):
        if query not in hits:
            fitting = calls_found_by(query, Call.objects.filter(pk__in=fresh))
            hits[query] = set(fitting.values_list("pk", flat=True))
        if hits[query]:
            found.setdefault(user_id, set()).update(hits[query])
    return found


@dataclass
class Digest:
    """What one mail tells."""

    finds: list[tuple[SavedSearch, list[Call]]] = field(default_factory=list)
    changed: list[Call] = field(default_factory=list)
    closing: list[Call] = field(default_factory=list)

    @property
    def count(self) -> int:
        return sum(len(calls) for _s, calls in self.finds) + len(self.changed) + len(self.closing)


def readers_of_digests() -> list[int]:
    """The keys of active people who saved something and want mail."""
    wanted = ~Q(frequency=MailFrequency.NEVER)
    searches = SavedSearch.objects.filter(wanted).exclude(frequency=MailFrequency.AT_ONCE)
    savers = Q(pk__in=searches.values("user")) | Q(
        pk__in=SavedCall.objects.filter(wanted).values("user")
    )
    people = User.objects.filter(savers, is_active=True).order_by("pk")
    return list(people.values_list("pk", flat=True))


@transaction.atomic
def send_digest(user_id: int) -> bool:
    """Mail one person what is new since the last time; False where there is nothing.

    What is daily comes each time, what is weekly once between two Mondays. Their saved things are
    held, so that a second worker finds nothing new.
    """
    user = User.objects.get(pk=user_id)
    until = timezone.now() - SETTLED_AFTER
    due = _is_due(until)
    searches = _held(user.saved_searches.filter(due).exclude(frequency=MailFrequency.AT_ONCE))
    saved_calls = _held(user.saved_calls.filter(due))
    digest = Digest(
        finds=[(search, calls) for search in searches if (calls := _new_finds(search, until))],
        changed=_changed(saved_calls, until),
        closing=_closing_soon(saved_calls, until),
    )
    for model, rows in ((SavedSearch, searches), (SavedCall, saved_calls)):
        model.objects.filter(pk__in=[row.pk for row in rows]).update(mailed_until=until)
    if digest.count:
        _tell(user, "digest", kind=DIGEST_KIND, digest=digest)
    return bool(digest.count)


def _held(rows: QuerySet[Any]) -> list[Any]:
    return list(rows.select_for_update(of=("self",), no_key=True).order_by("pk"))


def _is_due(until: datetime) -> Q:
    """Of each frequency those whose turn it is; news since the saving at the earliest."""
    today = timezone.localtime(until).replace(hour=0, minute=0, second=0, microsecond=0)
    monday = today - timedelta(days=today.weekday())
    each_time = Q(frequency__in=[MailFrequency.AT_ONCE, MailFrequency.DAILY])
    weekly = Q(frequency=MailFrequency.WEEKLY, mailed_until__lt=monday)
    return Q(mailed_until__lt=until) & (each_time | weekly)


def _new_finds(search: SavedSearch, until: datetime) -> list[Call]:
    published = Call.objects.published().originals().filter(state=CallState.APPROVED)
    since = published.filter(published_at__gt=search.mailed_until, published_at__lte=until)
    return list(calls_found_by(search.query, since))


def _calls_of(
    saved_calls: list[SavedCall], condition: Callable[[SavedCall, Call], bool]
) -> list[Call]:
    published = {
        call.pk: call
        for call in Call.objects.published().filter(pk__in=[row.call_id for row in saved_calls])
    }
    rows = [(row, published[row.call_id]) for row in saved_calls if row.call_id in published]
    return [call for row, call in rows if condition(row, call)]


def _changed(saved_calls: list[SavedCall], until: datetime) -> list[Call]:
    """Amended, closed early or cancelled; who wants mail at once has had it."""

    def is_changed(row: SavedCall, call: Call) -> bool:
        moments = (call.changed_at, call.closed_at, call.cancelled_at)
        return any(moment and row.mailed_until < moment <= until for moment in moments)

    regular = [row for row in saved_calls if row.frequency != MailFrequency.AT_ONCE]
    return _calls_of(regular, is_changed)


def _closing_soon(saved_calls: list[SavedCall], until: datetime) -> list[Call]:
    """Deadlines that have come near since the last mail; a weekly mail tells of the next ten days."""

    def is_near(row: SavedCall, call: Call) -> bool:
        if call.closes_at is None or call.status == CallStatus.CLOSED:
            return False
        ahead = REMINDED_BEFORE[MailFrequency(row.frequency)]
        tells_all = row.frequency == MailFrequency.WEEKLY or row.mailed_until <= row.saved_at
        told_until = until if tells_all else row.mailed_until + ahead
        return told_until < call.closes_at <= until + ahead

    return _calls_of(saved_calls, is_near)
